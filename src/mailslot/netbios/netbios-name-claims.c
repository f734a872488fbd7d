/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-name-claims.h"

#include <string.h>

#include "mailslot/netbios/netbios-endpoint.h"
#include "mailslot/netbios/netbios-interfaces.h"

static guint16
new_id (void)
{
  return (guint16) g_random_int_range (0, G_MAXUINT16 + 1);
}

void
netbios_name_claims_init (NetbiosNameClaims *self,
                          const NetbiosNameTable *names,
                          GArray *interfaces,
                          guint16 port)
{
  self->names = *names;
  self->interfaces = g_array_ref (interfaces);
  self->port = port;
  self->computer_id = new_id ();
  self->workgroup_id = new_id ();
}

void
netbios_name_claims_clear (NetbiosNameClaims *self)
{
  g_clear_pointer (&self->interfaces, g_array_unref);
}

static guint16
get_id (const NetbiosNameClaims *self, const NetbiosName *name)
{
  return name == &self->names.computer ? self->computer_id : self->workgroup_id;
}

void
netbios_name_claims_tell (const NetbiosNameClaims *self,
                          GSocket *socket,
                          const NetbiosName *name,
                          NetbiosClaim claim)
{
  for (guint i = 0; i < self->interfaces->len; i++)
    {
      const NetbiosInterface *own =
          &g_array_index (self->interfaces, NetbiosInterface, i);
      g_autoptr (GSocketAddress) everybody =
          netbios_endpoint_new (own->broadcast, self->port);
      g_autoptr (GByteArray) packet = g_byte_array_new ();

      netbios_name_table_encode_claim (&self->names,
                                       name,
                                       claim,
                                       get_id (self, name),
                                       own->address,
                                       packet);
      g_socket_send_to (socket,
                        everybody,
                        (const char *) packet->data,
                        packet->len,
                        NULL,
                        NULL);
    }
}

void
netbios_name_claims_tell_both (const NetbiosNameClaims *self,
                               GSocket *socket,
                               NetbiosClaim claim)
{
  netbios_name_claims_tell (self, socket, &self->names.computer, claim);
  netbios_name_claims_tell (self, socket, &self->names.workgroup, claim);
}

static gboolean
is_objection (const NetbiosNameClaims *self,
              const NetbiosNamePacket *response,
              const NetbiosName *name)
{
  return response->opcode == NETBIOS_NAME_REGISTRATION
         && response->result != NETBIOS_NAME_OK && response->id == get_id (self, name)
         && netbios_name_equal (&response->name, name);
}

const NetbiosName *
netbios_name_claims_find_objected (const NetbiosNameClaims *self,
                                   const NetbiosNamePacket *response)
{
  if (is_objection (self, response, &self->names.computer))
    return &self->names.computer;
  if (is_objection (self, response, &self->names.workgroup))
    return &self->names.workgroup;
  return NULL;
}

gboolean
netbios_name_claims_has_address (const NetbiosNameClaims *self, const guint8 address[4])
{
  for (guint i = 0; i < self->interfaces->len; i++)
    {
      const NetbiosInterface *own =
          &g_array_index (self->interfaces, NetbiosInterface, i);

      if (memcmp (own->address, address, sizeof own->address) == 0)
        return TRUE;
    }
  return FALSE;
}
