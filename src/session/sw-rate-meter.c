/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-rate-meter.h"

#include <string.h>

#define N_SLOTS (SW_RATE_METER_SECONDS + 1)

void
sw_rate_meter_init (SwRateMeter *self)
{
  memset (self->counts, 0, sizeof self->counts);
  memset (self->n_bytes, 0, sizeof self->n_bytes);
  self->last_second = -1;
}

static gint64
get_second (gint64 monotonic_us)
{
  return monotonic_us / G_USEC_PER_SEC;
}

/* Whether the ring has a place for @second. */
static gboolean
is_held (const SwRateMeter *self, gint64 second)
{
  return second >= 0 && second <= self->last_second
         && second > self->last_second - N_SLOTS;
}

static void
go_on_to (SwRateMeter *self, gint64 second)
{
  gint64 n_passed = MIN (second - self->last_second, N_SLOTS);

  for (gint64 i = 0; i < n_passed; i++)
    {
      self->counts[(second - i) % N_SLOTS] = 0;
      self->n_bytes[(second - i) % N_SLOTS] = 0;
    }
  self->last_second = second;
}

void
sw_rate_meter_add (SwRateMeter *self,
                   gint64 monotonic_us,
                   guint64 n_messages,
                   guint64 n_bytes)
{
  gint64 second = get_second (monotonic_us);

  g_return_if_fail (monotonic_us >= 0);

  if (second > self->last_second)
    go_on_to (self, second);
  if (!is_held (self, second))
    return;
  self->counts[second % N_SLOTS] += n_messages;
  self->n_bytes[second % N_SLOTS] += n_bytes;
}

static guint64
get_count (const SwRateMeter *self, gint64 second)
{
  return is_held (self, second) ? self->counts[second % N_SLOTS] : 0;
}

guint64
sw_rate_meter_get_rate (const SwRateMeter *self, gint64 monotonic_us)
{
  return get_count (self, get_second (monotonic_us) - 1);
}

guint64
sw_rate_meter_get_byte_rate (const SwRateMeter *self, gint64 monotonic_us)
{
  gint64 second = get_second (monotonic_us) - 1;

  return is_held (self, second) ? self->n_bytes[second % N_SLOTS] : 0;
}

gboolean
sw_rate_meter_is_quiet (const SwRateMeter *self, gint64 monotonic_us)
{
  return self->last_second < 0
         || get_second (monotonic_us) - self->last_second > SW_RATE_METER_SECONDS;
}

void
sw_rate_meter_get_history (const SwRateMeter *self,
                           gint64 monotonic_us,
                           guint64 history[SW_RATE_METER_SECONDS])
{
  gint64 first = get_second (monotonic_us) - SW_RATE_METER_SECONDS;

  for (gint64 i = 0; i < SW_RATE_METER_SECONDS; i++)
    history[i] = get_count (self, first + i);
}
