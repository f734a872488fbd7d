/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SwPreferences:
 *
 * What a person can set once for all: every change is kept, and takes effect, at once.
 * The network has a dialog of its own behind the action `win.network-settings`.
 */
#define SW_TYPE_PREFERENCES (sw_preferences_get_type ())
G_DECLARE_FINAL_TYPE (SwPreferences, sw_preferences, SW, PREFERENCES, GtkDialog)

/**
 * sw_preferences_new:
 * @parent: (nullable): the window; its actions `win.…` are those of the dialog, too
 * @settings: what is shown and changed
 */
GtkWidget *sw_preferences_new (GtkWindow *parent, GSettings *settings);

G_END_DECLS
