/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-name-client.h"

#include "mailslot/netbios/netbios-endpoint.h"
#include "mailslot/netbios/netbios-interfaces.h"
#include "mailslot/netbios/netbios-name-packet.h"
#include "mailslot/netbios/netbios-node-status.h"
#include "mailslot/netbios/netbios-owner.h"
#include "mailslot/netbios/netbios-wait-private.h"

#include <string.h>

#define N_TRIES 3
#define EVERYBODY_INTERVAL_US (250 * G_TIME_SPAN_MILLISECOND)
#define SERVER_INTERVAL_US (1500 * G_TIME_SPAN_MILLISECOND)
#define NODE_INTERVAL_US (500 * G_TIME_SPAN_MILLISECOND)
#define SERVER_MAX_WAIT_US (5 * G_TIME_SPAN_SECOND)

/* A status response with the most names there can be fits. */
#define MAX_PACKET_SIZE 8192

#define LOOPBACK_NETWORK 127
#define FIRST_MULTICAST_NETWORK 224

typedef struct _Exchange Exchange;

/* One question, asked several times, and what comes back. */
struct _Exchange
{
  GSocket *socket; /* (owned), connected unless everybody is asked */
  guint16 port;
  gint64 interval_us;
  NetbiosNamePacket question;
  GByteArray *packet; /* (owned): the question as it is sent */
  gint64 deadline_us; /* of this try */
  gboolean is_done;   /* nothing more to ask or to wait for */

  /* What to do with an answer to the question that came from the right place. */
  void (*take) (Exchange *self, const NetbiosNamePacket *answer, const guint8 source[4]);
  gboolean has_waited;   /* for a server that asked for it */
  NetbiosOwners *owners; /* (not owned) */
  NetbiosName *computer; /* (not owned) */
  gboolean is_told;      /* computer is set */
};

static void
exchange_clear (Exchange *self)
{
  g_clear_object (&self->socket);
  g_clear_pointer (&self->packet, g_byte_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exchange, exchange_clear)

static gboolean
exchange_open (Exchange *self, GError **error)
{
  self->packet = g_byte_array_new ();
  if (!netbios_name_packet_encode (&self->question, self->packet, error))
    return FALSE;

  self->socket = g_socket_new (G_SOCKET_FAMILY_IPV4,
                               G_SOCKET_TYPE_DATAGRAM,
                               G_SOCKET_PROTOCOL_UDP,
                               error);
  if (self->socket == NULL)
    return FALSE;
  g_socket_set_blocking (self->socket, FALSE);
  return TRUE;
}

/* Asks one computer: what others send does not even get to the socket then, and we are
 * told at once if no program listens there. */
static gboolean
exchange_connect (Exchange *self, const guint8 address[4])
{
  g_autoptr (GSocketAddress) destination = netbios_endpoint_new (address, self->port);

  return g_socket_connect (self->socket, destination, NULL, NULL);
}

static guint16
make_id (void)
{
  return (guint16) g_random_int_range (0, G_MAXUINT16 + 1);
}

/* Receiving */

/* Answers come from where questions go to, the port of the name service. */
static void
exchange_take (Exchange *self, const guint8 *data, gsize size, GSocketAddress *sender)
{
  NetbiosNamePacket answer;
  guint8 source[4];
  guint16 port;

  if (netbios_endpoint_read (sender, source, &port) && port == self->port
      && netbios_name_packet_decode (&answer, data, size, NULL)
      && netbios_name_packet_answers (&answer, &self->question))
    self->take (self, &answer, source);
}

/* Returns: whether something was there */
static gboolean
exchange_receive (Exchange *self)
{
  g_autoptr (GSocketAddress) sender = NULL;
  g_autoptr (GError) error = NULL;
  guint8 data[MAX_PACKET_SIZE];
  gssize size = g_socket_receive_from (self->socket,
                                       &sender,
                                       (char *) data,
                                       sizeof data,
                                       NULL,
                                       &error);

  if (size >= 0)
    {
      exchange_take (self, data, (gsize) size, sender);
      return TRUE;
    }
  /* Windows says “closed” where others say “refused”. */
  if (g_socket_is_connected (self->socket)
      && (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED)
          || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)))
    self->is_done = TRUE;
  return !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

/* A flood cannot hold us longer than the deadline, because the clock is looked at before
 * every packet. */
static gboolean
exchange_listen (Exchange *self, GCancellable *cancellable, GError **error)
{
  while (!self->is_done && g_get_monotonic_time () < self->deadline_us)
    {
      g_autoptr (GError) local_error = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (exchange_receive (self)
          || netbios_wait_for_packet (self->socket,
                                      self->deadline_us,
                                      cancellable,
                                      &local_error)
          || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
        continue;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/* Sending */

static gboolean
exchange_send (Exchange *self, GSocketAddress *destination)
{
  return g_socket_send_to (self->socket,
                           destination,
                           (const char *) self->packet->data,
                           self->packet->len,
                           NULL,
                           NULL)
         >= 0;
}

/* Returns: whether the question got out anywhere */
static gboolean
exchange_ask (Exchange *self, GArray *interfaces)
{
  gboolean is_sent = FALSE;

  if (g_socket_is_connected (self->socket))
    return exchange_send (self, NULL);

  for (guint i = 0; i < interfaces->len; i++)
    {
      const NetbiosInterface *own = &g_array_index (interfaces, NetbiosInterface, i);
      g_autoptr (GSocketAddress) everybody =
          netbios_endpoint_new (own->broadcast, self->port);

      is_sent |= exchange_send (self, everybody);
    }
  return is_sent;
}

static gboolean
exchange_run (Exchange *self,
              GArray *interfaces,
              GCancellable *cancellable,
              GError **error)
{
  for (guint i = 0; i < N_TRIES && !self->is_done; i++)
    {
      if (!exchange_ask (self, interfaces))
        break;
      self->deadline_us = g_get_monotonic_time () + self->interval_us;
      if (!exchange_listen (self, cancellable, error))
        return FALSE;
      if (self->has_waited)
        break;
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Questions about a name */

/* Only the loopback can know the loopback. */
static gboolean
is_usable (const guint8 address[4], const guint8 source[4])
{
  if (address[0] == LOOPBACK_NETWORK)
    return source[0] == LOOPBACK_NETWORK;
  return address[0] != 0 && address[0] < FIRST_MULTICAST_NETWORK;
}

static void
add_owners (NetbiosOwners *owners,
            const NetbiosNamePacket *answer,
            const guint8 source[4])
{
  gsize n_owners = netbios_name_packet_get_n_owners (answer);

  for (gsize i = 0; i < n_owners; i++)
    {
      NetbiosOwner owner = netbios_name_packet_get_owner (answer, i);

      if (owners->n_addresses < NETBIOS_OWNERS_MAX_ADDRESSES
          && is_usable (owner.address, source))
        memcpy (owners->addresses[owners->n_addresses++], owner.address, 4);
    }
}

/* Returns: whether the answer says who owns the name */
static gboolean
take_owners (Exchange *self, const NetbiosNamePacket *answer, const guint8 source[4])
{
  NetbiosOwners *owners = self->owners;

  if (answer->opcode != NETBIOS_NAME_QUERY || answer->result != NETBIOS_NAME_OK
      || netbios_name_packet_get_n_owners (answer) == 0)
    return FALSE;

  memset (owners, 0, sizeof *owners);
  owners->is_group = netbios_name_packet_get_owner (answer, 0).is_group;
  add_owners (owners, answer, source);
  owners->is_owned = owners->is_group || owners->n_addresses > 0;
  owners->is_answered = owners->is_owned;
  return owners->is_owned;
}

/* Nobody can say for everybody that a name has no owner. */
static void
take_from_anybody (Exchange *self,
                   const NetbiosNamePacket *answer,
                   const guint8 source[4])
{
  if (take_owners (self, answer, source))
    self->is_done = TRUE;
}

static void
take_from_server (Exchange *self, const NetbiosNamePacket *answer, const guint8 source[4])
{
  if (answer->opcode == NETBIOS_NAME_WAIT && !self->has_waited)
    {
      self->has_waited = TRUE;
      self->deadline_us = g_get_monotonic_time () + SERVER_MAX_WAIT_US;
    }
  else if (answer->opcode == NETBIOS_NAME_QUERY && answer->result != NETBIOS_NAME_OK)
    {
      self->owners->is_answered = TRUE;
      self->is_done = TRUE;
    }
  else if (take_owners (self, answer, source))
    self->is_done = TRUE;
}

gboolean
netbios_name_client_ask_everybody (const NetbiosNameClient *self,
                                   const NetbiosName *name,
                                   NetbiosOwners *owners,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_auto (Exchange) exchange = { .port = self->port,
                                 .interval_us = EVERYBODY_INTERVAL_US,
                                 .take = take_from_anybody,
                                 .owners = owners };

  memset (owners, 0, sizeof *owners);
  netbios_name_packet_init_query (&exchange.question, make_id (), name);
  exchange.question.flags |= NETBIOS_NAME_IS_BROADCAST;
  if (!exchange_open (&exchange, error))
    return FALSE;
  g_socket_set_broadcast (exchange.socket, TRUE);
  return exchange_run (&exchange, self->interfaces, cancellable, error);
}

gboolean
netbios_name_client_ask_server (const NetbiosNameClient *self,
                                const guint8 server[4],
                                const NetbiosName *name,
                                NetbiosOwners *owners,
                                GCancellable *cancellable,
                                GError **error)
{
  g_auto (Exchange) exchange = { .port = self->port,
                                 .interval_us = SERVER_INTERVAL_US,
                                 .take = take_from_server,
                                 .owners = owners };

  memset (owners, 0, sizeof *owners);
  netbios_name_packet_init_query (&exchange.question, make_id (), name);
  if (!exchange_open (&exchange, error))
    return FALSE;
  exchange.is_done = !exchange_connect (&exchange, server);
  return exchange_run (&exchange, NULL, cancellable, error);
}

/* Questions about a node */

static void
take_status (Exchange *self, const NetbiosNamePacket *answer, const guint8 source[4])
{
  NetbiosNodeStatus status;

  if (answer->opcode != NETBIOS_NAME_QUERY || answer->type != NETBIOS_RECORD_STATUS
      || answer->result != NETBIOS_NAME_OK
      || !netbios_node_status_decode (&status, answer->record, answer->record_size, NULL))
    return;

  self->is_told = netbios_node_status_find_computer (&status, self->computer);
  self->is_done = TRUE;
}

gboolean
netbios_name_client_ask_node (const NetbiosNameClient *self,
                              const guint8 address[4],
                              NetbiosName *computer,
                              gboolean *is_told,
                              GCancellable *cancellable,
                              GError **error)
{
  g_auto (Exchange) exchange = { .port = self->port,
                                 .interval_us = NODE_INTERVAL_US,
                                 .take = take_status,
                                 .computer = computer };
  gboolean is_asked;

  *is_told = FALSE;
  netbios_name_packet_init_status_query (&exchange.question, make_id ());
  if (!exchange_open (&exchange, error))
    return FALSE;
  exchange.is_done = !exchange_connect (&exchange, address);
  is_asked = exchange_run (&exchange, NULL, cancellable, error);
  *is_told = exchange.is_told;
  return is_asked;
}
