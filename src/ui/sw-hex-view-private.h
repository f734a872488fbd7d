/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/sw-hex-view.h"

G_BEGIN_DECLS

/* sw-hex-view.c is the class, the bytes and the scrolling; sw-hex-view-draw.c formats and
 * draws lines and knows where a byte stands in them; sw-hex-view-input.c is keyboard,
 * mouse and selection. */

struct _SwHexView
{
  GtkDrawingArea parent_instance;

  GBytes *bytes; /* (owned) (nullable) */

  /* From the cursor to the anchor, both included, is selected if @has_selection. */
  gsize cursor;
  gsize anchor;
  gboolean has_selection;
  gboolean is_dragging;

  SwFilter *highlight; /* (owned) (nullable) */
  GArray *hits;        /* (owned) (nullable) of SwFilterRange, in order and apart */

  GtkAdjustment *adjustments[2]; /* (owned) by GtkOrientation, in pixels */
  guint scroll_policies[2];      /* GtkScrollablePolicy, by GtkOrientation */

  PangoLayout *layout; /* (owned) (nullable) of one line, made when it is first needed */
  double char_width;
  int line_height;
};

/** The space around the lines. */
#define SW_HEX_VIEW_MARGIN 12

/* sw-hex-view.c */
const guint8 *sw_hex_view_get_data (SwHexView *self, gsize *size);
void sw_hex_view_scroll_to_byte (SwHexView *self, gsize offset);

/* sw-hex-view-draw.c */
void sw_hex_view_measure (SwHexView *self);
int sw_hex_view_get_content_width (SwHexView *self);
gboolean sw_hex_view_draw (GtkWidget *widget, cairo_t *cr);

/** Returns: the byte nearest to a place in the widget; there must be bytes */
gsize sw_hex_view_get_byte_at (SwHexView *self, double x, double y);

/** Where the hex pair of a byte is drawn, in the coordinates of the widget. */
void sw_hex_view_get_byte_area (SwHexView *self, gsize offset, GdkRectangle *area);

/* sw-hex-view-input.c */
gboolean sw_hex_view_key_press_event (GtkWidget *widget, GdkEventKey *event);
gboolean sw_hex_view_button_press_event (GtkWidget *widget, GdkEventButton *event);
gboolean sw_hex_view_button_release_event (GtkWidget *widget, GdkEventButton *event);
gboolean sw_hex_view_motion_notify_event (GtkWidget *widget, GdkEventMotion *event);
gboolean sw_hex_view_popup_menu (GtkWidget *widget);

G_END_DECLS
