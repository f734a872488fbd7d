/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SwCommandBox:
 *
 * A command for a terminal that can be selected, or copied by a button.
 */
#define SW_TYPE_COMMAND_BOX (sw_command_box_get_type ())
G_DECLARE_FINAL_TYPE (SwCommandBox, sw_command_box, SW, COMMAND_BOX, GtkBox)

GtkWidget *sw_command_box_new (void);

/**
 * sw_command_box_set_command:
 * @command: (nullable): what to show; without it the box is hidden
 */
void sw_command_box_set_command (SwCommandBox *self, const char *command);

G_END_DECLS
