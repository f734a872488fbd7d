/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "name-peer.h"

#include "mailslot/netbios/netbios-interfaces.h"
#include "mailslot/netbios/netbios-node-status.h"

#define MAX_BYTES 2048

struct _NamePeer
{
  GThread *thread;
  GSocket *socket;
  GCancellable *stopped;
  NamePeerFunc func;
  gpointer data;
  GMutex lock;
  guint n_requests; /* guarded by lock, as is receiving */
};

static GSocketAddress *
make_address (guint8 host, guint16 port)
{
  guint8 bytes[] = { 127, 0, 0, host };
  g_autoptr (GInetAddress) address =
      g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV4);

  return g_inet_socket_address_new (address, port);
}

static GSocket *
try_socket (guint8 host, guint16 port, GError **error)
{
  g_autoptr (GSocketAddress) address = make_address (host, port);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4,
                                             G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP,
                                             error);

  if (socket == NULL || !g_socket_bind (socket, address, FALSE, error))
    return NULL;
  return g_steal_pointer (&socket);
}

/* Takes @bytes, to which @request then points.
 *
 * Returns: the number of the request that was received, or 0 if it was none */
static guint
receive (NamePeer *self,
         guint8 bytes[MAX_BYTES],
         NetbiosNamePacket *request,
         GSocketAddress **sender)
{
  guint number = 0;
  gssize size;

  g_mutex_lock (&self->lock);
  size =
      g_socket_receive_from (self->socket, sender, (char *) bytes, MAX_BYTES, NULL, NULL);
  if (size >= 0 && netbios_name_packet_decode (request, bytes, (gsize) size, NULL))
    number = ++self->n_requests;
  g_mutex_unlock (&self->lock);
  return number;
}

static gpointer
run (gpointer data)
{
  NamePeer *self = data;

  while (g_socket_condition_wait (self->socket, G_IO_IN, self->stopped, NULL))
    {
      g_autoptr (GSocketAddress) sender = NULL;
      guint8 bytes[MAX_BYTES];
      NetbiosNamePacket request;
      guint number = receive (self, bytes, &request, &sender);

      if (number > 0 && self->func != NULL)
        self->func (self, &request, sender, number, self->data);
    }
  return NULL;
}

NamePeer *
name_peer_start (guint8 host, guint16 port, NamePeerFunc func, gpointer data)
{
  NamePeer *self = g_new0 (NamePeer, 1);
  g_autoptr (GError) error = NULL;

  self->socket = try_socket (host, port, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (self->socket, FALSE);
  self->stopped = g_cancellable_new ();
  g_mutex_init (&self->lock);
  self->func = func;
  self->data = data;
  self->thread = g_thread_new ("name-peer", run, self);
  return self;
}

guint
name_peer_stop (NamePeer *self)
{
  guint n_requests = name_peer_get_n_requests (self);

  g_cancellable_cancel (self->stopped);
  g_thread_join (self->thread);
  g_object_unref (self->stopped);
  g_object_unref (self->socket);
  g_mutex_clear (&self->lock);
  g_free (self);
  return n_requests;
}

guint
name_peer_get_n_requests (NamePeer *self)
{
  gboolean is_waiting;
  guint n_requests;

  do
    {
      g_thread_yield ();
      g_mutex_lock (&self->lock);
      is_waiting = (g_socket_condition_check (self->socket, G_IO_IN) & G_IO_IN) != 0;
      n_requests = self->n_requests;
      g_mutex_unlock (&self->lock);
    }
  while (is_waiting);
  return n_requests;
}

GSocketAddress *
name_peer_dup_address (NamePeer *self)
{
  return g_socket_get_local_address (self->socket, NULL);
}

void
name_peer_send_bytes (NamePeer *self,
                      const void *bytes,
                      gsize size,
                      GSocketAddress *destination)
{
  /* It may fail: whoever asked need not wait for the answer any more. */
  g_socket_send_to (self->socket, destination, bytes, size, NULL, NULL);
}

void
name_peer_send (NamePeer *self,
                const NetbiosNamePacket *packet,
                GSocketAddress *destination)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_assert_true (netbios_name_packet_encode (packet, bytes, NULL));
  name_peer_send_bytes (self, bytes->data, bytes->len, destination);
}

void
name_peer_send_owner (NamePeer *self,
                      const NetbiosNamePacket *request,
                      guint8 host,
                      gboolean is_group,
                      GSocketAddress *destination)
{
  NetbiosOwner owner = { .is_group = is_group, .address = { 127, 0, 0, host } };
  g_autoptr (GByteArray) record = g_byte_array_new ();
  NetbiosNamePacket answer;

  netbios_owner_encode (&owner, record);
  netbios_name_packet_init_response (&answer, request, NETBIOS_NAME_OK);
  netbios_name_packet_set_record (&answer, 0, record->data, record->len);
  name_peer_send (self, &answer, destination);
}

static void
set_name (NetbiosNodeName *self, const char *name, guint8 suffix, guint16 flags)
{
  g_assert_true (netbios_name_init (&self->name, name, suffix, NULL));
  self->flags = flags | NETBIOS_NODE_NAME_IS_ACTIVE;
}

void
name_peer_send_status (NamePeer *self,
                       const NetbiosNamePacket *request,
                       const char *computer,
                       GSocketAddress *destination)
{
  static const guint8 unit_id[NETBIOS_UNIT_ID_SIZE];
  g_autoptr (GByteArray) record = g_byte_array_new ();
  NetbiosNodeName names[3];
  NetbiosNamePacket answer;

  set_name (&names[0], "SERVER", NETBIOS_SUFFIX_SERVER, 0);
  set_name (&names[1], "GROUP", 0, NETBIOS_NODE_NAME_IS_GROUP);
  if (computer != NULL)
    set_name (&names[2], computer, NETBIOS_SUFFIX_WORKSTATION, 0);
  netbios_node_status_encode (names, computer != NULL ? 3 : 2, unit_id, record);
  netbios_name_packet_init_response (&answer, request, NETBIOS_NAME_OK);
  netbios_name_packet_set_record (&answer, 0, record->data, record->len);
  name_peer_send (self, &answer, destination);
}

GArray *
name_peer_make_interfaces (guint8 own, guint8 everybody)
{
  NetbiosInterface loopback = { .address = { 127, 0, 0, own },
                                .netmask = { 255, 255, 255, 0 },
                                .broadcast = { 127, 0, 0, everybody } };
  GArray *interfaces = g_array_new (FALSE, FALSE, sizeof loopback);

  g_array_append_val (interfaces, loopback);
  return interfaces;
}
