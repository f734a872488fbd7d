/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Waits for a socket or a cancel, whichever is first. It has a descriptor of its own that
 * a cancel makes readable: g_cancellable_make_pollfd() ends the program when there is
 * none left. Stays connected to the cancellable between waits, since connecting costs as
 * much as receiving a message. */
typedef struct
{
  GCancellable *cancellable; /* (owned) (nullable), which we are connected to */
  gulong handler;            /* of the cancellable */
  GPollFD fds[2];            /* the socket, our event (owned) */
} MailslotUnixWait;

/* Every wait starts like this, so that it can be cleared. */
#define MAILSLOT_UNIX_WAIT_INIT                                                          \
  {                                                                                      \
    NULL, 0,                                                                             \
    {                                                                                    \
      { -1, 0, 0 }, { -1, 0, 0 }                                                         \
    }                                                                                    \
  }

/* A result of mailslot_unix_wait(). */
typedef enum
{
  MAILSLOT_UNIX_WAIT_READY,
  MAILSLOT_UNIX_WAIT_TIMED_OUT,
  MAILSLOT_UNIX_WAIT_CANCELLED,
} MailslotUnixWaitResult;

/* @events is G_IO_IN or G_IO_OUT of @fd. Returns 0 or an errno. */
int mailslot_unix_wait_init (MailslotUnixWait *self, int fd, gushort events);

/* Waits for another socket from now on, or, if @fd is -1, for none. */
void mailslot_unix_wait_set_fd (MailslotUnixWait *self, int fd);

void mailslot_unix_wait_clear (MailslotUnixWait *self);

/* Turns a time-out in milliseconds into the moment a wait ends, or -1. */
gint64 mailslot_unix_wait_get_deadline (int timeout_ms);

/* Waits until @deadline_us of g_get_monotonic_time(), or for ever if that is -1. */
MailslotUnixWaitResult mailslot_unix_wait (MailslotUnixWait *self,
                                           GCancellable *cancellable,
                                           gint64 deadline_us);

G_END_DECLS
