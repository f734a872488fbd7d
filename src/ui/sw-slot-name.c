/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-slot-name.h"

#include <glib/gi18n-lib.h>

const char *
sw_slot_name_get (MailslotAddress *address)
{
  g_return_val_if_fail (address != NULL, NULL);

  if (mailslot_address_is_all (address))
    return _ ("All slots on the network");
  return mailslot_address_to_string (address);
}
