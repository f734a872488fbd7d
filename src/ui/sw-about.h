/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Shows who made the program, over @parent. */
void sw_about_show (GtkWindow *parent);

G_END_DECLS
