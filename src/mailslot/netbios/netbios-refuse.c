/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-refuse-private.h"

#include "mailslot/mailslot-error.h"

#include <glib/gi18n-lib.h>

gboolean
netbios_refuse (GError **error, const char *message)
{
  if (error != NULL)
    g_set_error_literal (error, MAILSLOT_ERROR, MAILSLOT_ERROR_MALFORMED, _ (message));

  return FALSE;
}
