/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writing half of the first mailslot example everybody writes: plain Win32, nothing
 * of ours. Sends one text, with its NUL, as C programs do. */
#include <stdio.h>
#include <windows.h>

int
main (int argc, char **argv)
{
  static const char message[] = "Bingo is handsome";
  const char *name = argc > 1 ? argv[1] : "\\\\.\\mailslot\\Mymailslot";
  DWORD n_written;
  HANDLE slot;

  slot = CreateFileA (name,
                      GENERIC_WRITE,
                      FILE_SHARE_READ,
                      NULL,
                      OPEN_EXISTING,
                      FILE_ATTRIBUTE_NORMAL,
                      NULL);
  if (slot == INVALID_HANDLE_VALUE)
    {
      printf ("CreateFile: error %lu\n", GetLastError ());
      return 1;
    }
  if (!WriteFile (slot, message, sizeof message, &n_written, NULL))
    {
      printf ("WriteFile: error %lu\n", GetLastError ());
      return 1;
    }
  printf ("sent %lu bytes\n", n_written);
  CloseHandle (slot);
  return 0;
}
