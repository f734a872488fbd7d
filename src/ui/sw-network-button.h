/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/sw-network-text.h"

G_BEGIN_DECLS

/**
 * SwNetworkButton:
 *
 * Says in a few words from where the messages of other computers come, and in a popover
 * what that means, what came so far, and what to do if nothing can come.
 */
#define SW_TYPE_NETWORK_BUTTON (sw_network_button_get_type ())
G_DECLARE_FINAL_TYPE (SwNetworkButton,
                      sw_network_button,
                      SW,
                      NETWORK_BUTTON,
                      GtkMenuButton)

GtkWidget *sw_network_button_new (void);

void sw_network_button_show (SwNetworkButton *self, const SwNetworkFacts *facts);

G_END_DECLS
