/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SwIcon:
 *
 * A small picture from our own resources, drawn in the colour of the text around it, so
 * it is right in a dark theme, on a button that cannot be pressed and on a dense screen.
 * For what the first frame shows: the first icon of the icon theme costs as much as all
 * the widgets there.
 *
 * The property "picture" names it: "pause" is
 * `icons/16x16/sw-pause-symbolic.symbolic.png` and, for dense screens, the one in
 * `32x32`.
 */
#define SW_TYPE_ICON (sw_icon_get_type ())
G_DECLARE_FINAL_TYPE (SwIcon, sw_icon, SW, ICON, GtkWidget)

G_END_DECLS
