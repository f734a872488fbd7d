/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "message-fixture.h"
#include "ui/sw-message-rows.h"
#include "ui/sw-search-bar.h"

/* The list and the search with a filter, over many messages: "message 1" and so on. */
#define N_MANY 100000

typedef struct
{
  GtkWidget *window;
  SwMessageList *list;
  SwSearchBar *bar;
  SwMessageLog *log;
  SwLogView *log_view;
  GtkTreeView *view;

  guint64 serial;  /* what a condition waits for */
  GArray *arrived; /* of guint64: what the search found */
} Fixture;

static void
found_cb (Fixture *fixture, guint64 serial)
{
  g_array_append_val (fixture->arrived, serial);
  sw_message_list_select (fixture->list, serial);
}

static void
selected_cb (Fixture *fixture)
{
  sw_search_bar_set_place (fixture->bar,
                           sw_message_list_get_selected_serial (fixture->list));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fixture->arrived = g_array_new (FALSE, FALSE, sizeof (guint64));
  fixture->log = sw_message_log_new ();
  fixture_append (fixture->log, N_MANY);
  fixture->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 400);
  fixture->list = SW_MESSAGE_LIST (sw_message_list_new ());
  sw_message_list_set_log (fixture->list, fixture->log);
  fixture->log_view = sw_message_list_get_log_view (fixture->list);
  fixture->bar = g_object_new (SW_TYPE_SEARCH_BAR, NULL);
  sw_search_bar_set_log_view (fixture->bar, fixture->log_view);
  gtk_container_add (GTK_CONTAINER (box), GTK_WIDGET (fixture->bar));
  gtk_box_pack_end (GTK_BOX (box), GTK_WIDGET (fixture->list), TRUE, TRUE, 0);
  gtk_container_add (GTK_CONTAINER (fixture->window), box);
  fixture->view =
      GTK_TREE_VIEW (fixture_find (GTK_WIDGET (fixture->list), GTK_TYPE_TREE_VIEW));
  g_signal_connect_swapped (fixture->bar, "found", G_CALLBACK (found_cb), fixture);
  g_signal_connect_swapped (fixture->list,
                            "notify::selected-serial",
                            G_CALLBACK (selected_cb),
                            fixture);
  gtk_widget_show (GTK_WIDGET (fixture->list));
  gtk_widget_show (box);
  gtk_widget_show (fixture->window);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  fixture_wait_frames (fixture->window, 5);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->list);
  g_object_ref (fixture->bar);
  gtk_widget_destroy (fixture->window);
  g_assert_finalize_object (fixture->bar);
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->log);
  g_array_unref (fixture->arrived);
}

static gboolean
is_complete (gpointer data)
{
  Fixture *fixture = data;

  return sw_log_view_is_complete (fixture->log_view);
}

static void
settle (Fixture *fixture)
{
  fixture_wait_until (is_complete, fixture);
  fixture_wait_frames (fixture->window, 6);
}

static void
set_filter (Fixture *fixture, const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SwFilter) filter = sw_filter_parse (query, &error);

  g_assert_no_error (error);
  sw_message_list_set_filter (fixture->list, filter);
  settle (fixture);
}

/* The message in a row on the screen, -1 for the last one. */
static guint64
get_shown (Fixture *fixture, int row)
{
  GtkTreeModel *model = gtk_tree_view_get_model (fixture->view);
  int n_rows = gtk_tree_model_iter_n_children (model, NULL);
  GtkTreeIter iter;
  guint64 serial;

  if (!gtk_tree_model_iter_nth_child (model, &iter, NULL, row < 0 ? n_rows - 1 : row))
    return 0;
  gtk_tree_model_get (model, &iter, SW_MESSAGE_COLUMN_SERIAL, &serial, -1);
  return serial;
}

static gboolean
is_shown (Fixture *fixture, guint64 serial)
{
  int n_rows =
      gtk_tree_model_iter_n_children (gtk_tree_view_get_model (fixture->view), NULL);

  for (int row = 0; row < n_rows; row++)
    if (get_shown (fixture, row) == serial)
      return TRUE;
  return FALSE;
}

static void
test_live (Fixture *fixture, gconstpointer data)
{
  set_filter (fixture, "/7$/");
  g_assert_cmpuint (sw_log_view_get_n_rows (fixture->log_view), ==, N_MANY / 10);
  g_assert_cmpuint (get_shown (fixture, -1), ==, N_MANY - 3);
  fixture_append (fixture->log, 20);
  settle (fixture);
  g_assert_cmpuint (get_shown (fixture, -1), ==, N_MANY + 17);
  g_assert_cmpuint (sw_message_list_get_n_unseen (fixture->list), ==, 0);
  set_filter (fixture, "/8$/");
  g_assert_cmpuint (get_shown (fixture, -1), ==, N_MANY + 18);
  set_filter (fixture, "");
  g_assert_cmpuint (get_shown (fixture, -1), ==, N_MANY + 20);
}

static void
test_selection_stays (Fixture *fixture, gconstpointer data)
{
  sw_message_list_select (fixture->list, 50007);
  settle (fixture);
  set_filter (fixture, "/7$/");
  g_assert_true (is_shown (fixture, 50007));
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, 1);
  set_filter (fixture, "/8$/");
  g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list), ==, 50007);
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, 0);
  set_filter (fixture, "");
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, 1);
  g_assert_true (is_shown (fixture, 50007));
}

/* What a filter hid was never selected, and is not when it is shown. */
static void
test_selection_is_what_is_shown (Fixture *fixture, gconstpointer data)
{
  set_filter (fixture, "/7$/");
  sw_message_list_select_all (fixture->list);
  settle (fixture);
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, N_MANY / 10);
  g_assert_cmpuint (sw_message_list_copy (fixture->list, SW_COPY_TEXT), ==, N_MANY / 10);
  set_filter (fixture, "/7$/");
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, N_MANY / 10);
  set_filter (fixture, "");
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), <=, 1);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint key;
    GdkModifierType state;
    guint64 expected;
    guint64 n_selected;
  } steps[] = {
    { GDK_KEY_Home, 0, 7, 1 },
    { GDK_KEY_Down, 0, 17, 1 },
    { GDK_KEY_Down, GDK_SHIFT_MASK, 27, 2 },
    { GDK_KEY_End, 0, N_MANY - 3, 1 },
    { GDK_KEY_Up, 0, N_MANY - 13, 1 },
    { GDK_KEY_Home, GDK_SHIFT_MASK, 7, N_MANY / 10 - 1 },
  };

  set_filter (fixture, "/7$/");
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      fixture_press_key (fixture->window, steps[i].key, steps[i].state);
      settle (fixture);
      g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list),
                        ==,
                        steps[i].expected);
      g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list),
                        ==,
                        steps[i].n_selected);
      g_assert_true (is_shown (fixture, steps[i].expected));
    }
}

static void
test_trimmed (Fixture *fixture, gconstpointer data)
{
  guint64 top;

  set_filter (fixture, "/7$/");
  sw_message_list_select (fixture->list, 60007);
  settle (fixture);
  top = get_shown (fixture, 0);
  sw_message_log_set_limits (fixture->log, N_MANY / 2, G_MAXUINT64);
  fixture_append (fixture->log, 10);
  settle (fixture);
  g_assert_cmpuint (get_shown (fixture, 0), ==, top);
  g_assert_cmpuint (sw_log_view_get_n_rows (fixture->log_view), ==, N_MANY / 20);
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, 1);
  sw_message_log_set_limits (fixture->log, 100, G_MAXUINT64);
  fixture_append (fixture->log, 10);
  settle (fixture);
  g_assert_cmpuint (get_shown (fixture, 0), >, N_MANY - 100);
  g_assert_cmpuint (sw_message_list_get_n_selected (fixture->list), ==, 0);
  sw_message_log_clear (fixture->log);
  settle (fixture);
  g_assert_cmpuint (get_shown (fixture, 0), ==, 0);
}

static void
test_paused (Fixture *fixture, gconstpointer data)
{
  set_filter (fixture, "/7$/");
  sw_message_list_set_paused (fixture->list, TRUE);
  fixture_append (fixture->log, 100);
  settle (fixture);
  g_assert_cmpuint (get_shown (fixture, -1), ==, N_MANY - 3);
  g_assert_cmpuint (sw_message_list_get_n_unseen (fixture->list), ==, 10);
  sw_message_list_set_paused (fixture->list, FALSE);
  settle (fixture);
  g_assert_cmpuint (get_shown (fixture, -1), ==, N_MANY + 97);
}

static void
test_nothing_left (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button =
      fixture_find_button (GTK_WIDGET (fixture->list), "_Show All Messages");

  g_assert_false (gtk_widget_is_drawable (button));
  set_filter (fixture, "'no such text'");
  g_assert_true (gtk_widget_is_drawable (button));
  g_assert_cmpuint (get_shown (fixture, 0), ==, 0);
  fixture_append_bytes (fixture->log, "no such text", 12);
  settle (fixture);
  g_assert_false (gtk_widget_is_drawable (button));
  g_assert_cmpuint (get_shown (fixture, 0), ==, N_MANY + 1);
}

static PangoAttrList *
get_highlight (Fixture *fixture)
{
  GtkTreeModel *model = gtk_tree_view_get_model (fixture->view);
  PangoAttrList *highlight = NULL;
  GtkTreeIter iter;

  g_assert_true (gtk_tree_model_get_iter_first (model, &iter));
  gtk_tree_model_get (model, &iter, SW_MESSAGE_COLUMN_HIGHLIGHT, &highlight, -1);
  return highlight;
}

static void
test_highlight (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SwFilter) filter = sw_filter_parse ("ESSAGE", NULL);
  PangoAttrList *highlight;
  GSList *attributes;

  g_assert_null (get_highlight (fixture));
  sw_message_list_set_highlight (fixture->list, filter);
  highlight = get_highlight (fixture);
  attributes = pango_attr_list_get_attributes (highlight);
  g_assert_cmpuint (g_slist_length (attributes), ==, 2);
  for (GSList *l = attributes; l != NULL; l = l->next)
    {
      g_assert_cmpuint (((PangoAttribute *) l->data)->start_index, ==, 1);
      g_assert_cmpuint (((PangoAttribute *) l->data)->end_index, ==, 7);
    }
  g_slist_free_full (attributes, (GDestroyNotify) pango_attribute_destroy);
  pango_attr_list_unref (highlight);
  sw_message_list_set_highlight (fixture->list, NULL);
  g_assert_null (get_highlight (fixture));
}

static gboolean
has_arrived (gpointer data)
{
  Fixture *fixture = data;

  return fixture->arrived->len > 0;
}

static void
assert_arrives (Fixture *fixture, guint64 serial)
{
  fixture_wait_until (has_arrived, fixture);
  g_assert_cmpuint (fixture->arrived->len, ==, 1);
  g_assert_cmpuint (g_array_index (fixture->arrived, guint64, 0), ==, serial);
  g_assert_cmpuint (sw_message_list_get_selected_serial (fixture->list), ==, serial);
  g_array_set_size (fixture->arrived, 0);
}

static void
search (Fixture *fixture, const char *query)
{
  GtkEntry *entry = GTK_ENTRY (fixture_find (GTK_WIDGET (fixture->bar), GTK_TYPE_ENTRY));

  gtk_entry_set_text (entry, query);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  sw_search_bar_open (fixture->bar);
  search (fixture, "'message 777'");
  assert_arrives (fixture, 777);
  sw_search_bar_go (fixture->bar, TRUE);
  assert_arrives (fixture, 7770);
  sw_search_bar_go (fixture->bar, FALSE);
  assert_arrives (fixture, 777);
  sw_search_bar_go (fixture->bar, FALSE); /* around the beginning */
  assert_arrives (fixture, 77799);
  sw_search_bar_go (fixture->bar, TRUE); /* around the end */
  assert_arrives (fixture, 777);
  sw_message_list_select (fixture->list, 50000);
  sw_search_bar_go (fixture->bar, TRUE);
  assert_arrives (fixture, 77700);
  fixture_assert_all_named (GTK_WIDGET (fixture->bar));
}

static void
test_search_within_filter (Fixture *fixture, gconstpointer data)
{
  set_filter (fixture, "/9$/");
  sw_search_bar_open (fixture->bar);
  search (fixture, "'message 777'");
  assert_arrives (fixture, 7779);
  sw_search_bar_go (fixture->bar, TRUE);
  assert_arrives (fixture, 77709);
  set_filter (fixture, "/8$/");
  sw_search_bar_go (fixture->bar, TRUE);
  assert_arrives (fixture, 77718);
  sw_search_bar_close (fixture->bar);
  g_assert_null (sw_search_bar_get_query (fixture->bar));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                              \
  g_test_add ("/message-filter/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("live", test_live);
  ADD ("selection-stays", test_selection_stays);
  ADD ("selection-is-what-is-shown", test_selection_is_what_is_shown);
  ADD ("keys", test_keys);
  ADD ("trimmed", test_trimmed);
  ADD ("paused", test_paused);
  ADD ("nothing-left", test_nothing_left);
  ADD ("highlight", test_highlight);
  ADD ("search", test_search);
  ADD ("search-within-filter", test_search_within_filter);
#undef ADD

  return g_test_run ();
}
