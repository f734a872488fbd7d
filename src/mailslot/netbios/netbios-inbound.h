/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-batch.h"
#include "mailslot/netbios/netbios-source.h"

G_BEGIN_DECLS

/**
 * NetbiosInbound:
 *
 * Makes messages of the packets that come to port 138. It knows no socket and no clock
 * but what the packets say. Nothing in a packet is believed before it was checked, and
 * what it remembers is bounded, whoever sends.
 *
 * One thread takes packets; any thread may call the rest.
 */
typedef struct _NetbiosInbound NetbiosInbound;

NetbiosInbound *netbios_inbound_new (void);
void netbios_inbound_free (NetbiosInbound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetbiosInbound, netbios_inbound_free)

/**
 * netbios_inbound_take:
 * @packets: in the order of their arrival
 * @batch: where the messages that are wanted go
 */
void netbios_inbound_take (NetbiosInbound *self,
                           const NetbiosPacket *packets,
                           gsize n_packets,
                           MailslotBatch *batch);

/** Implements mailslot_port_set_wanted(). */
void netbios_inbound_set_wanted (NetbiosInbound *self,
                                 GPtrArray *slots,
                                 gboolean wants_all);

/** Implements mailslot_port_set_leaves_out_repeats(). */
void netbios_inbound_set_leaves_out_repeats (NetbiosInbound *self,
                                             gboolean leaves_out_repeats);

/** Fills in the counts of @status that are made here. */
void netbios_inbound_get_status (NetbiosInbound *self, MailslotPortStatus *status);

G_END_DECLS
