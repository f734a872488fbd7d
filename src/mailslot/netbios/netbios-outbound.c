/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-outbound.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-error.h"
#include "mailslot/mailslot-network-private.h"
#include "mailslot/mailslot-reader.h"
#include "mailslot/netbios/netbios-datagram.h"
#include "mailslot/netbios/netbios-endpoint.h"
#include "mailslot/netbios/netbios-route.h"

/* How long one wait lasts before it looks whether it was cancelled: an adapter is hardly
 * ever busy, and to wait for both would take a descriptor that there may not be. */
#define WAIT_SLICE_US (50 * G_TIME_SPAN_MILLISECOND)

static const char *
get_name (const NetbiosOutbound *self)
{
  return mailslot_address_to_string (self->address);
}

/* Says what the system's refusal means; takes @failure. */
static void
set_send_error (const NetbiosOutbound *self, GError *failure, GError **error)
{
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
      || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_NETWORK_DOWN,
                 _ ("Cannot send to %s: no network leads there"),
                 get_name (self));
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_ACCESS_DENIED,
                 _ ("Cannot send to %s: a firewall of this computer forbids it"),
                 get_name (self));
  else
    g_set_error (error,
                 failure->domain,
                 failure->code,
                 _ ("Cannot send to %s: %s"),
                 get_name (self),
                 failure->message);
  g_error_free (failure);
}

/* Ids count on over all writers of the program: receivers take two messages with one id
 * for one message that came twice. */
static guint16
next_id (void)
{
  static guint counter = 0;
  static gsize is_seeded = 0;

  if (g_once_init_enter (&is_seeded))
    {
      g_atomic_int_set (&counter, g_random_int ());
      g_once_init_leave (&is_seeded, 1);
    }
  return (guint16) g_atomic_int_add (&counter, 1);
}

GSocket *
netbios_outbound_open_socket (GError **error)
{
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4,
                                  G_SOCKET_TYPE_DATAGRAM,
                                  G_SOCKET_PROTOCOL_UDP,
                                  error);

  if (socket != NULL)
    g_socket_set_broadcast (socket, TRUE);
  return socket;
}

gboolean
netbios_outbound_find_source (const NetbiosOutbound *self,
                              const guint8 target[4],
                              guint8 source[4],
                              GError **error)
{
  guint16 port = mailslot_network_get_datagram_port (self->network);
  GError *failure = NULL;

  if (netbios_route_find_source (target, port, source, &failure))
    return TRUE;
  set_send_error (self, failure, error);
  return FALSE;
}

static gboolean
wait_for_room (const NetbiosOutbound *self,
               GSocket *socket,
               gint64 deadline_us,
               GError **error)
{
  gint64 left_us = WAIT_SLICE_US;

  if (deadline_us >= 0)
    left_us = MIN (left_us, deadline_us - g_get_monotonic_time ());
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (left_us <= 0)
    {
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_TIMED_OUT,
                   _ ("Cannot send to %s: the network adapter was busy for %d ms"),
                   get_name (self),
                   self->timeout_ms);
      return FALSE;
    }
  g_socket_condition_timed_wait (socket, G_IO_OUT, left_us, NULL, NULL);
  return TRUE;
}

/* Neither what was set on @socket nor who else uses it decides how long this waits. */
static gboolean
send_packet (const NetbiosOutbound *self,
             GSocket *socket,
             GSocketAddress *there,
             GByteArray *packet,
             GError **error)
{
  GOutputVector vector = { packet->data, packet->len };
  gint64 deadline_us = -1;

  if (self->timeout_ms != MAILSLOT_TIMEOUT_INFINITE)
    deadline_us =
        g_get_monotonic_time () + self->timeout_ms * (gint64) G_TIME_SPAN_MILLISECOND;
  for (;;)
    {
      GError *failure = NULL;

      switch (g_socket_send_message_with_timeout (socket,
                                                  there,
                                                  &vector,
                                                  1,
                                                  NULL,
                                                  0,
                                                  G_SOCKET_MSG_NONE,
                                                  0,
                                                  NULL,
                                                  NULL,
                                                  &failure))
        {
        case G_POLLABLE_RETURN_OK:
          return TRUE;
        case G_POLLABLE_RETURN_WOULD_BLOCK:
          if (!wait_for_room (self, socket, deadline_us, error))
            return FALSE;
          break;
        case G_POLLABLE_RETURN_FAILED:
        default:
          set_send_error (self, failure, error);
          return FALSE;
        }
    }
}

gboolean
netbios_outbound_send (const NetbiosOutbound *self,
                       GSocket *socket,
                       const guint8 source[4],
                       const guint8 target[4],
                       GError **error)
{
  g_autoptr (GSocketAddress) there =
      netbios_endpoint_new (target, mailslot_network_get_datagram_port (self->network));
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  NetbiosDatagram datagram = {
    .type =
        self->is_group ? NETBIOS_DATAGRAM_DIRECT_GROUP : NETBIOS_DATAGRAM_DIRECT_UNIQUE,
    .node_type = NETBIOS_NODE_B,
    .id = next_id (),
    /* Where answers belong, whichever port this comes from. */
    .source_port = NETBIOS_DATAGRAM_PORT,
    .source = *mailslot_network_get_computer_name (self->network),
    .destination = *self->destination,
    .user_data = self->smb->data,
    .user_size = self->smb->len,
  };

  memcpy (datagram.source_address, source, sizeof datagram.source_address);
  return netbios_datagram_encode (&datagram, packet, error)
         && send_packet (self, socket, there, packet, error);
}
