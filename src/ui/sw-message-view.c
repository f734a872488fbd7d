/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-view-private.h"

#include <string.h>

/* How it works
 *
 * Rows are sorted by what is special about them, so that the style is looked up once for
 * all rows that have the same, and drawn column by column, the plain texts of a column at
 * once. Other texts are drawn by the cell renderer, one by one.
 *
 * That this looks as if GtkTreeView had drawn it is not taken for granted. The first row
 * of each kind after a change of font, theme or state is drawn in both ways and compared;
 * if a theme has something that we do not know, such as a shadow of the text, GtkTreeView
 * draws all. It does so, too, while a column is dragged to another place.
 *
 *   sw-message-view.c        class, what is where
 *   sw-message-view-draw.c   drawing */

G_DEFINE_FINAL_TYPE (SwMessageView, sw_message_view, GTK_TYPE_TREE_VIEW)

static GQuark
get_model_column_quark (void)
{
  return g_quark_from_static_string ("sw-message-view-column");
}

void
sw_message_view_bind_column (SwMessageView *self,
                             GtkTreeViewColumn *column,
                             SwMessageColumn model_column)
{
  g_return_if_fail (SW_IS_MESSAGE_VIEW (self));
  g_return_if_fail (model_column != SW_MESSAGE_COLUMN_SERIAL);

  g_object_set_qdata (G_OBJECT (column),
                      get_model_column_quark (),
                      GINT_TO_POINTER ((int) model_column));
}

gboolean
sw_message_view_is_fast (SwMessageView *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_VIEW (self), FALSE);

  for (int kind = 0; kind < SW_N_ROW_KINDS; kind++)
    if (self->is_known[kind] && !self->is_right[kind])
      return FALSE;
  return self->text != NULL;
}

/* ---- What is where ---- */

static void
look_at_cell (SwViewColumn *column)
{
  int xpad;
  int ypad;

  gtk_cell_renderer_get_padding (column->renderer, &xpad, &ypad);
  gtk_cell_renderer_get_alignment (column->renderer,
                                   &column->place.xalign,
                                   &column->place.yalign);
  g_object_get (column->renderer, "ellipsize", &column->place.ellipsize, NULL);
  column->place.x = column->cell.x + xpad;
  column->place.y = column->cell.y + ypad;
  column->place.width = column->cell.width - 2 * xpad;
  column->place.height = column->cell.height - 2 * ypad;
}

static void
add_column (SwMessageView *self, GtkTreeViewColumn *tree_column, GtkTreePath *first)
{
  GtkTreeView *view = GTK_TREE_VIEW (self);
  GtkCellLayout *layout = GTK_CELL_LAYOUT (tree_column);
  g_autoptr (GList) cells = gtk_cell_layout_get_cells (layout);
  SwViewColumn column = { .tree_column = tree_column, .renderer = cells->data };
  gpointer model_column =
      g_object_get_qdata (G_OBJECT (tree_column), get_model_column_quark ());
  GdkRectangle area;

  column.model_column = (SwMessageColumn) GPOINTER_TO_INT (model_column);
  gtk_tree_view_get_background_area (view, first, tree_column, &column.background);
  gtk_tree_view_get_cell_area (view, first, tree_column, &area);
  gtk_cell_area_inner_cell_area (gtk_cell_layout_get_area (layout),
                                 GTK_WIDGET (self),
                                 &area,
                                 &column.cell);
  look_at_cell (&column);
  self->row_height = column.background.height;
  g_array_append_val (self->columns, column);
}

void
sw_message_view_look_at_columns (SwMessageView *self)
{
  g_autoptr (GList) columns = gtk_tree_view_get_columns (GTK_TREE_VIEW (self));
  g_autoptr (GtkTreePath) first = gtk_tree_path_new_first ();

  g_array_set_size (self->columns, 0);
  for (GList *item = columns; item != NULL; item = item->next)
    if (gtk_tree_view_column_get_visible (item->data))
      add_column (self, item->data, first);
}

static void
add_to_row (SwMessageView *self, int row, SwRowKind what)
{
  if (row >= 0 && row < (int) self->kinds->len)
    g_array_index (self->kinds, SwRowKind, row) |= what;
}

int
sw_message_view_find_cursor (SwMessageView *self)
{
  g_autoptr (GtkTreePath) cursor = NULL;

  gtk_tree_view_get_cursor (GTK_TREE_VIEW (self), &cursor, NULL);
  return cursor != NULL ? gtk_tree_path_get_indices (cursor)[0] : -1;
}

void
sw_message_view_look_at_rows (SwMessageView *self)
{
  GtkTreeSelection *selection = gtk_tree_view_get_selection (GTK_TREE_VIEW (self));
  g_autolist (GtkTreePath) selected =
      gtk_tree_selection_get_selected_rows (selection, NULL);

  g_array_set_size (self->kinds, 0);
  g_array_set_size (self->kinds, sw_message_rows_get_n_rows (self->rows));
  for (GList *item = selected; item != NULL; item = item->next)
    add_to_row (self, gtk_tree_path_get_indices (item->data)[0], SW_ROW_IS_SELECTED);
  add_to_row (self, self->hovered, SW_ROW_IS_HOVERED);
  add_to_row (self, sw_message_view_find_cursor (self), SW_ROW_IS_CURSOR);
}

/* ---- The widget ---- */

/* GtkTreeView tells nobody which row it shows as the one under the pointer. */
static void
find_hovered (SwMessageView *self, GdkWindow *window, double x, double y)
{
  GtkTreeView *view = GTK_TREE_VIEW (self);
  g_autoptr (GtkTreePath) path = NULL;

  self->hovered = -1;
  if (window == gtk_tree_view_get_bin_window (view)
      && gtk_tree_view_get_path_at_pos (view, (int) x, (int) y, &path, NULL, NULL, NULL))
    self->hovered = gtk_tree_path_get_indices (path)[0];
}

static gboolean
sw_message_view_motion_notify_event (GtkWidget *widget, GdkEventMotion *event)
{
  find_hovered (SW_MESSAGE_VIEW (widget), event->window, event->x, event->y);
  return GTK_WIDGET_CLASS (sw_message_view_parent_class)
      ->motion_notify_event (widget, event);
}

static gboolean
sw_message_view_enter_notify_event (GtkWidget *widget, GdkEventCrossing *event)
{
  find_hovered (SW_MESSAGE_VIEW (widget), event->window, event->x, event->y);
  return GTK_WIDGET_CLASS (sw_message_view_parent_class)
      ->enter_notify_event (widget, event);
}

static gboolean
sw_message_view_leave_notify_event (GtkWidget *widget, GdkEventCrossing *event)
{
  SW_MESSAGE_VIEW (widget)->hovered = -1;
  return GTK_WIDGET_CLASS (sw_message_view_parent_class)
      ->leave_notify_event (widget, event);
}

static void
sw_message_view_style_updated (GtkWidget *widget)
{
  SwMessageView *self = SW_MESSAGE_VIEW (widget);

  GTK_WIDGET_CLASS (sw_message_view_parent_class)->style_updated (widget);
  memset (self->is_known, 0, sizeof self->is_known);
}

static gboolean
sw_message_view_draw (GtkWidget *widget, cairo_t *cr)
{
  SwMessageView *self = SW_MESSAGE_VIEW (widget);

  if (sw_message_view_can_draw (self, cr))
    sw_message_view_draw_all (self, cr);
  else
    GTK_WIDGET_CLASS (sw_message_view_parent_class)->draw (widget, cr);
  return GDK_EVENT_PROPAGATE;
}

static void
sw_message_view_finalize (GObject *object)
{
  SwMessageView *self = SW_MESSAGE_VIEW (object);

  g_clear_pointer (&self->text, sw_plain_text_free);
  g_array_unref (self->columns);
  g_array_unref (self->kinds);

  G_OBJECT_CLASS (sw_message_view_parent_class)->finalize (object);
}

static void
sw_message_view_class_init (SwMessageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sw_message_view_finalize;
  widget_class->draw = sw_message_view_draw;
  widget_class->style_updated = sw_message_view_style_updated;
  widget_class->motion_notify_event = sw_message_view_motion_notify_event;
  widget_class->enter_notify_event = sw_message_view_enter_notify_event;
  widget_class->leave_notify_event = sw_message_view_leave_notify_event;
}

static void
sw_message_view_init (SwMessageView *self)
{
  self->hovered = -1;
  self->columns = g_array_new (FALSE, FALSE, sizeof (SwViewColumn));
  self->kinds = g_array_new (FALSE, TRUE, sizeof (SwRowKind));
}
