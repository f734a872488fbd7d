/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-watch.h"

G_BEGIN_DECLS

/**
 * SwSlotRow:
 *
 * One watched slot in the side list: its name, its state in words and as a sign, how many
 * messages came, how many and how much come a second, the last minute as a picture, how
 * long ago the last one came, and how many wait.
 */
#define SW_TYPE_SLOT_ROW (sw_slot_row_get_type ())
G_DECLARE_FINAL_TYPE (SwSlotRow, sw_slot_row, SW, SLOT_ROW, GtkListBoxRow)

GtkWidget *sw_slot_row_new (SwWatch *watch);

SwWatch *sw_slot_row_get_watch (SwSlotRow *self);

/**
 * sw_slot_row_refresh:
 *
 * Shows the numbers as they are now; the state shows itself when it changes.
 *
 * Returns: in how many µs there may be something else to show although no message came;
 * %G_MAXINT64 if never
 */
gint64 sw_slot_row_refresh (SwSlotRow *self);

G_END_DECLS
