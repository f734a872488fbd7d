/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-serial-ranges.h"

struct _SwSerialRanges
{
  GArray *ranges; /* of SwSerialRange (owned) */
};

SwSerialRanges *
sw_serial_ranges_new (void)
{
  SwSerialRanges *self = g_new0 (SwSerialRanges, 1);

  self->ranges = g_array_new (FALSE, FALSE, sizeof (SwSerialRange));
  return self;
}

void
sw_serial_ranges_free (SwSerialRanges *self)
{
  g_array_unref (self->ranges);
  g_free (self);
}

void
sw_serial_ranges_clear (SwSerialRanges *self)
{
  g_array_set_size (self->ranges, 0);
}

guint
sw_serial_ranges_get_n_ranges (SwSerialRanges *self)
{
  return self->ranges->len;
}

SwSerialRange
sw_serial_ranges_get (SwSerialRanges *self, guint index)
{
  g_assert (index < self->ranges->len);
  return g_array_index (self->ranges, SwSerialRange, index);
}

/* The first range that ends at or behind @serial; n_ranges if there is none. */
static guint
find_range (SwSerialRanges *self, guint64 serial)
{
  guint low = 0;
  guint high = self->ranges->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (sw_serial_ranges_get (self, middle).end < serial)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Takes out every range from @from on that begins at or before @end; says what they span.
 */
static void
take_touching (SwSerialRanges *self, guint from, guint64 end, SwSerialRange *span)
{
  guint to = from;

  while (to < self->ranges->len && sw_serial_ranges_get (self, to).first <= end)
    {
      SwSerialRange range = sw_serial_ranges_get (self, to++);

      span->first = MIN (span->first, range.first);
      span->end = MAX (span->end, range.end);
    }
  if (to > from)
    g_array_remove_range (self->ranges, from, to - from);
}

void
sw_serial_ranges_add (SwSerialRanges *self, guint64 first, guint64 end)
{
  SwSerialRange span = { first, end };
  guint index;

  if (first >= end)
    return;
  index = find_range (self, first);
  take_touching (self, index, end, &span);
  g_array_insert_val (self->ranges, index, span);
}

void
sw_serial_ranges_remove (SwSerialRanges *self, guint64 first, guint64 end)
{
  SwSerialRange span = { first, end };
  guint index;

  if (first >= end)
    return;
  index = find_range (self, first);
  take_touching (self, index, end, &span);
  if (span.end > end)
    {
      SwSerialRange rest = { end, span.end };
      g_array_insert_val (self->ranges, index, rest);
    }
  if (span.first < first)
    {
      SwSerialRange rest = { span.first, first };
      g_array_insert_val (self->ranges, index, rest);
    }
}

gboolean
sw_serial_ranges_contains (SwSerialRanges *self, guint64 serial)
{
  guint index = find_range (self, serial + 1);

  return index < self->ranges->len && sw_serial_ranges_get (self, index).first <= serial;
}

guint64
sw_serial_ranges_count (SwSerialRanges *self)
{
  guint64 n = 0;

  for (guint i = 0; i < self->ranges->len; i++)
    {
      SwSerialRange range = sw_serial_ranges_get (self, i);
      n += range.end - range.first;
    }
  return n;
}
