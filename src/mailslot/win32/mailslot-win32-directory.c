/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include <windows.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-backend-private.h"
#include "mailslot/mailslot-error.h"

/* Windows has no documented way to list slots. Its mailslot file system answers a search
 * of its root on some versions; Wine does not. */

static void
append_found (GPtrArray *addresses, const WIN32_FIND_DATAW *found)
{
  g_autofree char *name = g_utf16_to_utf8 (found->cFileName, -1, NULL, NULL, NULL);
  MailslotAddress *address;

  /* A program may have made a name that no address can hold; nobody could send to it. */
  address = name != NULL ? mailslot_address_new_local (name, NULL) : NULL;
  if (address != NULL)
    g_ptr_array_add (addresses, address);
}

gboolean
mailslot_backend_list (GPtrArray *addresses, GError **error)
{
  WIN32_FIND_DATAW found;
  HANDLE search;
  DWORD code;

  search = FindFirstFileW (L"\\\\.\\mailslot\\*", &found);
  if (search == INVALID_HANDLE_VALUE)
    {
      code = GetLastError ();
      if (code == ERROR_FILE_NOT_FOUND || code == ERROR_NO_MORE_FILES)
        return TRUE;
      g_set_error_literal (error,
                           MAILSLOT_ERROR,
                           MAILSLOT_ERROR_UNSUPPORTED,
                           _ ("Cannot list the slots: this version of Windows does not "
                              "tell which exist"));
      return FALSE;
    }
  do
    append_found (addresses, &found);
  while (FindNextFileW (search, &found));
  FindClose (search);
  return TRUE;
}
