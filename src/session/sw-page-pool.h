/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SwPagePool:
 *
 * Blocks of memory of one size, see sw_pages_alloc(), of which some that were given back
 * are kept for who takes next: the system clears every page that it gives, which costs
 * more than to fill it. Reference counted; any thread may use it.
 */
typedef struct _SwPagePool SwPagePool;

/**
 * sw_page_pool_new:
 * @block_bytes: size of every block
 * @max_spares: how many blocks to keep; more are returned to the system at once
 */
SwPagePool *sw_page_pool_new (gsize block_bytes, guint max_spares);

SwPagePool *sw_page_pool_ref (SwPagePool *self);

/** With the last reference go the spare blocks; those that are in use need one each. */
void sw_page_pool_unref (SwPagePool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwPagePool, sw_page_pool_unref)

/**
 * sw_page_pool_take:
 * @is_spare: (out) (optional): whether it was in use before, so that its pages are there
 *
 * Returns: (transfer full): a block with anything in it
 */
gpointer sw_page_pool_take (SwPagePool *self, gboolean *is_spare);

/** Takes back a whole @block of sw_page_pool_take(). */
void sw_page_pool_give (SwPagePool *self, gpointer block);

G_END_DECLS
