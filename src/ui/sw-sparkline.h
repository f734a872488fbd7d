/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-rate-meter.h"

G_BEGIN_DECLS

/**
 * SwSparkline:
 *
 * The messages a second of the last minute as bars, in the colour of the text. A picture
 * of what a label beside it says in words, so it has no name of its own.
 */
#define SW_TYPE_SPARKLINE (sw_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (SwSparkline, sw_sparkline, SW, SPARKLINE, GtkDrawingArea)

GtkWidget *sw_sparkline_new (void);

/** Shows the minute before @monotonic_us; draws only if that looks different. */
void sw_sparkline_show (SwSparkline *self, const SwRateMeter *meter, gint64 monotonic_us);

G_END_DECLS
