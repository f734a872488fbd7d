/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "payload/sw-decode.h"

G_BEGIN_DECLS

/**
 * SwDecodedView:
 *
 * What a message of a known protocol says: its headline, and a list of its fields with
 * their names, values and bytes. Fields are selected with the mouse or the keyboard, and
 * copied as lines of text.
 *
 * Signal "field-selected" (guint first, guint n_bytes): a person chose a field.
 */
#define SW_TYPE_DECODED_VIEW (sw_decoded_view_get_type ())
G_DECLARE_FINAL_TYPE (SwDecodedView, sw_decoded_view, SW, DECODED_VIEW, GtkBin)

GtkWidget *sw_decoded_view_new (void);

/**
 * sw_decoded_view_set_decoded:
 * @decoded: (nullable): what to show; not needed any more afterwards
 */
void sw_decoded_view_set_decoded (SwDecodedView *self, SwDecoded *decoded);

/**
 * sw_decoded_view_copy:
 *
 * Puts the selected fields on the clipboard, each as "label: value"; the headline and all
 * of them if none is selected.
 */
void sw_decoded_view_copy (SwDecodedView *self);

G_END_DECLS
