/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <windows.h>

#define PATIENCE_MS 100000

/* Tells every window that colours have changed, as the settings of Windows do. */
int
main (void)
{
  DWORD_PTR result;

  SendMessageTimeoutW (HWND_BROADCAST,
                       WM_SETTINGCHANGE,
                       0,
                       (LPARAM) L"ImmersiveColorSet",
                       SMTO_NORMAL,
                       PATIENCE_MS,
                       &result);
  return 0;
}
