/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-list-private.h"

#include <math.h>

/* Who stops the wheel for longer begins anew. */
#define WHEEL_BREAK_MS 1000

/* The view knows only the rows on screen, so none of its own reactions is right: every
 * signal of its key bindings and every click in its rows is answered here and goes no
 * further. */

static void
get_modifiers (SwMessageList *self, gboolean *extend, gboolean *modify)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GdkModifierType state = 0;

  gtk_get_current_event_state (&state);
  *extend =
      (state & gtk_widget_get_modifier_mask (view, GDK_MODIFIER_INTENT_EXTEND_SELECTION))
      != 0;
  *modify =
      (state & gtk_widget_get_modifier_mask (view, GDK_MODIFIER_INTENT_MODIFY_SELECTION))
      != 0;
}

/* Where the cursor starts when there is none. */
static guint64
get_start (SwMessageList *self, int count)
{
  guint n_rows = sw_message_rows_get_n_rows (self->rows);
  guint n_whole = MIN (n_rows, (guint) self->page);

  return sw_message_rows_get_serial (self->rows,
                                     count > 0 || n_whole == 0 ? 0 : n_whole - 1);
}

static guint64
get_target (SwMessageList *self, GtkMovementStep step, int count)
{
  guint64 last = sw_message_list_get_n_rows (self) - 1;
  gint64 n_rows = count;
  guint64 row;

  if (step == GTK_MOVEMENT_BUFFER_ENDS)
    return sw_message_list_get_serial (self, count < 0 ? 0 : last);
  if (self->cursor == 0)
    return get_start (self, count);
  if (step == GTK_MOVEMENT_PAGES)
    n_rows *= MAX (1, (gint64) self->page - 1);
  row = MIN (sw_message_list_find_row (self, self->cursor), last);
  if (n_rows < 0)
    row -= MIN ((guint64) -n_rows, row);
  else
    row += MIN ((guint64) n_rows, last - row);
  return sw_message_list_get_serial (self, row);
}

static gboolean
move_cursor_cb (GtkTreeView *view, GtkMovementStep step, int count, SwMessageList *self)
{
  gboolean is_vertical = step == GTK_MOVEMENT_DISPLAY_LINES || step == GTK_MOVEMENT_PAGES
                         || step == GTK_MOVEMENT_BUFFER_ENDS;
  gboolean extend;
  gboolean modify;
  guint64 target;

  g_signal_stop_emission_by_name (view, "move-cursor");
  if (!is_vertical || sw_message_list_get_n_rows (self) == 0)
    return FALSE;
  get_modifiers (self, &extend, &modify);
  target = get_target (self, step, count);
  if (extend)
    sw_message_list_extend_to (self, target, modify);
  else if (modify)
    sw_message_list_move_cursor_to (self, target);
  else
    sw_message_list_select_one (self, target);
  sw_message_list_scroll_into_view (self, target);
  return TRUE;
}

static gboolean
select_all_cb (GtkTreeView *view, SwMessageList *self)
{
  g_signal_stop_emission_by_name (view, "select-all");
  sw_message_list_select_all (self);
  return TRUE;
}

static gboolean
unselect_all_cb (GtkTreeView *view, SwMessageList *self)
{
  g_signal_stop_emission_by_name (view, "unselect-all");
  sw_message_list_unselect_all (self);
  return TRUE;
}

static gboolean
toggle_cursor_row_cb (GtkTreeView *view, SwMessageList *self)
{
  g_signal_stop_emission_by_name (view, "toggle-cursor-row");
  if (self->cursor != 0)
    sw_message_list_toggle_one (self, self->cursor);
  return TRUE;
}

static gboolean
select_cursor_row_cb (GtkTreeView *view, gboolean start_editing, SwMessageList *self)
{
  g_signal_stop_emission_by_name (view, "select-cursor-row");
  if (self->cursor != 0)
    sw_message_list_select_one (self, self->cursor);
  return TRUE;
}

static gboolean
ignore_select_cursor_parent_cb (GtkTreeView *view, SwMessageList *self)
{
  g_signal_stop_emission_by_name (view, "select-cursor-parent");
  return FALSE;
}

static gboolean
ignore_interactive_search_cb (GtkTreeView *view, SwMessageList *self)
{
  g_signal_stop_emission_by_name (view, "start-interactive-search");
  return FALSE;
}

/* Returns the message at @y of the rows, or 0 below the last one. */
static guint64
get_serial_at (SwMessageList *self, double y)
{
  GtkTreePath *path = NULL;
  guint64 serial;

  if (!gtk_tree_view_get_path_at_pos (self->view, 1, (int) y, &path, NULL, NULL, NULL))
    return 0;
  serial = sw_message_rows_get_serial (self->rows,
                                       (guint) gtk_tree_path_get_indices (path)[0]);
  gtk_tree_path_free (path);
  return serial;
}

static void
click_row (SwMessageList *self, guint64 serial)
{
  gboolean extend;
  gboolean modify;

  get_modifiers (self, &extend, &modify);
  if (extend)
    sw_message_list_extend_to (self, serial, modify);
  else if (modify)
    sw_message_list_toggle_one (self, serial);
  else
    sw_message_list_select_one (self, serial);
}

static void
popup_menu_at (SwMessageList *self, guint64 serial, const GdkEvent *event)
{
  if (serial != 0 && !sw_serial_ranges_contains (self->selection, serial))
    sw_message_list_select_one (self, serial);
  if (self->menu != NULL)
    gtk_menu_popup_at_pointer (GTK_MENU (self->menu), event);
}

static gboolean
button_press_event_cb (GtkTreeView *view, GdkEventButton *event, SwMessageList *self)
{
  guint64 serial;

  if (event->window != gtk_tree_view_get_bin_window (view))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (view));
  serial = get_serial_at (self, event->y);
  if (gdk_event_triggers_context_menu ((GdkEvent *) event))
    popup_menu_at (self, serial, (GdkEvent *) event);
  else if (event->button == GDK_BUTTON_PRIMARY && event->type == GDK_BUTTON_PRESS
           && serial != 0)
    click_row (self, serial);
  return GDK_EVENT_STOP;
}

/* The Menu key: the menu belongs to the cursor, or to the list if that is scrolled out.
 */
static gboolean
popup_menu_cb (GtkWidget *view, SwMessageList *self)
{
  GtkTreeView *tree = GTK_TREE_VIEW (view);
  GdkWindow *window = gtk_tree_view_get_bin_window (tree);
  g_autoptr (GtkTreePath) path = NULL;
  GdkRectangle area = { 0, 0, 1, 1 };

  if (self->menu == NULL)
    return FALSE;
  if (self->cursor != 0 && sw_message_list_is_in_view (self, self->cursor))
    gtk_tree_view_get_cursor (tree, &path, NULL);
  if (path != NULL)
    gtk_tree_view_get_cell_area (tree, path, gtk_tree_view_get_column (tree, 0), &area);
  gtk_menu_popup_at_rect (GTK_MENU (self->menu),
                          window,
                          &area,
                          GDK_GRAVITY_SOUTH_WEST,
                          GDK_GRAVITY_NORTH_WEST,
                          NULL);
  gtk_menu_shell_select_first (GTK_MENU_SHELL (self->menu), FALSE);
  return TRUE;
}

/* In a flood the end runs away from every wheel. Who turns it without a break means the
 * end that was to be seen when that began. */
static void
scroll_by_wheel (SwMessageList *self, double n_rows, guint32 time_ms)
{
  if (self->wheel_end == 0 || time_ms - self->wheel_time_ms > WHEEL_BREAK_MS)
    self->wheel_end =
        self->is_following ? self->seen_end : sw_message_list_get_range (self).end;
  self->wheel_time_ms = time_ms;
  sw_message_list_scroll_by (self, n_rows);
  if (n_rows > 0 && sw_message_list_shows_end (self, self->wheel_end))
    sw_message_list_scroll_to_end (self);
}

/* A notch of a wheel goes as far as in every scrolled window of GTK. */
static gboolean
scroll_event_cb (GtkWidget *view, GdkEventScroll *event, SwMessageList *self)
{
  double notch = pow (self->page * self->row_height, 2.0 / 3.0) / self->row_height;
  GdkScrollDirection direction = GDK_SCROLL_SMOOTH;
  double dx = 0;
  double dy = 0;

  if (event->state & GDK_SHIFT_MASK)
    return GDK_EVENT_PROPAGATE;
  if (gdk_event_get_scroll_direction ((GdkEvent *) event, &direction))
    dy = direction == GDK_SCROLL_UP ? -1 : direction == GDK_SCROLL_DOWN ? 1 : 0;
  else
    gdk_event_get_scroll_deltas ((GdkEvent *) event, &dx, &dy);
  if (fabs (dy) <= fabs (dx))
    return GDK_EVENT_PROPAGATE; /* sideways: the scrolled window around the view */
  scroll_by_wheel (self, dy * notch, event->time);
  return GDK_EVENT_STOP;
}

static const struct
{
  const char *signal;
  GCallback callback;
} handlers[] = {
  { "move-cursor", G_CALLBACK (move_cursor_cb) },
  { "select-all", G_CALLBACK (select_all_cb) },
  { "unselect-all", G_CALLBACK (unselect_all_cb) },
  { "toggle-cursor-row", G_CALLBACK (toggle_cursor_row_cb) },
  { "select-cursor-row", G_CALLBACK (select_cursor_row_cb) },
  { "select-cursor-parent", G_CALLBACK (ignore_select_cursor_parent_cb) },
  { "start-interactive-search", G_CALLBACK (ignore_interactive_search_cb) },
  { "button-press-event", G_CALLBACK (button_press_event_cb) },
  { "popup-menu", G_CALLBACK (popup_menu_cb) },
  { "scroll-event", G_CALLBACK (scroll_event_cb) },
};

void
sw_message_list_connect_input (SwMessageList *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->view,
                             handlers[i].signal,
                             handlers[i].callback,
                             self,
                             0);
}
