/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "relay/relay-port.h"

#include <errno.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

_Static_assert(offsetof (RelayPacket, bytes) == sizeof (NetbiosRelayHeader),
               "is one piece");

/* What the kernel tells of a datagram, beside its bytes and sender. */
typedef union
{
  char bytes[CMSG_SPACE (sizeof (struct in_pktinfo))
             + CMSG_SPACE (sizeof (struct timespec)) + CMSG_SPACE (sizeof (uint32_t))];
  struct cmsghdr alignment;
} Control;

bool
relay_port_init (RelayPort *self, int fd)
{
  const int on = 1;
  uint32_t memory[SK_MEMINFO_VARS];
  socklen_t size = sizeof (memory);

  self->fd = fd;
  if (setsockopt (fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof (on)) != 0
      || setsockopt (fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof (on)) != 0
      || setsockopt (fd, SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof (on)) != 0)
    return false;

  /* The socket is older than we are: what it lost before is nobody's loss. */
  if (getsockopt (fd, SOL_SOCKET, SO_MEMINFO, memory, &size) != 0)
    return false;
  self->n_dropped = memory[SK_MEMINFO_DROPS];
  return true;
}

static uint64_t
get_time_us (const struct timespec *time)
{
  return (uint64_t) time->tv_sec * 1000000 + (uint64_t) time->tv_nsec / 1000;
}

/* Returns: how many datagrams were dropped since the last time */
static uint32_t
note_dropped (RelayPort *self, uint32_t n_dropped)
{
  uint32_t n_new = n_dropped - self->n_dropped;

  /* A datagram that waited since before we asked has an older count. */
  if (n_new > UINT32_MAX / 2)
    return 0;
  self->n_dropped = n_dropped;
  return n_new;
}

/* Returns: how many datagrams were dropped since the last time */
static uint32_t
read_control (RelayPort *self, struct msghdr *message, NetbiosRelayHeader *header)
{
  uint32_t n_new = 0;

  for (struct cmsghdr *item = CMSG_FIRSTHDR (message); item != NULL;
       item = CMSG_NXTHDR (message, item))
    {
      if (item->cmsg_level == IPPROTO_IP && item->cmsg_type == IP_PKTINFO)
        {
          struct in_pktinfo info;

          memcpy (&info, CMSG_DATA (item), sizeof (info));
          header->interface_index = (uint32_t) info.ipi_ifindex;
          memcpy (header->destination, &info.ipi_addr, sizeof (header->destination));
        }
      else if (item->cmsg_level == SOL_SOCKET && item->cmsg_type == SCM_TIMESTAMPNS)
        {
          struct timespec time;

          memcpy (&time, CMSG_DATA (item), sizeof (time));
          header->time_us = get_time_us (&time);
        }
      else if (item->cmsg_level == SOL_SOCKET && item->cmsg_type == SO_RXQ_OVFL)
        {
          uint32_t n_dropped;

          memcpy (&n_dropped, CMSG_DATA (item), sizeof (n_dropped));
          n_new = note_dropped (self, n_dropped);
        }
    }
  return n_new;
}

RelayPortResult
relay_port_receive (RelayPort *self, RelayPacket *packet, uint32_t *n_dropped)
{
  struct sockaddr_in source = { 0 };
  struct iovec bytes = { packet->bytes, sizeof (packet->bytes) };
  Control control;
  struct msghdr message = {
    .msg_name = &source,
    .msg_namelen = sizeof (source),
    .msg_iov = &bytes,
    .msg_iovlen = 1,
    .msg_control = &control,
    .msg_controllen = sizeof (control),
  };
  ssize_t size = recvmsg (self->fd, &message, MSG_DONTWAIT);

  *n_dropped = 0;
  if (size < 0)
    return errno == EAGAIN || errno == EINTR ? RELAY_PORT_EMPTY : RELAY_PORT_FAILED;

  packet->header = (NetbiosRelayHeader){
    .version = NETBIOS_RELAY_VERSION,
    .source_port = ntohs (source.sin_port),
    .size = (uint16_t) size,
  };
  memcpy (packet->header.source, &source.sin_addr, sizeof (packet->header.source));
  *n_dropped = read_control (self, &message, &packet->header);
  return message.msg_flags & MSG_TRUNC ? RELAY_PORT_TOO_LONG : RELAY_PORT_DATAGRAM;
}
