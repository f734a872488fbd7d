/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * SwTargetCombo:
 *
 * A field for the address to send to. Its list offers the slots that exist on this
 * computer, read anew whenever somebody comes near it.
 */
#define SW_TYPE_TARGET_COMBO (sw_target_combo_get_type ())
G_DECLARE_FINAL_TYPE (SwTargetCombo, sw_target_combo, SW, TARGET_COMBO, GtkComboBoxText)

GtkWidget *sw_target_combo_new (void);

const char *sw_target_combo_get_text (SwTargetCombo *self);
void sw_target_combo_set_text (SwTargetCombo *self, const char *text);

/**
 * sw_target_combo_parse:
 * @error: return location
 *
 * Fails with the errors of mailslot_address_parse().
 *
 * Returns: (transfer full): the address, or %NULL with @error set
 */
MailslotAddress *sw_target_combo_parse (SwTargetCombo *self, GError **error);

G_END_DECLS
