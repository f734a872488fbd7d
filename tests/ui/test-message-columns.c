/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "message-fixture.h"

#define ALL_AUTOMATIC                                                                    \
  "[('time', true, 0), ('slot', true, 0), ('sender', true, 0), ('size', true, 0), "      \
  "('message', true, 0)]"

typedef struct
{
  GtkWidget *window;
  SwMessageList *list;
  SwMessageLog *log;
  GtkTreeView *view;
  GActionGroup *actions;
  GtkCssProvider *style;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->style = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (),
                                             GTK_STYLE_PROVIDER (fixture->style),
                                             GTK_STYLE_PROVIDER_PRIORITY_USER);
  fixture->log = sw_message_log_new ();
  fixture->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 300);
  fixture->list = SW_MESSAGE_LIST (sw_message_list_new ());
  fixture->actions = sw_message_list_get_column_actions (fixture->list);
  gtk_widget_insert_action_group (fixture->window, "columns", fixture->actions);
  gtk_container_add (GTK_CONTAINER (fixture->window), GTK_WIDGET (fixture->list));
  sw_message_list_set_log (fixture->list, fixture->log);
  fixture->view =
      GTK_TREE_VIEW (fixture_find (GTK_WIDGET (fixture->list), GTK_TYPE_TREE_VIEW));
  gtk_widget_show_all (fixture->window);
  fixture_append (fixture->log, 100);
  fixture_wait_frames (fixture->window, 5);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_style_context_remove_provider_for_screen (gdk_screen_get_default (),
                                                GTK_STYLE_PROVIDER (fixture->style));
  g_object_unref (fixture->style);
  g_object_ref (fixture->list);
  gtk_widget_destroy (fixture->window);
  g_assert_finalize_object (fixture->list);
  g_object_unref (fixture->log);
}

static void
assert_columns (Fixture *fixture, const char *expected)
{
  g_autoptr (GVariant) columns = sw_message_list_dup_columns (fixture->list);
  g_autofree char *text = g_variant_print (columns, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void
set_columns (Fixture *fixture, const char *text)
{
  g_autoptr (GVariant) columns =
      g_variant_parse (G_VARIANT_TYPE ("a(sbi)"), text, NULL, NULL, NULL);

  g_assert_nonnull (columns);
  sw_message_list_set_columns (fixture->list, columns);
  fixture_wait_frames (fixture->window, 3);
}

static void
toggle (Fixture *fixture, const char *name)
{
  g_action_group_activate_action (fixture->actions, name, NULL);
}

static gboolean
is_shown (Fixture *fixture, const char *name)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (fixture->actions, name);

  return g_variant_get_boolean (state);
}

static void
test_unarranged (Fixture *fixture, gconstpointer data)
{
  assert_columns (fixture, ALL_AUTOMATIC);
  set_columns (fixture, "[]");
  assert_columns (fixture, ALL_AUTOMATIC);
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  const char *text = "[('message', true, 300), ('time', false, 0), ('size', true, 90), "
                     "('slot', true, 0), ('sender', false, 120)]";

  set_columns (fixture, text);
  assert_columns (fixture, text);
  g_assert_true (is_shown (fixture, "message"));
  g_assert_false (is_shown (fixture, "time"));
  g_assert_cmpstr (
      gtk_tree_view_column_get_title (gtk_tree_view_get_column (fixture->view, 0)),
      ==,
      "Message");
}

static void
test_nonsense (Fixture *fixture, gconstpointer data)
{
  set_columns (fixture,
               "[('colour', true, 50), ('', true, 1), ('slot', true, -7), "
               "('size', true, 2147483647), ('slot', false, 90)]");
  assert_columns (fixture,
                  "[('slot', true, 0), ('size', true, 0), ('time', true, 0), "
                  "('sender', true, 0), ('message', true, 0)]");
  set_columns (fixture,
               "[('time', false, 0), ('slot', false, 0), ('sender', false, 0), "
               "('size', false, 0), ('message', false, 0)]");
  g_assert_true (is_shown (fixture, "message"));
  g_assert_false (g_action_group_get_action_enabled (fixture->actions, "message"));
}

static void
test_hide (Fixture *fixture, gconstpointer data)
{
  toggle (fixture, "slot");
  g_assert_false (is_shown (fixture, "slot"));
  g_assert_false (
      gtk_tree_view_column_get_visible (gtk_tree_view_get_column (fixture->view, 1)));
  toggle (fixture, "time");
  toggle (fixture, "message");
  toggle (fixture, "size");
  g_assert_true (is_shown (fixture, "sender"));
  /* One has to stay. */
  g_assert_false (g_action_group_get_action_enabled (fixture->actions, "sender"));
  toggle (fixture, "sender");
  g_assert_true (is_shown (fixture, "sender"));
  fixture_wait_frames (fixture->window, 3);
  toggle (fixture, "slot");
  g_assert_true (g_action_group_get_action_enabled (fixture->actions, "sender"));
  g_action_group_activate_action (fixture->actions, "reset", NULL);
  assert_columns (fixture, ALL_AUTOMATIC);
}

static void
test_move_and_resize (Fixture *fixture, gconstpointer data)
{
  GtkTreeViewColumn *time = gtk_tree_view_get_column (fixture->view, 0);
  int width = gtk_tree_view_column_get_fixed_width (time);

  gtk_tree_view_move_column_after (fixture->view,
                                   time,
                                   gtk_tree_view_get_column (fixture->view, 4));
  gtk_tree_view_column_set_fixed_width (time, 222);
  assert_columns (fixture,
                  "[('slot', true, 0), ('sender', true, 0), ('size', true, 0), "
                  "('message', true, 0), ('time', true, 222)]");
  g_action_group_activate_action (fixture->actions, "reset", NULL);
  assert_columns (fixture, ALL_AUTOMATIC);
  g_assert_cmpint (gtk_tree_view_column_get_fixed_width (time), ==, width);
}

/* Widths grow with the font, and are still told from those nobody chose. */
static void
test_font (Fixture *fixture, gconstpointer data)
{
  GtkTreeViewColumn *slot = gtk_tree_view_get_column (fixture->view, 1);
  GtkTreeViewColumn *time = gtk_tree_view_get_column (fixture->view, 0);
  int automatic = gtk_tree_view_column_get_fixed_width (time);

  gtk_tree_view_column_set_fixed_width (slot, 100);
  g_assert_true (gtk_css_provider_load_from_data (fixture->style,
                                                  "treeview { font-size: 300%; }",
                                                  -1,
                                                  NULL));
  fixture_wait_frames (fixture->window, 3);
  g_assert_cmpint (gtk_tree_view_column_get_fixed_width (slot), >, 200);
  g_assert_cmpint (gtk_tree_view_column_get_fixed_width (time), >, 2 * automatic);
  g_action_group_activate_action (fixture->actions, "reset", NULL);
  assert_columns (fixture, ALL_AUTOMATIC);
}

static void
append_old (SwMessageLog *log)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (MailslotAddress) slot = mailslot_address_parse ("test", NULL);
  g_autoptr (MailslotSender) sender = mailslot_sender_new_process (4711, 1000, NULL);
  MailslotRecord record = { .arrival_time_us = G_GINT64_CONSTANT (1577934245123456),
                            .slot = slot,
                            .sender = sender,
                            .payload = (const guint8 *) "old",
                            .size = 3 };

  mailslot_batch_append (batch, &record);
  sw_message_log_append_batch (log, batch);
}

/* The time of a message of another day begins with the date, all of which is shown. */
static void
test_dates (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (PangoLayout) layout =
      gtk_widget_create_pango_layout (GTK_WIDGET (fixture->view),
                                      "2020-01-02 03:04:05.123");
  GtkTreeViewColumn *time = gtk_tree_view_get_column (fixture->view, 0);
  int width;

  append_old (log);
  sw_message_list_set_log (fixture->list, log);
  fixture_wait_frames (fixture->window, 3);
  pango_layout_get_pixel_size (layout, &width, NULL);
  g_assert_cmpint (gtk_tree_view_column_get_fixed_width (time), >, width);
  assert_columns (fixture, ALL_AUTOMATIC);
}

/* A width that a person chose stays. */
static void
test_dates_of_chosen_width (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  GtkTreeViewColumn *time = gtk_tree_view_get_column (fixture->view, 0);

  gtk_tree_view_column_set_fixed_width (time, 99);
  append_old (log);
  sw_message_list_set_log (fixture->list, log);
  fixture_wait_frames (fixture->window, 3);
  g_assert_cmpint (gtk_tree_view_column_get_fixed_width (time), ==, 99);
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
test_menu_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMenu) model = g_menu_new ();
  GtkWidget *title =
      gtk_tree_view_column_get_button (gtk_tree_view_get_column (fixture->view, 2));
  GtkWidget *menu = NULL;
  GList *menus;

  g_menu_append (model, "Sender", "columns.sender");
  sw_message_list_set_column_menu (fixture->list, G_MENU_MODEL (model));
  menus = gtk_menu_get_for_attach_widget (GTK_WIDGET (fixture->view));
  g_assert_cmpuint (g_list_length (menus), ==, 1);
  menu = menus->data;
  gtk_widget_grab_focus (title);
  g_assert_true (gtk_widget_is_focus (title));
  fixture_press_key (fixture->window, GDK_KEY_Menu, 0);
  fixture_wait_until (is_mapped, menu);
  gtk_menu_shell_activate_item (GTK_MENU_SHELL (menu),
                                gtk_menu_shell_get_selected_item (GTK_MENU_SHELL (menu)),
                                TRUE);
  g_assert_false (is_shown (fixture, "sender"));
}

static void
press_title (GtkTreeViewColumn *column)
{
  GdkWindow *window =
      gtk_button_get_event_window (GTK_BUTTON (gtk_tree_view_column_get_button (column)));
  GdkSeat *seat = gdk_display_get_default_seat (gdk_window_get_display (window));
  GdkEvent *event = gdk_event_new (GDK_BUTTON_PRESS);

  event->button.window = g_object_ref (window);
  event->button.button = GDK_BUTTON_SECONDARY;
  event->button.time = GDK_CURRENT_TIME;
  gdk_event_set_device (event, gdk_seat_get_pointer (seat));
  gtk_main_do_event (event);
  gdk_event_free (event);
}

static void
test_menu_of_mouse (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMenu) model = g_menu_new ();
  GList *menus;

  g_menu_append (model, "Sender", "columns.sender");
  sw_message_list_set_column_menu (fixture->list, G_MENU_MODEL (model));
  menus = gtk_menu_get_for_attach_widget (GTK_WIDGET (fixture->view));
  press_title (gtk_tree_view_get_column (fixture->view, 2));
  g_assert_true (gtk_widget_get_visible (menus->data));
  gtk_menu_popdown (menus->data);
}

static void
test_right_to_left (Fixture *fixture, gconstpointer data)
{
  const char *text = "[('message', true, 300), ('time', true, 77), ('size', false, 0), "
                     "('slot', true, 0), ('sender', true, 0)]";

  gtk_widget_set_direction (GTK_WIDGET (fixture->view), GTK_TEXT_DIR_RTL);
  set_columns (fixture, text);
  assert_columns (fixture, text);
}

#define ADD(path, test)                                                                  \
  g_test_add ("/message-columns/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  ADD ("unarranged", test_unarranged);
  ADD ("kept", test_kept);
  ADD ("nonsense-is-harmless", test_nonsense);
  ADD ("hide-and-show", test_hide);
  ADD ("move-and-resize", test_move_and_resize);
  ADD ("dates", test_dates);
  ADD ("dates-of-a-chosen-width", test_dates_of_chosen_width);
  ADD ("font", test_font);
  ADD ("menu-key", test_menu_key);
  ADD ("menu-of-the-mouse", test_menu_of_mouse);
  ADD ("right-to-left", test_right_to_left);
  return g_test_run ();
}
