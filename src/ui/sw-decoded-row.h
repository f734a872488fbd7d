/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "payload/sw-decode.h"

G_BEGIN_DECLS

/**
 * SwDecodedRow:
 *
 * A field in a #SwDecodedView: its label, its value, and which bytes it is.
 */
#define SW_TYPE_DECODED_ROW (sw_decoded_row_get_type ())
G_DECLARE_FINAL_TYPE (SwDecodedRow, sw_decoded_row, SW, DECODED_ROW, GtkListBoxRow)

/**
 * sw_decoded_row_new:
 * @field: not needed any more afterwards
 * @labels: keeps the labels of all rows as wide
 * @ranges: the same for what says which bytes
 */
GtkWidget *sw_decoded_row_new (const SwDecodedField *field,
                               GtkSizeGroup *labels,
                               GtkSizeGroup *ranges);

/** Returns: "label: value", as it is copied and read out */
const char *sw_decoded_row_get_line (SwDecodedRow *self);

gsize sw_decoded_row_get_offset (SwDecodedRow *self);

/** Returns: behind the last byte */
gsize sw_decoded_row_get_end (SwDecodedRow *self);

G_END_DECLS
