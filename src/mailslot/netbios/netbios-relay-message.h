/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <stdint.h>

/* What slotwatch-relay says to its clients: one packet of an AF_UNIX SOCK_SEQPACKET
 * socket for each datagram, in the byte order of the machine that both run on. Who is
 * connected when a datagram arrives gets it. A client never says anything: the relay
 * hangs up on one that does, and at once on one that is too many. */

/* Where the relay listens when systemd starts it. */
#define NETBIOS_RELAY_SOCKET_PATH "/run/slotwatch-relay/socket"

/* Changes whenever the layout below does; a client that knows another one hangs up. */
#define NETBIOS_RELAY_VERSION 1

/* The most bytes of a datagram that are handed on; a longer one counts as lost. */
#define NETBIOS_RELAY_MAX_DATAGRAM 2048

typedef struct
{
  uint32_t version;         /* NETBIOS_RELAY_VERSION */
  uint32_t interface_index; /* of the adapter it came in by */
  uint64_t time_us;         /* of arrival, since 1970-01-01 UTC */
  uint64_t n_lost;          /* datagrams that this client did not get so far */
  uint8_t source[4];        /* IPv4 address */
  uint8_t destination[4];   /* IPv4 address */
  uint16_t source_port;     /* UDP port, host byte order */
  uint16_t size;            /* bytes of the datagram, which follow */
  uint32_t reserved;        /* 0 */
} NetbiosRelayHeader;

_Static_assert(sizeof (NetbiosRelayHeader) == 40, "has no padding");
