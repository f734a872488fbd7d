/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-log-store.h"

#include "session/sw-log-index.h"
#include "session/sw-log-retired.h"
#include "session/sw-log-segment.h"

/* How it works.
 *
 * Messages are packed one behind the other into segments of 1 MiB, each with a header of
 * 20 bytes; a longer message has a segment of its own. Nothing is allocated for a
 * message, and nothing that was appended ever moves or changes.
 *
 * segments   [ 41 ][ 42 ][ 43 ]          number: how many segments were opened before
 *              ^first_serial  ^end_serial
 * index      4 bytes for each serial: low 14 bits of the segment's number, and the place
 * in it in units of 4 bytes. So look-up is two reads, and at most 16384 segments (16 GiB
 * of ordinary messages) can be kept.
 *
 * The oldest messages go by moving first_serial; a segment is given back when its last
 * message has gone. Limits therefore hold to the message, and the memory in use is theirs
 * and at most that of some segments more.
 *
 * In a log that is full every new segment takes the pages of the one that goes. When many
 * go at once, because a limit is lowered or everything is cleared, they are out of the
 * log at once, and return their memory by and by.
 *
 * A snapshot takes a reference to every segment. Closing the newest one before, so that
 * the next message opens another, makes all of them read-only: worker threads can read
 * what the main thread goes on filling, with neither locks nor copies. */

#define BYTES_PER_PLACE sizeof (guint32)

/* One is enough when segments go one by one; threads that read may let go of another. */
#define MAX_SPARE_SEGMENTS 2

#define OFFSET_BITS 18
#define MAX_SEGMENTS (1U << (32 - OFFSET_BITS))

G_STATIC_ASSERT (SW_LOG_SEGMENT_BYTES == SW_LOG_SEGMENT_ALIGNMENT << OFFSET_BITS);

struct _SwLogStore
{
  SwPagePool *pool;      /* (owned) */
  GPtrArray *segments;   /* (owned) SwLogSegment */
  SwLogRetired *retired; /* (owned) */
  guint first_segment;   /* number of the first one; wraps around */
  SwLogIndex *index;     /* (owned) */
  guint64 first_serial;
  guint64 end_serial;
  guint64 n_segment_bytes; /* what all segments hold */
  guint64 n_dead_bytes;    /* what the first segment holds before first_serial */

  SwLogStoreFunc before_segment;
  gpointer user_data;
};

SwLogStore *
sw_log_store_new (SwLogStoreFunc before_segment, gpointer user_data)
{
  SwLogStore *self = g_new0 (SwLogStore, 1);

  self->pool = sw_page_pool_new (SW_LOG_SEGMENT_BYTES, MAX_SPARE_SEGMENTS);
  self->segments = g_ptr_array_new_with_free_func ((GDestroyNotify) sw_log_segment_unref);
  self->retired = sw_log_retired_new ();
  self->index = sw_log_index_new ();
  self->first_serial = 1;
  self->end_serial = 1;
  self->before_segment = before_segment;
  self->user_data = user_data;
  return self;
}

void
sw_log_store_free (SwLogStore *self)
{
  sw_log_retired_free (self->retired);
  g_ptr_array_unref (self->segments);
  sw_page_pool_unref (self->pool);
  sw_log_index_free (self->index);
  g_free (self);
}

guint64
sw_log_store_get_first_serial (SwLogStore *self)
{
  return self->first_serial;
}

guint64
sw_log_store_get_end_serial (SwLogStore *self)
{
  return self->end_serial;
}

guint64
sw_log_store_get_n_bytes (SwLogStore *self)
{
  return self->n_segment_bytes - self->n_dead_bytes
         + (self->end_serial - self->first_serial) * BYTES_PER_PLACE;
}

gboolean
sw_log_store_is_full (SwLogStore *self)
{
  return self->segments->len == MAX_SEGMENTS;
}

static SwLogSegment *
get_first_segment (SwLogStore *self)
{
  return g_ptr_array_index (self->segments, 0);
}

static SwLogSegment *
get_last_segment (SwLogStore *self)
{
  return g_ptr_array_index (self->segments, self->segments->len - 1);
}

static SwLogSegment *
find (SwLogStore *self, guint64 serial, gsize *offset)
{
  guint32 place = sw_log_index_get (self->index, serial);
  guint number = ((place >> OFFSET_BITS) - self->first_segment) % MAX_SEGMENTS;

  *offset = (gsize) (place & ((1U << OFFSET_BITS) - 1)) * SW_LOG_SEGMENT_ALIGNMENT;
  return g_ptr_array_index (self->segments, number);
}

/* ---- Dropping ---- */

/* Takes the segments before that of first_serial out of the log. */
static void
retire_segments (SwLogStore *self)
{
  guint n_segments = 0;

  while (n_segments < self->segments->len)
    {
      SwLogSegment *segment = g_ptr_array_index (self->segments, n_segments);

      if (sw_log_segment_get_end_serial (segment) > self->first_serial)
        break;
      self->n_segment_bytes -= sw_log_segment_get_n_bytes (segment);
      sw_log_retired_add (self->retired, sw_log_segment_ref (segment));
      n_segments++;
    }
  if (n_segments == 0)
    return;
  g_ptr_array_remove_range (self->segments, 0, n_segments);
  self->first_segment += n_segments;
  sw_log_retired_release (self->retired);
}

void
sw_log_store_advance_to (SwLogStore *self, guint64 first_serial)
{
  gsize offset = 0;

  self->first_serial = first_serial;
  retire_segments (self);
  sw_log_index_trim (self->index, first_serial);
  if (first_serial < self->end_serial)
    find (self, first_serial, &offset);
  self->n_dead_bytes = offset;
}

/* The first message of the second segment, or the newest one if there is none. */
static guint64
get_next_step (SwLogStore *self)
{
  guint64 newest = self->end_serial - 1;

  if (self->segments->len == 0)
    return self->first_serial;
  return MIN (sw_log_segment_get_end_serial (get_first_segment (self)), newest);
}

static guint64
get_length (SwLogStore *self, guint64 serial)
{
  MailslotRecord record;
  gsize offset;
  SwLogSegment *segment = find (self, serial, &offset);

  return sw_log_segment_read (segment, offset, &record) - offset + BYTES_PER_PLACE;
}

/* The first message that may stay: those of earlier segments have to go all together. */
static guint64
skip_segments (SwLogStore *self, guint64 max_bytes)
{
  guint64 n_bytes = sw_log_store_get_n_bytes (self);
  guint64 n_dead_bytes = self->n_dead_bytes;
  guint64 serial = self->first_serial;

  for (guint i = 0; i + 1 < self->segments->len; i++)
    {
      SwLogSegment *segment = g_ptr_array_index (self->segments, i);
      guint64 end_serial = sw_log_segment_get_end_serial (segment);
      guint64 n_segment_bytes = sw_log_segment_get_n_bytes (segment) - n_dead_bytes
                                + (end_serial - serial) * BYTES_PER_PLACE;

      if (n_bytes <= max_bytes + n_segment_bytes)
        break;
      n_bytes -= n_segment_bytes;
      n_dead_bytes = 0;
      serial = end_serial;
    }
  return serial;
}

/* Drops messages of the first segment one by one until the bytes fit or the segment ends.
 */
static void
trim_first_segment (SwLogStore *self, guint64 max_bytes)
{
  guint64 n_bytes = sw_log_store_get_n_bytes (self);
  guint64 limit = get_next_step (self);
  guint64 serial = self->first_serial;

  while (serial < limit && n_bytes > max_bytes)
    {
      n_bytes -= get_length (self, serial);
      serial++;
    }
  if (serial > self->first_serial)
    sw_log_store_advance_to (self, serial);
}

void
sw_log_store_drop_segment (SwLogStore *self)
{
  sw_log_store_advance_to (self, get_next_step (self));
}

static gboolean
takes_too_much (SwLogStore *self, guint64 max_bytes)
{
  return sw_log_store_get_n_bytes (self) > max_bytes
         && self->first_serial + 1 < self->end_serial;
}

void
sw_log_store_shrink (SwLogStore *self, guint64 max_bytes)
{
  if (!takes_too_much (self, max_bytes))
    return;
  sw_log_store_advance_to (self, skip_segments (self, max_bytes));
  while (takes_too_much (self, max_bytes))
    trim_first_segment (self, max_bytes);
}

/* ---- Appending ---- */

static void
open_segment (SwLogStore *self, const MailslotRecord *record)
{
  if (self->segments->len > 0)
    sw_log_segment_close (get_last_segment (self));
  self->before_segment (self->user_data);
  sw_log_retired_release_some (self->retired); /* the new one takes their pages */
  g_ptr_array_add (self->segments,
                   sw_log_segment_new (self->pool, record, self->end_serial));
}

static void
append (SwLogStore *self, const MailslotRecord *record)
{
  SwLogSegment *segment;
  guint32 number;
  gsize n_bytes;
  gsize offset;

  if (self->segments->len == 0)
    open_segment (self, record);
  segment = get_last_segment (self);
  n_bytes = sw_log_segment_get_n_bytes (segment);
  if (!sw_log_segment_append (segment, record, &offset))
    {
      open_segment (self, record);
      segment = get_last_segment (self);
      n_bytes = 0;
      if (!sw_log_segment_append (segment, record, &offset))
        g_assert_not_reached ();
    }
  number = self->first_segment + self->segments->len - 1;
  sw_log_index_append (self->index,
                       self->end_serial,
                       number << OFFSET_BITS
                           | (guint32) (offset / SW_LOG_SEGMENT_ALIGNMENT));
  self->n_segment_bytes += sw_log_segment_get_n_bytes (segment) - n_bytes;
  self->end_serial++;
}

void
sw_log_store_append_batch (SwLogStore *self, MailslotBatch *batch)
{
  MailslotBatchIter iter;
  MailslotRecord record;

  mailslot_batch_iter_init (&iter, batch);
  while (mailslot_batch_iter_next (&iter, &record))
    append (self, &record);
}

/* ---- Reading ---- */

void
sw_log_store_read (SwLogStore *self, guint64 serial, MailslotRecord *record)
{
  gsize offset;
  SwLogSegment *segment = find (self, serial, &offset);

  sw_log_segment_read (segment, offset, record);
}

GPtrArray *
sw_log_store_close_segments (SwLogStore *self)
{
  GPtrArray *segments = g_ptr_array_new_full (self->segments->len, NULL);

  if (self->segments->len > 0)
    sw_log_segment_close (get_last_segment (self));
  for (guint i = 0; i < self->segments->len; i++)
    g_ptr_array_add (segments,
                     sw_log_segment_ref (g_ptr_array_index (self->segments, i)));
  return segments;
}
