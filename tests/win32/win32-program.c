/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "win32-program.h"

/* A safeguard; nothing is expected to take so long. */
#define PATIENCE_MS 120000

/* Returns: (transfer full): the end of a new pipe that a child inherits */
static HANDLE
make_pipe (HANDLE *read_end)
{
  HANDLE write_end;

  g_assert_true (CreatePipe (read_end, &write_end, NULL, 0));
  g_assert_true (
      SetHandleInformation (write_end, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT));
  return write_end;
}

Win32Program *
win32_program_start (const char *path, const WCHAR *arguments, HANDLE output)
{
  Win32Program *self = g_new0 (Win32Program, 1);
  g_autofree gunichar2 *path16 = g_utf8_to_utf16 (path, -1, NULL, NULL, NULL);
  g_autofree WCHAR *line = g_new0 (WCHAR, wcslen (path16) + wcslen (arguments) + 4);
  HANDLE output_pipe = output == NULL ? make_pipe (&self->messages) : NULL;
  HANDLE error_pipe = make_pipe (&self->errors);
  STARTUPINFOW startup = { .cb = sizeof startup,
                           .dwFlags = STARTF_USESTDHANDLES,
                           .hStdOutput = output != NULL ? output : output_pipe,
                           .hStdError = error_pipe };
  PROCESS_INFORMATION process;

  wcscpy (line, L"\"");
  wcscat (line, path16);
  wcscat (line, L"\" ");
  wcscat (line, arguments);
  g_assert_true (
      CreateProcessW (NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process));
  self->process = process.hProcess;
  CloseHandle (process.hThread);
  g_clear_pointer (&output_pipe, CloseHandle);
  CloseHandle (error_pipe);
  return self;
}

char *
win32_program_read (HANDLE pipe, gsize length)
{
  char *text = g_malloc0 (length + 1);
  gsize n_read = 0;

  while (n_read < length)
    {
      DWORD n_bytes;

      g_assert_true (
          ReadFile (pipe, text + n_read, (DWORD) (length - n_read), &n_bytes, NULL));
      n_read += n_bytes;
    }
  return text;
}

char *
win32_program_read_all (HANDLE pipe)
{
  GString *text = g_string_new (NULL);
  char bytes[1024];
  DWORD n_bytes;

  while (ReadFile (pipe, bytes, sizeof bytes, &n_bytes, NULL))
    g_string_append_len (text, bytes, (gssize) n_bytes);
  return g_string_free (text, FALSE);
}

guint
win32_program_wait (Win32Program *self)
{
  DWORD code;

  g_assert_cmpuint (WaitForSingleObject (self->process, PATIENCE_MS), ==, WAIT_OBJECT_0);
  g_assert_true (GetExitCodeProcess (self->process, &code));
  return code;
}

void
win32_program_free (Win32Program *self)
{
  TerminateProcess (self->process, 1);
  CloseHandle (self->process);
  g_clear_pointer (&self->messages, CloseHandle);
  CloseHandle (self->errors);
  g_free (self);
}
