/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sw_hyphens_forbid:
 *
 * Lets the label break inside of a word without a hyphen, which would look like a part of
 * the name that it shows.
 */
void sw_hyphens_forbid (GtkLabel *label);

G_END_DECLS
