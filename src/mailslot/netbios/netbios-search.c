/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-search-private.h"

#include "mailslot/netbios/netbios-interfaces.h"
#include "mailslot/netbios/netbios-route.h"

#include <string.h>

G_STATIC_ASSERT (NETBIOS_RESOLUTION_MAX_ADDRESSES == NETBIOS_OWNERS_MAX_ADDRESSES);

#define LOOPBACK_NETWORK 127
#define DISCARD_PORT 9

/* An address in the middle of the Internet that nobody has (RFC 5737). */
static const guint8 anywhere[4] = { 192, 0, 2, 1 };

NetbiosNameClient
netbios_search_get_client (const NetbiosSearch *self)
{
  NetbiosNameClient client = { .interfaces = self->interfaces,
                               .port = mailslot_network_get_name_port (self->network) };

  return client;
}

static gboolean
get_wins (const NetbiosSearch *self, guint8 server[4])
{
  const char *wins = mailslot_network_get_wins (self->network);
  g_autoptr (GInetAddress) address = NULL;

  if (wins == NULL || *wins == '\0')
    return FALSE;
  address = g_inet_address_new_from_string (wins);
  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV4)
    return FALSE;
  memcpy (server, g_inet_address_to_bytes (address), 4);
  return TRUE;
}

gboolean
netbios_search_has_wins (const NetbiosSearch *self)
{
  guint8 server[4];

  return get_wins (self, server);
}

gboolean
netbios_search_ask_wins (const NetbiosSearch *self,
                         const NetbiosName *name,
                         NetbiosOwners *owners,
                         GError **error)
{
  NetbiosNameClient client = netbios_search_get_client (self);
  guint8 server[4];

  memset (owners, 0, sizeof *owners);
  return !get_wins (self, server)
         || netbios_name_client_ask_server (&client,
                                            server,
                                            name,
                                            owners,
                                            self->cancellable,
                                            error);
}

static gboolean
has_address (const NetbiosResolution *resolution, const guint8 address[4])
{
  for (guint i = 0; i < resolution->n_addresses; i++)
    if (memcmp (resolution->addresses[i], address, 4) == 0)
      return TRUE;
  return FALSE;
}

static void
add_if (const NetbiosSearch *self,
        gboolean is_near,
        const guint8 address[4],
        NetbiosResolution *resolution)
{
  if ((netbios_interfaces_find (self->interfaces, address) != NULL) == is_near
      && resolution->n_addresses < NETBIOS_RESOLUTION_MAX_ADDRESSES
      && !has_address (resolution, address))
    memcpy (resolution->addresses[resolution->n_addresses++], address, 4);
}

void
netbios_search_add_addresses (const NetbiosSearch *self,
                              guint8 (*addresses)[4],
                              guint n_addresses,
                              NetbiosResolution *resolution)
{
  for (guint i = 0; i < n_addresses && !resolution->is_group; i++)
    add_if (self, TRUE, addresses[i], resolution);
  for (guint i = 0; i < n_addresses; i++)
    add_if (self, FALSE, addresses[i], resolution);
}

static gboolean
has_way (const guint8 address[4])
{
  guint8 here[4];

  return netbios_route_find_source (address, DISCARD_PORT, here, NULL);
}

/* The way to ourselves begins where it ends. */
static gboolean
is_way_to_ourselves (const guint8 address[4])
{
  guint8 here[4];

  return netbios_route_find_source (address, DISCARD_PORT, here, NULL)
         && memcmp (here, address, sizeof here) == 0;
}

gboolean
netbios_search_is_own_address (const NetbiosSearch *self, const guint8 address[4])
{
  const NetbiosInterface *near = netbios_interfaces_find (self->interfaces, address);

  /* A test may say that the loopback is a network like any other. */
  if (near != NULL && address[0] == LOOPBACK_NETWORK)
    return memcmp (near->address, address, 4) == 0;
  return netbios_interfaces_own (self->interfaces, address)
         || is_way_to_ourselves (address);
}

gboolean
netbios_search_is_offline (const NetbiosSearch *self, const guint8 *address)
{
  guint8 server[4];

  if (self->interfaces->len > 0 || has_way (anywhere))
    return FALSE;
  if (get_wins (self, server) && has_way (server))
    return FALSE;
  return address == NULL || !has_way (address);
}
