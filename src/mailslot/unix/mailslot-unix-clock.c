/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/unix/mailslot-unix-clock.h"

void
mailslot_unix_clock_look (MailslotUnixClock *self)
{
  self->wall_us = g_get_real_time ();
  self->monotonic_us = g_get_monotonic_time ();
}

gint64
mailslot_unix_clock_get_monotonic (MailslotUnixClock *self, gint64 wall_us)
{
  gint64 age_us = self->wall_us - wall_us;

  self->last_monotonic_us =
      CLAMP (self->monotonic_us - age_us, self->last_monotonic_us, self->monotonic_us);
  return self->last_monotonic_us;
}
