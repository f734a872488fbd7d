/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-platform.h"

#include <windows.h>
#include <stdio.h>

static gboolean
is_redirected (DWORD standard_handle)
{
  HANDLE handle = GetStdHandle (standard_handle);

  return handle != NULL && handle != INVALID_HANDLE_VALUE
         && GetFileType (handle) != FILE_TYPE_UNKNOWN;
}

/* A window program starts without streams; --help and usage errors belong on the console
 * it was called from. What the caller redirected stays redirected. */
static void
take_console (void)
{
  gboolean has_output = is_redirected (STD_OUTPUT_HANDLE);
  gboolean has_errors = is_redirected (STD_ERROR_HANDLE);

  if ((has_output && has_errors) || !AttachConsole (ATTACH_PARENT_PROCESS))
    return;
  if (!has_output && freopen ("CONOUT$", "w", stdout) == NULL)
    g_debug ("no console for output");
  if (!has_errors && freopen ("CONOUT$", "w", stderr) == NULL)
    g_debug ("no console for errors");
}

void
sw_platform_prepare (void)
{
  /* Never load a DLL from the folder the program was called in. */
  SetDllDirectoryW (L"");
  /* GTK would draw title bars of its own, which look foreign here. */
  g_setenv ("GTK_CSD", "0", FALSE);
  take_console ();
}

void
sw_platform_quit_on_signals (GApplication *application)
{
  /* Windows asks a window program to end by closing its window. */
}

const MailslotSource *
sw_platform_get_sources (guint *n_sources)
{
  static const MailslotSource sources[] = { MAILSLOT_SOURCE_NONE,
                                            MAILSLOT_SOURCE_DIRECT };

  *n_sources = G_N_ELEMENTS (sources);
  return sources;
}

gboolean
sw_platform_can_send_by_windows (void)
{
  return TRUE;
}

char *
sw_platform_relay_command_new (void)
{
  return NULL;
}
