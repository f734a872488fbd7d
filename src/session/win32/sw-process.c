/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "session/win32/sw-process.h"

#include <glib/gi18n-lib.h>
#include <windows.h>

/* As long as Windows lets a path become. */
#define MAX_PATH_UNITS 32768

/* What GTK loads at run time, such as readers of pictures, stands on libraries beside
 * GLib. In MSYS2 a program that was just built is in another folder than they. */
static void
allow_folder_of_glib (void)
{
  g_autofree WCHAR *path = g_new0 (WCHAR, MAX_PATH_UNITS);
  HMODULE glib = GetModuleHandleW (L"libglib-2.0-0.dll");
  WCHAR *file_name;

  if (glib == NULL || GetModuleFileNameW (glib, path, MAX_PATH_UNITS - 1) == 0)
    return;
  file_name = wcsrchr (path, L'\\');
  if (file_name == NULL)
    return;
  *file_name = 0;
  AddDllDirectory (path);
}

void
sw_process_restrict_libraries (void)
{
  SetDefaultDllDirectories (LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
  allow_folder_of_glib ();
}

char **
sw_process_dup_arguments (GError **error)
{
  g_autofree char *line =
      g_utf16_to_utf8 ((const gunichar2 *) GetCommandLineW (), -1, NULL, NULL, NULL);

  /* GLib would leave out everything from the bad argument on. */
  if (line == NULL)
    {
      g_set_error_literal (error,
                           G_CONVERT_ERROR,
                           G_CONVERT_ERROR_ILLEGAL_SEQUENCE,
                           _ ("An argument holds half a character"));
      return NULL;
    }
  return g_win32_get_command_line ();
}
