/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * SwWatchDialog:
 *
 * Asks which slot to watch and says, while it is typed, what is wrong with it. Answers
 * %GTK_RESPONSE_OK only with an address that can be watched.
 */
#define SW_TYPE_WATCH_DIALOG (sw_watch_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SwWatchDialog, sw_watch_dialog, SW, WATCH_DIALOG, GtkDialog)

GtkWidget *sw_watch_dialog_new (GtkWindow *parent);

/** Returns: (transfer none) (nullable): the slot to watch, %NULL if it is not right yet
 */
MailslotAddress *sw_watch_dialog_get_address (SwWatchDialog *self);

G_END_DECLS
