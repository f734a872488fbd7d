/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-log-view-index.h"

#define ROWS_PER_CHUNK 4096

/* Of each serial only the low 32 bits are kept. A log keeps far less than 2^32 messages
 * (see sw-message-log.c), so the distance to the first serial says the rest. */
struct _SwLogViewIndex
{
  GPtrArray *chunks; /* (owned) each of ROWS_PER_CHUNK guint32 */
  gsize n_dropped;   /* rows of the first chunk that are gone */
  guint64 n_rows;
  guint64 first_serial;
};

SwLogViewIndex *
sw_log_view_index_new (void)
{
  SwLogViewIndex *self = g_new0 (SwLogViewIndex, 1);

  self->chunks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
sw_log_view_index_free (SwLogViewIndex *self)
{
  g_ptr_array_unref (self->chunks);
  g_free (self);
}

void
sw_log_view_index_clear (SwLogViewIndex *self, guint64 first_serial)
{
  g_ptr_array_set_size (self->chunks, 0);
  self->n_dropped = 0;
  self->n_rows = 0;
  self->first_serial = first_serial;
}

void
sw_log_view_index_append (SwLogViewIndex *self, guint64 serial)
{
  guint64 place = self->n_dropped + self->n_rows;
  guint32 *rows;

  if (place / ROWS_PER_CHUNK == self->chunks->len)
    g_ptr_array_add (self->chunks, g_new (guint32, ROWS_PER_CHUNK));
  rows = g_ptr_array_index (self->chunks, place / ROWS_PER_CHUNK);
  rows[place % ROWS_PER_CHUNK] = (guint32) serial;
  self->n_rows++;
}

guint64
sw_log_view_index_get (SwLogViewIndex *self, guint64 row)
{
  guint64 place = self->n_dropped + row;
  const guint32 *rows = g_ptr_array_index (self->chunks, place / ROWS_PER_CHUNK);
  guint32 distance = rows[place % ROWS_PER_CHUNK] - (guint32) self->first_serial;

  return self->first_serial + distance;
}

guint64
sw_log_view_index_get_n_rows (SwLogViewIndex *self)
{
  return self->n_rows;
}

guint64
sw_log_view_index_find (SwLogViewIndex *self, guint64 serial)
{
  guint64 low = 0;
  guint64 high = self->n_rows;

  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;

      if (sw_log_view_index_get (self, middle) < serial)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint64
sw_log_view_index_trim (SwLogViewIndex *self, guint64 first_serial)
{
  guint64 n_rows = sw_log_view_index_find (self, first_serial);
  guint n_chunks;

  if (n_rows == self->n_rows)
    {
      sw_log_view_index_clear (self, first_serial);
      return n_rows;
    }
  self->n_rows -= n_rows;
  self->n_dropped += (gsize) n_rows;
  self->first_serial = first_serial;
  n_chunks = (guint) (self->n_dropped / ROWS_PER_CHUNK);
  if (n_chunks > 0)
    g_ptr_array_remove_range (self->chunks, 0, n_chunks);
  self->n_dropped %= ROWS_PER_CHUNK;
  return n_rows;
}
