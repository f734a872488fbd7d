/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/unix/netbios-unix-link.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define MIN_DELAY_US (G_TIME_SPAN_SECOND / 10)
#define MAX_DELAY_US (5 * G_TIME_SPAN_SECOND)

/* Returns 0 or an errno. */
static int
connect_fd (int fd, const char *path)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };

  if (g_strlcpy (address.sun_path, path, sizeof address.sun_path)
      >= sizeof address.sun_path)
    return ENAMETOOLONG;
  /* A local socket is connected at once or not at all. */
  return connect (fd, (struct sockaddr *) &address, sizeof address) == 0 ? 0 : errno;
}

static int
link_connect (NetbiosUnixLink *self)
{
  int fd = socket (AF_UNIX, self->type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  int result;

  if (fd < 0)
    return errno;
  result = connect_fd (fd, self->path);
  if (result != 0)
    {
      close (fd);
      return result;
    }
  self->fd = fd;
  self->connected_us = g_get_monotonic_time ();
  mailslot_unix_wait_set_fd (&self->wait, fd);
  return 0;
}

int
netbios_unix_link_open (NetbiosUnixLink *self, char *path, int type)
{
  int result = mailslot_unix_wait_init (&self->wait, -1, G_IO_IN);

  self->path = path;
  self->type = type;
  self->delay_us = MIN_DELAY_US;
  return result != 0 ? result : link_connect (self);
}

static void
link_disconnect (NetbiosUnixLink *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  mailslot_unix_wait_set_fd (&self->wait, -1);
}

void
netbios_unix_link_clear (NetbiosUnixLink *self)
{
  link_disconnect (self);
  mailslot_unix_wait_clear (&self->wait);
  g_clear_pointer (&self->path, g_free);
}

static void
schedule_retry (NetbiosUnixLink *self, gint64 now_us)
{
  self->retry_us = now_us + self->delay_us;
  self->delay_us = MIN (2 * self->delay_us, MAX_DELAY_US);
}

void
netbios_unix_link_drop (NetbiosUnixLink *self)
{
  gint64 now_us = g_get_monotonic_time ();

  link_disconnect (self);
  /* One that worked for a while was a good one: begin with short intervals. */
  if (now_us - self->connected_us > MAX_DELAY_US)
    self->delay_us = MIN_DELAY_US;
  schedule_retry (self, now_us);
}

static gint64
get_earlier (gint64 retry_us, gint64 deadline_us)
{
  return deadline_us < 0 ? retry_us : MIN (retry_us, deadline_us);
}

/* Waits until it is time to try, and tries. */
static NetbiosUnixLinkResult
wait_for_service (NetbiosUnixLink *self, gint64 deadline_us, GCancellable *cancellable)
{
  gint64 now_us;

  for (;;)
    {
      if (mailslot_unix_wait (&self->wait,
                              cancellable,
                              get_earlier (self->retry_us, deadline_us))
          == MAILSLOT_UNIX_WAIT_CANCELLED)
        return NETBIOS_UNIX_LINK_CANCELLED;
      now_us = g_get_monotonic_time ();
      if (now_us >= self->retry_us)
        {
          if (link_connect (self) == 0)
            return NETBIOS_UNIX_LINK_CONNECTED;
          schedule_retry (self, now_us);
        }
      if (deadline_us >= 0 && now_us >= deadline_us)
        return NETBIOS_UNIX_LINK_TIMED_OUT;
    }
}

NetbiosUnixLinkResult
netbios_unix_link_wait (NetbiosUnixLink *self,
                        gint64 deadline_us,
                        GCancellable *cancellable)
{
  if (self->fd < 0)
    return wait_for_service (self, deadline_us, cancellable);
  switch (mailslot_unix_wait (&self->wait, cancellable, deadline_us))
    {
    case MAILSLOT_UNIX_WAIT_READY:
      return NETBIOS_UNIX_LINK_READY;
    case MAILSLOT_UNIX_WAIT_CANCELLED:
      return NETBIOS_UNIX_LINK_CANCELLED;
    case MAILSLOT_UNIX_WAIT_TIMED_OUT:
    default:
      return NETBIOS_UNIX_LINK_TIMED_OUT;
    }
}
