/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-name-packet.h"
#include "mailslot/netbios/netbios-node-type.h"

G_BEGIN_DECLS

/** Bytes of an owner in a record. */
#define NETBIOS_OWNER_SIZE 6

/**
 * NetbiosOwner:
 * @is_group: whether the name may have other owners too
 * @node_type: how the owner finds names
 * @address: its IPv4 address, first byte first as in #GInetAddress
 *
 * One owner of a name, as a record of type %NETBIOS_RECORD_OWNERS holds it.
 */
typedef struct
{
  gboolean is_group;
  NetbiosNodeType node_type;
  guint8 address[4];
} NetbiosOwner;

/**
 * netbios_owner_encode:
 * @record: where to append
 */
void netbios_owner_encode (const NetbiosOwner *self, GByteArray *record);

/**
 * netbios_name_packet_get_n_owners:
 *
 * Returns: how many owners the record of @self names; 0 if it is of another type
 */
gsize netbios_name_packet_get_n_owners (const NetbiosNamePacket *self);

/**
 * netbios_name_packet_get_owner:
 * @index: below netbios_name_packet_get_n_owners()
 *
 * Returns: one owner
 */
NetbiosOwner netbios_name_packet_get_owner (const NetbiosNamePacket *self, gsize index);

G_END_DECLS
