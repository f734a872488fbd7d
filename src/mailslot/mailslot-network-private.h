/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-network.h"
#include "mailslot/netbios/netbios-name.h"

G_BEGIN_DECLS

typedef struct _NetbiosResolver NetbiosResolver;

/* Our own names, with the suffix <00>. */
const NetbiosName *mailslot_network_get_computer_name (MailslotNetwork *self);
const NetbiosName *mailslot_network_get_workgroup_name (MailslotNetwork *self);

guint16 mailslot_network_get_datagram_port (MailslotNetwork *self);
guint16 mailslot_network_get_name_port (MailslotNetwork *self);

/* Makes a name as it stands in the packets of this network: like
 * netbios_charset_init_name(), with our scope. */
gboolean mailslot_network_init_name (MailslotNetwork *self,
                                     const char *text,
                                     guint8 suffix,
                                     NetbiosName *name,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer none): finds names for this network; lives as long as it */
NetbiosResolver *mailslot_network_get_resolver (MailslotNetwork *self);

/* The open socket on the datagram port, while a port of this program owns one: then
 * messages are sent from there. %NULL takes it back. */
void mailslot_network_set_datagram_socket (MailslotNetwork *self, GSocket *socket);

/* Returns: (transfer full) (nullable): that socket */
GSocket *mailslot_network_dup_datagram_socket (MailslotNetwork *self);

G_END_DECLS
