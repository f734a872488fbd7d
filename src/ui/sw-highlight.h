/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-filter.h"

G_BEGIN_DECLS

/** How hits stand out: black on yellow, which is read on light and on dark themes and in
 * selected rows. */
#define SW_HIGHLIGHT_BACKGROUND "#f9e04c"
#define SW_HIGHLIGHT_FOREGROUND "#000000"

/**
 * sw_highlight_new_attributes:
 * @text: (nullable): one line, valid UTF-8
 *
 * Returns: (transfer full) (nullable): attributes for the hits of @filter in @text, or
 *   %NULL if there is none
 */
PangoAttrList *sw_highlight_new_attributes (SwFilter *filter, const char *text);

/**
 * sw_highlight_line:
 * @tag: one of @buffer
 * @line: a line of @buffer
 *
 * Puts @tag on the hits of @filter in a line.
 *
 * Returns: the byte of the line where the first is, or -1 if there is none
 */
int sw_highlight_line (SwFilter *filter,
                       GtkTextBuffer *buffer,
                       GtkTextTag *tag,
                       int line);

G_END_DECLS
