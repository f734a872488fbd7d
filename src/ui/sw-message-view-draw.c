/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-view-private.h"

#include <string.h>

/* All coordinates are those of the bin window, as GtkTreeView calls what its rows are in.
 */

static SwViewColumn *
get_column (SwMessageView *self, guint i)
{
  return &g_array_index (self->columns, SwViewColumn, i);
}

static SwRowKind
get_kind (SwMessageView *self, int row)
{
  return g_array_index (self->kinds, SwRowKind, row);
}

static GdkRectangle
get_rows_area (SwMessageView *self, int from, int to)
{
  GdkRectangle area = get_column (self, 0)->background;

  for (guint i = 1; i < self->columns->len; i++)
    gdk_rectangle_union (&area, &get_column (self, i)->background, &area);
  area.y += from * self->row_height;
  area.height = (to - from) * self->row_height;
  return area;
}

static GtkCellRendererState
get_cell_state (SwRowKind kind)
{
  GtkCellRendererState state = 0;

  if (kind & SW_ROW_IS_SELECTED)
    state |= GTK_CELL_RENDERER_SELECTED;
  if (kind & SW_ROW_IS_HOVERED)
    state |= GTK_CELL_RENDERER_PRELIT;
  if (kind & SW_ROW_IS_CURSOR)
    state |= GTK_CELL_RENDERER_FOCUSED;
  return state;
}

/* Returns the text of a cell that can be drawn as plain text, or NULL. */
static const char *
get_plain_text (SwMessageView *self, const SwViewColumn *column, int row)
{
  const char *text;

  if (column->model_column == SW_MESSAGE_COLUMN_SERIAL
      || (column->model_column == SW_MESSAGE_COLUMN_PREVIEW
          && sw_message_rows_is_highlighted (self->rows, (guint) row)))
    return NULL;
  text = sw_message_rows_get_text (self->rows, (guint) row, column->model_column);
  return sw_plain_text_is_plain (text) ? text : NULL;
}

/* ---- Rows ---- */

/* Begins to draw rows of @kind, or the cells of these. */
static void
push_style (SwMessageView *self, SwRowKind kind, gboolean is_cell)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GtkStateFlags state = gtk_cell_renderer_get_state (NULL, widget, get_cell_state (kind));

  gtk_style_context_save (style);
  gtk_style_context_set_state (style, state);
  if (is_cell)
    gtk_style_context_add_class (style, GTK_STYLE_CLASS_CELL);
}

static void
pop_style (SwMessageView *self)
{
  gtk_style_context_restore (gtk_widget_get_style_context (GTK_WIDGET (self)));
}

static void
render_cell (SwMessageView *self, cairo_t *cr, const SwViewColumn *column, int row)
{
  GtkTreeModel *model = GTK_TREE_MODEL (self->rows);
  GdkRectangle background = column->background;
  GdkRectangle cell = column->cell;
  GtkTreeIter iter;

  gtk_tree_model_iter_nth_child (model, &iter, NULL, row);
  gtk_tree_view_column_cell_set_cell_data (column->tree_column,
                                           model,
                                           &iter,
                                           FALSE,
                                           FALSE);
  background.y += row * self->row_height;
  cell.y += row * self->row_height;
  gtk_cell_renderer_render (column->renderer,
                            cr,
                            GTK_WIDGET (self),
                            &background,
                            &cell,
                            get_cell_state (get_kind (self, row)));
}

static void
draw_cell (SwMessageView *self, cairo_t *cr, const SwViewColumn *column, int row)
{
  const char *text = get_plain_text (self, column, row);
  SwPlainTextPlace place = column->place;

  place.y += row * self->row_height;
  if (text == NULL || !sw_plain_text_add (self->text, text, &place))
    render_cell (self, cr, column, row);
}

static void
show_texts (SwMessageView *self, cairo_t *cr, const SwViewColumn *column)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRectangle rows = get_rows_area (self, self->from, self->to);
  GdkRGBA color;

  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &color);
  cairo_save (cr);
  cairo_rectangle (cr, column->cell.x, rows.y, column->cell.width, rows.height);
  cairo_clip (cr);
  gdk_cairo_set_source_rgba (cr, &color);
  sw_plain_text_show (self->text, cr);
  cairo_restore (cr);
}

static void
draw_background (SwMessageView *self, cairo_t *cr, int row)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRectangle area = get_rows_area (self, row, row + 1);

  gtk_render_background (style, cr, area.x, area.y, area.width, area.height);
}

/* Draws the rows of @kind, but for the frame of the cursor. */
static void
draw_kind (SwMessageView *self, cairo_t *cr, SwRowKind kind)
{
  push_style (self, kind, TRUE);
  for (int row = self->from; row < self->to; row++)
    if (get_kind (self, row) == kind)
      draw_background (self, cr, row);
  for (guint i = 0; i < self->columns->len; i++)
    {
      for (int row = self->from; row < self->to; row++)
        if (get_kind (self, row) == kind)
          draw_cell (self, cr, get_column (self, i), row);
      show_texts (self, cr, get_column (self, i));
    }
  pop_style (self);
}

static void
draw_cursor (SwMessageView *self, cairo_t *cr)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkWindow *window = gtk_tree_view_get_bin_window (GTK_TREE_VIEW (self));
  int row = sw_message_view_find_cursor (self);
  GdkRectangle area = get_rows_area (self, row, row + 1);

  if (row < self->from || row >= self->to || !gtk_widget_has_visible_focus (widget))
    return;
  push_style (self, get_kind (self, row), FALSE);
  gtk_render_focus (gtk_widget_get_style_context (widget),
                    cr,
                    0,
                    area.y,
                    gdk_window_get_width (window),
                    area.height);
  pop_style (self);
}

static void
draw_rows (SwMessageView *self, cairo_t *cr, int from, int to)
{
  gboolean is_there[SW_N_ROW_KINDS] = { FALSE };

  self->from = from;
  self->to = to;
  for (int row = from; row < to; row++)
    is_there[get_kind (self, row)] = TRUE;
  for (int kind = 0; kind < SW_N_ROW_KINDS; kind++)
    if (is_there[kind])
      draw_kind (self, cr, (SwRowKind) kind);
  draw_cursor (self, cr);
}

/* ---- Whether it looks as if GtkTreeView had drawn it ---- */

static void
draw_as_tree_view (SwMessageView *self, cairo_t *cr)
{
  int x;
  int y;

  gtk_tree_view_convert_bin_window_to_widget_coords (GTK_TREE_VIEW (self), 0, 0, &x, &y);
  cairo_translate (cr, -x, -y);
  GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_TREE_VIEW))->draw (GTK_WIDGET (self), cr);
}

/* GtkTreeView draws only what is not scrolled out. */
static gboolean
get_visible_area (SwMessageView *self, int row, GdkRectangle *area)
{
  GdkRectangle row_area = get_rows_area (self, row, row + 1);
  GdkRectangle visible;

  gtk_tree_view_get_visible_rect (GTK_TREE_VIEW (self), &visible);
  gtk_tree_view_convert_tree_to_bin_window_coords (GTK_TREE_VIEW (self),
                                                   visible.x,
                                                   visible.y,
                                                   &visible.x,
                                                   &visible.y);
  return gdk_rectangle_intersect (&row_area, &visible, area);
}

static cairo_surface_t *
draw_picture (SwMessageView *self,
              int row,
              const GdkRectangle *area,
              gboolean as_tree_view)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24,
                                                         area->width * scale,
                                                         area->height * scale);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  cairo_translate (cr, -area->x, -area->y);
  if (as_tree_view)
    draw_as_tree_view (self, cr);
  else
    draw_rows (self, cr, row, row + 1);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static gboolean
is_same_picture (cairo_surface_t *a, cairo_surface_t *b)
{
  return cairo_surface_status (a) == CAIRO_STATUS_SUCCESS
         && cairo_surface_status (b) == CAIRO_STATUS_SUCCESS
         && memcmp (cairo_image_surface_get_data (a),
                    cairo_image_surface_get_data (b),
                    (gsize) cairo_image_surface_get_stride (a)
                        * (gsize) cairo_image_surface_get_height (a))
                == 0;
}

static void
find_out (SwMessageView *self, int row, const GdkRectangle *area)
{
  SwRowKind kind = get_kind (self, row);
  cairo_surface_t *theirs = draw_picture (self, row, area, TRUE);
  cairo_surface_t *ours = draw_picture (self, row, area, FALSE);

  self->is_right[kind] = is_same_picture (ours, theirs);
  self->is_known[kind] = TRUE;
  cairo_surface_destroy (ours);
  cairo_surface_destroy (theirs);
}

static gboolean
are_all_right (SwMessageView *self)
{
  gboolean is_right = TRUE;

  for (int row = 0; row < (int) self->kinds->len; row++)
    {
      SwRowKind kind = get_kind (self, row);
      GdkRectangle area;

      if (!self->is_known[kind] && get_visible_area (self, row, &area))
        find_out (self, row, &area);
      is_right = is_right && (!self->is_known[kind] || self->is_right[kind]);
    }
  return is_right;
}

static void
update_text (SwMessageView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));

  if (self->text != NULL && sw_plain_text_is_current (self->text, context))
    return;
  g_clear_pointer (&self->text, sw_plain_text_free);
  self->text = sw_plain_text_new (context);
  memset (self->is_known, 0, sizeof self->is_known);
}

/* The button of a column that is being dragged has a window of its own. */
static gboolean
is_column_dragged (SwMessageView *self)
{
  GdkWindow *first = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      GtkTreeViewColumn *column = get_column (self, i)->tree_column;
      GtkWidget *button = gtk_tree_view_column_get_button (column);
      GdkWindow *window = gtk_widget_get_parent_window (button);

      if (first != NULL && window != first)
        return TRUE;
      first = window;
    }
  return FALSE;
}

gboolean
sw_message_view_can_draw (SwMessageView *self, cairo_t *cr)
{
  GtkTreeView *view = GTK_TREE_VIEW (self);
  GtkTreeModel *model = gtk_tree_view_get_model (view);

  if (!SW_IS_MESSAGE_ROWS (model)
      || !gtk_cairo_should_draw_window (cr, gtk_tree_view_get_bin_window (view)))
    return FALSE;
  self->rows = SW_MESSAGE_ROWS (model);
  update_text (self);
  sw_message_view_look_at_columns (self);
  if (self->text == NULL || self->columns->len == 0 || self->row_height <= 0
      || is_column_dragged (self))
    return FALSE;
  sw_message_view_look_at_rows (self);
  return self->kinds->len > 0 && are_all_right (self);
}

/* ---- Everything ---- */

static void
draw_titles (SwMessageView *self, cairo_t *cr)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));

  gtk_style_context_save (style);
  gtk_style_context_remove_class (style, GTK_STYLE_CLASS_VIEW);
  for (guint i = 0; i < self->columns->len; i++)
    gtk_container_propagate_draw (
        GTK_CONTAINER (self),
        gtk_tree_view_column_get_button (get_column (self, i)->tree_column),
        cr);
  gtk_style_context_restore (style);
}

/* What is left of the bin window below the last row */
static void
draw_below (SwMessageView *self, cairo_t *cr)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkWindow *window = gtk_tree_view_get_bin_window (GTK_TREE_VIEW (self));
  GdkRectangle rows = get_rows_area (self, 0, (int) self->kinds->len);
  int bottom = rows.y + rows.height;

  if (bottom >= gdk_window_get_height (window))
    return;
  gtk_style_context_save (style);
  gtk_style_context_add_class (style, GTK_STYLE_CLASS_CELL);
  gtk_render_background (style,
                         cr,
                         0,
                         bottom,
                         gdk_window_get_width (window),
                         gdk_window_get_height (window) - bottom);
  gtk_style_context_restore (style);
}

static void
draw_bin_window (SwMessageView *self, cairo_t *cr)
{
  GdkWindow *window = gtk_tree_view_get_bin_window (GTK_TREE_VIEW (self));
  int n_rows = (int) self->kinds->len;
  int top = get_rows_area (self, 0, n_rows).y;
  GdkRectangle clip;

  cairo_save (cr);
  gtk_cairo_transform_to_window (cr, GTK_WIDGET (self), window);
  cairo_rectangle (cr,
                   0,
                   0,
                   gdk_window_get_width (window),
                   gdk_window_get_height (window));
  cairo_clip (cr);
  draw_below (self, cr);
  if (gdk_cairo_get_clip_rectangle (cr, &clip))
    {
      int bottom = clip.y + clip.height - top + self->row_height - 1;

      draw_rows (self,
                 cr,
                 CLAMP ((clip.y - top) / self->row_height, 0, n_rows),
                 CLAMP (bottom / self->row_height, 0, n_rows));
    }
  cairo_restore (cr);
}

void
sw_message_view_draw_all (SwMessageView *self, cairo_t *cr)
{
  draw_bin_window (self, cr);
  draw_titles (self, cr);
}
