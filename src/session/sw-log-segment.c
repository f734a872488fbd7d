/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-log-segment.h"

#include <string.h>

#include "session/sw-origin.h"
#include "session/sw-pages.h"

/* What stands before the payload of each message. It is aligned to 4 bytes only, hence
 * the time in halves. The monotonic time is kept as what its distance from the wall clock
 * differs from that of the segment's first message: no more than the wall clock was set
 * meanwhile. */
typedef struct
{
  guint32 time_low_us;
  gint32 time_high_us;
  gint32 clock_shift_us;
  guint32 origin;
  guint32 size;
} Header;

G_STATIC_ASSERT (sizeof (Header) == 20);

/* As many writers as usually take turns, and some more for those that meet in one place.
 */
#define N_RECENT 32

/* On the network every datagram may claim another sender and another slot. A segment ends
 * at so many, so that finding one stays cheap even if all of them have the same hash. */
#define MAX_ORIGINS 4096

/* How much memory at a time is made ready for messages to come: whole pages. */
#define PREPARED_BYTES ((gsize) 128 << 10)

/* An estimate, measured with glibc: the origin, its place in the table, a sender and a
 * slot that only we refer to; and for each byte of their texts, what copies of it they
 * keep. */
#define BYTES_PER_ORIGIN 200
#define BYTES_PER_SENDER_BYTE 2
#define BYTES_PER_SLOT 380
#define BYTES_PER_SLOT_BYTE 4

struct _SwLogSegment
{
  SwPagePool *pool; /* (owned) */
  guint8 *data;     /* (owned) pages, a block of the pool's if capacity is that of one */
  gsize capacity;
  gsize used;
  gsize prepared; /* bytes of data that the system has made */
  guint64 first_serial;
  guint64 end_serial;
  gint64 clock_distance_us; /* monotonic minus wall time of the first message */
  GPtrArray *origins;       /* (owned) */
  gsize n_origin_bytes;     /* what the origins take, about */
  GHashTable *origin_ids;   /* (owned) (nullable) origin to index, NULL when closed */
  guint recent[N_RECENT];   /* indexes of origins, by what find_recent() makes of them */
};

/* A message takes its header, its payload, and what keeps the next one aligned. */
static gsize
get_length (gsize payload_size)
{
  return sizeof (Header)
         + (payload_size + SW_LOG_SEGMENT_ALIGNMENT - 1) / SW_LOG_SEGMENT_ALIGNMENT
               * SW_LOG_SEGMENT_ALIGNMENT;
}

/* A spare block's pages are there, and asking for them once more is not free. */
static void
take_block (SwLogSegment *self)
{
  gboolean is_spare;

  self->data = sw_page_pool_take (self->pool, &is_spare);
  self->prepared = is_spare ? self->capacity : 0;
}

SwLogSegment *
sw_log_segment_new (SwPagePool *pool, const MailslotRecord *record, guint64 first_serial)
{
  SwLogSegment *self = g_atomic_rc_box_new0 (SwLogSegment);

  self->pool = sw_page_pool_ref (pool);
  self->capacity = MAX (get_length (record->size), SW_LOG_SEGMENT_BYTES);
  if (self->capacity == SW_LOG_SEGMENT_BYTES)
    take_block (self);
  else
    self->data = sw_pages_alloc (self->capacity);
  self->first_serial = first_serial;
  self->end_serial = first_serial;
  self->clock_distance_us = record->arrival_monotonic_us - record->arrival_time_us;
  self->origins = g_ptr_array_new_with_free_func ((GDestroyNotify) sw_origin_free);
  self->origin_ids = g_hash_table_new (sw_origin_hash, sw_origin_equal);
  return self;
}

SwLogSegment *
sw_log_segment_ref (SwLogSegment *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
segment_clear (gpointer data)
{
  SwLogSegment *self = data;

  if (self->capacity == SW_LOG_SEGMENT_BYTES)
    sw_page_pool_give (self->pool, self->data);
  else
    sw_pages_free (self->data, self->capacity);
  sw_page_pool_unref (self->pool);
  g_clear_pointer (&self->origin_ids, g_hash_table_unref);
  g_ptr_array_unref (self->origins);
}

void
sw_log_segment_unref (SwLogSegment *self)
{
  g_atomic_rc_box_release_full (self, segment_clear);
}

static guint *
find_recent (SwLogSegment *self, const MailslotRecord *record)
{
  return &self->recent[sw_origin_hash_objects (record) % N_RECENT];
}

static gsize
measure_origin (SwLogSegment *self, const SwOrigin *origin)
{
  guint n_origins = self->origins->len;
  const SwOrigin *last =
      n_origins > 0 ? g_ptr_array_index (self->origins, n_origins - 1) : NULL;
  gsize n_bytes =
      BYTES_PER_ORIGIN
      + BYTES_PER_SENDER_BYTE * strlen (mailslot_sender_to_string (origin->sender));

  if (last == NULL || last->slot != origin->slot)
    n_bytes += BYTES_PER_SLOT
               + BYTES_PER_SLOT_BYTE * strlen (mailslot_address_to_string (origin->slot));
  return n_bytes;
}

static guint
add_origin (SwLogSegment *self, const MailslotRecord *record)
{
  SwOrigin *origin = sw_origin_new (record);
  guint index = self->origins->len;

  self->n_origin_bytes += measure_origin (self, origin);
  g_ptr_array_add (self->origins, origin);
  g_hash_table_insert (self->origin_ids, origin, GUINT_TO_POINTER (index));
  return index;
}

/* Returns: %FALSE if the segment can take no further origin */
static gboolean
intern_origin (SwLogSegment *self, const MailslotRecord *record, guint *index)
{
  guint *recent = find_recent (self, record);
  SwOrigin key = { record->slot, record->sender, record->transport, record->flags };
  gpointer origin;
  gpointer found;

  if (*recent < self->origins->len
      && sw_origin_is_of (g_ptr_array_index (self->origins, *recent), record))
    {
      *index = *recent;
      return TRUE;
    }
  if (g_hash_table_lookup_extended (self->origin_ids, &key, &origin, &found))
    {
      /* So that the next look finds it at once. */
      sw_origin_adopt (origin, record);
      *index = GPOINTER_TO_UINT (found);
    }
  else if (self->origins->len < MAX_ORIGINS)
    *index = add_origin (self, record);
  else
    return FALSE;
  *recent = *index;
  return TRUE;
}

static void
prepare (SwLogSegment *self, gsize needed)
{
  gsize n_blocks = (needed + PREPARED_BYTES - 1) / PREPARED_BYTES;
  gsize end = MIN (n_blocks * PREPARED_BYTES, self->capacity);

  sw_pages_prepare (self->data + self->prepared, end - self->prepared);
  self->prepared = end;
}

gboolean
sw_log_segment_append (SwLogSegment *self, const MailslotRecord *record, gsize *offset)
{
  gint64 shift_us =
      record->arrival_monotonic_us - record->arrival_time_us - self->clock_distance_us;
  gsize length = get_length (record->size);
  guint origin;
  Header header;

  if (self->origin_ids == NULL || length > self->capacity - self->used
      || shift_us != (gint32) shift_us || !intern_origin (self, record, &origin))
    return FALSE;
  header = (Header){ .time_low_us = (guint32) record->arrival_time_us,
                     .time_high_us = (gint32) (record->arrival_time_us >> 32),
                     .clock_shift_us = (gint32) shift_us,
                     .origin = origin,
                     .size = (guint32) record->size };
  if (self->used + length > self->prepared)
    prepare (self, self->used + length);
  memcpy (self->data + self->used, &header, sizeof header);
  if (record->size > 0)
    memcpy (self->data + self->used + sizeof header, record->payload, record->size);
  *offset = self->used;
  self->used += length;
  self->end_serial++;
  return TRUE;
}

void
sw_log_segment_close (SwLogSegment *self)
{
  if (self->origin_ids == NULL)
    return;
  g_clear_pointer (&self->origin_ids, g_hash_table_unref);
  self->capacity = sw_pages_shrink (self->data, self->capacity, self->used);
}

gsize
sw_log_segment_read (SwLogSegment *self, gsize offset, MailslotRecord *record)
{
  const guint8 *data = self->data + offset;
  const SwOrigin *origin;
  Header header;

  memcpy (&header, data, sizeof header);
  origin = g_ptr_array_index (self->origins, header.origin);
  record->arrival_time_us =
      (gint64) ((guint64) header.time_high_us << 32 | header.time_low_us);
  record->arrival_monotonic_us =
      record->arrival_time_us + self->clock_distance_us + header.clock_shift_us;
  record->transport = origin->transport;
  record->flags = origin->flags;
  record->slot = origin->slot;
  record->sender = origin->sender;
  record->payload = header.size > 0 ? data + sizeof header : NULL;
  record->size = header.size;
  return offset + get_length (header.size);
}

const guint8 *
sw_log_segment_get_data (SwLogSegment *self, gsize *size)
{
  *size = self->used;
  return self->data;
}

gsize
sw_log_segment_get_next (SwLogSegment *self, gsize offset)
{
  Header header;

  memcpy (&header, self->data + offset, sizeof header);
  return offset + get_length (header.size);
}

guint64
sw_log_segment_get_first_serial (SwLogSegment *self)
{
  return self->first_serial;
}

guint64
sw_log_segment_get_end_serial (SwLogSegment *self)
{
  return self->end_serial;
}

gsize
sw_log_segment_get_n_bytes (SwLogSegment *self)
{
  return self->used + self->n_origin_bytes;
}
