/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/unix/mailslot-unix-wait.h"

#include <errno.h>

void
mailslot_unix_wait_init (MailslotUnixWait *self, int fd, gushort events)
{
  self->cancellable = NULL;
  self->fds[0] = (GPollFD){ .fd = fd, .events = events };
}

static void
set_cancellable (MailslotUnixWait *self, GCancellable *cancellable)
{
  if (self->cancellable == cancellable)
    return;
  if (self->cancellable != NULL)
    g_cancellable_release_fd (self->cancellable);
  g_clear_object (&self->cancellable);
  if (cancellable != NULL && g_cancellable_make_pollfd (cancellable, &self->fds[1]))
    self->cancellable = g_object_ref (cancellable);
}

void
mailslot_unix_wait_clear (MailslotUnixWait *self)
{
  set_cancellable (self, NULL);
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
  guint n_fds;
  int timeout_ms;
  int n_ready;

  set_cancellable (self, cancellable);
  n_fds = self->cancellable != NULL ? 2 : 1;
  do
    {
      timeout_ms = get_remaining_ms (deadline_us);
      n_ready = g_poll (self->fds, n_fds, timeout_ms);
    }
  while (n_ready < 0 && errno == EINTR);

  if (g_cancellable_is_cancelled (cancellable))
    return MAILSLOT_UNIX_WAIT_CANCELLED;
  return n_ready == 0 ? MAILSLOT_UNIX_WAIT_TIMED_OUT : MAILSLOT_UNIX_WAIT_READY;
}
