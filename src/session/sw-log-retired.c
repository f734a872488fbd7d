/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-log-retired.h"

/* How many segments are given back at once: they take about a millisecond. */
#define RELEASES_PER_TURN 8

struct _SwLogRetired
{
  GPtrArray *segments; /* (owned) SwLogSegment */
  guint release_id;    /* source: gives them back */
};

SwLogRetired *
sw_log_retired_new (void)
{
  SwLogRetired *self = g_new0 (SwLogRetired, 1);

  self->segments = g_ptr_array_new_with_free_func ((GDestroyNotify) sw_log_segment_unref);
  return self;
}

void
sw_log_retired_free (SwLogRetired *self)
{
  g_clear_handle_id (&self->release_id, g_source_remove);
  g_ptr_array_unref (self->segments);
  g_free (self);
}

void
sw_log_retired_add (SwLogRetired *self, SwLogSegment *segment)
{
  g_ptr_array_add (self->segments, segment);
}

void
sw_log_retired_release_some (SwLogRetired *self)
{
  guint n_segments = MIN (self->segments->len, RELEASES_PER_TURN);

  g_ptr_array_set_size (self->segments, (int) (self->segments->len - n_segments));
}

static gboolean
release_cb (gpointer data)
{
  SwLogRetired *self = data;

  sw_log_retired_release_some (self);
  if (self->segments->len > 0)
    return G_SOURCE_CONTINUE;
  self->release_id = 0;
  return G_SOURCE_REMOVE;
}

void
sw_log_retired_release (SwLogRetired *self)
{
  sw_log_retired_release_some (self);
  if (self->segments->len > 0 && self->release_id == 0)
    self->release_id = g_idle_add (release_cb, self);
}
