/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-list-private.h"

static void
set_selected_serial (SwMessageList *self, guint64 serial)
{
  if (self->selected_serial == serial)
    return;
  self->selected_serial = serial;
  sw_message_list_notify (self, SW_MESSAGE_LIST_PROP_SELECTED_SERIAL);
}

static guint64
count_rows (SwMessageList *self, SwSerialRange range)
{
  return sw_message_list_find_row (self, range.end)
         - sw_message_list_find_row (self, range.first);
}

static guint64
count_selected_rows (SwMessageList *self)
{
  guint64 n_rows = 0;

  for (guint i = 0; i < sw_serial_ranges_get_n_ranges (self->selection); i++)
    n_rows += count_rows (self, sw_serial_ranges_get (self->selection, i));
  return n_rows;
}

static void
update_n_selected (SwMessageList *self)
{
  guint64 n_selected = count_selected_rows (self);

  if (self->n_selected == n_selected)
    return;
  self->n_selected = n_selected;
  sw_message_list_notify (self, SW_MESSAGE_LIST_PROP_N_SELECTED);
}

/* Returns: the newest selected message that has a row, or else of all */
static guint64
find_newest_selected (SwMessageList *self)
{
  guint64 newest = 0;

  for (guint i = sw_serial_ranges_get_n_ranges (self->selection); i > 0; i--)
    {
      SwSerialRange range = sw_serial_ranges_get (self->selection, i - 1);

      if (count_rows (self, range) > 0)
        return sw_message_list_get_serial (self,
                                           sw_message_list_find_row (self, range.end)
                                               - 1);
      newest = MAX (newest, range.end - 1);
    }
  return newest;
}

/* The message to look at is the one under the cursor; if that was just taken out of the
 * selection, the newest that is still in it. */
static void
selection_changed (SwMessageList *self)
{
  update_n_selected (self);
  if (sw_serial_ranges_contains (self->selection, self->cursor))
    set_selected_serial (self, self->cursor);
  else
    set_selected_serial (self, find_newest_selected (self));
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

  if (!sw_message_list_has_row (self, serial))
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

void
sw_message_list_prune_selection (SwMessageList *self)
{
  guint64 selected = self->selected_serial;

  if (count_selected_rows (self) == sw_serial_ranges_count (self->selection)
      || sw_serial_ranges_count (self->selection) == 1)
    return;
  sw_serial_ranges_clear (self->selection);
  if (selected != 0)
    sw_serial_ranges_add (self->selection, selected, selected + 1);
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
  int row = self->cursor != 0 ? sw_message_rows_find (self->rows, self->cursor) : -1;

  if (row < 0)
    {
      gtk_style_context_add_class (style, "cursor-away");
      return;
    }
  gtk_style_context_remove_class (style, "cursor-away");
  path = gtk_tree_path_new_from_indices (row, -1);
  gtk_tree_view_get_cursor (self->view, &shown, NULL);
  if (shown == NULL || gtk_tree_path_compare (path, shown) != 0)
    gtk_tree_view_set_cursor (self->view, path, NULL, FALSE);
}

void
sw_message_list_show_selection (SwMessageList *self)
{
  GtkTreeSelection *shown = gtk_tree_view_get_selection (self->view);
  guint n_rows = sw_message_rows_get_n_rows (self->rows);

  show_cursor (self);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) i, -1);

      if (sw_serial_ranges_contains (self->selection,
                                     sw_message_rows_get_serial (self->rows, i)))
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
  guint64 serial = sw_message_rows_get_serial (self->rows, index);
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
