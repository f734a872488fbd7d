/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-endpoint.h"

#include <string.h>

GSocketAddress *
netbios_endpoint_new (const guint8 address[4], guint16 port)
{
  g_autoptr (GInetAddress) host =
      g_inet_address_new_from_bytes (address, G_SOCKET_FAMILY_IPV4);

  return g_inet_socket_address_new (host, port);
}

gboolean
netbios_endpoint_read (GSocketAddress *endpoint, guint8 address[4], guint16 *port)
{
  GInetSocketAddress *inet;
  GInetAddress *host;

  if (!G_IS_INET_SOCKET_ADDRESS (endpoint))
    return FALSE;
  inet = G_INET_SOCKET_ADDRESS (endpoint);
  host = g_inet_socket_address_get_address (inet);
  if (g_inet_address_get_family (host) != G_SOCKET_FAMILY_IPV4)
    return FALSE;
  memcpy (address, g_inet_address_to_bytes (host), 4);
  if (port != NULL)
    *port = g_inet_socket_address_get_port (inet);
  return TRUE;
}
