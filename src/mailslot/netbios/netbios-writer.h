/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-network.h"
#include "mailslot/mailslot-writer.h"

G_BEGIN_DECLS

/* Opens a writer that sends datagrams to a remote @address. The name is looked for at the
 * first write, as Windows does. Fails like mailslot_network_get_limits(). */
MailslotWriter *netbios_writer_open (MailslotAddress *address,
                                     MailslotNetwork *network,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
