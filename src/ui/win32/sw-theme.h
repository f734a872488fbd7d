/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sw_theme_follow_system:
 * @application: whose windows, now and later, get a title bar to match
 *
 * Takes the theme from what the user chose in Windows: light or dark for programs, or a
 * contrast theme, which comes first. Follows when that changes. Call it once, when GTK is
 * initialized.
 */
void sw_theme_follow_system (GtkApplication *application);

G_END_DECLS
