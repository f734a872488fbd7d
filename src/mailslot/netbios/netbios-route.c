/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-route.h"

#include <string.h>

gboolean
netbios_route_find_source (const guint8 target[4],
                           guint16 port,
                           guint8 source[4],
                           GError **error)
{
  g_autoptr (GInetAddress) host =
      g_inet_address_new_from_bytes (target, G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) there = g_inet_socket_address_new (host, port);
  g_autoptr (GSocketAddress) here = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4,
                                             G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP,
                                             error);
  GInetAddress *own;

  /* A datagram socket that is connected has chosen its way and its address. */
  if (socket == NULL || !g_socket_connect (socket, there, NULL, error))
    return FALSE;
  here = g_socket_get_local_address (socket, error);
  if (here == NULL)
    return FALSE;
  own = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (here));
  memcpy (source, g_inet_address_to_bytes (own), 4);
  return TRUE;
}
