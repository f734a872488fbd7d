/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-hex-view-private.h"

#include <math.h>

#include "payload/sw-hex.h"
#include "ui/sw-highlight.h"

/* Where things stand in a line of sw_hex_append_line(), in characters. */
#define N_OFFSET_DIGITS 8
#define HEX_COLUMN (N_OFFSET_DIGITS + 2)
#define ASCII_COLUMN (HEX_COLUMN + 3 * SW_HEX_BYTES_PER_LINE + 2)
#define N_COLUMNS (ASCII_COLUMN + SW_HEX_BYTES_PER_LINE)
#define GROUP (SW_HEX_BYTES_PER_LINE / 2)

/* The offset is there to be found, not to be read. */
#define OFFSET_ALPHA 0x9999

static int
get_hex_column (gsize index)
{
  return HEX_COLUMN + 3 * (int) index + (index >= GROUP ? 1 : 0);
}

static PangoLayout *
make_layout (SwHexView *self)
{
  PangoContext *context = gtk_widget_create_pango_context (GTK_WIDGET (self));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttribute *alpha = pango_attr_foreground_alpha_new (OFFSET_ALPHA);
  PangoLayout *layout;

  /* Hex is read from left to right in every language. */
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  layout = pango_layout_new (context);
  g_object_unref (context);
  pango_layout_set_auto_dir (layout, FALSE);
  alpha->end_index = N_OFFSET_DIGITS;
  pango_attr_list_insert (attributes, alpha);
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

void
sw_hex_view_measure (SwHexView *self)
{
  int width;

  if (self->layout != NULL)
    return;
  self->layout = make_layout (self);
  pango_layout_set_text (self->layout, "0000000000", -1);
  pango_layout_get_size (self->layout, &width, NULL);
  pango_layout_get_pixel_size (self->layout, NULL, &self->line_height);
  self->char_width = (double) width / PANGO_SCALE / 10;
  self->line_height = MAX (self->line_height, 1);
}

int
sw_hex_view_get_content_width (SwHexView *self)
{
  return (int) ceil (N_COLUMNS * self->char_width) + 2 * SW_HEX_VIEW_MARGIN;
}

static double
get_scroll (SwHexView *self, GtkOrientation orientation)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  return adjustment != NULL ? floor (gtk_adjustment_get_value (adjustment)) : 0;
}

static double
get_x (SwHexView *self, double column)
{
  return SW_HEX_VIEW_MARGIN + column * self->char_width
         - get_scroll (self, GTK_ORIENTATION_HORIZONTAL);
}

static double
get_y (SwHexView *self, gsize line)
{
  return SW_HEX_VIEW_MARGIN + (double) line * self->line_height
         - get_scroll (self, GTK_ORIENTATION_VERTICAL);
}

void
sw_hex_view_get_byte_area (SwHexView *self, gsize offset, GdkRectangle *area)
{
  double column = get_hex_column (offset % SW_HEX_BYTES_PER_LINE);

  area->x = (int) floor (get_x (self, column));
  area->y = (int) get_y (self, offset / SW_HEX_BYTES_PER_LINE);
  area->width = (int) ceil (2 * self->char_width);
  area->height = self->line_height;
}

gsize
sw_hex_view_get_byte_at (SwHexView *self, double x, double y)
{
  double column = (x - get_x (self, 0)) / self->char_width;
  double line = floor ((y - get_y (self, 0)) / self->line_height);
  double index = column - ASCII_COLUMN;
  gsize size;

  sw_hex_view_get_data (self, &size);
  if (index < -1) /* nearer to the hex pairs */
    {
      index = (column - HEX_COLUMN) / 3;
      if (index >= GROUP)
        index = MAX ((column - HEX_COLUMN - 1) / 3, GROUP);
    }
  index = CLAMP (floor (index), 0, SW_HEX_BYTES_PER_LINE - 1);
  line = CLAMP (line, 0, (double) sw_hex_get_n_lines (size) - 1);
  return MIN ((gsize) line * SW_HEX_BYTES_PER_LINE + (gsize) index, size - 1);
}

static void
add_rectangle (SwHexView *self, cairo_t *cr, double y, int from, int to)
{
  double x = floor (get_x (self, from));

  cairo_rectangle (cr, x, y, ceil (get_x (self, to)) - x, self->line_height);
}

/* Returns: the first hit that ends behind @offset, or their number */
static guint
find_hit (GArray *hits, gsize offset)
{
  guint from = 0;
  guint to = hits->len;

  while (from < to)
    {
      guint middle = (from + to) / 2;

      if (g_array_index (hits, SwFilterRange, middle).end <= offset)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

static void
add_bytes (SwHexView *self, cairo_t *cr, double y, gsize first, gsize last)
{
  add_rectangle (self, cr, y, get_hex_column (first), get_hex_column (last) + 2);
  add_rectangle (self, cr, y, ASCII_COLUMN + (int) first, ASCII_COLUMN + (int) last + 1);
}

/* Draws the line once more in the colours of a hit, where there are any. */
static void
draw_hits (SwHexView *self, cairo_t *cr, gsize line)
{
  gsize start = line * SW_HEX_BYTES_PER_LINE;
  gsize end = start + SW_HEX_BYTES_PER_LINE;
  double y = get_y (self, line);
  GdkRGBA colour;
  guint i;

  if (self->hits == NULL)
    return;
  cairo_save (cr);
  for (i = find_hit (self->hits, start); i < self->hits->len; i++)
    {
      const SwFilterRange *hit = &g_array_index (self->hits, SwFilterRange, i);

      if (hit->start >= end)
        break;
      add_bytes (self,
                 cr,
                 y,
                 MAX (hit->start, start) - start,
                 MIN (hit->end, end) - 1 - start);
    }
  cairo_clip (cr);
  gdk_rgba_parse (&colour, SW_HIGHLIGHT_BACKGROUND);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_paint (cr);
  gdk_rgba_parse (&colour, SW_HIGHLIGHT_FOREGROUND);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_move_to (cr, get_x (self, 0), y);
  pango_cairo_show_layout (cr, self->layout);
  cairo_restore (cr);
}

/* Draws the line once more in the colours of the selection, where it is selected. */
static void
draw_selected (SwHexView *self, cairo_t *cr, gsize line)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  gsize start = line * SW_HEX_BYTES_PER_LINE;
  gsize first;
  gsize n_bytes;
  gsize last;
  double y = get_y (self, line);

  if (!sw_hex_view_get_selection (self, &first, &n_bytes))
    return;
  last = first + n_bytes - 1;
  if (last < start || first >= start + SW_HEX_BYTES_PER_LINE)
    return;
  first = MAX (first, start) - start;
  last = MIN (last, start + SW_HEX_BYTES_PER_LINE - 1) - start;
  cairo_save (cr);
  add_bytes (self, cr, y, first, last);
  cairo_clip (cr);
  gtk_style_context_save (style);
  gtk_style_context_set_state (style,
                               gtk_style_context_get_state (style)
                                   | GTK_STATE_FLAG_SELECTED);
  gtk_render_background (style,
                         cr,
                         get_x (self, 0),
                         y,
                         N_COLUMNS * self->char_width,
                         self->line_height);
  gtk_render_layout (style, cr, get_x (self, 0), y, self->layout);
  gtk_style_context_restore (style);
  cairo_restore (cr);
}

static void
draw_cursor (SwHexView *self, cairo_t *cr)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRectangle area;

  if (!gtk_widget_has_visible_focus (widget))
    return;
  sw_hex_view_get_byte_area (self, self->cursor, &area);
  gtk_render_focus (gtk_widget_get_style_context (widget),
                    cr,
                    area.x - 1,
                    area.y,
                    area.width + 2,
                    area.height);
}

static void
draw_lines (SwHexView *self, cairo_t *cr, gsize first, gsize end)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  g_autoptr (GString) text = g_string_new (NULL);
  const guint8 *data;
  gsize size;

  data = sw_hex_view_get_data (self, &size);
  for (gsize line = first; line < end; line++)
    {
      g_string_truncate (text, 0);
      sw_hex_append_line (text, data, size, line);
      pango_layout_set_text (self->layout, text->str, (int) text->len);
      gtk_render_layout (style, cr, get_x (self, 0), get_y (self, line), self->layout);
      draw_hits (self, cr, line);
      draw_selected (self, cr, line);
    }
}

gboolean
sw_hex_view_draw (GtkWidget *widget, cairo_t *cr)
{
  SwHexView *self = SW_HEX_VIEW (widget);
  int height = gtk_widget_get_allocated_height (widget);
  double top;
  gsize n_lines;
  gsize first;
  gsize end;
  gsize size;

  gtk_render_background (gtk_widget_get_style_context (widget),
                         cr,
                         0,
                         0,
                         gtk_widget_get_allocated_width (widget),
                         height);
  sw_hex_view_measure (self);
  sw_hex_view_get_data (self, &size);
  if (size == 0)
    return GDK_EVENT_PROPAGATE;
  n_lines = sw_hex_get_n_lines (size);
  top = MAX (0, -get_y (self, 0));
  first = MIN ((gsize) (top / self->line_height), n_lines);
  end = MIN (first + (gsize) (height / self->line_height) + 2, n_lines);
  draw_lines (self, cr, first, end);
  draw_cursor (self, cr);
  return GDK_EVENT_PROPAGATE;
}
