/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/unix/mailslot-unix-wait.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

int
mailslot_unix_wait_init (MailslotUnixWait *self, int fd, gushort events)
{
  int event_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);

  if (event_fd < 0)
    return errno;
  self->fds[0] = (GPollFD){ .fd = fd, .events = events };
  self->fds[1] = (GPollFD){ .fd = event_fd, .events = G_IO_IN };
  return 0;
}

void
mailslot_unix_wait_set_fd (MailslotUnixWait *self, int fd)
{
  self->fds[0].fd = fd;
}

/* Any thread: the one that cancels. */
static void
cancelled_cb (GCancellable *cancellable, gpointer event_fd)
{
  eventfd_write (GPOINTER_TO_INT (event_fd), 1);
}

/* Forgets a cancel that happened. */
static void
clear_event (MailslotUnixWait *self)
{
  eventfd_t value;

  eventfd_read (self->fds[1].fd, &value);
}

static void
set_cancellable (MailslotUnixWait *self, GCancellable *cancellable)
{
  if (self->cancellable == cancellable)
    return;
  if (self->cancellable != NULL)
    {
      /* Waits for a cancel that is under way, so that none comes afterwards. */
      g_cancellable_disconnect (self->cancellable, self->handler);
      clear_event (self);
    }
  g_set_object (&self->cancellable, cancellable);
  if (cancellable != NULL)
    self->handler = g_cancellable_connect (cancellable,
                                           G_CALLBACK (cancelled_cb),
                                           GINT_TO_POINTER (self->fds[1].fd),
                                           NULL);
}

void
mailslot_unix_wait_clear (MailslotUnixWait *self)
{
  set_cancellable (self, NULL);
  if (self->fds[1].fd >= 0)
    close (self->fds[1].fd);
  self->fds[1].fd = -1;
}

gint64
mailslot_unix_wait_get_deadline (int timeout_ms)
{
  if (timeout_ms < 0)
    return -1;
  return g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
}

/* Rounds up, so that a wait is never shorter than was asked for. */
static int
get_remaining_ms (gint64 deadline_us)
{
  gint64 remaining_us;

  if (deadline_us < 0)
    return -1;
  remaining_us = MAX (deadline_us - g_get_monotonic_time (), 0);
  return (int) MIN ((remaining_us + 999) / 1000, G_MAXINT);
}

MailslotUnixWaitResult
mailslot_unix_wait (MailslotUnixWait *self, GCancellable *cancellable, gint64 deadline_us)
{
  int timeout_ms;
  int n_ready;

  set_cancellable (self, cancellable);
  do
    {
      timeout_ms = get_remaining_ms (deadline_us);
      n_ready = g_poll (self->fds, G_N_ELEMENTS (self->fds), timeout_ms);
    }
  while (n_ready < 0 && errno == EINTR);

  if (g_cancellable_is_cancelled (cancellable))
    return MAILSLOT_UNIX_WAIT_CANCELLED;
  if (n_ready > 0 && self->fds[1].revents != 0)
    clear_event (self); /* a cancel that was reset */
  return n_ready == 0 ? MAILSLOT_UNIX_WAIT_TIMED_OUT : MAILSLOT_UNIX_WAIT_READY;
}
