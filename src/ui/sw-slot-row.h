/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-watch.h"

G_BEGIN_DECLS

/**
 * SwSlotRow:
 *
 * One watched slot in the side list: its name, its state in words and as a sign, how many
 * messages came, how many come a second, and the last minute as a picture.
 */
#define SW_TYPE_SLOT_ROW (sw_slot_row_get_type ())
G_DECLARE_FINAL_TYPE (SwSlotRow, sw_slot_row, SW, SLOT_ROW, GtkListBoxRow)

GtkWidget *sw_slot_row_new (SwWatch *watch);

SwWatch *sw_slot_row_get_watch (SwSlotRow *self);

/** Shows the numbers as they are now; the state shows itself when it changes. */
void sw_slot_row_refresh (SwSlotRow *self);

G_END_DECLS
