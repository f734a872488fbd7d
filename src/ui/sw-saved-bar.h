/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SwSavedBar:
 *
 * Says that the messages below come from a file, and how far it is read.
 *
 * Signal "cancelled": the person does not want the rest of the file.
 * The button to close the window is `win.close`.
 */
#define SW_TYPE_SAVED_BAR (sw_saved_bar_get_type ())
G_DECLARE_FINAL_TYPE (SwSavedBar, sw_saved_bar, SW, SAVED_BAR, GtkInfoBar)

/** @file: where the messages come from */
GtkWidget *sw_saved_bar_new (GFile *file);

/** @progress: which part of the file was read, 0 to 1 */
void sw_saved_bar_set_progress (SwSavedBar *self, double progress);

/**
 * sw_saved_bar_end:
 * @is_whole: whether the whole file was read
 *
 * Takes the progress away.
 */
void sw_saved_bar_end (SwSavedBar *self, gboolean is_whole);

G_END_DECLS
