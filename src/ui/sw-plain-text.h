/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SwPlainText:
 *
 * Draws many short lines of printable ASCII in one font, each cell exactly as a
 * #PangoLayout would, for a fraction of its price: what a layout finds out for every text
 * anew (items, fonts, line breaks) is found out once, and the glyphs of all lines go to
 * cairo at once. Every other text is for a #PangoLayout.
 */
typedef struct _SwPlainText SwPlainText;

/** Where a text is to be. The text is cut as @ellipsize says if it is wider than @width.
 */
typedef struct
{
  int x;
  int y;
  int width;
  int height;
  float xalign;
  float yalign;
  PangoEllipsizeMode ellipsize; /* not %PANGO_ELLIPSIZE_NONE */
} SwPlainTextPlace;

/**
 * sw_plain_text_new:
 * @context: of the widget that is drawn; an unchanged one, see sw_plain_text_is_current()
 *
 * Returns: (nullable): %NULL if ASCII takes more than one font
 */
SwPlainText *sw_plain_text_new (PangoContext *context);

void sw_plain_text_free (SwPlainText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwPlainText, sw_plain_text_free)

/** Returns: whether fonts and options of @context are those that @self was made with */
gboolean sw_plain_text_is_current (SwPlainText *self, PangoContext *context);

/** Returns: whether sw_plain_text_add() may be called with @text, which may be %NULL */
gboolean sw_plain_text_is_plain (const char *text);

/**
 * sw_plain_text_add:
 * @text: plain text
 *
 * Lays @text out, to be drawn by the next sw_plain_text_show().
 *
 * Returns: %FALSE if nothing is added, because this text is for a layout nevertheless
 */
gboolean sw_plain_text_add (SwPlainText *self,
                            const char *text,
                            const SwPlainTextPlace *place);

/** Draws what was added since the last time, in the colour that is set. */
void sw_plain_text_show (SwPlainText *self, cairo_t *cr);

G_END_DECLS
