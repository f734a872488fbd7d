/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "datagram-peer.h"

#include <string.h>

#include "mailslot/netbios/netbios-datagram.h"
#include "mailslot/netbios/netbios-mailslot-write.h"

struct _DatagramPeer
{
  GSocket *socket;        /* (owned) */
  GSocketAddress *target; /* (owned) */
  guint16 last_id;
};

#define LOOPBACK "127.0.0.1"

static GSocket *
socket_new (const char *ip)
{
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new_from_string (ip, 0);
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4,
                                  G_SOCKET_TYPE_DATAGRAM,
                                  G_SOCKET_PROTOCOL_UDP,
                                  &error);

  g_assert_no_error (error);
  g_socket_bind (socket, any_port, FALSE, &error);
  g_assert_no_error (error);
  return socket;
}

DatagramPeer *
datagram_peer_new_from (const char *address, guint16 port)
{
  DatagramPeer *self = g_new0 (DatagramPeer, 1);

  self->socket = socket_new (address);
  self->target = g_inet_socket_address_new_from_string (LOOPBACK, port);
  return self;
}

DatagramPeer *
datagram_peer_new (guint16 port)
{
  return datagram_peer_new_from (LOOPBACK, port);
}

void
datagram_peer_free (DatagramPeer *self)
{
  g_object_unref (self->socket);
  g_object_unref (self->target);
  g_free (self);
}

static void
send_packet (DatagramPeer *self, const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;

  g_socket_send_to (self->socket, self->target, (const char *) data, size, NULL, &error);
  g_assert_no_error (error);
}

static void
init_name (NetbiosName *name, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (netbios_name_init (name, text, 0, &error));
  g_assert_no_error (error);
}

void
datagram_peer_send (DatagramPeer *self, const char *name, const char *text)
{
  const NetbiosMailslotWrite write = { .name = name,
                                       .data = (const guint8 *) text,
                                       .size = strlen (text),
                                       .delivery_class =
                                           NETBIOS_MAILSLOT_WRITE_UNRELIABLE };
  NetbiosDatagram datagram = { .type = NETBIOS_DATAGRAM_DIRECT_GROUP,
                               .id = ++self->last_id,
                               .source_address = { 127, 0, 0, 1 },
                               .source_port = NETBIOS_DATAGRAM_PORT };
  g_autoptr (GByteArray) smb = g_byte_array_new ();
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  init_name (&datagram.source, "PEER");
  init_name (&datagram.destination, "OFFICE");
  g_assert_true (netbios_mailslot_write_encode (&write, smb, &error));
  g_assert_no_error (error);
  datagram.user_data = smb->data;
  datagram.user_size = smb->len;
  g_assert_true (netbios_datagram_encode (&datagram, packet, &error));
  g_assert_no_error (error);
  send_packet (self, packet->data, packet->len);
}

void
datagram_peer_send_damaged (DatagramPeer *self)
{
  send_packet (self, (const guint8 *) "\x11\x02 not a datagram", 18);
}
