/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/unix/netbios-unix-sources.h"

#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-relay-message.h"
#include "mailslot/netbios/unix/netbios-unix-link.h"
#include "mailslot/unix/mailslot-unix-clock.h"
#include "mailslot/unix/mailslot-unix-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <grp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>

#define PATH_VARIABLE "SLOTWATCH_RELAY_SOCKET"
#define DEFAULT_GROUP "slotwatch-relay"

G_STATIC_ASSERT (NETBIOS_RELAY_MAX_DATAGRAM <= NETBIOS_SOURCE_MAX_DATAGRAM);

typedef struct
{
  NetbiosRelayHeader header;
  guint8 data[NETBIOS_RELAY_MAX_DATAGRAM];
} RelayPacket;

typedef struct
{
  NetbiosSource parent;
  NetbiosUnixLink link;
  MailslotUnixClock clock;
  guint64 n_lost; /* as the relay counts for this connection */
  struct mmsghdr headers[NETBIOS_SOURCE_MAX_PACKETS];
  struct iovec vectors[NETBIOS_SOURCE_MAX_PACKETS];
  RelayPacket packets[NETBIOS_SOURCE_MAX_PACKETS];
} RelaySource;

/* What came of one packet of the relay. */
typedef enum
{
  RELAY_GOOD,
  RELAY_ENDED, /* it is the end of the connection, or makes no sense */
  RELAY_OTHER, /* it is in another language */
} RelayResult;

static void
relay_drop (RelaySource *self)
{
  netbios_unix_link_drop (&self->link);
  netbios_source_set_connected (&self->parent, FALSE);
  self->n_lost = 0;
}

/* Returns how many packets there are, 0 if none wait, -1 if the connection is broken. */
static int
relay_read (RelaySource *self)
{
  int n;

  if (self->link.fd < 0)
    return 0;
  do
    n = recvmmsg (self->link.fd,
                  self->headers,
                  NETBIOS_SOURCE_MAX_PACKETS,
                  MSG_DONTWAIT,
                  NULL);
  while (n < 0 && errno == EINTR);
  if (n < 0 && errno == EAGAIN)
    return 0;
  mailslot_unix_clock_look (&self->clock);
  return n;
}

static RelayResult
relay_check (const struct mmsghdr *received, const RelayPacket *packet)
{
  if (received->msg_len >= sizeof packet->header.version
      && packet->header.version != NETBIOS_RELAY_VERSION)
    return RELAY_OTHER;
  if (received->msg_len < sizeof packet->header
      || (received->msg_hdr.msg_flags & MSG_TRUNC) != 0
      || packet->header.size != received->msg_len - sizeof packet->header)
    return RELAY_ENDED;
  return RELAY_GOOD;
}

static void
relay_count_lost (RelaySource *self, guint64 n_lost)
{
  if (n_lost > self->n_lost)
    netbios_source_add_lost (&self->parent, n_lost - self->n_lost);
  self->n_lost = n_lost;
}

static void
relay_take_packet (RelaySource *self, const RelayPacket *from, NetbiosPacket *packet)
{
  gint64 time_us = (gint64) from->header.time_us;

  relay_count_lost (self, from->header.n_lost);
  *packet = (NetbiosPacket){
    .data = from->data,
    .size = from->header.size,
    .source_port = from->header.source_port,
    .interface_index = from->header.interface_index,
    .arrival_time_us = time_us,
    .arrival_monotonic_us = mailslot_unix_clock_get_monotonic (&self->clock, time_us),
  };
  memcpy (packet->source_address, from->header.source, sizeof packet->source_address);
}

static gssize
set_other_language (RelaySource *self, GError **error)
{
  g_set_error (error,
               MAILSLOT_ERROR,
               MAILSLOT_ERROR_UNSUPPORTED,
               _ ("Cannot receive from other computers: slotwatch-relay and this program "
                  "are of different versions"));
  return -1;
}

/* Returns how many good packets there were; drops the connection behind a bad one. */
static gssize
relay_take (RelaySource *self, NetbiosPacket *packets, GError **error)
{
  int n = relay_read (self);
  RelayResult result = n < 0 ? RELAY_ENDED : RELAY_GOOD;
  gssize n_good = 0;

  while (n_good < n && result == RELAY_GOOD)
    {
      result = relay_check (&self->headers[n_good], &self->packets[n_good]);
      if (result == RELAY_GOOD)
        {
          relay_take_packet (self, &self->packets[n_good], &packets[n_good]);
          n_good++;
        }
    }
  if (result == RELAY_OTHER && n_good == 0)
    return set_other_language (self, error);
  if (result != RELAY_GOOD)
    relay_drop (self);
  return n_good;
}

static gssize
relay_receive (NetbiosSource *source,
               NetbiosPacket *packets,
               gint64 deadline_us,
               GCancellable *cancellable,
               GError **error)
{
  RelaySource *self = (RelaySource *) source;
  NetbiosUnixLinkResult result;
  gssize n_packets;

  do
    {
      n_packets = relay_take (self, packets, error);
      if (n_packets != 0)
        return n_packets;
      result = netbios_unix_link_wait (&self->link, deadline_us, cancellable);
      if (result == NETBIOS_UNIX_LINK_CONNECTED)
        netbios_source_set_connected (&self->parent, TRUE);
    }
  while (result == NETBIOS_UNIX_LINK_READY || result == NETBIOS_UNIX_LINK_CONNECTED);
  return g_cancellable_set_error_if_cancelled (cancellable, error) ? -1 : 0;
}

static void
relay_close (NetbiosSource *source)
{
  netbios_unix_link_clear (&((RelaySource *) source)->link);
}

static const NetbiosSourceClass relay_class = {
  .kind = MAILSLOT_SOURCE_RELAY,
  .receive = relay_receive,
  .close = relay_close,
};

static void
set_up_buffers (RelaySource *self)
{
  for (gsize i = 0; i < NETBIOS_SOURCE_MAX_PACKETS; i++)
    {
      self->vectors[i] = (struct iovec){ &self->packets[i], sizeof self->packets[i] };
      self->headers[i].msg_hdr.msg_iov = &self->vectors[i];
      self->headers[i].msg_hdr.msg_iovlen = 1;
    }
}

/* The group that may connect. */
static char *
dup_group (const char *path)
{
  struct stat status;
  struct group group;
  struct group *found = NULL;
  char buffer[4096];

  if (stat (path, &status) == 0)
    getgrgid_r (status.st_gid, &group, buffer, sizeof buffer, &found);
  return g_strdup (found != NULL ? found->gr_name : DEFAULT_GROUP);
}

static void
set_open_error (const char *path, int system_error, GError **error)
{
  if (system_error == EACCES)
    {
      g_autofree char *group = dup_group (path);

      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_ACCESS_DENIED,
                   _ ("slotwatch-relay serves only members of the group “%s”"),
                   group);
    }
  else if (system_error == ENOENT || system_error == ECONNREFUSED)
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_NO_DATAGRAM_PORT,
                 _ ("slotwatch-relay is not enabled"));
  else if (system_error == EMFILE || system_error == ENFILE)
    mailslot_unix_set_error (error, system_error, "%s", g_strerror (system_error));
  else
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_NO_DATAGRAM_PORT,
                 "%s: %s",
                 path,
                 g_strerror (system_error));
}

NetbiosSource *
netbios_unix_relay_open (GError **error)
{
  const char *path = g_getenv (PATH_VARIABLE);
  RelaySource *self = g_new0 (RelaySource, 1);
  int result;

  netbios_source_init (&self->parent, &relay_class);
  self->link = (NetbiosUnixLink) NETBIOS_UNIX_LINK_INIT;
  set_up_buffers (self);
  if (path == NULL)
    path = NETBIOS_RELAY_SOCKET_PATH;
  result = netbios_unix_link_open (&self->link, g_strdup (path), SOCK_SEQPACKET);
  if (result == 0)
    {
      netbios_source_set_connected (&self->parent, TRUE);
      return &self->parent;
    }
  set_open_error (path, result, error);
  netbios_source_close (&self->parent);
  netbios_source_free (&self->parent);
  return NULL;
}
