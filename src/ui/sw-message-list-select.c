/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-list-private.h"

static gboolean
is_in_range (SwSerialRange range, guint64 serial)
{
  return serial >= range.first && serial < range.end;
}

static void
set_selected_serial (SwMessageList *self, guint64 serial)
{
  if (self->selected_serial == serial)
    return;
  self->selected_serial = serial;
  sw_message_list_notify (self, SW_MESSAGE_LIST_PROP_SELECTED_SERIAL);
}

static void
update_n_selected (SwMessageList *self)
{
  guint64 n_selected = sw_serial_ranges_count (self->selection);

  if (self->n_selected == n_selected)
    return;
  self->n_selected = n_selected;
  sw_message_list_notify (self, SW_MESSAGE_LIST_PROP_N_SELECTED);
}

/* The message to look at is the one under the cursor; if that was just taken out of the
 * selection, the newest that is still in it. */
static void
selection_changed (SwMessageList *self)
{
  guint n_ranges = sw_serial_ranges_get_n_ranges (self->selection);

  update_n_selected (self);
  if (sw_serial_ranges_contains (self->selection, self->cursor))
    set_selected_serial (self, self->cursor);
  else if (n_ranges > 0)
    set_selected_serial (self,
                         sw_serial_ranges_get (self->selection, n_ranges - 1).end - 1);
  else
    set_selected_serial (self, 0);
  self->is_selection_stale = TRUE;
  sw_message_list_queue_refresh (self);
}

void
sw_message_list_select_one (SwMessageList *self, guint64 serial)
{
  sw_serial_ranges_clear (self->selection);
  sw_serial_ranges_add (self->selection, serial, serial + 1);
  self->anchor = self->cursor = serial;
  selection_changed (self);
}

void
sw_message_list_toggle_one (SwMessageList *self, guint64 serial)
{
  if (sw_serial_ranges_contains (self->selection, serial))
    sw_serial_ranges_remove (self->selection, serial, serial + 1);
  else
    sw_serial_ranges_add (self->selection, serial, serial + 1);
  self->anchor = self->cursor = serial;
  selection_changed (self);
}

void
sw_message_list_extend_to (SwMessageList *self, guint64 serial, gboolean keep)
{
  SwSerialRange range = sw_message_list_get_range (self);

  if (self->anchor == 0)
    self->anchor = serial;
  else if (self->anchor < range.first)
    self->anchor = range.first;
  if (!keep)
    sw_serial_ranges_clear (self->selection);
  sw_serial_ranges_add (self->selection,
                        MIN (self->anchor, serial),
                        MAX (self->anchor, serial) + 1);
  self->cursor = serial;
  selection_changed (self);
}

void
sw_message_list_move_cursor_to (SwMessageList *self, guint64 serial)
{
  self->anchor = self->cursor = serial;
  sw_message_list_queue_refresh (self);
}

void
sw_message_list_reset_selection (SwMessageList *self)
{
  sw_serial_ranges_clear (self->selection);
  self->anchor = self->cursor = 0;
  selection_changed (self);
}

void
sw_message_list_select (SwMessageList *self, guint64 serial)
{
  g_return_if_fail (SW_IS_MESSAGE_LIST (self));

  if (!is_in_range (sw_message_list_get_range (self), serial))
    return;
  sw_message_list_select_one (self, serial);
  sw_message_list_scroll_into_view (self, serial);
}

void
sw_message_list_select_all (SwMessageList *self)
{
  SwSerialRange range;

  g_return_if_fail (SW_IS_MESSAGE_LIST (self));

  range = sw_message_list_get_range (self);
  sw_serial_ranges_add (self->selection, range.first, range.end);
  selection_changed (self);
}

void
sw_message_list_unselect_all (SwMessageList *self)
{
  g_return_if_fail (SW_IS_MESSAGE_LIST (self));

  sw_serial_ranges_clear (self->selection);
  selection_changed (self);
}

/* What is shown in detail stays: a person may be reading it. */
void
sw_message_list_trim_selection (SwMessageList *self)
{
  if (self->log == NULL || sw_serial_ranges_get_n_ranges (self->selection) == 0)
    return;
  sw_serial_ranges_remove (self->selection,
                           0,
                           sw_message_log_get_first_serial (self->log));
  update_n_selected (self);
}

static void
show_cursor (SwMessageList *self)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self->view));
  g_autoptr (GtkTreePath) path = NULL;
  g_autoptr (GtkTreePath) shown = NULL;

  if (self->cursor == 0 || !sw_message_list_is_in_view (self, self->cursor))
    {
      gtk_style_context_add_class (style, "cursor-away");
      return;
    }
  gtk_style_context_remove_class (style, "cursor-away");
  path = gtk_tree_path_new_from_indices (
      (int) (self->cursor - sw_message_rows_get_first_serial (self->rows)),
      -1);
  gtk_tree_view_get_cursor (self->view, &shown, NULL);
  if (shown == NULL || gtk_tree_path_compare (path, shown) != 0)
    gtk_tree_view_set_cursor (self->view, path, NULL, FALSE);
}

void
sw_message_list_show_selection (SwMessageList *self)
{
  GtkTreeSelection *shown = gtk_tree_view_get_selection (self->view);
  guint64 first = sw_message_rows_get_first_serial (self->rows);
  guint n_rows = sw_message_rows_get_n_rows (self->rows);

  show_cursor (self);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) i, -1);

      if (sw_serial_ranges_contains (self->selection, first + i))
        gtk_tree_selection_select_path (shown, path);
      else
        gtk_tree_selection_unselect_path (shown, path);
    }
  self->is_selection_stale = FALSE;
}

/* Returns whether the row at @index was selected, or not any more, by others. */
static gboolean
take_over_row (SwMessageList *self, guint index)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) index, -1);
  guint64 serial = sw_message_rows_get_first_serial (self->rows) + index;
  GtkTreeSelection *shown = gtk_tree_view_get_selection (self->view);
  gboolean is_selected = gtk_tree_selection_path_is_selected (shown, path);

  if (is_selected == sw_serial_ranges_contains (self->selection, serial))
    return FALSE;
  if (is_selected)
    {
      sw_serial_ranges_add (self->selection, serial, serial + 1);
      self->anchor = self->cursor = serial;
    }
  else
    sw_serial_ranges_remove (self->selection, serial, serial + 1);
  return TRUE;
}

/* Keyboard and mouse never come here: they change our selection, which the next frame
 * shows. While that is to come, the tree view does not say what others want. */
static void
shown_selection_changed_cb (SwMessageList *self)
{
  guint n_rows = sw_message_rows_get_n_rows (self->rows);
  gboolean has_changed = FALSE;

  if (self->is_refreshing || self->is_selection_stale)
    return;
  for (guint i = 0; i < n_rows; i++)
    has_changed |= take_over_row (self, i);
  if (!has_changed)
    return;
  selection_changed (self);
  self->is_selection_stale = FALSE;
}

void
sw_message_list_connect_selection (SwMessageList *self)
{
  g_signal_connect_object (gtk_tree_view_get_selection (self->view),
                           "changed",
                           G_CALLBACK (shown_selection_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
}
