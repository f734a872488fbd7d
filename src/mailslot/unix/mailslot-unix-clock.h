/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Turns the wall time at which the kernel took a message into the monotonic one. Starts
 * as zeros. */
typedef struct
{
  gint64 wall_us;           /* the last look, */
  gint64 monotonic_us;      /* by both clocks */
  gint64 last_monotonic_us; /* of a message */
} MailslotUnixClock;

/* Looks at both clocks: once for the messages that were received together. */
void mailslot_unix_clock_look (MailslotUnixClock *self);

/* A wall clock that was set since must not put a message into the future or before an
 * earlier one. */
gint64 mailslot_unix_clock_get_monotonic (MailslotUnixClock *self, gint64 wall_us);

G_END_DECLS
