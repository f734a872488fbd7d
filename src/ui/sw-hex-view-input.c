/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-hex-view-private.h"

#include <glib/gi18n-lib.h>

#include "payload/sw-hex.h"

gboolean
sw_hex_view_get_selection (SwHexView *self, gsize *first, gsize *n_bytes)
{
  g_return_val_if_fail (SW_IS_HEX_VIEW (self), FALSE);

  *first = MIN (self->cursor, self->anchor);
  *n_bytes = self->has_selection ? MAX (self->cursor, self->anchor) - *first + 1 : 0;
  return self->has_selection;
}

void
sw_hex_view_select (SwHexView *self, gsize first, gsize n_bytes)
{
  gsize size;

  g_return_if_fail (SW_IS_HEX_VIEW (self));
  g_return_if_fail (n_bytes > 0);

  sw_hex_view_get_data (self, &size);
  if (first >= size)
    return;
  self->anchor = first;
  self->cursor = first + MIN (n_bytes, size - first) - 1;
  self->has_selection = TRUE;
  sw_hex_view_scroll_to_byte (self, first);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
sw_hex_view_select_all (SwHexView *self)
{
  gsize size;

  g_return_if_fail (SW_IS_HEX_VIEW (self));

  sw_hex_view_get_data (self, &size);
  if (size == 0)
    return;
  self->anchor = 0;
  self->cursor = size - 1;
  self->has_selection = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
sw_hex_view_copy (SwHexView *self)
{
  g_autofree char *text = NULL;
  const guint8 *data;
  gsize n_bytes;
  gsize first;
  gsize size;

  g_return_if_fail (SW_IS_HEX_VIEW (self));

  if (!sw_hex_view_get_selection (self, &first, &n_bytes))
    return;
  data = sw_hex_view_get_data (self, &size);
  text = sw_hex_format (data + first, n_bytes, " ");
  gtk_clipboard_set_text (
      gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD),
      text,
      -1);
}

static void
move_to (SwHexView *self, gsize offset, gboolean extend)
{
  self->cursor = offset;
  if (!extend)
    self->anchor = offset;
  self->has_selection = extend;
  sw_hex_view_scroll_to_byte (self, offset);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gsize
get_page_bytes (SwHexView *self)
{
  int n_lines = gtk_widget_get_allocated_height (GTK_WIDGET (self)) / self->line_height;

  return (gsize) MAX (1, n_lines - 2) * SW_HEX_BYTES_PER_LINE;
}

static gsize
back (gsize cursor, gsize n_bytes)
{
  /* Up in the first lines keeps the column. */
  return cursor >= n_bytes ? cursor - n_bytes : cursor % SW_HEX_BYTES_PER_LINE;
}

/* Returns where a key takes the cursor, not yet held back by the end, or FALSE if it is
 * no key of ours. */
static gboolean
get_target (SwHexView *self, guint key, gboolean is_whole, gsize *target)
{
  gsize cursor = self->cursor;
  gsize column = cursor % SW_HEX_BYTES_PER_LINE;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      *target = cursor > 0 ? cursor - 1 : 0;
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      *target = cursor + 1;
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      *target = back (cursor, SW_HEX_BYTES_PER_LINE);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      *target = cursor + SW_HEX_BYTES_PER_LINE;
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      *target = back (cursor, get_page_bytes (self));
      return TRUE;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      *target = cursor + get_page_bytes (self);
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      *target = is_whole ? 0 : cursor - column;
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      *target = is_whole ? G_MAXSIZE : cursor - column + SW_HEX_BYTES_PER_LINE - 1;
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
press_command_key (SwHexView *self, guint key)
{
  switch (key)
    {
    case GDK_KEY_a:
    case GDK_KEY_A:
      sw_hex_view_select_all (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_c:
    case GDK_KEY_C:
    case GDK_KEY_Insert:
      sw_hex_view_copy (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

gboolean
sw_hex_view_key_press_event (GtkWidget *widget, GdkEventKey *event)
{
  SwHexView *self = SW_HEX_VIEW (widget);
  GdkModifierType command =
      gtk_widget_get_modifier_mask (widget, GDK_MODIFIER_INTENT_PRIMARY_ACCELERATOR);
  gboolean has_command = (event->state & command) != 0;
  gsize target;
  gsize size;

  sw_hex_view_get_data (self, &size);
  if (size == 0)
    return GDK_EVENT_PROPAGATE;
  if (get_target (self, event->keyval, has_command, &target))
    {
      move_to (self, MIN (target, size - 1), (event->state & GDK_SHIFT_MASK) != 0);
      return GDK_EVENT_STOP;
    }
  return has_command ? press_command_key (self, event->keyval) : GDK_EVENT_PROPAGATE;
}

static GtkWidget *
make_menu (SwHexView *self)
{
  GtkWidget *menu = gtk_menu_new ();
  GtkWidget *copy = gtk_menu_item_new_with_mnemonic (_ ("_Copy as Hex"));
  GtkWidget *select_all = gtk_menu_item_new_with_mnemonic (_ ("Select _All"));

  gtk_widget_set_sensitive (copy, self->has_selection);
  g_signal_connect_object (copy,
                           "activate",
                           G_CALLBACK (sw_hex_view_copy),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (select_all,
                           "activate",
                           G_CALLBACK (sw_hex_view_select_all),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_menu_shell_append (GTK_MENU_SHELL (menu), copy);
  gtk_menu_shell_append (GTK_MENU_SHELL (menu), select_all);
  gtk_widget_show_all (menu);
  gtk_menu_attach_to_widget (GTK_MENU (menu), GTK_WIDGET (self), NULL);
  g_signal_connect (menu, "selection-done", G_CALLBACK (gtk_widget_destroy), NULL);
  return menu;
}

gboolean
sw_hex_view_popup_menu (GtkWidget *widget)
{
  SwHexView *self = SW_HEX_VIEW (widget);
  GtkWidget *menu;
  GdkRectangle area;

  if (self->bytes == NULL)
    return FALSE;
  menu = make_menu (self);
  sw_hex_view_get_byte_area (self, self->cursor, &area);
  gtk_menu_popup_at_rect (GTK_MENU (menu),
                          gtk_widget_get_window (widget),
                          &area,
                          GDK_GRAVITY_SOUTH_WEST,
                          GDK_GRAVITY_NORTH_WEST,
                          NULL);
  gtk_menu_shell_select_first (GTK_MENU_SHELL (menu), FALSE);
  return TRUE;
}

gboolean
sw_hex_view_button_press_event (GtkWidget *widget, GdkEventButton *event)
{
  SwHexView *self = SW_HEX_VIEW (widget);
  gsize size;

  gtk_widget_grab_focus (widget);
  sw_hex_view_get_data (self, &size);
  if (size == 0)
    return GDK_EVENT_STOP;
  if (gdk_event_triggers_context_menu ((GdkEvent *) event))
    gtk_menu_popup_at_pointer (GTK_MENU (make_menu (self)), (GdkEvent *) event);
  else if (event->button == GDK_BUTTON_PRIMARY && event->type == GDK_BUTTON_PRESS)
    {
      self->is_dragging = TRUE;
      move_to (self,
               sw_hex_view_get_byte_at (self, event->x, event->y),
               (event->state & GDK_SHIFT_MASK) != 0);
    }
  return GDK_EVENT_STOP;
}

gboolean
sw_hex_view_button_release_event (GtkWidget *widget, GdkEventButton *event)
{
  SW_HEX_VIEW (widget)->is_dragging = FALSE;
  return GDK_EVENT_PROPAGATE;
}

gboolean
sw_hex_view_motion_notify_event (GtkWidget *widget, GdkEventMotion *event)
{
  SwHexView *self = SW_HEX_VIEW (widget);
  gsize target;

  if (!self->is_dragging || self->bytes == NULL)
    return GDK_EVENT_PROPAGATE;
  target = sw_hex_view_get_byte_at (self, event->x, event->y);
  if (target != self->cursor)
    move_to (self, target, TRUE);
  return GDK_EVENT_STOP;
}
