/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-platform.h"
#include "session/win32/sw-console.h"
#include "session/win32/sw-process.h"

#include <glib/gi18n-lib.h>
#include <windows.h>

/* When its window is closed, a program has five seconds before Windows ends it. */
#define CLOSE_MS 5000

void
cli_platform_init (void)
{
  sw_process_restrict_libraries ();
  sw_console_take_over_print ();
}

char **
cli_platform_dup_arguments (char **argv, GError **error)
{
  return sw_process_dup_arguments (error);
}

/* Windows runs the console handler on a thread of its own, which may still run while
 * main() returns. So what it uses is never given back. */
static GCancellable *interrupted; /* (owned) */
static HANDLE writing_thread;     /* (owned): the one that writes to stdout */

/* Goes up when a write to stdout begins and again when it ends: odd in between. */
static int write_count; /* (atomic) */

/* A blocked write has no time-out, it can only be cancelled from another thread. Goes on
 * looking: the write may be about to begin, which CancelSynchronousIo() does not see, and
 * the next one may block as well. Tested with a pipe, not with a console that is held up,
 * as it is while somebody selects text in it. */
static gpointer
grace_thread (gpointer data)
{
  int before = g_atomic_int_get (&write_count);

  while (TRUE)
    {
      int now;

      Sleep (CLI_PLATFORM_GRACE_MS);
      now = g_atomic_int_get (&write_count);
      if (now == before && now % 2 != 0)
        CancelSynchronousIo (writing_thread);
      before = now;
    }
  return NULL;
}

/* Not in the console handler itself: while that runs, a second Ctrl+C has to wait. */
static void
interrupted_cb (GCancellable *cancellable, gpointer data)
{
  g_thread_unref (g_thread_new ("grace", grace_thread, NULL));
}

static BOOL WINAPI
console_event_cb (DWORD event)
{
  if (g_cancellable_is_cancelled (interrupted))
    return FALSE;

  g_cancellable_cancel (interrupted);
  if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT)
    Sleep (CLOSE_MS); /* the program ends when this returns */
  return TRUE;
}

void
cli_platform_cancel_on_interrupt (GCancellable *cancellable)
{
  interrupted = g_object_ref (cancellable);
  DuplicateHandle (GetCurrentProcess (),
                   GetCurrentThread (),
                   GetCurrentProcess (),
                   &writing_thread,
                   0,
                   FALSE,
                   DUPLICATE_SAME_ACCESS);
  g_cancellable_connect (cancellable, G_CALLBACK (interrupted_cb), NULL, NULL);
  SetConsoleCtrlHandler (console_event_cb, TRUE);
}

void
cli_platform_cancel_when_reader_is_gone (GCancellable *cancellable)
{
  /* A pipe of Windows tells its writer only when it writes. */
}

gboolean
cli_platform_write_stdout (const char *data,
                           gsize size,
                           GCancellable *stop,
                           GError **error)
{
  g_autoptr (GError) write_error = NULL;

  g_atomic_int_inc (&write_count);
  sw_console_write (STD_OUTPUT_HANDLE, data, size, &write_error);
  g_atomic_int_inc (&write_count);
  if (write_error == NULL)
    return TRUE;

  if (g_error_matches (write_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error,
                         G_IO_ERROR,
                         G_IO_ERROR_TIMED_OUT,
                         _ ("nobody reads it; the last messages are lost"));
  else
    g_propagate_error (error, g_steal_pointer (&write_error));
  return FALSE;
}

gssize
cli_platform_read_stdin (void *buffer, gsize size, GError **error)
{
  HANDLE handle = GetStdHandle (STD_INPUT_HANDLE);
  DWORD n_read = 0;

  if (handle != NULL && sw_console_is_console (handle))
    return sw_console_read (handle, buffer, size, error);

  if (!ReadFile (handle, buffer, (DWORD) size, &n_read, NULL))
    {
      DWORD code = GetLastError ();

      if (code == ERROR_BROKEN_PIPE || code == ERROR_HANDLE_EOF)
        return 0;
      sw_console_fail (code, error);
      return -1;
    }
  return n_read;
}

gboolean
cli_platform_stdin_is_terminal (void)
{
  return sw_console_is_console (GetStdHandle (STD_INPUT_HANDLE));
}

const char *
cli_platform_get_end_of_input_key (void)
{
  return "Ctrl+Z";
}
