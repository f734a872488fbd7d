/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/unix/mailslot-unix-clock.h"

/* The thread may have to wait for the processor between the two clocks. */
#define MAX_APART_US 50
#define MAX_LOOKS 5

void
mailslot_unix_clock_look (MailslotUnixClock *self)
{
  gint64 before_us;
  guint n_looks = 0;

  do
    {
      before_us = g_get_monotonic_time ();
      self->wall_us = g_get_real_time ();
      self->monotonic_us = g_get_monotonic_time ();
    }
  while (self->monotonic_us - before_us > MAX_APART_US && ++n_looks < MAX_LOOKS);
}

gint64
mailslot_unix_clock_get_monotonic (MailslotUnixClock *self, gint64 wall_us)
{
  gint64 age_us = self->wall_us - wall_us;

  self->last_monotonic_us =
      CLAMP (self->monotonic_us - age_us, self->last_monotonic_us, self->monotonic_us);
  return self->last_monotonic_us;
}
