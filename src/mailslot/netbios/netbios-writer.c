/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-writer.h"

#include "mailslot/mailslot-error.h"

MailslotWriter *
netbios_writer_open (MailslotAddress *address, MailslotNetwork *network, GError **error)
{
  g_set_error_literal (error, MAILSLOT_ERROR, MAILSLOT_ERROR_UNSUPPORTED, "not yet");
  return NULL;
}
