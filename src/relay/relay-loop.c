/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "relay/relay-loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>

#include "relay/relay-clients.h"
#include "relay/relay-port.h"

/* One thread, which waits for everything at once and never for one thing.
 *
 * It stays when nobody is connected. If it ended, the next datagram would start it again,
 * and in an office one comes every few seconds; and if it left datagrams in the port,
 * they would be old when somebody comes. So it takes them and drops them. */

/* So many datagrams in a row, then clients are looked after. */
#define MAX_DATAGRAMS_IN_A_ROW 64

typedef struct
{
  int signals;  /* (unowned) */
  int listener; /* (unowned) */
  RelayPort port;
  RelayClients clients;
} RelayLoop;

/* What is waited for; clients follow. */
enum
{
  SIGNALS,
  LISTENER,
  PORT,
  N_FIXED,
};

static int
open_signals (void)
{
  sigset_t signals;

  sigemptyset (&signals);
  sigaddset (&signals, SIGTERM);
  sigaddset (&signals, SIGINT);
  /* A client that is gone is an error of write(), not the end. */
  if (signal (SIGPIPE, SIG_IGN) == SIG_ERR
      || sigprocmask (SIG_BLOCK, &signals, NULL) != 0)
    return -1;
  return signalfd (-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* Returns: false if the port cannot be read */
static bool
take_datagrams (RelayLoop *self)
{
  for (int i = 0; i < MAX_DATAGRAMS_IN_A_ROW; i++)
    {
      RelayPacket packet;
      uint32_t n_dropped;
      RelayPortResult result = relay_port_receive (&self->port, &packet, &n_dropped);

      if (result == RELAY_PORT_EMPTY)
        return true;
      if (result == RELAY_PORT_FAILED)
        {
          perror ("slotwatch-relay: cannot read the port");
          return false;
        }
      /* Now and not earlier: who was connected when it came is to get it. What was
       * dropped before counts for them, too: better one too many than one unseen. */
      relay_clients_accept (&self->clients, self->listener);
      relay_clients_count_lost (&self->clients, n_dropped);
      if (result == RELAY_PORT_DATAGRAM)
        relay_clients_hand_on (&self->clients, &packet);
      else
        relay_clients_count_lost (&self->clients, 1);
    }
  return true;
}

/* Returns: how many there are in @fds */
static nfds_t
list_fds (const RelayLoop *self, struct pollfd *fds)
{
  fds[SIGNALS] = (struct pollfd){ .fd = self->signals, .events = POLLIN };
  fds[LISTENER] = (struct pollfd){ .fd = self->listener, .events = POLLIN };
  fds[PORT] = (struct pollfd){ .fd = self->port.fd, .events = POLLIN };
  for (int i = 0; i < self->clients.n; i++)
    fds[N_FIXED + i] =
        (struct pollfd){ .fd = self->clients.items[i].fd, .events = POLLIN | POLLRDHUP };
  return (nfds_t) (N_FIXED + self->clients.n);
}

/* A client has nothing to say. Whatever it does, it is over. */
static void
hang_up_on_talkers (RelayLoop *self, const struct pollfd *fds)
{
  /* From the end, because the last one takes the place of one that is removed. */
  for (int i = self->clients.n - 1; i >= 0; i--)
    if (fds[N_FIXED + i].revents != 0)
      relay_clients_remove (&self->clients, i);
}

static bool
run (RelayLoop *self)
{
  struct pollfd fds[N_FIXED + RELAY_MAX_CLIENTS];

  for (;;)
    {
      if (poll (fds, list_fds (self, fds), -1) < 0)
        {
          if (errno == EINTR)
            continue;
          perror ("slotwatch-relay: cannot wait");
          return false;
        }
      if (fds[SIGNALS].revents != 0)
        return true;
      hang_up_on_talkers (self, fds);
      if (fds[LISTENER].revents != 0)
        relay_clients_accept (&self->clients, self->listener);
      if (fds[PORT].revents != 0 && !take_datagrams (self))
        return false;
    }
}

bool
relay_loop_run (const RelaySockets *sockets)
{
  RelayLoop self = { .signals = open_signals (), .listener = sockets->listener };

  if (self.signals < 0 || !relay_port_init (&self.port, sockets->datagrams))
    {
      perror ("slotwatch-relay: cannot start");
      return false;
    }
  return run (&self);
}
