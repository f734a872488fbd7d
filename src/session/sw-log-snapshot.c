/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-log-snapshot.h"

#include "session/sw-log-segment.h"

struct _SwLogSnapshot
{
  GPtrArray *segments; /* (owned) those before @segment are NULL */
  guint segment;       /* the current one */
  gsize offset;        /* of the next message in it */
  guint64 serial;      /* of the next message */
};

static SwLogSegment *
get_segment (SwLogSnapshot *self)
{
  return g_ptr_array_index (self->segments, self->segment);
}

static void
release_segment (gpointer segment)
{
  if (segment != NULL)
    sw_log_segment_unref (segment);
}

static void
skip_to (SwLogSnapshot *self, guint64 serial)
{
  MailslotRecord record;

  while (self->serial < serial)
    {
      self->offset = sw_log_segment_read (get_segment (self), self->offset, &record);
      self->serial++;
    }
}

SwLogSnapshot *
sw_log_snapshot_new (GPtrArray *segments, guint64 first_serial)
{
  SwLogSnapshot *self = g_new0 (SwLogSnapshot, 1);

  self->segments = segments;
  g_ptr_array_set_free_func (segments, release_segment);
  if (segments->len > 0)
    {
      self->serial = sw_log_segment_get_first_serial (get_segment (self));
      skip_to (self, first_serial);
    }
  return self;
}

void
sw_log_snapshot_free (SwLogSnapshot *self)
{
  g_ptr_array_unref (self->segments);
  g_free (self);
}

static void
leave_segment (SwLogSnapshot *self)
{
  gpointer *place = &g_ptr_array_index (self->segments, self->segment);

  g_clear_pointer ((SwLogSegment **) place, sw_log_segment_unref);
  self->segment++;
  self->offset = 0;
}

void
sw_log_snapshot_skip_to (SwLogSnapshot *self, guint64 serial)
{
  while (self->segment < self->segments->len
         && sw_log_segment_get_end_serial (get_segment (self)) <= serial)
    leave_segment (self);
  if (self->segment >= self->segments->len)
    return;
  self->serial = MAX (self->serial, sw_log_segment_get_first_serial (get_segment (self)));
  skip_to (self, serial);
}

gboolean
sw_log_snapshot_skip_unwanted (SwLogSnapshot *self,
                               SwLogSnapshotFunc find,
                               gpointer user_data,
                               guint64 *serial)
{
  SwLogSegment *segment;
  const guint8 *data;
  gsize place;
  gsize next;
  gsize size;

  *serial = self->serial;
  if (self->segment >= self->segments->len)
    return TRUE;
  segment = get_segment (self);
  data = sw_log_segment_get_data (segment, &size);
  if (!find (data + self->offset, size - self->offset, &place, user_data))
    return TRUE;
  place += self->offset;
  while (self->offset < size
         && (next = sw_log_segment_get_next (segment, self->offset)) <= place)
    {
      self->offset = next;
      self->serial++;
    }
  *serial = self->serial;
  if (place < size)
    return TRUE;
  leave_segment (self);
  return FALSE;
}

gboolean
sw_log_snapshot_next (SwLogSnapshot *self, MailslotRecord *record, guint64 *serial)
{
  while (self->segment < self->segments->len
         && self->serial >= sw_log_segment_get_end_serial (get_segment (self)))
    leave_segment (self);
  if (self->segment >= self->segments->len)
    return FALSE;
  self->offset = sw_log_segment_read (get_segment (self), self->offset, record);
  *serial = self->serial++;
  return TRUE;
}
