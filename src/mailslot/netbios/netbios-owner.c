/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-owner.h"

#include "mailslot/netbios/netbios-append-private.h"

#include <string.h>

#define FLAG_GROUP 0x8000
#define NODE_TYPE_SHIFT 13
#define NODE_TYPE_MASK 0x03

void
netbios_owner_encode (const NetbiosOwner *self, GByteArray *record)
{
  guint flags = (guint) self->node_type << NODE_TYPE_SHIFT;

  if (self->is_group)
    flags |= FLAG_GROUP;
  netbios_append_u16_be (record, (guint16) flags);
  netbios_append_bytes (record, self->address, sizeof self->address);
}

gsize
netbios_name_packet_get_n_owners (const NetbiosNamePacket *self)
{
  if (self->type != NETBIOS_RECORD_OWNERS)
    return 0;

  return self->record_size / NETBIOS_OWNER_SIZE;
}

NetbiosOwner
netbios_name_packet_get_owner (const NetbiosNamePacket *self, gsize index)
{
  NetbiosOwner owner = { .is_group = FALSE };
  const guint8 *entry;
  guint flags;

  g_return_val_if_fail (index < netbios_name_packet_get_n_owners (self), owner);

  entry = self->record + index * NETBIOS_OWNER_SIZE;
  flags = (guint) entry[0] << 8 | entry[1];
  owner.is_group = (flags & FLAG_GROUP) != 0;
  owner.node_type = flags >> NODE_TYPE_SHIFT & NODE_TYPE_MASK;
  memcpy (owner.address, entry + 2, sizeof owner.address);
  return owner;
}
