/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "port-peer.h"

#include <string.h>

#include "test-port.h"

static GSocket *
new_socket (void)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4,
                                  G_SOCKET_TYPE_DATAGRAM,
                                  G_SOCKET_PROTOCOL_UDP,
                                  &error);

  g_assert_no_error (error);
  return socket;
}

static GSocketAddress *
new_loopback_address (guint16 port)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);

  return g_inet_socket_address_new (loopback, port);
}

void
port_peer_init (PortPeer *self)
{
  MailslotNetworkOptions options = MAILSLOT_NETWORK_OPTIONS_INIT;
  g_autoptr (GSocketAddress) own = new_loopback_address (0);
  g_autoptr (GError) error = NULL;

  self->port = test_port_new ();
  options.computer = "HOST";
  options.workgroup = "GROUP";
  options.datagram_port = self->port;
  self->network = mailslot_network_new (&options, &error);
  g_assert_no_error (error);
  self->socket = new_socket ();
  g_socket_bind (self->socket, own, FALSE, &error);
  g_assert_no_error (error);
}

void
port_peer_clear (PortPeer *self)
{
  mailslot_network_unref (self->network);
  g_object_unref (self->socket);
}

MailslotPort *
port_peer_open (PortPeer *self, MailslotSource source)
{
  g_autoptr (GError) error = NULL;
  MailslotPort *port = mailslot_port_open (self->network, source, &error);

  g_assert_no_error (error);
  mailslot_port_set_wanted (port, NULL, TRUE);
  return port;
}

void
port_peer_send_bytes (PortPeer *self, const guint8 *data, gsize size)
{
  g_autoptr (GSocketAddress) address = new_loopback_address (self->port);
  g_autoptr (GError) error = NULL;
  gssize n =
      g_socket_send_to (self->socket, address, (const char *) data, size, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (n, ==, size);
}

void
port_peer_send (PortPeer *self, const TestDatagram *datagram)
{
  g_autoptr (GByteArray) bytes = test_datagram_encode (datagram);

  port_peer_send_bytes (self, bytes->data, bytes->len);
}

guint16
port_peer_get_own_port (PortPeer *self)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self->socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

MailslotMessage *
port_peer_assert_next (MailslotPort *port, const char *text)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (GError) error = NULL;
  MailslotBatchIter iter;
  MailslotRecord record;

  mailslot_reader_receive (MAILSLOT_READER (port), batch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mailslot_batch_get_n_messages (batch), ==, 1);
  mailslot_batch_iter_init (&iter, batch);
  mailslot_batch_iter_next (&iter, &record);
  g_assert_cmpmem (record.payload, record.size, text, strlen (text));
  return mailslot_message_new (&record, 1);
}

MailslotPortStatus
port_peer_get_status (MailslotPort *port)
{
  MailslotPortStatus status;

  mailslot_port_get_status (port, &status);
  return status;
}
