/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-filter.h"

G_BEGIN_DECLS

/**
 * SwMessageText:
 *
 * A read-only text view that takes text of any length without making the window wait: the
 * beginning is there at once, the rest follows in steps. Very long lines are broken on
 * the screen, since laying out a line takes as long as it is; what is copied has no such
 * breaks.
 *
 * Signal "loaded": all of the text is in the view.
 */
#define SW_TYPE_MESSAGE_TEXT (sw_message_text_get_type ())
G_DECLARE_FINAL_TYPE (SwMessageText, sw_message_text, SW, MESSAGE_TEXT, GtkTextView)

GtkWidget *sw_message_text_new (void);

/**
 * sw_message_text_set_text:
 * @text: valid UTF-8 that replaces what was shown
 */
void sw_message_text_set_text (SwMessageText *self, const char *text);

/**
 * sw_message_text_set_highlight:
 * @highlight: (nullable): its hits stand out, line by line, and the first comes into view
 */
void sw_message_text_set_highlight (SwMessageText *self, SwFilter *highlight);

/** Returns: whether text is still on its way into the view */
gboolean sw_message_text_is_loading (SwMessageText *self);

/**
 * sw_message_text_dup_text:
 *
 * Returns: (transfer full): what is between two places, as it was set
 */
char *sw_message_text_dup_text (SwMessageText *self,
                                const GtkTextIter *start,
                                const GtkTextIter *end);

G_END_DECLS
