/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-send-history.h"

G_BEGIN_DECLS

/**
 * SwHistoryButton:
 *
 * A button that opens the list of the messages sent last.
 *
 * Signal "chosen" (#SwSentMessage): the person wants this one again
 */
#define SW_TYPE_HISTORY_BUTTON (sw_history_button_get_type ())
G_DECLARE_FINAL_TYPE (SwHistoryButton,
                      sw_history_button,
                      SW,
                      HISTORY_BUTTON,
                      GtkMenuButton)

GtkWidget *sw_history_button_new (void);

void sw_history_button_set_history (SwHistoryButton *self, SwSendHistory *history);

G_END_DECLS
