/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-platform.h"

#include <windows.h>

/* Far more than a pipe holds. */
#define N_BYTES (4 * 1024 * 1024)

static gpointer
cancel_thread (gpointer stop)
{
  g_usleep (G_USEC_PER_SEC / 10);
  g_cancellable_cancel (stop);
  return NULL;
}

/* Fills stdout, which nobody reads, and expects to be let go. */
static void
assert_write_times_out (GCancellable *stop)
{
  g_autofree char *data = g_malloc0 (N_BYTES);
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();

  g_assert_false (cli_platform_write_stdout (data, N_BYTES, stop, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - start_us,
                   >=,
                   (CLI_PLATFORM_GRACE_MS - 100) * 1000);
}

static void
test_a_blocked_stdout_ends_after_the_stop (void)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  HANDLE stdout_before = GetStdHandle (STD_OUTPUT_HANDLE);
  HANDLE read_end;
  HANDLE write_end;
  GThread *thread;

  g_assert_true (CreatePipe (&read_end, &write_end, NULL, 0));
  SetStdHandle (STD_OUTPUT_HANDLE, write_end);
  cli_platform_cancel_on_interrupt (stop);

  /* The stop comes during a write, then there is one that begins after it. */
  thread = g_thread_new ("cancel", cancel_thread, stop);
  assert_write_times_out (stop);
  g_thread_join (thread);
  assert_write_times_out (stop);

  SetStdHandle (STD_OUTPUT_HANDLE, stdout_before);
  CloseHandle (read_end);
  CloseHandle (write_end);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/win32/a-blocked-stdout-ends-after-the-stop",
                   test_a_blocked_stdout_ends_after_the_stop);
  return g_test_run ();
}
