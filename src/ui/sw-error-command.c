/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-error-command.h"

#include "mailslot/mailslot.h"
#include "ui/sw-platform.h"

char *
sw_error_command_new (const GError *error)
{
  if (g_error_matches (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NO_DATAGRAM_PORT))
    return sw_platform_relay_command_new ();
  if (g_error_matches (error, MAILSLOT_ERROR, MAILSLOT_ERROR_REMOTE_DISABLED))
    return g_strdup ("Set-SmbClientConfiguration -EnableMailslots $true");
  return NULL;
}
