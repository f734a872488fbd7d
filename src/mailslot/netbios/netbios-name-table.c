/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-name-table.h"

#include "mailslot/netbios/netbios-node-status.h"
#include "mailslot/netbios/netbios-owner.h"

#include <string.h>

/* How long others may remember our address: what Windows says. */
#define TIME_TO_LIVE_S 300000

static gboolean
is_group (const NetbiosNameTable *self, const NetbiosName *name)
{
  return name == &self->workgroup;
}

/* Returns: (nullable): which of our names it is */
static const NetbiosName *
find (const NetbiosNameTable *self, const NetbiosName *name)
{
  if (netbios_name_equal (&self->computer, name))
    return &self->computer;
  if (netbios_name_equal (&self->workgroup, name))
    return &self->workgroup;
  return NULL;
}

static void
encode_owner (gboolean owner_is_group, const guint8 address[4], GByteArray *record)
{
  NetbiosOwner owner = { .is_group = owner_is_group, .node_type = NETBIOS_NODE_B };

  memcpy (owner.address, address, sizeof owner.address);
  netbios_owner_encode (&owner, record);
}

/* Only a record of more than 65535 bytes could not be encoded. */
static void
encode (const NetbiosNamePacket *answer, GByteArray *packet)
{
  if (!netbios_name_packet_encode (answer, packet, NULL))
    g_assert_not_reached ();
}

static gboolean
answer_query (const NetbiosNameTable *self,
              const NetbiosNamePacket *request,
              const guint8 address[4],
              GByteArray *packet)
{
  const NetbiosName *name = find (self, &request->name);
  g_autoptr (GByteArray) record = g_byte_array_new ();
  NetbiosNamePacket answer;

  if (name == NULL)
    return FALSE;
  encode_owner (is_group (self, name), address, record);
  netbios_name_packet_init_response (&answer, request, NETBIOS_NAME_OK);
  netbios_name_packet_set_record (&answer, TIME_TO_LIVE_S, record->data, record->len);
  encode (&answer, packet);
  return TRUE;
}

static gboolean
answer_status (const NetbiosNameTable *self,
               const NetbiosNamePacket *request,
               GByteArray *packet)
{
  static const guint8 unknown_unit[NETBIOS_UNIT_ID_SIZE];
  const NetbiosNodeName names[] = {
    { self->computer, NETBIOS_NODE_NAME_IS_ACTIVE },
    { self->workgroup, NETBIOS_NODE_NAME_IS_ACTIVE | NETBIOS_NODE_NAME_IS_GROUP },
  };
  g_autoptr (GByteArray) record = g_byte_array_new ();
  NetbiosNamePacket answer;

  if (!netbios_name_is_wildcard (&request->name) && find (self, &request->name) == NULL)
    return FALSE;
  netbios_node_status_encode (names, G_N_ELEMENTS (names), unknown_unit, record);
  netbios_name_packet_init_response (&answer, request, NETBIOS_NAME_OK);
  netbios_name_packet_set_record (&answer, 0, record->data, record->len);
  encode (&answer, packet);
  return TRUE;
}

/* A group lets others in, but nobody may have its name alone. */
static gboolean
defend (const NetbiosNameTable *self,
        const NetbiosNamePacket *request,
        GByteArray *packet)
{
  const NetbiosName *name = find (self, &request->name);
  NetbiosNamePacket answer;

  if (name == NULL || netbios_name_packet_get_n_owners (request) != 1)
    return FALSE;
  if (is_group (self, name) && netbios_name_packet_get_owner (request, 0).is_group)
    return FALSE;
  netbios_name_packet_init_response (&answer, request, NETBIOS_NAME_TAKEN);
  netbios_name_packet_set_record (&answer, 0, request->record, request->record_size);
  encode (&answer, packet);
  return TRUE;
}

gboolean
netbios_name_table_answer (const NetbiosNameTable *self,
                           const NetbiosNamePacket *request,
                           const guint8 address[4],
                           GByteArray *packet)
{
  g_return_val_if_fail (!netbios_name_packet_is_response (request), FALSE);

  if (request->opcode == NETBIOS_NAME_QUERY && request->type == NETBIOS_RECORD_OWNERS)
    return answer_query (self, request, address, packet);
  if (request->opcode == NETBIOS_NAME_QUERY && request->type == NETBIOS_RECORD_STATUS)
    return answer_status (self, request, packet);
  if (request->opcode == NETBIOS_NAME_REGISTRATION
      || request->opcode == NETBIOS_NAME_MULTIHOMED_REGISTRATION)
    return defend (self, request, packet);
  return FALSE;
}

void
netbios_name_table_encode_claim (const NetbiosNameTable *self,
                                 const NetbiosName *name,
                                 NetbiosClaim claim,
                                 guint16 id,
                                 const guint8 address[4],
                                 GByteArray *packet)
{
  NetbiosNameOpcode opcode =
      claim == NETBIOS_CLAIM_RELEASE ? NETBIOS_NAME_RELEASE : NETBIOS_NAME_REGISTRATION;
  g_autoptr (GByteArray) record = g_byte_array_new ();
  NetbiosNamePacket request;

  encode_owner (is_group (self, name), address, record);
  netbios_name_packet_init_claim (&request, id, opcode, name);
  request.flags |= NETBIOS_NAME_IS_BROADCAST;
  /* Nothing else tells a demand from a request. */
  if (claim == NETBIOS_CLAIM_DEMAND)
    request.flags &= ~NETBIOS_NAME_RECURSION_DESIRED;
  netbios_name_packet_set_record (&request, 0, record->data, record->len);
  encode (&request, packet);
}
