/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-name-socket.h"

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-error.h"

static void
set_bind_error (guint16 port, const GError *reason, GError **error)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_ALREADY_EXISTS,
                 _ ("Cannot answer for this computer's name: another program, such as "
                    "Samba's nmbd, answers on UDP port %u already"),
                 port);
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_ACCESS_DENIED,
                 _ ("Cannot answer for this computer's name: the system does not permit "
                    "you to use UDP port %u"),
                 port);
  else
    g_propagate_error (error, g_error_copy (reason));
}

GSocket *
netbios_name_socket_open (GInetAddress *address, guint16 port, GError **error)
{
  g_autoptr (GSocketAddress) local = g_inet_socket_address_new (address, port);
  g_autoptr (GSocket) self = g_socket_new (G_SOCKET_FAMILY_IPV4,
                                           G_SOCKET_TYPE_DATAGRAM,
                                           G_SOCKET_PROTOCOL_UDP,
                                           error);
  g_autoptr (GError) bind_error = NULL;

  if (self == NULL)
    return NULL;
  g_socket_set_blocking (self, FALSE);
  g_socket_set_broadcast (self, TRUE);
  if (g_socket_bind (self, local, FALSE, &bind_error))
    return g_steal_pointer (&self);
  set_bind_error (port, bind_error, error);
  return NULL;
}
