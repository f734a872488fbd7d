/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "mailslot/netbios/netbios-relay-message.h"

/* A datagram as clients get it: of bytes only header.size. */
typedef struct
{
  NetbiosRelayHeader header;
  uint8_t bytes[NETBIOS_RELAY_MAX_DATAGRAM];
} RelayPacket;

/* The UDP port, as the only thing that we do with it: take datagrams. */
typedef struct
{
  int fd;             /* (unowned) */
  uint32_t n_dropped; /* by the kernel since the socket exists; wraps around */
} RelayPort;

typedef enum
{
  RELAY_PORT_EMPTY,    /* no datagram waits */
  RELAY_PORT_DATAGRAM, /* here is one */
  RELAY_PORT_TOO_LONG, /* one came that was longer than a packet can hold */
  RELAY_PORT_FAILED,   /* errno says why */
} RelayPortResult;

/** Returns: false if @fd cannot be used; errno says why */
bool relay_port_init (RelayPort *self, int fd);

/**
 * relay_port_receive:
 * @packet: gets the datagram, and all of its header but n_lost
 * @n_dropped: how many datagrams the kernel dropped since the last call
 *
 * Takes one datagram, without waiting for it.
 */
RelayPortResult relay_port_receive (RelayPort *self,
                                    RelayPacket *packet,
                                    uint32_t *n_dropped);
