/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-platform.h"

#include "session/win32/sw-console.h"
#include "session/win32/sw-process.h"
#include "ui/win32/sw-theme.h"

#include <stdio.h>

static gboolean
is_redirected (DWORD standard_handle)
{
  HANDLE handle = GetStdHandle (standard_handle);

  return handle != NULL && handle != INVALID_HANDLE_VALUE
         && GetFileType (handle) != FILE_TYPE_UNKNOWN;
}

/* Both for us and for what GLib and GTK print by themselves. */
static void
open_on_console (DWORD standard_handle, FILE *stream)
{
  HANDLE console = CreateFileW (L"CONOUT$",
                                GENERIC_READ | GENERIC_WRITE,
                                FILE_SHARE_READ | FILE_SHARE_WRITE,
                                NULL,
                                OPEN_EXISTING,
                                0,
                                NULL);

  if (console != INVALID_HANDLE_VALUE)
    SetStdHandle (standard_handle, console);
  if (freopen ("CONOUT$", "w", stream) == NULL)
    g_debug ("no console");
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
  if (!has_output)
    open_on_console (STD_OUTPUT_HANDLE, stdout);
  if (!has_errors)
    open_on_console (STD_ERROR_HANDLE, stderr);
}

void
sw_platform_prepare (void)
{
  sw_process_restrict_libraries ();
  /* GTK would draw title bars of its own, which look foreign here. */
  g_setenv ("GTK_CSD", "0", FALSE);
  take_console ();
  sw_console_take_over_print ();
}

gboolean
sw_platform_check_arguments (GError **error)
{
  g_auto (GStrv) arguments = sw_process_dup_arguments (error);

  return arguments != NULL;
}

void
sw_platform_follow_theme (GApplication *application)
{
  sw_theme_follow_system (GTK_APPLICATION (application));
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
