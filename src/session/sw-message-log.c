/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-message-log.h"

#include "session/sw-log-index.h"
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
 * message has gone. The limits therefore hold to the message, and the memory in use is
 * theirs and at most that of some segments more. The newest message stays even if it
 * alone breaks a limit.
 *
 * In a log that is full every new segment takes the pages of the one that goes. When many
 * go at once, because a limit is lowered or everything is cleared, they are out of the
 * log at once, but to return their memory takes long enough to be seen: so it is done in
 * idle time, some of them a turn.
 *
 * A snapshot takes a reference to every segment. Closing the newest one before, so that
 * the next message opens another, makes all of them read-only: worker threads can read
 * what the main thread goes on filling, with neither locks nor copies. */

#define BYTES_PER_PLACE sizeof (guint32)

/* How many segments are given back at once: they take about a millisecond. */
#define RELEASES_PER_TURN 8

/* One is enough when segments go one by one; threads that read may let go of another. */
#define MAX_SPARE_SEGMENTS 2

#define OFFSET_BITS 18
#define MAX_SEGMENTS (1U << (32 - OFFSET_BITS))

G_STATIC_ASSERT (SW_LOG_SEGMENT_BYTES == SW_LOG_SEGMENT_ALIGNMENT << OFFSET_BITS);

struct _SwMessageLog
{
  GObject parent_instance;

  SwPagePool *pool;    /* (owned) */
  GPtrArray *segments; /* (owned) SwLogSegment */
  GPtrArray *retired;  /* (owned) SwLogSegment, whose memory is still to be given back */
  guint release_id;    /* source: gives it back */
  guint first_segment; /* number of the first one; wraps around */
  SwLogIndex *index;   /* (owned) */
  guint64 first_serial;
  guint64 end_serial;
  guint64 n_segment_bytes; /* what all segments hold */
  guint64 n_dead_bytes;    /* what the first segment holds before first_serial */
  guint64 n_trimmed;
  guint64 n_trimmed_by_bytes;
  guint64 max_messages;
  guint64 max_bytes;
};

enum
{
  SIGNAL_BATCH_APPENDED,
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SwMessageLog, sw_message_log, G_TYPE_OBJECT)

static void
sw_message_log_finalize (GObject *object)
{
  SwMessageLog *self = SW_MESSAGE_LOG (object);

  g_clear_handle_id (&self->release_id, g_source_remove);
  g_ptr_array_unref (self->retired);
  g_ptr_array_unref (self->segments);
  sw_page_pool_unref (self->pool);
  sw_log_index_free (self->index);
  G_OBJECT_CLASS (sw_message_log_parent_class)->finalize (object);
}

static void
sw_message_log_class_init (SwMessageLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sw_message_log_finalize;

  signals[SIGNAL_BATCH_APPENDED] =
      g_signal_new ("batch-appended",
                    SW_TYPE_MESSAGE_LOG,
                    G_SIGNAL_RUN_LAST,
                    0,
                    NULL,
                    NULL,
                    NULL,
                    G_TYPE_NONE,
                    1,
                    MAILSLOT_TYPE_BATCH | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          SW_TYPE_MESSAGE_LOG,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
}

static void
sw_message_log_init (SwMessageLog *self)
{
  self->pool = sw_page_pool_new (SW_LOG_SEGMENT_BYTES, MAX_SPARE_SEGMENTS);
  self->segments = g_ptr_array_new_with_free_func ((GDestroyNotify) sw_log_segment_unref);
  self->retired = g_ptr_array_new_with_free_func ((GDestroyNotify) sw_log_segment_unref);
  self->index = sw_log_index_new ();
  self->first_serial = 1;
  self->end_serial = 1;
  self->max_messages = SW_MESSAGE_LOG_DEFAULT_MESSAGES;
  self->max_bytes = SW_MESSAGE_LOG_DEFAULT_BYTES;
}

SwMessageLog *
sw_message_log_new (void)
{
  return g_object_new (SW_TYPE_MESSAGE_LOG, NULL);
}

static SwLogSegment *
get_first_segment (SwMessageLog *self)
{
  return g_ptr_array_index (self->segments, 0);
}

static SwLogSegment *
get_last_segment (SwMessageLog *self)
{
  return g_ptr_array_index (self->segments, self->segments->len - 1);
}

static SwLogSegment *
find (SwMessageLog *self, guint64 serial, gsize *offset)
{
  guint32 place = sw_log_index_get (self->index, serial);
  guint number = ((place >> OFFSET_BITS) - self->first_segment) % MAX_SEGMENTS;

  *offset = (gsize) (place & ((1U << OFFSET_BITS) - 1)) * SW_LOG_SEGMENT_ALIGNMENT;
  return g_ptr_array_index (self->segments, number);
}

/* ---- Giving back ---- */

static void
release_some (SwMessageLog *self)
{
  guint n_segments = MIN (self->retired->len, RELEASES_PER_TURN);

  g_ptr_array_set_size (self->retired, (int) (self->retired->len - n_segments));
}

static gboolean
release_cb (gpointer data)
{
  SwMessageLog *self = data;

  release_some (self);
  if (self->retired->len > 0)
    return G_SOURCE_CONTINUE;
  self->release_id = 0;
  return G_SOURCE_REMOVE;
}

static void
release_retired (SwMessageLog *self)
{
  release_some (self);
  if (self->retired->len > 0 && self->release_id == 0)
    self->release_id = g_idle_add (release_cb, self);
}

/* Takes the segments before that of first_serial out of the log. */
static void
retire_segments (SwMessageLog *self)
{
  guint n_segments = 0;

  while (n_segments < self->segments->len)
    {
      SwLogSegment *segment = g_ptr_array_index (self->segments, n_segments);

      if (sw_log_segment_get_end_serial (segment) > self->first_serial)
        break;
      self->n_segment_bytes -= sw_log_segment_get_n_bytes (segment);
      g_ptr_array_add (self->retired, sw_log_segment_ref (segment));
      n_segments++;
    }
  if (n_segments == 0)
    return;
  g_ptr_array_remove_range (self->segments, 0, n_segments);
  self->first_segment += n_segments;
  release_retired (self);
}

/* ---- Trimming ---- */

static void
advance_to (SwMessageLog *self, guint64 first_serial)
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
get_next_step (SwMessageLog *self)
{
  guint64 newest = self->end_serial - 1;

  if (self->segments->len == 0)
    return self->first_serial;
  return MIN (sw_log_segment_get_end_serial (get_first_segment (self)), newest);
}

static guint64
get_length (SwMessageLog *self, guint64 serial)
{
  MailslotRecord record;
  gsize offset;
  SwLogSegment *segment = find (self, serial, &offset);

  return sw_log_segment_read (segment, offset, &record) - offset + BYTES_PER_PLACE;
}

/* The first message that may stay: those of earlier segments have to go all together. */
static guint64
skip_segments (SwMessageLog *self)
{
  guint64 n_bytes = sw_message_log_get_n_bytes (self);
  guint64 n_dead_bytes = self->n_dead_bytes;
  guint64 serial = self->first_serial;

  for (guint i = 0; i + 1 < self->segments->len; i++)
    {
      SwLogSegment *segment = g_ptr_array_index (self->segments, i);
      guint64 end_serial = sw_log_segment_get_end_serial (segment);
      guint64 n_segment_bytes = sw_log_segment_get_n_bytes (segment) - n_dead_bytes
                                + (end_serial - serial) * BYTES_PER_PLACE;

      if (n_bytes <= self->max_bytes + n_segment_bytes)
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
trim_first_segment (SwMessageLog *self)
{
  guint64 n_bytes = sw_message_log_get_n_bytes (self);
  guint64 limit = get_next_step (self);
  guint64 serial = self->first_serial;

  while (serial < limit && n_bytes > self->max_bytes)
    {
      n_bytes -= get_length (self, serial);
      serial++;
    }
  if (serial > self->first_serial)
    advance_to (self, serial);
}

static gboolean
takes_too_much (SwMessageLog *self)
{
  return sw_message_log_get_n_bytes (self) > self->max_bytes
         && self->first_serial + 1 < self->end_serial;
}

static void
trim_bytes (SwMessageLog *self)
{
  guint64 first_serial = self->first_serial;

  if (!takes_too_much (self))
    return;
  advance_to (self, skip_segments (self));
  while (takes_too_much (self))
    trim_first_segment (self);
  self->n_trimmed += self->first_serial - first_serial;
  self->n_trimmed_by_bytes += self->first_serial - first_serial;
}

static void
trim_count (SwMessageLog *self)
{
  guint64 n_messages = self->end_serial - self->first_serial;

  if (n_messages <= self->max_messages)
    return;
  advance_to (self, self->end_serial - self->max_messages);
  self->n_trimmed += n_messages - self->max_messages;
}

static void
trim (SwMessageLog *self)
{
  trim_count (self);
  trim_bytes (self);
}

void
sw_message_log_set_limits (SwMessageLog *self, guint64 max_messages, guint64 max_bytes)
{
  guint64 first_serial;

  g_return_if_fail (SW_IS_MESSAGE_LOG (self));
  g_return_if_fail (max_messages > 0);

  first_serial = self->first_serial;
  self->max_messages = max_messages;
  self->max_bytes = max_bytes;
  trim (self);
  if (self->first_serial != first_serial)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
open_segment (SwMessageLog *self, const MailslotRecord *record)
{
  if (self->segments->len > 0)
    sw_log_segment_close (get_last_segment (self));
  if (self->segments->len == MAX_SEGMENTS)
    {
      guint64 n_messages = get_next_step (self) - self->first_serial;

      advance_to (self, get_next_step (self));
      self->n_trimmed += n_messages;
      self->n_trimmed_by_bytes += n_messages;
    }
  trim (self);
  release_some (self); /* the new one takes their pages */
  g_ptr_array_add (self->segments,
                   sw_log_segment_new (self->pool, record, self->end_serial));
}

static void
append (SwMessageLog *self, const MailslotRecord *record)
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
sw_message_log_append_batch (SwMessageLog *self, MailslotBatch *batch)
{
  MailslotBatchIter iter;
  MailslotRecord record;

  g_return_if_fail (SW_IS_MESSAGE_LOG (self));

  if (mailslot_batch_get_n_messages (batch) == 0)
    return;
  mailslot_batch_iter_init (&iter, batch);
  while (mailslot_batch_iter_next (&iter, &record))
    append (self, &record);
  trim (self);
  g_signal_emit (self, signals[SIGNAL_BATCH_APPENDED], 0, batch);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
sw_message_log_clear (SwMessageLog *self)
{
  g_return_if_fail (SW_IS_MESSAGE_LOG (self));

  if (self->first_serial == self->end_serial)
    return;
  advance_to (self, self->end_serial);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

guint64
sw_message_log_get_first_serial (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return self->first_serial;
}

guint64
sw_message_log_get_end_serial (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return self->end_serial;
}

guint64
sw_message_log_get_n_messages (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return self->end_serial - self->first_serial;
}

guint64
sw_message_log_get_n_trimmed (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return self->n_trimmed;
}

guint64
sw_message_log_get_n_trimmed_by_bytes (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return self->n_trimmed_by_bytes;
}

guint64
sw_message_log_get_max_messages (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return self->max_messages;
}

guint64
sw_message_log_get_max_bytes (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return self->max_bytes;
}

guint64
sw_message_log_get_n_bytes (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return self->n_segment_bytes - self->n_dead_bytes
         + (self->end_serial - self->first_serial) * BYTES_PER_PLACE;
}

gboolean
sw_message_log_get_record (SwMessageLog *self, guint64 serial, MailslotRecord *record)
{
  SwLogSegment *segment;
  gsize offset;

  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), FALSE);

  if (serial < self->first_serial || serial >= self->end_serial)
    return FALSE;
  segment = find (self, serial, &offset);
  sw_log_segment_read (segment, offset, record);
  return TRUE;
}

MailslotMessage *
sw_message_log_dup_message (SwMessageLog *self, guint64 serial)
{
  MailslotRecord record;

  if (!sw_message_log_get_record (self, serial, &record))
    return NULL;
  return mailslot_message_new (&record, serial);
}

SwLogSnapshot *
sw_message_log_take_snapshot (SwMessageLog *self)
{
  GPtrArray *segments;

  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), NULL);

  if (self->segments->len > 0)
    sw_log_segment_close (get_last_segment (self));
  segments = g_ptr_array_new_full (self->segments->len, NULL);
  for (guint i = 0; i < self->segments->len; i++)
    g_ptr_array_add (segments,
                     sw_log_segment_ref (g_ptr_array_index (self->segments, i)));
  return sw_log_snapshot_new (segments, self->first_serial);
}
