/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/unix/netbios-unix-sources.h"

#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-smb-conf.h"
#include "mailslot/netbios/unix/netbios-unix-link.h"
#include "mailslot/unix/mailslot-unix-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

/* nmbd hands what it does not need to whoever connects to a socket of its own. What is
 * said there are structures as the C compiler lays them out; nmbd and we run on the same
 * machine. We ask once; nmbd then says one byte and goes on with packets, each behind a
 * header. It skips packets when more than ten wait that the kernel does not take. */

#define DEFAULT_FOLDER "/run/samba/nmbd"
#define SOCKET_NAME "unexpected"

/* nmbd is busy now and then, but not for long. */
#define MAX_ANSWER_US G_TIME_SPAN_SECOND

#define PACKET_TYPE_DATAGRAM 1
#define ANY_TRANSACTION (-1)
#define ACKNOWLEDGED 0

/* Names are compared with regard to case, so we ask for all and look ourselves. */
typedef struct
{
  int type;
  size_t name_length;
  int transaction;
} Query;

typedef struct
{
  size_t size; /* of the packet that follows */
  int type;
  time_t time_s;
  struct in_addr source;
  int port;
} Header;

typedef struct
{
  NetbiosSource parent;
  NetbiosUnixLink link;
  gboolean is_acknowledged;
  gsize used;  /* bytes of buffer */
  gsize taken; /* of those that the receiver has seen */
  guint8 buffer[NETBIOS_SOURCE_MAX_PACKETS * 1024];
} SambaSource;

G_STATIC_ASSERT (sizeof (((SambaSource *) NULL)->buffer)
                 > 2 * (sizeof (Header) + NETBIOS_SOURCE_MAX_DATAGRAM));

static void
samba_drop (SambaSource *self)
{
  netbios_unix_link_drop (&self->link);
  netbios_source_set_connected (&self->parent, FALSE);
  self->is_acknowledged = FALSE;
  self->used = 0;
  self->taken = 0;
}

static gboolean
samba_ask (SambaSource *self)
{
  Query query;

  memset (&query, 0, sizeof query);
  query.type = PACKET_TYPE_DATAGRAM;
  query.transaction = ANY_TRANSACTION;
  return send (self->link.fd, &query, sizeof query, MSG_NOSIGNAL) == sizeof query;
}

/* Reads more behind what is there. Returns FALSE if the connection has ended. */
static gboolean
samba_fill (SambaSource *self)
{
  gssize size;

  memmove (self->buffer, self->buffer + self->taken, self->used - self->taken);
  self->used -= self->taken;
  self->taken = 0;
  do
    size = recv (self->link.fd,
                 self->buffer + self->used,
                 sizeof self->buffer - self->used,
                 MSG_DONTWAIT);
  while (size < 0 && errno == EINTR);
  if (size < 0)
    return errno == EAGAIN;
  self->used += (gsize) size;
  return size > 0;
}

/* Returns FALSE if what there is makes no sense. */
static gboolean
samba_take_answer (SambaSource *self)
{
  if (self->is_acknowledged || self->used == 0)
    return TRUE;
  if (self->buffer[self->taken++] != ACKNOWLEDGED)
    return FALSE;
  self->is_acknowledged = TRUE;
  netbios_source_set_connected (&self->parent, TRUE);
  return TRUE;
}

/* Returns 1 for a packet, 0 if it is not all there yet, -1 if it makes no sense. */
static int
samba_take_packet (SambaSource *self, NetbiosPacket *packet)
{
  gsize n_left = self->used - self->taken;
  Header header;

  if (!self->is_acknowledged || n_left < sizeof header)
    return 0;
  memcpy (&header, self->buffer + self->taken, sizeof header);
  if (header.type != PACKET_TYPE_DATAGRAM || header.size > NETBIOS_SOURCE_MAX_DATAGRAM
      || header.port < 0 || header.port > G_MAXUINT16)
    return -1;
  if (n_left < sizeof header + header.size)
    return 0;
  *packet = (NetbiosPacket){
    .data = self->buffer + self->taken + sizeof header,
    .size = header.size,
    .source_port = (guint16) header.port,
    /* Samba's time has whole seconds. */
    .arrival_time_us = g_get_real_time (),
    .arrival_monotonic_us = g_get_monotonic_time (),
  };
  memcpy (packet->source_address, &header.source, sizeof packet->source_address);
  self->taken += sizeof header + header.size;
  return 1;
}

/* Returns how many packets there are, -1 if what there is makes no sense. */
static gssize
samba_take (SambaSource *self, NetbiosPacket *packets)
{
  gssize n_packets = 0;
  int result = 1;

  if (!samba_take_answer (self))
    return -1;
  while (result > 0 && n_packets < NETBIOS_SOURCE_MAX_PACKETS)
    {
      result = samba_take_packet (self, &packets[n_packets]);
      n_packets += MAX (result, 0);
    }
  return n_packets == 0 ? result : n_packets;
}

/* Waits for something new. Returns FALSE if that is nothing. */
static gboolean
samba_wait (SambaSource *self, gint64 deadline_us, GCancellable *cancellable)
{
  switch (netbios_unix_link_wait (&self->link, deadline_us, cancellable))
    {
    case NETBIOS_UNIX_LINK_READY:
      if (!samba_fill (self))
        samba_drop (self);
      return TRUE;
    case NETBIOS_UNIX_LINK_CONNECTED:
      if (!samba_ask (self))
        samba_drop (self);
      return TRUE;
    case NETBIOS_UNIX_LINK_TIMED_OUT:
    case NETBIOS_UNIX_LINK_CANCELLED:
    default:
      return FALSE;
    }
}

static gssize
samba_receive (NetbiosSource *source,
               NetbiosPacket *packets,
               gint64 deadline_us,
               GCancellable *cancellable,
               GError **error)
{
  SambaSource *self = (SambaSource *) source;
  gssize n_packets;

  do
    {
      n_packets = samba_take (self, packets);
      if (n_packets > 0)
        return n_packets;
      if (n_packets < 0)
        samba_drop (self);
    }
  while (samba_wait (self, deadline_us, cancellable));
  return g_cancellable_set_error_if_cancelled (cancellable, error) ? -1 : 0;
}

static void
samba_close (NetbiosSource *source)
{
  netbios_unix_link_clear (&((SambaSource *) source)->link);
}

static const NetbiosSourceClass samba_class = {
  .kind = MAILSLOT_SOURCE_SAMBA,
  .receive = samba_receive,
  .close = samba_close,
};

static char *
dup_path (void)
{
  g_autoptr (NetbiosSmbConf) conf = netbios_smb_conf_load ();
  const char *folder = netbios_smb_conf_get (conf, "nmbd:socket dir");

  return g_build_filename (folder != NULL ? folder : DEFAULT_FOLDER, SOCKET_NAME, NULL);
}

static void
set_open_error (const char *path, int system_error, GError **error)
{
  if (system_error == ENOENT || system_error == ECONNREFUSED)
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_NO_DATAGRAM_PORT,
                 _ ("nmbd of Samba does not run"));
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

/* Whether it is nmbd at the other end, and awake. */
static gboolean
is_answered (SambaSource *self)
{
  gint64 deadline_us = g_get_monotonic_time () + MAX_ANSWER_US;

  while (self->link.fd >= 0 && !self->is_acknowledged)
    if (!samba_wait (self, deadline_us, NULL) || !samba_take_answer (self))
      return FALSE;
  return self->is_acknowledged;
}

NetbiosSource *
netbios_unix_samba_open (GError **error)
{
  SambaSource *self = g_new0 (SambaSource, 1);
  int result;

  netbios_source_init (&self->parent, &samba_class);
  self->link = (NetbiosUnixLink) NETBIOS_UNIX_LINK_INIT;
  result = netbios_unix_link_open (&self->link, dup_path (), SOCK_STREAM);
  if (result != 0)
    set_open_error (self->link.path, result, error);
  else if (samba_ask (self) && is_answered (self))
    return &self->parent;
  else
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_NO_DATAGRAM_PORT,
                 _ ("nmbd of Samba does not answer"));
  netbios_source_close (&self->parent);
  netbios_source_free (&self->parent);
  return NULL;
}
