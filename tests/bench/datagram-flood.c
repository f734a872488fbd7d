/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

/* The bare loop that the engine is measured against, and the flood that both get:
 *
 *   datagram-flood receive PATH N       prints the CPU nanoseconds that it took
 *   datagram-flood send PATH N SIZE     sends N messages of SIZE bytes
 *
 * The loop asks the kernel for what a watched slot asks it for, the sender and the time
 * of each message, and does nothing with it. */

#define N_BUFFERS 64
#define BUFFER_BYTES 65536

typedef union
{
  char bytes[CMSG_SPACE (sizeof (struct timespec)) + CMSG_SPACE (sizeof (struct ucred))];
  struct cmsghdr alignment;
} Control;

static _Noreturn void
fail (const char *what)
{
  fprintf (stderr, "datagram-flood: %s: %s\n", what, strerror (errno));
  exit (1);
}

static int
open_socket (const char *path, struct sockaddr_un *address)
{
  int fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  if (fd < 0)
    fail ("socket");
  *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
  if (snprintf (address->sun_path, sizeof address->sun_path, "%s", path)
      >= (int) sizeof address->sun_path)
    {
      errno = ENAMETOOLONG;
      fail (path);
    }
  return fd;
}

static int
bind_receiver (const char *path)
{
  const int on = 1;
  struct sockaddr_un address;
  int fd = open_socket (path, &address);

  if (setsockopt (fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) < 0
      || setsockopt (fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) < 0
      || bind (fd, (struct sockaddr *) &address, sizeof address) < 0)
    fail (path);
  return fd;
}

static uint64_t
cpu_time_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (uint64_t) now.tv_sec * 1000000000 + (uint64_t) now.tv_nsec;
}

static void
receive (const char *path, uint64_t n_messages)
{
  static char buffers[N_BUFFERS][BUFFER_BYTES];
  static Control controls[N_BUFFERS];
  struct mmsghdr headers[N_BUFFERS] = { 0 };
  struct iovec vectors[N_BUFFERS];
  int fd = bind_receiver (path);
  uint64_t begin_ns;
  int n;

  puts ("ready");
  fflush (stdout);
  begin_ns = cpu_time_ns ();
  for (uint64_t n_received = 0; n_received < n_messages; n_received += (uint64_t) n)
    {
      for (int i = 0; i < N_BUFFERS; i++)
        {
          vectors[i] = (struct iovec){ buffers[i], BUFFER_BYTES };
          headers[i].msg_hdr = (struct msghdr){ .msg_iov = &vectors[i],
                                                .msg_iovlen = 1,
                                                .msg_control = &controls[i],
                                                .msg_controllen = sizeof (Control) };
        }
      n = recvmmsg (fd, headers, N_BUFFERS, MSG_WAITFORONE, NULL);
      if (n < 0)
        fail ("recvmmsg");
    }
  printf ("%llu\n", (unsigned long long) (cpu_time_ns () - begin_ns));
  unlink (path);
}

static void
send_flood (const char *path, uint64_t n_messages, size_t size)
{
  static char payload[BUFFER_BYTES];
  struct sockaddr_un address;
  int fd = open_socket (path, &address);

  memset (payload, 'x', sizeof payload);
  if (connect (fd, (struct sockaddr *) &address, sizeof address) < 0)
    fail (path);
  for (uint64_t i = 0; i < n_messages; i++)
    if (send (fd, payload, size, MSG_NOSIGNAL) < 0)
      fail ("send");
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "receive") == 0)
    receive (argv[2], strtoull (argv[3], NULL, 10));
  else if (argc == 5 && strcmp (argv[1], "send") == 0
           && strtoull (argv[4], NULL, 10) <= BUFFER_BYTES)
    send_flood (argv[2], strtoull (argv[3], NULL, 10), strtoull (argv[4], NULL, 10));
  else
    {
      fprintf (stderr, "usage: datagram-flood receive PATH N | send PATH N SIZE\n");
      return 2;
    }
  return 0;
}
