/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path-entry add|remove user|machine FOLDER: one folder of PATH, as the registry keeps
 * it.
 *
 * The installer calls it, because the strings of NSIS end after 1024 characters and PATH
 * may have 32767. What else is in PATH stays as it is, character by character. Exit code:
 * 0, or the error of Windows. */
#include <windows.h>

#include <shellapi.h>
#include <stdlib.h>
#include <wchar.h>

#define BROADCAST_MS 2000

/* PATH with what is known about it. */
typedef struct
{
  HKEY key;
  DWORD type;
  WCHAR *text; /* (owned) room for one more folder is left */
} Path;

static LSTATUS
open_key (const WCHAR *whose, HKEY *key)
{
  if (wcscmp (whose, L"machine") == 0)
    return RegOpenKeyExW (
        HKEY_LOCAL_MACHINE,
        L"SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment",
        0,
        KEY_QUERY_VALUE | KEY_SET_VALUE,
        key);
  return RegCreateKeyExW (HKEY_CURRENT_USER,
                          L"Environment",
                          0,
                          NULL,
                          0,
                          KEY_QUERY_VALUE | KEY_SET_VALUE,
                          NULL,
                          key,
                          NULL);
}

/* Leaves room for n_more characters. */
static LSTATUS
read_path (Path *path, size_t n_more)
{
  DWORD size = 0;
  LSTATUS status;

  status = RegQueryValueExW (path->key, L"Path", NULL, &path->type, NULL, &size);
  if (status == ERROR_FILE_NOT_FOUND)
    path->type = REG_EXPAND_SZ;
  else if (status != ERROR_SUCCESS)
    return status;
  else if (path->type != REG_SZ && path->type != REG_EXPAND_SZ)
    return ERROR_INVALID_DATA;

  path->text = calloc (size / sizeof (WCHAR) + n_more, sizeof (WCHAR));
  if (path->text == NULL)
    return ERROR_NOT_ENOUGH_MEMORY;
  if (size == 0)
    return ERROR_SUCCESS;
  return RegQueryValueExW (path->key, L"Path", NULL, NULL, (BYTE *) path->text, &size);
}

static LSTATUS
write_path (Path *path)
{
  if (path->text[0] == L'\0')
    return RegDeleteValueW (path->key, L"Path");
  return RegSetValueExW (path->key,
                         L"Path",
                         0,
                         path->type,
                         (const BYTE *) path->text,
                         (DWORD) ((wcslen (path->text) + 1) * sizeof (WCHAR)));
}

/* Windows does not regard case, quotes, or a backslash at the end. */
static BOOL
is_folder (const WCHAR *entry, size_t length, const WCHAR *folder)
{
  if (length >= 2 && entry[0] == L'"' && entry[length - 1] == L'"')
    {
      entry++;
      length -= 2;
    }
  if (length > 0 && entry[length - 1] == L'\\')
    length--;
  return CompareStringOrdinal (entry, (int) length, folder, -1, TRUE) == CSTR_EQUAL;
}

/* A quoted entry may hold semicolons. */
static size_t
entry_length (const WCHAR *entry)
{
  BOOL is_quoted = FALSE;
  size_t length = 0;

  for (; entry[length] != L'\0' && (is_quoted || entry[length] != L';'); length++)
    if (entry[length] == L'"')
      is_quoted = !is_quoted;
  return length;
}

static WCHAR *
find_entry (WCHAR *text, const WCHAR *folder)
{
  for (WCHAR *entry = text;; entry++)
    {
      size_t length = entry_length (entry);

      if (is_folder (entry, length, folder))
        return entry;
      entry += length;
      if (*entry == L'\0')
        return NULL;
    }
}

/* Returns whether there is something to write. */
static BOOL
add_entry (WCHAR *text, const WCHAR *folder)
{
  const WCHAR *quote = wcschr (folder, L';') != NULL ? L"\"" : L"";

  if (find_entry (text, folder) != NULL)
    return FALSE;
  /* Even after another semicolon: what removes the folder takes this one along. */
  if (text[0] != L'\0')
    wcscat (text, L";");
  wcscat (text, quote);
  wcscat (text, folder);
  wcscat (text, quote);
  return TRUE;
}

/* Returns whether there is something to write. */
static BOOL
remove_entry (WCHAR *text, const WCHAR *folder)
{
  WCHAR *entry = find_entry (text, folder);
  WCHAR *end;

  if (entry == NULL)
    return FALSE;
  end = entry + entry_length (entry);
  if (*end == L';')
    end++;
  else if (entry > text)
    entry--; /* the last one goes with the semicolon before it */
  memmove (entry, end, (wcslen (end) + 1) * sizeof (WCHAR));
  return TRUE;
}

/* So that terminals opened from now on know it. */
static void
tell_everybody (void)
{
  SendMessageTimeoutW (HWND_BROADCAST,
                       WM_SETTINGCHANGE,
                       0,
                       (LPARAM) L"Environment",
                       SMTO_ABORTIFHUNG,
                       BROADCAST_MS,
                       NULL);
}

static LSTATUS
change_path (BOOL is_added, const WCHAR *whose, const WCHAR *folder)
{
  Path path = { 0 };
  LSTATUS status = open_key (whose, &path.key);

  if (status != ERROR_SUCCESS)
    return status;
  /* A semicolon, two quotes, and the end. */
  status = read_path (&path, wcslen (folder) + 4);
  if (status == ERROR_SUCCESS
      && (is_added ? add_entry (path.text, folder) : remove_entry (path.text, folder)))
    {
      status = write_path (&path);
      tell_everybody ();
    }
  RegCloseKey (path.key);
  free (path.text);
  return status;
}

int WINAPI
WinMain (HINSTANCE instance, HINSTANCE previous, LPSTR command_line, int show)
{
  int n_arguments;
  WCHAR **arguments = CommandLineToArgvW (GetCommandLineW (), &n_arguments);

  if (arguments == NULL || n_arguments != 4 || arguments[3][0] == L'\0')
    return ERROR_INVALID_PARAMETER;
  return change_path (wcscmp (arguments[1], L"add") == 0, arguments[2], arguments[3]);
}
