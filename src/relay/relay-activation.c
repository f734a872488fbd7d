/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "relay/relay-activation.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define FIRST_FD 3
#define N_FDS 2

/* Returns: a number that is in the environment, or -1 */
static long
get_number (const char *variable)
{
  const char *text = getenv (variable);
  char *end;
  long number;

  if (text == NULL || *text < '0' || *text > '9')
    return -1;
  number = strtol (text, &end, 10);
  return *end == '\0' ? number : -1;
}

static bool
is_socket (int fd, int family, int type, int is_listening)
{
  const int wanted[][2] = {
    { SO_DOMAIN, family },
    { SO_TYPE, type },
    { SO_ACCEPTCONN, is_listening },
  };

  for (size_t i = 0; i < sizeof (wanted) / sizeof (wanted[0]); i++)
    {
      int value;
      socklen_t size = sizeof (value);

      if (getsockopt (fd, SOL_SOCKET, wanted[i][0], &value, &size) != 0
          || value != wanted[i][1])
        return false;
    }
  return true;
}

static bool
set_nonblocking (int fd)
{
  int flags = fcntl (fd, F_GETFL);

  return flags >= 0 && fcntl (fd, F_SETFL, flags | O_NONBLOCK) == 0;
}

bool
relay_activation_take_sockets (RelaySockets *sockets)
{
  *sockets = (RelaySockets){ .datagrams = -1, .listener = -1 };

  /* The variables may be meant for a parent, which did not clear them. */
  if (get_number ("LISTEN_PID") != getpid () || get_number ("LISTEN_FDS") != N_FDS)
    return false;

  for (int fd = FIRST_FD; fd < FIRST_FD + N_FDS; fd++)
    {
      if (!set_nonblocking (fd))
        return false;
      if (is_socket (fd, AF_INET, SOCK_DGRAM, false))
        sockets->datagrams = fd;
      else if (is_socket (fd, AF_UNIX, SOCK_SEQPACKET, true))
        sockets->listener = fd;
    }
  return sockets->datagrams >= 0 && sockets->listener >= 0;
}
