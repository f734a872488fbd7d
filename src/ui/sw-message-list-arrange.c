/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-list-private.h"

/* Order, widths and which columns are shown, as a person arranged them. */

#define COLUMNS_TYPE "a(sbi)"

/* A width that no person chose */
#define AUTOMATIC_WIDTH 0

/* More is a broken setting. */
#define MAX_WIDTH 10000

/* What a column is called in the settings and as an action */
static const char *const ids[SW_MESSAGE_LIST_N_COLUMNS] = { "time",
                                                            "slot",
                                                            "sender",
                                                            "size",
                                                            "message" };

/* Returns: its index, or -1 */
static int
find_id (const char *id)
{
  for (int i = 0; i < SW_MESSAGE_LIST_N_COLUMNS; i++)
    if (g_str_equal (ids[i], id))
      return i;
  return -1;
}

static int
find_column (SwMessageList *self, GtkTreeViewColumn *column)
{
  for (int i = 0; i < SW_MESSAGE_LIST_N_COLUMNS; i++)
    if (self->columns[i] == column)
      return i;
  g_return_val_if_reached (-1);
}

static GAction *
get_action (SwMessageList *self, const char *name)
{
  return g_action_map_lookup_action (G_ACTION_MAP (self->column_actions), name);
}

static guint
count_shown (SwMessageList *self)
{
  guint n_shown = 0;

  for (int i = 0; i < SW_MESSAGE_LIST_N_COLUMNS; i++)
    n_shown += gtk_tree_view_column_get_visible (self->columns[i]) ? 1 : 0;
  return n_shown;
}

/* The last column that is shown cannot be hidden: nothing would be left to right-click.
 */
static void
update_actions (SwMessageList *self)
{
  guint n_shown = count_shown (self);

  for (int i = 0; i < SW_MESSAGE_LIST_N_COLUMNS; i++)
    {
      GSimpleAction *action = G_SIMPLE_ACTION (get_action (self, ids[i]));
      gboolean is_shown = gtk_tree_view_column_get_visible (self->columns[i]);

      g_simple_action_set_state (action, g_variant_new_boolean (is_shown));
      g_simple_action_set_enabled (action, !is_shown || n_shown > 1);
    }
}

static void
show_column_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  SwMessageList *self = data;
  int i = find_id (g_action_get_name (G_ACTION (action)));

  gtk_tree_view_column_set_visible (self->columns[i], g_variant_get_boolean (state));
  update_actions (self);
}

/* ---- Keeping an arrangement ---- */

GVariant *
sw_message_list_dup_columns (SwMessageList *self)
{
  g_autoptr (GList) columns = NULL;
  GVariantBuilder builder;

  g_return_val_if_fail (SW_IS_MESSAGE_LIST (self), NULL);

  columns = gtk_tree_view_get_columns (self->view);
  g_variant_builder_init (&builder, G_VARIANT_TYPE (COLUMNS_TYPE));
  for (GList *item = columns; item != NULL; item = item->next)
    {
      int i = find_column (self, item->data);

      g_variant_builder_add (&builder,
                             "(sbi)",
                             ids[i],
                             gtk_tree_view_column_get_visible (item->data),
                             self->is_resized[i]
                                 ? gtk_tree_view_column_get_fixed_width (item->data)
                                 : AUTOMATIC_WIDTH);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
move_column (SwMessageList *self, int i, int *after)
{
  GtkTreeViewColumn *base = *after >= 0 ? self->columns[*after] : NULL;

  gtk_tree_view_move_column_after (self->view, self->columns[i], base);
  *after = i;
}

static void
set_column (SwMessageList *self, int i, gboolean is_shown, int width)
{
  gtk_tree_view_column_set_visible (self->columns[i], is_shown);
  sw_message_list_set_column_width (self, i, width > 0 && width <= MAX_WIDTH ? width : 0);
}

/* Columns that are not named follow those that are, as they are when nobody has arranged
 * anything; a column that is named twice is where it was named first. */
void
sw_message_list_set_columns (SwMessageList *self, GVariant *columns)
{
  gboolean is_named[SW_MESSAGE_LIST_N_COLUMNS] = { FALSE };
  GVariantIter iter;
  const char *id;
  gboolean is_shown;
  int width;
  int last = -1;

  g_return_if_fail (SW_IS_MESSAGE_LIST (self));
  g_return_if_fail (g_variant_is_of_type (columns, G_VARIANT_TYPE (COLUMNS_TYPE)));

  g_variant_iter_init (&iter, columns);
  while (g_variant_iter_next (&iter, "(&sbi)", &id, &is_shown, &width))
    {
      int i = find_id (id);

      if (i < 0 || is_named[i])
        continue;
      is_named[i] = TRUE;
      move_column (self, i, &last);
      set_column (self, i, is_shown, width);
    }
  for (int i = 0; i < SW_MESSAGE_LIST_N_COLUMNS; i++)
    if (!is_named[i])
      {
        move_column (self, i, &last);
        set_column (self, i, TRUE, AUTOMATIC_WIDTH);
      }
  if (count_shown (self) == 0)
    gtk_tree_view_column_set_visible (self->columns[find_id ("message")], TRUE);
  update_actions (self);
}

static void
reset_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GVariant) none =
      g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("(sbi)"), NULL, 0));

  sw_message_list_set_columns (data, none);
}

/* ---- The menu of the titles ---- */

static void
popup_menu_at (SwMessageList *self, GtkWidget *title, const GdkEvent *event)
{
  if (event != NULL)
    gtk_menu_popup_at_pointer (GTK_MENU (self->column_menu), event);
  else
    gtk_menu_popup_at_widget (GTK_MENU (self->column_menu),
                              title,
                              GDK_GRAVITY_SOUTH_WEST,
                              GDK_GRAVITY_NORTH_WEST,
                              NULL);
}

/* Titles that nobody can press keep the mouse from whoever connects to their signals, so
 * their events are taken before they get there. */
static void
title_pressed_cb (SwMessageList *self,
                  int n_presses,
                  double x,
                  double y,
                  GtkGesture *gesture)
{
  const GdkEvent *event = gtk_gesture_get_last_event (gesture, NULL);

  if (self->column_menu == NULL || !gdk_event_triggers_context_menu (event))
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  popup_menu_at (self,
                 gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)),
                 event);
}

static gboolean
title_menu_key_cb (GtkWidget *title, SwMessageList *self)
{
  if (self->column_menu == NULL)
    return FALSE;
  popup_menu_at (self, title, NULL);
  gtk_menu_shell_select_first (GTK_MENU_SHELL (self->column_menu), FALSE);
  return TRUE;
}

void
sw_message_list_set_column_menu (SwMessageList *self, GMenuModel *menu)
{
  g_return_if_fail (SW_IS_MESSAGE_LIST (self));

  g_clear_pointer (&self->column_menu, gtk_widget_destroy);
  if (menu == NULL)
    return;
  self->column_menu = gtk_menu_new_from_model (menu);
  gtk_menu_attach_to_widget (GTK_MENU (self->column_menu), GTK_WIDGET (self->view), NULL);
}

GActionGroup *
sw_message_list_get_column_actions (SwMessageList *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LIST (self), NULL);

  return G_ACTION_GROUP (self->column_actions);
}

static void
connect_title (SwMessageList *self, GtkTreeViewColumn *column)
{
  GtkWidget *title = gtk_tree_view_column_get_button (column);
  GtkGesture *gesture = gtk_gesture_multi_press_new (title);

  g_object_set_data_full (G_OBJECT (title), "menu-gesture", gesture, g_object_unref);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture),
                                              GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture,
                           "pressed",
                           G_CALLBACK (title_pressed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (title, "popup-menu", G_CALLBACK (title_menu_key_cb), self, 0);
}

void
sw_message_list_init_arrangement (SwMessageList *self)
{
  static const GActionEntry reset[] = { { "reset", reset_cb } };

  self->column_actions = g_simple_action_group_new ();
  for (int i = 0; i < SW_MESSAGE_LIST_N_COLUMNS; i++)
    {
      const GActionEntry entry = { ids[i], NULL, NULL, "true", show_column_cb };

      g_action_map_add_action_entries (G_ACTION_MAP (self->column_actions),
                                       &entry,
                                       1,
                                       self);
      connect_title (self, self->columns[i]);
    }
  g_action_map_add_action_entries (G_ACTION_MAP (self->column_actions),
                                   reset,
                                   G_N_ELEMENTS (reset),
                                   self);
}
