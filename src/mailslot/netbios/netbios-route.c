/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-route.h"

#include "mailslot/netbios/netbios-endpoint.h"

gboolean
netbios_route_find_source (const guint8 target[4],
                           guint16 port,
                           guint8 source[4],
                           GError **error)
{
  g_autoptr (GSocketAddress) there = netbios_endpoint_new (target, port);
  g_autoptr (GSocketAddress) here = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4,
                                             G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP,
                                             error);

  /* A datagram socket that is connected has chosen its way and its address. */
  if (socket == NULL || !g_socket_connect (socket, there, NULL, error))
    return FALSE;
  here = g_socket_get_local_address (socket, error);
  return here != NULL && netbios_endpoint_read (here, source, NULL);
}
