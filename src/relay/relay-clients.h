/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sys/types.h>

#include "relay/relay-port.h"

/* Others must find room, too. */
#define RELAY_MAX_CLIENTS 32
#define RELAY_MAX_CLIENTS_PER_USER 8

typedef struct
{
  int fd; /* (owned) */
  uid_t user;
  uint64_t n_lost; /* datagrams it did not get */
} RelayClient;

/* Programs that get copies. What waits for a client is in the buffer of its socket, which
 * is bounded; nothing is ever read from a client. */
typedef struct
{
  RelayClient items[RELAY_MAX_CLIENTS];
  int n;
} RelayClients;

/** Takes in all that wait to connect to @listener; who is too many is hung up on. */
void relay_clients_accept (RelayClients *self, int listener);

/** Hangs up on the client at @index; the last one takes its place. */
void relay_clients_remove (RelayClients *self, int index);

/** Gives everybody a copy. Who does not take it at once has lost it, and nobody waits. */
void relay_clients_hand_on (RelayClients *self, RelayPacket *packet);

/** Counts datagrams that nobody gets. */
void relay_clients_count_lost (RelayClients *self, uint32_t n);
