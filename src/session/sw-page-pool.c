/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-page-pool.h"

#include "session/sw-pages.h"

struct _SwPagePool
{
  gsize block_bytes;
  guint max_spares;
  GMutex lock;
  GPtrArray *spares; /* guarded by lock: (owned) blocks */
};

SwPagePool *
sw_page_pool_new (gsize block_bytes, guint max_spares)
{
  SwPagePool *self = g_atomic_rc_box_new0 (SwPagePool);

  self->block_bytes = block_bytes;
  self->max_spares = max_spares;
  g_mutex_init (&self->lock);
  self->spares = g_ptr_array_new ();
  return self;
}

SwPagePool *
sw_page_pool_ref (SwPagePool *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
page_pool_clear (gpointer data)
{
  SwPagePool *self = data;

  for (guint i = 0; i < self->spares->len; i++)
    sw_pages_free (g_ptr_array_index (self->spares, i), self->block_bytes);
  g_ptr_array_unref (self->spares);
  g_mutex_clear (&self->lock);
}

void
sw_page_pool_unref (SwPagePool *self)
{
  g_atomic_rc_box_release_full (self, page_pool_clear);
}

gpointer
sw_page_pool_take (SwPagePool *self, gboolean *is_spare)
{
  gpointer block = NULL;

  g_mutex_lock (&self->lock);
  if (self->spares->len > 0)
    block = g_ptr_array_steal_index_fast (self->spares, self->spares->len - 1);
  g_mutex_unlock (&self->lock);
  if (is_spare != NULL)
    *is_spare = block != NULL;
  return block != NULL ? block : sw_pages_alloc (self->block_bytes);
}

void
sw_page_pool_give (SwPagePool *self, gpointer block)
{
  gboolean is_kept;

  g_mutex_lock (&self->lock);
  is_kept = self->spares->len < self->max_spares;
  if (is_kept)
    g_ptr_array_add (self->spares, block);
  g_mutex_unlock (&self->lock);
  if (!is_kept)
    sw_pages_free (block, self->block_bytes);
}
