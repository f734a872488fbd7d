/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-address.h"
#include "mailslot/mailslot-sender.h"
#include "mailslot/netbios/netbios-datagram.h"
#include "mailslot/netbios/netbios-source.h"

G_BEGIN_DECLS

/**
 * NetbiosOrigins:
 *
 * Who sent a datagram and to whom, made fit for people. The same names again give the
 * same objects, so that a sender that is known costs no allocation.
 */
typedef struct _NetbiosOrigins NetbiosOrigins;

NetbiosOrigins *netbios_origins_new (void);
void netbios_origins_free (NetbiosOrigins *self);

/**
 * netbios_origins_find_slot:
 * @name: of the slot, as it stands in the datagram, at most
 *   %NETBIOS_MAILSLOT_WRITE_MAX_NAME_LENGTH bytes
 *
 * Returns: (transfer none): where @datagram was sent to, valid until the next call
 */
MailslotAddress *netbios_origins_find_slot (NetbiosOrigins *self,
                                            const NetbiosDatagram *datagram,
                                            const char *name);

/**
 * netbios_origins_find_sender:
 * @source: the name that the sender claims
 * @packet: what tells its address and port
 *
 * Returns: (transfer none): the sender, valid until the next call
 */
MailslotSender *netbios_origins_find_sender (NetbiosOrigins *self,
                                             const NetbiosName *source,
                                             const NetbiosPacket *packet);

G_END_DECLS
