/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sw_cut_label_tell:
 * @label: a label with an ellipsis
 *
 * Lets a tooltip say all of @label while only a part of it has room. A tooltip that the
 * label was given stays for when all of it is seen.
 */
void sw_cut_label_tell (GtkLabel *label);

/**
 * sw_cut_label_allow:
 * @widget: a button, or a container of buttons
 * @min_chars: how much of each text is always seen
 *
 * Lets the texts of buttons be cut in a narrow window, in place of making it wider.
 */
void sw_cut_label_allow (GtkWidget *widget, int min_chars);

G_END_DECLS
