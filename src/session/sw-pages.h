/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sw_pages_alloc:
 *
 * Takes memory straight from the system, so that sw_pages_free() really gives it back:
 * the heap keeps what is freed below its end. Pages that nobody writes to cost nothing.
 * Ends the program, as g_malloc() does, if there is no memory.
 */
gpointer sw_pages_alloc (gsize size);

/**
 * sw_pages_prepare:
 * @pages: the beginning of a page
 *
 * Has the system make the pages now that are going to be written to soon: at once is
 * cheaper than one by one when each is written to first. Pages that there are already
 * stay as they are.
 */
void sw_pages_prepare (gpointer pages, gsize size);

/**
 * sw_pages_shrink:
 * @size: how much there is
 * @n_used: how much is used, from the beginning
 *
 * Gives back whole pages behind @n_used.
 *
 * Returns: how much there is now
 */
gsize sw_pages_shrink (gpointer pages, gsize size, gsize n_used);

void sw_pages_free (gpointer pages, gsize size);

G_END_DECLS
