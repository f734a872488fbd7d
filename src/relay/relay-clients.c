/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "relay/relay-clients.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the kernel keeps for a client that is behind: some hundred datagrams. It doubles
 * the number, and net.core.wmem_max may lower it. */
#define BUFFER_BYTES (256 * 1024)

static int
count_clients_of (const RelayClients *self, uid_t user)
{
  int n = 0;

  for (int i = 0; i < self->n; i++)
    n += self->items[i].user == user;
  return n;
}

static void
add (RelayClients *self, int fd)
{
  const int buffer_bytes = BUFFER_BYTES;
  struct ucred peer;
  socklen_t size = sizeof (peer);

  if (self->n == RELAY_MAX_CLIENTS
      || getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0
      || count_clients_of (self, peer.uid) >= RELAY_MAX_CLIENTS_PER_USER)
    {
      close (fd);
      return;
    }
  /* A smaller one will do. */
  (void) setsockopt (fd, SOL_SOCKET, SO_SNDBUF, &buffer_bytes, sizeof (buffer_bytes));
  self->items[self->n++] = (RelayClient){ .fd = fd, .user = peer.uid };
}

void
relay_clients_accept (RelayClients *self, int listener)
{
  /* Bounded: somebody who connects without end must not keep us from the others. */
  for (int i = 0; i < RELAY_MAX_CLIENTS; i++)
    {
      int fd = accept4 (listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

      if (fd < 0)
        return;
      add (self, fd);
    }
}

void
relay_clients_remove (RelayClients *self, int index)
{
  close (self->items[index].fd);
  self->items[index] = self->items[--self->n];
}

void
relay_clients_hand_on (RelayClients *self, RelayPacket *packet)
{
  size_t size = sizeof (packet->header) + packet->header.size;

  /* From the end, because a client that is gone is removed. */
  for (int i = self->n - 1; i >= 0; i--)
    {
      RelayClient *client = &self->items[i];

      packet->header.n_lost = client->n_lost;
      /* Not send(): the unit denies us every call that could send to the network. */
      if (write (client->fd, packet, size) >= 0)
        continue;
      if (errno == EAGAIN || errno == ENOBUFS || errno == ENOMEM)
        client->n_lost++;
      else
        relay_clients_remove (self, i);
    }
}

void
relay_clients_count_lost (RelayClients *self, uint32_t n)
{
  for (int i = 0; i < self->n; i++)
    self->items[i].n_lost += n;
}
