/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "message-fixture.h"
#include "ui/sw-message-rows.h"

#include <string.h>

#define N_MANY 1000000
#define BATCH 1000

typedef struct
{
  GtkWidget *window;
  SwMessageList *list;
  SwMessageLog *log;
  GtkTreeView *view;
  GtkTreeModel *model;
  GtkAdjustment *adjustment;
  GtkRevealer *pill;

  guint64 serial; /* what a condition waits for */
  guint n_signals;
  guint n_frames;
} Fixture;

/* The scrollbar of the list, not those of the scrolled window inside it. */
static GtkAdjustment *
find_adjustment (SwMessageList *list)
{
  GtkContainer *box = GTK_CONTAINER (gtk_bin_get_child (GTK_BIN (list)));
  g_autoptr (GList) children = gtk_container_get_children (box);

  return gtk_range_get_adjustment (GTK_RANGE (g_list_last (children)->data));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->log = sw_message_log_new ();
  sw_message_log_set_limits (fixture->log, 2 * N_MANY, G_MAXUINT64);
  fixture->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 400);
  fixture->list = SW_MESSAGE_LIST (sw_message_list_new ());
  gtk_container_add (GTK_CONTAINER (fixture->window), GTK_WIDGET (fixture->list));
  sw_message_list_set_log (fixture->list, fixture->log);
  fixture->view =
      GTK_TREE_VIEW (fixture_find (GTK_WIDGET (fixture->list), GTK_TYPE_TREE_VIEW));
  fixture->model = gtk_tree_view_get_model (fixture->view);
  fixture->pill =
      GTK_REVEALER (fixture_find (GTK_WIDGET (fixture->list), GTK_TYPE_REVEALER));
  fixture->adjustment = find_adjustment (fixture->list);
  gtk_widget_show_all (fixture->window);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  fixture_wait_frames (fixture->window, 3);
}

/* What is shown, at a height from 0 (top) to 1 (bottom) of the rows on screen; 0 if there
 * is no row. */
static guint64
get_serial_at (Fixture *fixture, double height)
{
  g_autoptr (GtkTreePath) path = NULL;
  GdkRectangle area;
  GtkTreeIter iter;
  guint64 serial;
  int x;
  int y;

  gtk_tree_view_get_visible_rect (fixture->view, &area);
  gtk_tree_view_convert_tree_to_bin_window_coords (
      fixture->view,
      1,
      area.y + (int) (height * (area.height - 1)),
      &x,
      &y);
  if (!gtk_tree_view_get_path_at_pos (fixture->view, x, y, &path, NULL, NULL, NULL))
    return 0;
  g_assert_true (gtk_tree_model_get_iter (fixture->model, &iter, path));
  gtk_tree_model_get (fixture->model, &iter, SW_MESSAGE_COLUMN_SERIAL, &serial, -1);
  return serial;
}

static gboolean
has_serial_at_bottom (gpointer data)
{
  Fixture *fixture = data;

  return get_serial_at (fixture, 1) == fixture->serial;
}

static gboolean
has_serial_at_top (gpointer data)
{
  Fixture *fixture = data;

  return get_serial_at (fixture, 0) == fixture->serial;
}

static void
wait_for_bottom (Fixture *fixture, guint64 serial)
{
  fixture->serial = serial;
  fixture_wait_until (has_serial_at_bottom, fixture);
}

static void
wait_for_top (Fixture *fixture, guint64 serial)
{
  fixture->serial = serial;
  fixture_wait_until (has_serial_at_top, fixture);
}

static void
append_and_wait (Fixture *fixture, guint n_messages)
{
  fixture_append (fixture->log, n_messages);
  wait_for_bottom (fixture, sw_message_log_get_end_serial (fixture->log) - 1);
}

static void
settle (Fixture *fixture)
{
  fixture_wait_frames (fixture->window, 5);
}

/* Also that nothing of the list outlives it: no frame callback, no handler of the log. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->list);
  gtk_widget_destroy (fixture->window);
  g_assert_finalize_object (fixture->list);
  fixture_append (fixture->log, 1);
  g_assert_finalize_object (fixture->log);
}

static void
assert_selected (Fixture *fixture, const char *expected)
{
  GtkTreeSelection *selection = gtk_tree_view_get_selection (fixture->view);
  g_autoptr (GString) serials = g_string_new (NULL);
  GtkTreeIter iter;
  gboolean has_row = gtk_tree_model_get_iter_first (fixture->model, &iter);

  for (; has_row; has_row = gtk_tree_model_iter_next (fixture->model, &iter))
    {
      guint64 serial;

      if (!gtk_tree_selection_iter_is_selected (selection, &iter))
        continue;
      gtk_tree_model_get (fixture->model, &iter, SW_MESSAGE_COLUMN_SERIAL, &serial, -1);
      g_string_append_printf (serials, "%" G_GUINT64_FORMAT " ", serial);
    }
  g_assert_cmpstr (serials->str, ==, expected);
}

static void
press (Fixture *fixture, guint key, GdkModifierType state)
{
  fixture_press_key (fixture->window, key, state);
  settle (fixture);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (gtk_tree_model_iter_n_children (fixture->model, NULL), ==, 0);
  g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list), ==, 0);
  g_assert_true (sw_message_list_get_following (fixture->list));
  press (fixture, GDK_KEY_Down, 0);
  press (fixture, GDK_KEY_End, 0);
  press (fixture, GDK_KEY_a, GDK_CONTROL_MASK);
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, 0);
  g_assert_cmpuint (sw_message_list_copy (fixture->list, SW_COPY_TEXT), ==, 0);
}

static void
test_a_few_start_at_the_top (Fixture *fixture, gconstpointer data)
{
  fixture_append (fixture->log, 3);
  wait_for_top (fixture, 1);
  settle (fixture);
  g_assert_cmpint (gtk_tree_model_iter_n_children (fixture->model, NULL), ==, 3);
  g_assert_cmpuint (get_serial_at (fixture, 0.99), ==, 0);
}

static void
count_signal_cb (Fixture *fixture)
{
  fixture->n_signals++;
}

static gboolean
count_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  ((Fixture *) data)->n_frames++;
  return G_SOURCE_CONTINUE;
}

static void
append_many (Fixture *fixture)
{
  for (int i = 0; i < N_MANY / BATCH; i++)
    {
      fixture_append (fixture->log, BATCH);
      g_main_context_iteration (NULL, FALSE);
    }
  wait_for_bottom (fixture, N_MANY);
  settle (fixture);
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  append_many (fixture);
  g_assert_cmpfloat (gtk_adjustment_get_upper (fixture->adjustment), ==, N_MANY);

  gtk_adjustment_set_value (fixture->adjustment, 0);
  wait_for_top (fixture, 1);
  gtk_adjustment_set_value (fixture->adjustment, 499999);
  wait_for_top (fixture, 500000);
  gtk_adjustment_set_value (fixture->adjustment, 12345.5);
  wait_for_top (fixture, 12346);
  settle (fixture);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (fixture->adjustment),
                                  12345.5,
                                  0.05);
  gtk_adjustment_set_value (fixture->adjustment, N_MANY);
  wait_for_bottom (fixture, N_MANY);
}

/* What the view costs goes by the frames, not by the messages. */
static void
test_signals_go_by_frames (Fixture *fixture, gconstpointer data)
{
  const char *const names[] = { "row-inserted", "row-changed", "row-deleted" };
  guint n_rows;

  append_and_wait (fixture, 100);
  settle (fixture);
  n_rows = (guint) gtk_tree_model_iter_n_children (fixture->model, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_connect_swapped (fixture->model,
                              names[i],
                              G_CALLBACK (count_signal_cb),
                              fixture);
  gtk_widget_add_tick_callback (fixture->window, count_frame_cb, fixture, NULL);
  for (int i = 0; i < N_MANY / BATCH; i++)
    {
      fixture_append (fixture->log, BATCH);
      g_main_context_iteration (NULL, FALSE);
    }
  wait_for_bottom (fixture, N_MANY + 100);
  g_signal_handlers_disconnect_by_func (fixture->model, count_signal_cb, fixture);
  g_test_message ("%u signals, %u frames, %u rows on screen",
                  fixture->n_signals,
                  fixture->n_frames,
                  n_rows);
  g_assert_cmpuint (fixture->n_signals, <=, (fixture->n_frames + 1) * (n_rows + 2));
  g_assert_cmpuint (fixture->n_signals, <, N_MANY / 10);
}

static void
test_follows_until_scrolled_up (Fixture *fixture, gconstpointer data)
{
  GtkButton *button =
      GTK_BUTTON (fixture_find (GTK_WIDGET (fixture->pill), GTK_TYPE_BUTTON));

  append_and_wait (fixture, 500);
  append_and_wait (fixture, 1);
  gtk_adjustment_set_value (fixture->adjustment, 100);
  wait_for_top (fixture, 101);
  g_assert_false (sw_message_list_get_following (fixture->list));
  g_assert_false (gtk_revealer_get_reveal_child (fixture->pill));

  fixture_append (fixture->log, 1);
  settle (fixture);
  g_assert_cmpstr (gtk_button_get_label (button), ==, "1 new message");
  fixture_append (fixture->log, 19);
  settle (fixture);
  g_assert_cmpuint (get_serial_at (fixture, 0), ==, 101);
  g_assert_cmpuint (sw_message_list_get_n_unseen (fixture->list), ==, 20);
  g_assert_true (gtk_revealer_get_reveal_child (fixture->pill));
  g_assert_cmpstr (gtk_button_get_label (button), ==, "20 new messages");

  gtk_button_clicked (button);
  wait_for_bottom (fixture, 521);
  settle (fixture);
  g_assert_true (sw_message_list_get_following (fixture->list));
  g_assert_cmpuint (sw_message_list_get_n_unseen (fixture->list), ==, 0);
  g_assert_false (gtk_revealer_get_reveal_child (fixture->pill));
  append_and_wait (fixture, 10);
}

static void
test_scrolling_to_the_end_follows (Fixture *fixture, gconstpointer data)
{
  append_and_wait (fixture, 500);
  gtk_adjustment_set_value (fixture->adjustment, 100);
  settle (fixture);
  gtk_adjustment_set_value (fixture->adjustment, 500);
  settle (fixture);
  g_assert_true (sw_message_list_get_following (fixture->list));
  append_and_wait (fixture, 10);

  press (fixture, GDK_KEY_Home, 0);
  g_assert_cmpuint (get_serial_at (fixture, 0), ==, 1);
  g_assert_false (sw_message_list_get_following (fixture->list));
  press (fixture, GDK_KEY_End, 0);
  g_assert_true (sw_message_list_get_following (fixture->list));
  append_and_wait (fixture, 10);
}

/* In a flood there always are messages that the scrollbar does not know of yet. */
static void
test_the_end_of_the_bar_follows (Fixture *fixture, gconstpointer data)
{
  append_and_wait (fixture, 500);
  gtk_adjustment_set_value (fixture->adjustment, 100);
  wait_for_top (fixture, 101);

  fixture_append (fixture->log, 100);
  gtk_adjustment_set_value (fixture->adjustment, 500);
  g_assert_true (sw_message_list_get_following (fixture->list));
  wait_for_bottom (fixture, 600);
}

static void
test_pause_freezes_the_view (Fixture *fixture, gconstpointer data)
{
  append_and_wait (fixture, 500);
  sw_message_list_set_paused (fixture->list, TRUE);
  fixture_append (fixture->log, 50);
  settle (fixture);
  g_assert_cmpuint (get_serial_at (fixture, 1), ==, 500);
  g_assert_cmpfloat (gtk_adjustment_get_upper (fixture->adjustment), ==, 500);
  g_assert_cmpuint (sw_message_list_get_n_unseen (fixture->list), ==, 50);
  g_assert_cmpuint (sw_message_log_get_n_messages (fixture->log), ==, 550);
  sw_message_list_set_paused (fixture->list, FALSE);
  wait_for_bottom (fixture, 550);
  settle (fixture);
  g_assert_cmpuint (sw_message_list_get_n_unseen (fixture->list), ==, 0);
}

/* The log may drop what a paused list shows; a person still sees it. */
static void
test_pause_outlives_trimming (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  GtkTreeIter iter;
  guint64 top;

  sw_message_log_set_limits (fixture->log, 1000, G_MAXUINT64);
  append_and_wait (fixture, 1000);
  settle (fixture);
  top = get_serial_at (fixture, 0);
  sw_message_list_set_paused (fixture->list, TRUE);
  fixture_append (fixture->log, 5000);
  settle (fixture);
  g_assert_cmpuint (get_serial_at (fixture, 1), ==, 1000);
  g_assert_cmpuint (get_serial_at (fixture, 0), ==, top);
  g_assert_true (gtk_tree_model_get_iter_first (fixture->model, &iter));
  gtk_tree_model_get (fixture->model, &iter, SW_MESSAGE_COLUMN_PREVIEW, &text, -1);
  g_assert_true (g_str_has_prefix (text, "message "));
  g_assert_cmpuint (sw_message_list_get_n_gone (fixture->list), ==, 1000);
  sw_message_list_set_paused (fixture->list, FALSE);
  g_assert_cmpuint (sw_message_list_get_n_gone (fixture->list), ==, 0);
  wait_for_bottom (fixture, 6000);
}

static void
test_clear (Fixture *fixture, gconstpointer data)
{
  append_and_wait (fixture, 500);
  sw_message_list_select (fixture->list, 400);
  sw_message_list_set_paused (fixture->list, TRUE);
  sw_message_log_clear (fixture->log);
  settle (fixture);
  g_assert_cmpint (gtk_tree_model_iter_n_children (fixture->model, NULL), ==, 0);
  g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list), ==, 0);
  g_assert_cmpuint (sw_message_list_get_n_unseen (fixture->list), ==, 0);
  sw_message_list_set_paused (fixture->list, FALSE);
  fixture_append (fixture->log, 3);
  wait_for_top (fixture, 501);
}

/* The place is a message: it does not slip when others go above it. */
static void
test_place_survives_trimming (Fixture *fixture, gconstpointer data)
{
  sw_message_log_set_limits (fixture->log, 1000, G_MAXUINT64);
  append_and_wait (fixture, 1000);
  gtk_adjustment_set_value (fixture->adjustment, 600);
  wait_for_top (fixture, 601);
  fixture_append (fixture->log, 500);
  settle (fixture);
  g_assert_cmpuint (get_serial_at (fixture, 0), ==, 601);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (fixture->adjustment),
                                  100,
                                  0.05);
  fixture_append (fixture->log, 500);
  settle (fixture);
  g_assert_cmpuint (get_serial_at (fixture, 0), ==, 1001);
}

static void
test_selection_survives_trimming (Fixture *fixture, gconstpointer data)
{
  sw_message_log_set_limits (fixture->log, 1000, G_MAXUINT64);
  append_and_wait (fixture, 1000);
  sw_message_list_select (fixture->list, 600);
  settle (fixture);
  assert_selected (fixture, "600 ");
  press (fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  press (fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  assert_selected (fixture, "600 601 602 ");
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, 3);
  g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list), ==, 602);

  fixture_append (fixture->log, 601);
  settle (fixture);
  assert_selected (fixture, "602 ");
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, 1);
  fixture_append (fixture->log, 1);
  settle (fixture);
  assert_selected (fixture, "");
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, 0);
  g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list), ==, 602);
}

static void
test_select_all_of_many (Fixture *fixture, gconstpointer data)
{
  append_many (fixture);
  press (fixture, GDK_KEY_a, GDK_CONTROL_MASK);
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, N_MANY);
  press (fixture, GDK_KEY_Home, 0);
  g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list), ==, 1);
  assert_selected (fixture, "1 ");
  press (fixture, GDK_KEY_End, GDK_SHIFT_MASK);
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, N_MANY);
  g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list), ==, N_MANY);
}

static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  guint64 page;

  append_and_wait (fixture, 500);
  press (fixture, GDK_KEY_Home, 0);
  press (fixture, GDK_KEY_Down, 0);
  press (fixture, GDK_KEY_Down, 0);
  assert_selected (fixture, "3 ");
  press (fixture, GDK_KEY_Up, 0);
  assert_selected (fixture, "2 ");
  press (fixture, GDK_KEY_Page_Down, 0);
  page = sw_message_list_get_selected_serial (fixture->list) - 2;
  g_assert_cmpuint (page, >, 5);
  g_assert_cmpuint (page,
                    <=,
                    (guint64) gtk_adjustment_get_page_size (fixture->adjustment));
  press (fixture, GDK_KEY_Page_Up, 0);
  assert_selected (fixture, "2 ");
  press (fixture, GDK_KEY_Page_Up, 0);
  assert_selected (fixture, "1 ");

  /* Ctrl moves the cursor alone, and takes the message under it in or out. */
  press (fixture, GDK_KEY_Down, GDK_CONTROL_MASK);
  press (fixture, GDK_KEY_Down, GDK_CONTROL_MASK);
  press (fixture, GDK_KEY_space, GDK_CONTROL_MASK);
  assert_selected (fixture, "1 3 ");
  press (fixture, GDK_KEY_space, GDK_CONTROL_MASK);
  assert_selected (fixture, "1 ");
  g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list), ==, 1);
}

static void
click_row (Fixture *fixture, guint64 serial, GdkModifierType state)
{
  GtkTreePath *path = gtk_tree_path_new_from_indices ((int) serial - 1, -1);
  GdkRectangle area;

  gtk_tree_view_get_cell_area (fixture->view,
                               path,
                               gtk_tree_view_get_column (fixture->view, 0),
                               &area);
  gtk_tree_path_free (path);
  fixture_click (gtk_tree_view_get_bin_window (fixture->view),
                 area.x + area.width / 2,
                 area.y + area.height / 2,
                 state);
  settle (fixture);
}

static void
test_mouse (Fixture *fixture, gconstpointer data)
{
  fixture_append (fixture->log, 10);
  wait_for_top (fixture, 1);
  settle (fixture);
  click_row (fixture, 3, 0);
  assert_selected (fixture, "3 ");
  click_row (fixture, 6, GDK_SHIFT_MASK);
  assert_selected (fixture, "3 4 5 6 ");
  click_row (fixture, 5, GDK_CONTROL_MASK);
  assert_selected (fixture, "3 4 6 ");
  click_row (fixture, 8, GDK_CONTROL_MASK);
  assert_selected (fixture, "3 4 6 8 ");
  g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list), ==, 8);
  click_row (fixture, 2, 0);
  assert_selected (fixture, "2 ");
}

static void
test_wheel (Fixture *fixture, gconstpointer data)
{
  GdkWindow *window = gtk_tree_view_get_bin_window (fixture->view);

  append_and_wait (fixture, 500);
  fixture_scroll (window, GDK_SCROLL_UP, GDK_CURRENT_TIME);
  settle (fixture);
  g_assert_false (sw_message_list_get_following (fixture->list));
  g_assert_cmpuint (get_serial_at (fixture, 1), <, 500);
  for (int i = 0; i < 3; i++)
    fixture_scroll (window, GDK_SCROLL_DOWN, GDK_CURRENT_TIME);
  wait_for_bottom (fixture, 500);
  g_assert_true (sw_message_list_get_following (fixture->list));
}

/* Who turns the wheel up and down without a break is back at the end, however many came
 * meanwhile; who stopped to read goes on where he was. */
static void
test_wheel_in_a_flood (Fixture *fixture, gconstpointer data)
{
  GdkWindow *window = gtk_tree_view_get_bin_window (fixture->view);
  guint32 time_ms = 10000;

  append_and_wait (fixture, 500);
  fixture_append (fixture->log, 300);
  fixture_scroll (window, GDK_SCROLL_UP, time_ms);
  g_assert_false (sw_message_list_get_following (fixture->list));
  fixture_append (fixture->log, 300);
  fixture_scroll (window, GDK_SCROLL_UP, time_ms += 500);
  fixture_scroll (window, GDK_SCROLL_DOWN, time_ms += 500);
  g_assert_false (sw_message_list_get_following (fixture->list));
  fixture_append (fixture->log, 300);
  fixture_scroll (window, GDK_SCROLL_DOWN, time_ms += 500);
  g_assert_true (sw_message_list_get_following (fixture->list));
  wait_for_bottom (fixture, 1400);

  fixture_scroll (window, GDK_SCROLL_UP, time_ms += 5000);
  fixture_append (fixture->log, 300);
  for (int i = 0; i < 3; i++)
    fixture_scroll (window, GDK_SCROLL_DOWN, time_ms += i == 0 ? 5000 : 10);
  settle (fixture);
  g_assert_false (sw_message_list_get_following (fixture->list));
  g_assert_cmpuint (get_serial_at (fixture, 1), >, 1400);
}

static void
assert_copied (Fixture *fixture, SwCopyFormat format, guint64 n, const char *expected)
{
  GtkClipboard *clipboard =
      gtk_widget_get_clipboard (fixture->window, GDK_SELECTION_CLIPBOARD);
  g_autofree char *text = NULL;

  gtk_clipboard_clear (clipboard);
  g_assert_cmpuint (sw_message_list_copy (fixture->list, format), ==, n);
  text = gtk_clipboard_wait_for_text (clipboard);
  if (format != SW_COPY_JSON_LINES)
    g_assert_cmpstr (text, ==, expected);
  else
    g_assert_nonnull (strstr (text, expected));
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  fixture_append_bytes (fixture->log, "", 0);
  fixture_append_bytes (fixture->log, "Bingo", 6);
  fixture_append_bytes (fixture->log, "你好", 6);
  fixture_append_bytes (fixture->log, "not this", 8);
  sw_message_list_select (fixture->list, 1);
  press (fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  press (fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  assert_copied (fixture, SW_COPY_TEXT, 3, "\nBingo\n你好");
  assert_copied (fixture, SW_COPY_HEX, 3, "\n42 69 6e 67 6f 00\ne4 bd a0 e5 a5 bd");
  assert_copied (fixture, SW_COPY_JSON_LINES, 3, "\"text\":\"你好\"");
  assert_copied (fixture, SW_COPY_JSON_LINES, 3, "\n{\"serial\":2,");
}

/* A paste of everything would stop the program that takes it. */
static void
test_copy_is_bounded (Fixture *fixture, gconstpointer data)
{
  gsize size = SW_MESSAGE_LIST_MAX_COPY_BYTES / 4;
  g_autofree char *payload = g_strnfill (size, 'x');

  for (int i = 0; i < 6; i++)
    fixture_append_bytes (fixture->log, payload, size);
  sw_message_list_select_all (fixture->list);
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, 6);
  g_assert_cmpuint (sw_message_list_copy (fixture->list, SW_COPY_TEXT), ==, 4);
}

static void
test_context_menu (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GList *menus;

  g_menu_append (menu, "Copy", "win.copy");
  sw_message_list_set_context_menu (fixture->list, G_MENU_MODEL (menu));
  fixture_append (fixture->log, 3);
  wait_for_top (fixture, 1);
  press (fixture, GDK_KEY_Down, 0);
  press (fixture, GDK_KEY_Menu, 0);
  menus = gtk_menu_get_for_attach_widget (GTK_WIDGET (fixture->view));
  g_assert_cmpuint (g_list_length (menus), ==, 1);
  g_assert_true (gtk_widget_get_visible (menus->data));
  gtk_menu_popdown (GTK_MENU (menus->data));
  sw_message_list_set_context_menu (fixture->list, NULL);
  g_assert_null (gtk_menu_get_for_attach_widget (GTK_WIDGET (fixture->view)));
}

static void
test_other_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SwMessageLog) other = sw_message_log_new ();

  append_and_wait (fixture, 500);
  sw_message_list_select (fixture->list, 400);
  fixture_append (other, 3);
  sw_message_list_set_log (fixture->list, other);
  g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list), ==, 0);
  wait_for_top (fixture, 1);
  sw_message_list_set_log (fixture->list, NULL);
  settle (fixture);
  g_assert_cmpint (gtk_tree_model_iter_n_children (fixture->model, NULL), ==, 0);
}

/* What the adjustment must come to: a new font reaches the heading of the list in steps,
 * by a transition of the theme, and those take time, not frames. */
typedef struct
{
  GtkAdjustment *adjustment;
  double lowest;
  double highest;
} PageRange;

static gboolean
is_page_in_range (gpointer data)
{
  PageRange *range = data;
  double page = gtk_adjustment_get_page_size (range->adjustment);

  return page >= range->lowest && page <= range->highest;
}

/* A larger font makes higher rows: the last message stays the last on screen. */
static void
test_font (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  PageRange smaller = { fixture->adjustment };
  PageRange same = { fixture->adjustment };
  double page;

  append_and_wait (fixture, 500);
  settle (fixture);
  page = gtk_adjustment_get_page_size (fixture->adjustment);
  smaller.highest = 0.8 * page;
  same.lowest = same.highest = page;

  g_object_set (settings, "gtk-font-name", "Sans 24", NULL);
  fixture_wait_until (is_page_in_range, &smaller);
  wait_for_bottom (fixture, 500);
  gtk_settings_reset_property (settings, "gtk-font-name");
  fixture_wait_until (is_page_in_range, &same);
  wait_for_bottom (fixture, 500);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (fixture->view));
  AtkObject *cell;

  append_and_wait (fixture, 500);
  fixture_assert_all_named (fixture->window);
  g_assert_cmpstr (atk_object_get_name (accessible), ==, "Messages");
  gtk_adjustment_set_value (fixture->adjustment, 99);
  wait_for_top (fixture, 100);
  cell = atk_table_ref_at (ATK_TABLE (accessible), 0, 4);
  g_assert_cmpstr (atk_object_get_name (cell), ==, "message 100");
  g_object_unref (cell);
}

/* What a screen reader selects stays selected, is what the detail shows, and is copied.
 */
static void
test_accessible_selection (Fixture *fixture, gconstpointer data)
{
  AtkTable *table = ATK_TABLE (gtk_widget_get_accessible (GTK_WIDGET (fixture->view)));

  fixture_append (fixture->log, 5);
  wait_for_top (fixture, 1);
  settle (fixture);
  g_assert_true (atk_table_add_row_selection (table, 1));
  g_assert_true (atk_table_add_row_selection (table, 3));
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, 2);
  g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list), ==, 4);
  settle (fixture);
  assert_selected (fixture, "2 4 ");

  g_assert_true (atk_table_remove_row_selection (table, 3));
  settle (fixture);
  assert_selected (fixture, "2 ");
  g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list), ==, 2);

  fixture_append (fixture->log, 500);
  settle (fixture);
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, 1);
  g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list), ==, 2);
}

#define ADD(path, test)                                                                  \
  g_test_add ("/message-list/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("empty", test_empty);
  ADD ("a-few-start-at-the-top", test_a_few_start_at_the_top);
  ADD ("many", test_many);
  ADD ("signals-go-by-frames", test_signals_go_by_frames);
  ADD ("follows-until-scrolled-up", test_follows_until_scrolled_up);
  ADD ("scrolling-to-the-end-follows", test_scrolling_to_the_end_follows);
  ADD ("the-end-of-the-bar-follows", test_the_end_of_the_bar_follows);
  ADD ("pause-freezes-the-view", test_pause_freezes_the_view);
  ADD ("pause-outlives-trimming", test_pause_outlives_trimming);
  ADD ("clear", test_clear);
  ADD ("place-survives-trimming", test_place_survives_trimming);
  ADD ("selection-survives-trimming", test_selection_survives_trimming);
  ADD ("select-all-of-many", test_select_all_of_many);
  ADD ("keyboard", test_keyboard);
  ADD ("mouse", test_mouse);
  ADD ("wheel", test_wheel);
  ADD ("wheel-in-a-flood", test_wheel_in_a_flood);
  ADD ("copy", test_copy);
  ADD ("copy-is-bounded", test_copy_is_bounded);
  ADD ("context-menu", test_context_menu);
  ADD ("other-log", test_other_log);
  ADD ("font", test_font);
  ADD ("names", test_names);
  ADD ("accessible-selection", test_accessible_selection);

  return g_test_run ();
}
