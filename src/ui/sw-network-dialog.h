/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SwNetworkDialog:
 *
 * Asks who we are on the network and from where messages come. Says, while it is typed,
 * what is wrong with a value; answers %GTK_RESPONSE_OK only if nothing is.
 */
#define SW_TYPE_NETWORK_DIALOG (sw_network_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SwNetworkDialog, sw_network_dialog, SW, NETWORK_DIALOG, GtkDialog)

/** Returns: a dialog that shows what @settings keep */
GtkWidget *sw_network_dialog_new (GtkWindow *parent, GSettings *settings);

/** Writes into @settings what is chosen, all of it as one change. */
void sw_network_dialog_save (SwNetworkDialog *self, GSettings *settings);

G_END_DECLS
