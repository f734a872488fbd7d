/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/win32/sw-console.h"

#include "payload/sw-utf16.h"

#include <string.h>

/* WriteConsole refuses much more than this at once. */
#define CONSOLE_UNITS 8192

gboolean
sw_console_fail (DWORD code, GError **error)
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

gboolean
sw_console_is_console (HANDLE handle)
{
  DWORD mode;

  return GetConsoleMode (handle, &mode);
}

static gboolean
write_console (HANDLE console, const char *data, gsize size, GError **error)
{
  g_autofree char *text = g_utf8_make_valid (data, (gssize) size);
  glong n_units = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (text, -1, NULL, &n_units, NULL);

  for (glong i = 0; i < n_units;)
    {
      DWORD n_written = 0;
      gsize n_wanted =
          sw_utf16_get_whole_length (units + i, (gsize) MIN (n_units - i, CONSOLE_UNITS));

      if (!WriteConsoleW (console, units + i, (DWORD) n_wanted, &n_written, NULL))
        return sw_console_fail (GetLastError (), error);
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
        return sw_console_fail (GetLastError (), error);
      data += n_written;
      size -= n_written;
    }
  return TRUE;
}

gboolean
sw_console_write (DWORD stream, const char *data, gsize size, GError **error)
{
  HANDLE handle = GetStdHandle (stream);

  if (handle == NULL || handle == INVALID_HANDLE_VALUE)
    return sw_console_fail (ERROR_INVALID_HANDLE, error);
  return sw_console_is_console (handle) ? write_console (handle, data, size, error)
                                        : write_bytes (handle, data, size, error);
}

/* Ctrl+C ends this call as if the input were at its end; only the error tells. No test
 * covers it, for a test has no console to type on. */
static gboolean
read_units (HANDLE console, WCHAR *units, DWORD max_units, DWORD *n_units, GError **error)
{
  *n_units = 0;
  SetLastError (ERROR_SUCCESS);
  if (ReadConsoleW (console, units, max_units, n_units, NULL)
      && (*n_units > 0 || GetLastError () != ERROR_OPERATION_ABORTED))
    return TRUE;
  return sw_console_fail (GetLastError (), error);
}

/* The second half of a character waits already, because lines are read as a whole. */
static gboolean
read_whole (HANDLE console, WCHAR *units, DWORD max_units, DWORD *n_units, GError **error)
{
  DWORD n_more = 0;

  if (!read_units (console, units, max_units - 1, n_units, error))
    return FALSE;
  if (sw_utf16_get_whole_length ((const gunichar2 *) units, *n_units) < *n_units
      && !read_units (console, units + *n_units, 1, &n_more, error))
    return FALSE;
  *n_units += n_more;
  return TRUE;
}

gssize
sw_console_read (HANDLE console, char *buffer, gsize size, GError **error)
{
  WCHAR units[CONSOLE_UNITS];
  /* A UTF-16 unit is at most three bytes of UTF-8. */
  DWORD max_units = (DWORD) MIN (size / 3, CONSOLE_UNITS);
  DWORD n_units;

  if (!read_whole (console, units, max_units, &n_units, error))
    return -1;
  if (n_units == 0 || units[0] == 0x1A)
    return 0;

  return WideCharToMultiByte (CP_UTF8,
                              0,
                              units,
                              (int) n_units,
                              buffer,
                              (int) size,
                              NULL,
                              NULL);
}

static void
print_cb (const char *text)
{
  sw_console_write (STD_OUTPUT_HANDLE, text, strlen (text), NULL);
}

static void
print_error_cb (const char *text)
{
  sw_console_write (STD_ERROR_HANDLE, text, strlen (text), NULL);
}

void
sw_console_take_over_print (void)
{
  /* GLib would convert to the code page of the console, even for a pipe. */
  g_set_print_handler (print_cb);
  g_set_printerr_handler (print_error_cb);
}
