/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/unix/netbios-unix-sources.h"

#include "mailslot/mailslot-error.h"
#include "mailslot/mailslot-network-private.h"
#include "mailslot/unix/mailslot-unix-clock.h"
#include "mailslot/unix/mailslot-unix-error.h"
#include "mailslot/unix/mailslot-unix-wait.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Our own socket on the port. It is bound to no address: nmbd's, which has one, then goes
 * on to get what is sent to this computer alone, and both get every broadcast. Sharing
 * the port takes SO_REUSEADDR; SO_REUSEPORT would share out the packets instead. */

/* What the kernel may keep for us; it takes less if it must. */
#define RECEIVE_BUFFER_BYTES (4 * 1024 * 1024)

typedef union
{
  char bytes[CMSG_SPACE (sizeof (struct timespec))
             + CMSG_SPACE (sizeof (struct in_pktinfo))];
  struct cmsghdr alignment;
} Control;

typedef struct
{
  NetbiosSource parent;
  MailslotNetwork *network; /* (owned) */
  GSocket *socket;          /* (owned) (nullable), writers of the network share it */
  MailslotUnixWait wait;
  MailslotUnixClock clock;
  guint32 n_dropped; /* as the kernel counts for this socket */
  struct mmsghdr headers[NETBIOS_SOURCE_MAX_PACKETS];
  struct iovec vectors[NETBIOS_SOURCE_MAX_PACKETS];
  struct sockaddr_in sources[NETBIOS_SOURCE_MAX_PACKETS];
  Control controls[NETBIOS_SOURCE_MAX_PACKETS];
  guint8 buffers[NETBIOS_SOURCE_MAX_PACKETS][NETBIOS_SOURCE_MAX_DATAGRAM];
} DirectSource;

static void
reset_headers (DirectSource *self)
{
  for (gsize i = 0; i < NETBIOS_SOURCE_MAX_PACKETS; i++)
    {
      self->vectors[i] = (struct iovec){ self->buffers[i], sizeof self->buffers[i] };
      self->headers[i].msg_hdr = (struct msghdr){
        .msg_name = &self->sources[i],
        .msg_namelen = sizeof self->sources[i],
        .msg_iov = &self->vectors[i],
        .msg_iovlen = 1,
        .msg_control = &self->controls[i],
        .msg_controllen = sizeof self->controls[i],
      };
    }
}

/* What came while the socket was full. The kernel also tells this with the next packet,
 * but there may be none. */
static void
count_lost (DirectSource *self, int fd)
{
  guint32 info[SK_MEMINFO_VARS] = { 0 };
  socklen_t size = sizeof info;

  if (getsockopt (fd, SOL_SOCKET, SO_MEMINFO, info, &size) != 0)
    return;
  netbios_source_add_lost (&self->parent, info[SK_MEMINFO_DROPS] - self->n_dropped);
  self->n_dropped = info[SK_MEMINFO_DROPS];
}

static void
read_control (DirectSource *self, struct msghdr *header, NetbiosPacket *packet)
{
  for (struct cmsghdr *item = CMSG_FIRSTHDR (header); item != NULL;
       item = CMSG_NXTHDR (header, item))
    if (item->cmsg_level == SOL_SOCKET && item->cmsg_type == SCM_TIMESTAMPNS)
      {
        struct timespec time;

        memcpy (&time, CMSG_DATA (item), sizeof time);
        packet->arrival_time_us = time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
        packet->arrival_monotonic_us =
            mailslot_unix_clock_get_monotonic (&self->clock, packet->arrival_time_us);
      }
    else if (item->cmsg_level == IPPROTO_IP && item->cmsg_type == IP_PKTINFO)
      {
        struct in_pktinfo info;

        memcpy (&info, CMSG_DATA (item), sizeof info);
        packet->interface_index = (guint32) info.ipi_ifindex;
      }
}

/* Returns whether it was all of a packet. */
static gboolean
take_packet (DirectSource *self, gsize i, NetbiosPacket *packet)
{
  struct mmsghdr *header = &self->headers[i];

  if ((header->msg_hdr.msg_flags & MSG_TRUNC) != 0)
    {
      netbios_source_add_lost (&self->parent, 1);
      return FALSE;
    }
  *packet = (NetbiosPacket){
    .data = self->buffers[i],
    .size = header->msg_len,
    .source_port = g_ntohs (self->sources[i].sin_port),
    .arrival_time_us = self->clock.wall_us,
    .arrival_monotonic_us = self->clock.monotonic_us,
  };
  memcpy (packet->source_address,
          &self->sources[i].sin_addr,
          sizeof packet->source_address);
  read_control (self, &header->msg_hdr, packet);
  return TRUE;
}

/* Takes what waits. Returns how many packets left the socket, -1 with @error set. */
static int
direct_take (DirectSource *self,
             NetbiosPacket *packets,
             gssize *n_packets,
             GError **error)
{
  int fd = g_socket_get_fd (self->socket);
  int n;

  reset_headers (self);
  do
    n = recvmmsg (fd, self->headers, NETBIOS_SOURCE_MAX_PACKETS, MSG_DONTWAIT, NULL);
  while (n < 0 && errno == EINTR);
  if (n < 0 && errno != EAGAIN)
    {
      int saved_errno = errno;

      mailslot_unix_set_error (error,
                               saved_errno,
                               _ ("Cannot receive from other computers: %s"),
                               g_strerror (saved_errno));
      return -1;
    }
  count_lost (self, fd);
  mailslot_unix_clock_look (&self->clock);
  *n_packets = 0;
  for (int i = 0; i < n; i++)
    *n_packets += take_packet (self, (gsize) i, &packets[*n_packets]);
  return MAX (n, 0);
}

static gssize
direct_receive (NetbiosSource *source,
                NetbiosPacket *packets,
                gint64 deadline_us,
                GCancellable *cancellable,
                GError **error)
{
  DirectSource *self = (DirectSource *) source;
  MailslotUnixWaitResult result;
  gssize n_packets;

  do
    {
      if (direct_take (self, packets, &n_packets, error) < 0)
        return -1;
      if (n_packets > 0)
        return n_packets;
      result = mailslot_unix_wait (&self->wait, cancellable, deadline_us);
    }
  while (result == MAILSLOT_UNIX_WAIT_READY);
  return g_cancellable_set_error_if_cancelled (cancellable, error) ? -1 : 0;
}

static void
direct_close (NetbiosSource *source)
{
  DirectSource *self = (DirectSource *) source;
  g_autoptr (GSocket) shared = NULL;

  if (self->network != NULL)
    {
      shared = mailslot_network_dup_datagram_socket (self->network);
      if (shared != NULL && shared == self->socket)
        mailslot_network_set_datagram_socket (self->network, NULL);
    }
  mailslot_unix_wait_clear (&self->wait);
  /* Not closed: a writer may be sending. The last one to use it closes it. */
  g_clear_object (&self->socket);
  g_clear_pointer (&self->network, mailslot_network_unref);
}

static const NetbiosSourceClass direct_class = {
  .kind = MAILSLOT_SOURCE_DIRECT,
  .receive = direct_receive,
  .close = direct_close,
};

/* Returns 0 or an errno. */
static int
set_option (int fd, int level, int option, int value)
{
  return setsockopt (fd, level, option, &value, sizeof value) == 0 ? 0 : errno;
}

static int
bind_fd (int fd, guint16 port)
{
  const struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = g_htons (port),
    .sin_addr = { g_htonl (INADDR_ANY) },
  };
  int result = set_option (fd, SOL_SOCKET, SO_REUSEADDR, TRUE);

  if (result == 0)
    result = set_option (fd, SOL_SOCKET, SO_BROADCAST, TRUE);
  if (result == 0)
    result = set_option (fd, SOL_SOCKET, SO_TIMESTAMPNS, TRUE);
  if (result == 0)
    result = set_option (fd, IPPROTO_IP, IP_PKTINFO, TRUE);
  /* Only root may have more than the system's limit. */
  if (set_option (fd, SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES) != 0)
    set_option (fd, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER_BYTES);
  if (result == 0 && bind (fd, (const struct sockaddr *) &address, sizeof address) != 0)
    result = errno;
  return result;
}

/* Returns 0 or an errno. */
static int
open_socket (DirectSource *self)
{
  guint16 port = mailslot_network_get_datagram_port (self->network);
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  int result;

  if (fd < 0)
    return errno;
  result = bind_fd (fd, port);
  if (result == 0)
    self->socket = g_socket_new_from_fd (fd, NULL);
  if (self->socket == NULL)
    {
      close (fd);
      return result != 0 ? result : EBADF;
    }
  return mailslot_unix_wait_init (&self->wait, fd, G_IO_IN);
}

static void
set_open_error (guint16 port, int system_error, GError **error)
{
  if (system_error == EACCES || system_error == EPERM)
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_NO_DATAGRAM_PORT,
                 _ ("UDP port %u is only for root, for programs with "
                    "CAP_NET_BIND_SERVICE, and for all if "
                    "net.ipv4.ip_unprivileged_port_start allows it"),
                 port);
  else if (system_error == EADDRINUSE)
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_NO_DATAGRAM_PORT,
                 _ ("another program has UDP port %u for itself"),
                 port);
  else
    mailslot_unix_set_error (error, system_error, "%s", g_strerror (system_error));
}

NetbiosSource *
netbios_unix_direct_open (MailslotNetwork *network, GError **error)
{
  DirectSource *self = g_new0 (DirectSource, 1);
  int result;

  netbios_source_init (&self->parent, &direct_class);
  self->wait = (MailslotUnixWait) MAILSLOT_UNIX_WAIT_INIT;
  self->network = mailslot_network_ref (network);
  result = open_socket (self);
  if (result == 0)
    {
      mailslot_network_set_datagram_socket (network, self->socket);
      netbios_source_set_connected (&self->parent, TRUE);
      return &self->parent;
    }
  set_open_error (mailslot_network_get_datagram_port (network), result, error);
  netbios_source_close (&self->parent);
  netbios_source_free (&self->parent);
  return NULL;
}
