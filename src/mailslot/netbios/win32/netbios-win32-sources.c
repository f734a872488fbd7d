/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-source.h"

#include <winsock2.h>

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-error.h"
#include "mailslot/mailslot-network-private.h"
#include "mailslot/netbios/netbios-endpoint.h"

/* On Windows there is only our own socket on the port. Windows itself has a socket for
 * each address of the computer, so the port has to be shared. */

#define RECEIVE_BUFFER_BYTES (4 * 1024 * 1024)

/* Larger than any datagram: Windows reports one that does not fit as an error. */
#define BUFFER_BYTES 65536

typedef struct
{
  NetbiosSource parent;
  MailslotNetwork *network; /* (owned) */
  GSocket *socket;          /* (owned) (nullable), writers of the network share it */
  guint8 buffer[BUFFER_BYTES];
  guint8 packets[NETBIOS_SOURCE_MAX_PACKETS][NETBIOS_SOURCE_MAX_DATAGRAM];
} DirectSource;

static gboolean
take_packet (DirectSource *self,
             GSocketAddress *source,
             gsize size,
             gsize i,
             NetbiosPacket *packet)
{
  if (size > NETBIOS_SOURCE_MAX_DATAGRAM)
    {
      netbios_source_add_lost (&self->parent, 1);
      return FALSE;
    }
  memcpy (self->packets[i], self->buffer, size);
  *packet = (NetbiosPacket){
    .data = self->packets[i],
    .size = size,
    .arrival_time_us = g_get_real_time (),
    .arrival_monotonic_us = g_get_monotonic_time (),
  };
  return netbios_endpoint_read (source, packet->source_address, &packet->source_port);
}

/* Takes what waits. Returns FALSE with @error set if the socket is broken. */
static gboolean
direct_take (DirectSource *self,
             NetbiosPacket *packets,
             gssize *n_packets,
             GError **error)
{
  *n_packets = 0;
  for (gsize i = 0; i < NETBIOS_SOURCE_MAX_PACKETS; i++)
    {
      g_autoptr (GSocketAddress) source = NULL;
      GError *failure = NULL;
      gssize size = g_socket_receive_from (self->socket,
                                           &source,
                                           (char *) self->buffer,
                                           sizeof self->buffer,
                                           NULL,
                                           &failure);

      if (size >= 0)
        *n_packets += take_packet (self, source, (gsize) size, i, &packets[*n_packets]);
      else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
        /* Somebody that we sent to does not listen: none of our business. */
        g_error_free (failure);
      else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          g_error_free (failure);
          return TRUE;
        }
      else
        {
          g_set_error (error,
                       failure->domain,
                       failure->code,
                       _ ("Cannot receive from other computers: %s"),
                       failure->message);
          g_error_free (failure);
          return FALSE;
        }
    }
  return TRUE;
}

/* Returns whether something came; a deadline is no error. */
static gboolean
direct_wait (DirectSource *self,
             gint64 deadline_us,
             GCancellable *cancellable,
             GError **error)
{
  gint64 remaining_us =
      deadline_us < 0 ? -1 : MAX (deadline_us - g_get_monotonic_time (), 0);
  GError *failure = NULL;

  if (g_socket_condition_timed_wait (self->socket,
                                     G_IO_IN,
                                     remaining_us,
                                     cancellable,
                                     &failure))
    return TRUE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_error_free (failure);
  else
    g_propagate_error (error, failure);
  return FALSE;
}

static gssize
direct_receive (NetbiosSource *source,
                NetbiosPacket *packets,
                gint64 deadline_us,
                GCancellable *cancellable,
                GError **error)
{
  DirectSource *self = (DirectSource *) source;
  GError *failure = NULL;
  gssize n_packets;

  do
    {
      if (!direct_take (self, packets, &n_packets, error))
        return -1;
      if (n_packets > 0)
        return n_packets;
    }
  while (direct_wait (self, deadline_us, cancellable, &failure));
  if (failure == NULL)
    return 0;
  g_propagate_error (error, failure);
  return -1;
}

static void
direct_close (NetbiosSource *source)
{
  DirectSource *self = (DirectSource *) source;
  g_autoptr (GSocket) shared = mailslot_network_dup_datagram_socket (self->network);

  if (shared != NULL && shared == self->socket)
    mailslot_network_set_datagram_socket (self->network, NULL);
  /* Not closed: a writer may be sending. The last one to use it closes it. */
  g_clear_object (&self->socket);
  g_clear_pointer (&self->network, mailslot_network_unref);
}

static const NetbiosSourceClass direct_class = {
  .kind = MAILSLOT_SOURCE_DIRECT,
  .receive = direct_receive,
  .close = direct_close,
};

static GSocket *
open_socket (guint16 port, GError **error)
{
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, port);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4,
                                             G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP,
                                             error);

  if (socket == NULL || !g_socket_bind (socket, address, TRUE, error))
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_broadcast (socket, TRUE);
  g_socket_set_option (socket, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER_BYTES, NULL);
  return g_steal_pointer (&socket);
}

/* Says in words what the system says in its own. */
static void
set_open_error (guint16 port, GError *failure, GError **error)
{
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE)
      || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_NO_DATAGRAM_PORT,
                 _ ("another program has UDP port %u for itself"),
                 port);
  else
    g_set_error_literal (error, failure->domain, failure->code, failure->message);
  g_error_free (failure);
}

static NetbiosSource *
open_direct (MailslotNetwork *network, GError **error)
{
  guint16 port = mailslot_network_get_datagram_port (network);
  GError *failure = NULL;
  GSocket *socket = open_socket (port, &failure);
  DirectSource *self;

  if (socket == NULL)
    {
      set_open_error (port, failure, error);
      return NULL;
    }
  self = g_new0 (DirectSource, 1);
  netbios_source_init (&self->parent, &direct_class);
  self->network = mailslot_network_ref (network);
  self->socket = socket;
  mailslot_network_set_datagram_socket (network, socket);
  netbios_source_set_connected (&self->parent, TRUE);
  return &self->parent;
}

/* The slots of Windows get what Windows receives anyway. */
MailslotSource
netbios_source_platform_get_default (void)
{
  return MAILSLOT_SOURCE_NONE;
}

const MailslotSource *
netbios_source_platform_get_candidates (void)
{
  static const MailslotSource candidates[] = {
    MAILSLOT_SOURCE_DIRECT,
    MAILSLOT_SOURCE_NONE,
  };

  return candidates;
}

const char *
netbios_source_platform_get_limits (MailslotSource source)
{
  if (source != MAILSLOT_SOURCE_DIRECT)
    return _ ("Windows does not have this source.");
  return _ ("Windows uses the port as well: what is sent to all arrives, what is sent to "
            "this computer alone may not.");
}

NetbiosSource *
netbios_source_platform_open (MailslotSource source,
                              MailslotNetwork *network,
                              GError **error)
{
  if (source == MAILSLOT_SOURCE_DIRECT)
    return open_direct (network, error);
  g_set_error_literal (error,
                       MAILSLOT_ERROR,
                       MAILSLOT_ERROR_UNSUPPORTED,
                       _ ("Windows does not have this source"));
  return NULL;
}
