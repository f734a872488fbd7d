/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-log-index.h"

#include "session/sw-pages.h"

#define PLACES_PER_CHUNK 16384
#define CHUNK_BYTES (PLACES_PER_CHUNK * sizeof (guint32))

struct _SwLogIndex
{
  GPtrArray *chunks;   /* (owned) each of PLACES_PER_CHUNK guint32 */
  guint64 first_chunk; /* number of the first one: its first serial / PLACES_PER_CHUNK */
};

static void
chunk_free (gpointer chunk)
{
  sw_pages_free (chunk, CHUNK_BYTES);
}

SwLogIndex *
sw_log_index_new (void)
{
  SwLogIndex *self = g_new0 (SwLogIndex, 1);

  self->chunks = g_ptr_array_new_with_free_func (chunk_free);
  return self;
}

void
sw_log_index_free (SwLogIndex *self)
{
  g_ptr_array_unref (self->chunks);
  g_free (self);
}

static guint32 *
get_place (SwLogIndex *self, guint64 serial)
{
  guint64 chunk = serial / PLACES_PER_CHUNK - self->first_chunk;
  guint32 *places = g_ptr_array_index (self->chunks, chunk);

  return &places[serial % PLACES_PER_CHUNK];
}

void
sw_log_index_append (SwLogIndex *self, guint64 serial, guint32 place)
{
  guint64 chunk = serial / PLACES_PER_CHUNK;

  if (self->chunks->len == 0)
    self->first_chunk = chunk;
  if (chunk - self->first_chunk == self->chunks->len)
    g_ptr_array_add (self->chunks, sw_pages_alloc (CHUNK_BYTES));
  *get_place (self, serial) = place;
}

guint32
sw_log_index_get (SwLogIndex *self, guint64 serial)
{
  return *get_place (self, serial);
}

void
sw_log_index_trim (SwLogIndex *self, guint64 first_serial)
{
  guint64 n_chunks = first_serial / PLACES_PER_CHUNK - self->first_chunk;

  if (self->chunks->len == 0 || n_chunks == 0)
    return;
  n_chunks = MIN (n_chunks, self->chunks->len);
  g_ptr_array_remove_range (self->chunks, 0, (guint) n_chunks);
  self->first_chunk += n_chunks;
}
