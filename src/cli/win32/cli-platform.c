/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-platform.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <io.h>
#include <stdio.h>
#include <windows.h>

/* WriteConsole refuses much more than this at once. */
#define CONSOLE_UNITS 8192

/* When its window is closed, a program has five seconds before Windows ends it. */
#define CLOSE_MS 5000

static gboolean
is_console (HANDLE handle)
{
  DWORD mode;

  return GetConsoleMode (handle, &mode);
}

static gboolean
fail_with_system_error (DWORD code, GError **error)
{
  g_autofree char *message = g_win32_error_message ((int) code);
  int io_code = g_io_error_from_win32_error ((int) code);

  if (code == ERROR_BROKEN_PIPE || code == ERROR_NO_DATA
      || code == ERROR_PIPE_NOT_CONNECTED)
    io_code = G_IO_ERROR_BROKEN_PIPE;
  else if (code == ERROR_OPERATION_ABORTED)
    io_code = G_IO_ERROR_CANCELLED;

  g_set_error_literal (error, G_IO_ERROR, io_code, message);
  return FALSE;
}

/* Shows UTF-8 as it is meant, whatever the code page of the console. */
static gboolean
write_console (HANDLE console, const char *data, gsize size, GError **error)
{
  g_autofree char *text = g_utf8_make_valid (data, (gssize) size);
  glong n_units = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (text, -1, NULL, &n_units, NULL);

  for (glong i = 0; i < n_units;)
    {
      DWORD n_written = 0;
      DWORD n_wanted = (DWORD) MIN (n_units - i, CONSOLE_UNITS);

      if (!WriteConsoleW (console, units + i, n_wanted, &n_written, NULL))
        return fail_with_system_error (GetLastError (), error);
      i += (glong) n_written;
    }
  return TRUE;
}

static gboolean
write_bytes (HANDLE file, const char *data, gsize size, GError **error)
{
  while (size > 0)
    {
      DWORD n_written = 0;

      if (!WriteFile (file, data, (DWORD) MIN (size, G_MAXINT32), &n_written, NULL))
        return fail_with_system_error (GetLastError (), error);
      data += n_written;
      size -= n_written;
    }
  return TRUE;
}

static gboolean
write_to (DWORD stream, const char *data, gsize size, GError **error)
{
  HANDLE handle = GetStdHandle (stream);

  if (handle == NULL || handle == INVALID_HANDLE_VALUE)
    return fail_with_system_error (ERROR_INVALID_HANDLE, error);
  return is_console (handle) ? write_console (handle, data, size, error)
                             : write_bytes (handle, data, size, error);
}

/* GLib would convert to the code page of the console even for a pipe. */
static void
print_error_cb (const char *text)
{
  write_to (STD_ERROR_HANDLE, text, strlen (text), NULL);
}

void
cli_platform_init (void)
{
  g_set_printerr_handler (print_error_cb);
}

char **
cli_platform_dup_arguments (char **argv)
{
  return g_win32_get_command_line ();
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
  write_to (STD_OUTPUT_HANDLE, data, size, &write_error);
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

static gssize
read_console (HANDLE console, char *buffer, gsize size, GError **error)
{
  WCHAR units[CONSOLE_UNITS];
  DWORD n_units = 0;
  int n_bytes;

  /* Ctrl+C ends this call as if the input were at its end; only the error tells. No test
   * covers it, for a test has no console to type on. */
  SetLastError (ERROR_SUCCESS);
  /* A UTF-16 unit is at most three bytes of UTF-8. */
  if (!ReadConsoleW (console,
                     units,
                     (DWORD) MIN (size / 3, CONSOLE_UNITS),
                     &n_units,
                     NULL)
      || (n_units == 0 && GetLastError () == ERROR_OPERATION_ABORTED))
    {
      fail_with_system_error (GetLastError (), error);
      return -1;
    }
  if (n_units == 0 || units[0] == 0x1A)
    return 0;

  n_bytes = WideCharToMultiByte (CP_UTF8,
                                 0,
                                 units,
                                 (int) n_units,
                                 buffer,
                                 (int) size,
                                 NULL,
                                 NULL);
  return n_bytes;
}

gssize
cli_platform_read_stdin (void *buffer, gsize size, GError **error)
{
  HANDLE handle = GetStdHandle (STD_INPUT_HANDLE);
  DWORD n_read = 0;

  if (handle != NULL && is_console (handle))
    return read_console (handle, buffer, size, error);

  if (!ReadFile (handle, buffer, (DWORD) size, &n_read, NULL))
    {
      DWORD code = GetLastError ();

      if (code == ERROR_BROKEN_PIPE || code == ERROR_HANDLE_EOF)
        return 0;
      fail_with_system_error (code, error);
      return -1;
    }
  return n_read;
}

gboolean
cli_platform_stdin_is_terminal (void)
{
  return is_console (GetStdHandle (STD_INPUT_HANDLE));
}

const char *
cli_platform_get_end_of_input_key (void)
{
  return "Ctrl+Z";
}
