/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * SwWatchDialog:
 *
 * Asks which slot to watch and who may send to it, and says, while it is typed, what is
 * wrong. Answers %GTK_RESPONSE_OK only with an address that can be watched and a security
 * that this system can make.
 */
#define SW_TYPE_WATCH_DIALOG (sw_watch_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SwWatchDialog, sw_watch_dialog, SW, WATCH_DIALOG, GtkDialog)

GtkWidget *sw_watch_dialog_new (GtkWindow *parent);

/** Returns: (transfer none) (nullable): the slot to watch, %NULL if it is not right yet
 */
MailslotAddress *sw_watch_dialog_get_address (SwWatchDialog *self);

/** Returns: (transfer none) (nullable): who may send to it, %NULL if it is not right yet
 */
MailslotSecurity *sw_watch_dialog_get_security (SwWatchDialog *self);

G_END_DECLS
