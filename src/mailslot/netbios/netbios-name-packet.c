/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-name-packet.h"

#include "mailslot/netbios/netbios-owner.h"

#include <string.h>

/* What a response must set: RFC 1002 section 4.2, under the opcode it answers. */
#define QUERY_RESPONSE_FLAGS                                                             \
  (NETBIOS_NAME_IS_RESPONSE | NETBIOS_NAME_IS_AUTHORITATIVE                              \
   | NETBIOS_NAME_RECURSION_DESIRED)
#define REGISTRATION_RESPONSE_FLAGS                                                      \
  (QUERY_RESPONSE_FLAGS | NETBIOS_NAME_RECURSION_AVAILABLE)
#define OTHER_RESPONSE_FLAGS (NETBIOS_NAME_IS_RESPONSE | NETBIOS_NAME_IS_AUTHORITATIVE)

static void
init_request (NetbiosNamePacket *self, guint16 id, const NetbiosName *name)
{
  memset (self, 0, sizeof *self);
  self->id = id;
  self->name = *name;
  self->type = NETBIOS_RECORD_OWNERS;
}

void
netbios_name_packet_init_query (NetbiosNamePacket *self,
                                guint16 id,
                                const NetbiosName *name)
{
  init_request (self, id, name);
  self->opcode = NETBIOS_NAME_QUERY;
  self->flags = NETBIOS_NAME_RECURSION_DESIRED;
}

void
netbios_name_packet_init_status_query (NetbiosNamePacket *self, guint16 id)
{
  static const NetbiosName everybody = { .bytes = { '*' } };

  init_request (self, id, &everybody);
  self->opcode = NETBIOS_NAME_QUERY;
  self->type = NETBIOS_RECORD_STATUS;
}

void
netbios_name_packet_init_claim (NetbiosNamePacket *self,
                                guint16 id,
                                NetbiosNameOpcode opcode,
                                const NetbiosName *name)
{
  gboolean is_registration = opcode == NETBIOS_NAME_REGISTRATION
                             || opcode == NETBIOS_NAME_MULTIHOMED_REGISTRATION;

  g_return_if_fail (opcode != NETBIOS_NAME_QUERY && opcode != NETBIOS_NAME_WAIT);

  init_request (self, id, name);
  self->opcode = (guint8) opcode;
  self->flags = is_registration ? NETBIOS_NAME_RECURSION_DESIRED : 0;
  self->has_record = TRUE;
}

static guint16
get_response_flags (const NetbiosNamePacket *request)
{
  switch ((NetbiosNameOpcode) request->opcode)
    {
    case NETBIOS_NAME_QUERY:
      return request->type == NETBIOS_RECORD_STATUS ? OTHER_RESPONSE_FLAGS
                                                    : QUERY_RESPONSE_FLAGS;
    case NETBIOS_NAME_REGISTRATION:
    case NETBIOS_NAME_REFRESH:
    case NETBIOS_NAME_REFRESH_ALTERNATE:
    case NETBIOS_NAME_MULTIHOMED_REGISTRATION:
      return REGISTRATION_RESPONSE_FLAGS;
    case NETBIOS_NAME_RELEASE:
    case NETBIOS_NAME_WAIT:
    default:
      return OTHER_RESPONSE_FLAGS;
    }
}

void
netbios_name_packet_init_response (NetbiosNamePacket *self,
                                   const NetbiosNamePacket *request,
                                   NetbiosNameResult result)
{
  g_return_if_fail (!netbios_name_packet_is_response (request));

  memset (self, 0, sizeof *self);
  self->id = request->id;
  self->opcode = request->opcode;
  self->flags = get_response_flags (request);
  self->result = (guint8) result;
  self->name = request->name;
  self->type = request->opcode == NETBIOS_NAME_QUERY && result != NETBIOS_NAME_OK
                   ? NETBIOS_RECORD_NULL
                   : request->type;
  self->has_record = TRUE;
}

void
netbios_name_packet_init_conflict (NetbiosNamePacket *self,
                                   guint16 id,
                                   const NetbiosName *name)
{
  static const guint8 nobody[NETBIOS_OWNER_SIZE];

  init_request (self, id, name);
  self->opcode = NETBIOS_NAME_REGISTRATION;
  self->flags = REGISTRATION_RESPONSE_FLAGS;
  self->result = NETBIOS_NAME_CONFLICT;
  netbios_name_packet_set_record (self, 0, nobody, sizeof nobody);
}

void
netbios_name_packet_set_record (NetbiosNamePacket *self,
                                guint32 time_to_live_s,
                                const guint8 *record,
                                gsize record_size)
{
  g_return_if_fail (record != NULL || record_size == 0);

  self->has_record = TRUE;
  self->time_to_live_s = time_to_live_s;
  self->record = record;
  self->record_size = record_size;
}

gboolean
netbios_name_packet_is_response (const NetbiosNamePacket *self)
{
  return (self->flags & NETBIOS_NAME_IS_RESPONSE) != 0;
}

gboolean
netbios_name_packet_answers (const NetbiosNamePacket *self,
                             const NetbiosNamePacket *request)
{
  return netbios_name_packet_is_response (self) && self->id == request->id
         && (request->type == NETBIOS_RECORD_STATUS
             || netbios_name_equal (&self->name, &request->name));
}
