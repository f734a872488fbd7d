/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reading half of the first mailslot example everybody writes: plain Win32, nothing
 * of ours. Creates a slot, waits for one message and prints it. */
#include <stdio.h>
#include <windows.h>

int
main (int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : "\\\\.\\mailslot\\Mymailslot";
  char message[425];
  DWORD n_read;
  HANDLE slot;

  slot = CreateMailslotA (name, 0, MAILSLOT_WAIT_FOREVER, NULL);
  if (slot == INVALID_HANDLE_VALUE)
    {
      printf ("CreateMailslot: error %lu\n", GetLastError ());
      return 1;
    }
  printf ("waiting at %s\n", name);
  fflush (stdout);

  if (!ReadFile (slot, message, sizeof message - 1, &n_read, NULL))
    {
      printf ("ReadFile: error %lu\n", GetLastError ());
      return 1;
    }
  message[n_read] = '\0';
  printf ("%lu bytes: %s\n", n_read, message);
  CloseHandle (slot);
  return 0;
}
