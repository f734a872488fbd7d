/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The menu bar in two steps, as the window: the first frame shows the titles only. */

/** Gives @application a menu bar with the titles of "menus" in `gtk/menus.ui`. */
void sw_menu_bar_add_titles (GtkApplication *application);

/** Puts the commands under the titles, once. */
void sw_menu_bar_fill (GtkApplication *application);

G_END_DECLS
