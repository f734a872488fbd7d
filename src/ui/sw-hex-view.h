/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-filter.h"

G_BEGIN_DECLS

/**
 * SwHexView:
 *
 * Bytes as lines of offset, hex and ASCII, for a #GtkScrolledWindow. Only the lines on
 * screen are formatted and drawn, so the number of bytes does not matter. Bytes are
 * selected with the mouse or with Shift and the arrow keys, and copied as hex.
 */
#define SW_TYPE_HEX_VIEW (sw_hex_view_get_type ())
G_DECLARE_FINAL_TYPE (SwHexView, sw_hex_view, SW, HEX_VIEW, GtkDrawingArea)

GtkWidget *sw_hex_view_new (void);

/**
 * sw_hex_view_set_bytes:
 * @bytes: (nullable): what to show; referenced. The selection is dropped.
 */
void sw_hex_view_set_bytes (SwHexView *self, GBytes *bytes);

/**
 * sw_hex_view_set_highlight:
 * @highlight: (nullable): its hits stand out
 */
void sw_hex_view_set_highlight (SwHexView *self, SwFilter *highlight);

void sw_hex_view_select_all (SwHexView *self);

/**
 * sw_hex_view_select:
 * @first: a byte
 * @n_bytes: at least 1; what is not there is not selected
 *
 * Selects bytes and brings the first into view.
 */
void sw_hex_view_select (SwHexView *self, gsize first, gsize n_bytes);

/**
 * sw_hex_view_get_selection:
 * @first: (out): the first selected byte
 * @n_bytes: (out): how many bytes are selected
 *
 * Returns: whether any byte is selected
 */
gboolean sw_hex_view_get_selection (SwHexView *self, gsize *first, gsize *n_bytes);

/**
 * sw_hex_view_copy:
 *
 * Puts the selected bytes on the clipboard as hex pairs; does nothing if none is
 * selected.
 */
void sw_hex_view_copy (SwHexView *self);

G_END_DECLS
