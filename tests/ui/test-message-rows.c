/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "message-fixture.h"
#include "ui/sw-message-rows.h"

typedef struct
{
  SwMessageLog *log;
  SwMessageRows *rows;
  GString *signals;
} Fixture;

static void
row_inserted_cb (GtkTreeModel *model,
                 GtkTreePath *path,
                 GtkTreeIter *iter,
                 GString *signals)
{
  int n_rows = gtk_tree_model_iter_n_children (model, NULL);

  /* Rows come at the end, and the model has as many as it has told of. */
  g_assert_cmpint (gtk_tree_path_get_indices (path)[0], ==, n_rows - 1);
  g_string_append_printf (signals, "+%d ", gtk_tree_path_get_indices (path)[0]);
}

static void
row_deleted_cb (GtkTreeModel *model, GtkTreePath *path, GString *signals)
{
  int n_rows = gtk_tree_model_iter_n_children (model, NULL);

  g_assert_cmpint (gtk_tree_path_get_indices (path)[0], ==, n_rows);
  g_string_append_printf (signals, "-%d ", gtk_tree_path_get_indices (path)[0]);
}

static void
row_changed_cb (GtkTreeModel *model,
                GtkTreePath *path,
                GtkTreeIter *iter,
                GString *signals)
{
  g_string_append_printf (signals, "*%d ", gtk_tree_path_get_indices (path)[0]);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->log = sw_message_log_new ();
  fixture->rows = sw_message_rows_new ();
  fixture->signals = g_string_new (NULL);
  fixture_append (fixture->log, 10);
  sw_message_rows_set_log (fixture->rows, fixture->log);
  g_signal_connect (fixture->rows,
                    "row-inserted",
                    G_CALLBACK (row_inserted_cb),
                    fixture->signals);
  g_signal_connect (fixture->rows,
                    "row-deleted",
                    G_CALLBACK (row_deleted_cb),
                    fixture->signals);
  g_signal_connect (fixture->rows,
                    "row-changed",
                    G_CALLBACK (row_changed_cb),
                    fixture->signals);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->rows);
  g_assert_finalize_object (fixture->log);
  g_string_free (fixture->signals, TRUE);
}

static char *
get_text (Fixture *fixture, int row, int column)
{
  GtkTreeModel *model = GTK_TREE_MODEL (fixture->rows);
  GtkTreeIter iter;
  char *text;

  g_assert_true (gtk_tree_model_iter_nth_child (model, &iter, NULL, row));
  gtk_tree_model_get (model, &iter, column, &text, -1);
  return text;
}

static void
assert_text (Fixture *fixture, int row, int column, const char *expected)
{
  g_autofree char *text = get_text (fixture, row, column);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_signals (Fixture *fixture, const char *expected)
{
  g_assert_cmpstr (fixture->signals->str, ==, expected);
  g_string_truncate (fixture->signals, 0);
}

/* Shows @n_rows messages in a row. */
static void
show (Fixture *fixture, guint64 first_serial, guint n_rows)
{
  guint64 serials[10];

  g_assert_cmpuint (n_rows, <=, G_N_ELEMENTS (serials));
  for (guint i = 0; i < n_rows; i++)
    serials[i] = first_serial + i;
  sw_message_rows_show (fixture->rows, serials, n_rows);
}

static void
test_signals (Fixture *fixture, gconstpointer data)
{
  show (fixture, 1, 3);
  assert_signals (fixture, "+0 +1 +2 ");
  show (fixture, 1, 3);
  assert_signals (fixture, "");
  show (fixture, 2, 3);
  assert_signals (fixture, "*0 *1 *2 ");
  show (fixture, 2, 4);
  assert_signals (fixture, "+3 ");
  show (fixture, 7, 2);
  assert_signals (fixture, "-3 -2 *0 *1 ");
  show (fixture, 0, 0);
  assert_signals (fixture, "-1 -0 ");
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *time = NULL;

  show (fixture, 4, 2);
  time = get_text (fixture, 0, SW_MESSAGE_COLUMN_TIME);
  g_assert_true (g_regex_match_simple ("^\\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d$", time, 0, 0));
  assert_text (fixture, 0, SW_MESSAGE_COLUMN_SLOT, "\\\\.\\mailslot\\test");
  assert_text (fixture, 0, SW_MESSAGE_COLUMN_SENDER, "python3 (4711)");
  assert_text (fixture, 0, SW_MESSAGE_COLUMN_SIZE, "9 B");
  assert_text (fixture, 0, SW_MESSAGE_COLUMN_PREVIEW, "message 4");
  assert_text (fixture, 1, SW_MESSAGE_COLUMN_PREVIEW, "message 5");
  g_assert_cmpuint (sw_message_rows_get_serial (fixture->rows, 0), ==, 4);
}

/* In words, and only where it is so. */
static void
test_repeated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (MailslotAddress) slot =
      mailslot_address_parse ("//WORKGROUP/mailslot/x", NULL);
  g_autoptr (MailslotSender) sender =
      mailslot_sender_new_remote ("OFFICE", "192.0.2.7", 138);
  MailslotRecord record = { .slot = slot,
                            .sender = sender,
                            .transport = MAILSLOT_TRANSPORT_NETBIOS,
                            .payload = (const guint8 *) "same",
                            .size = 4 };

  mailslot_batch_append (batch, &record);
  record.flags = MAILSLOT_RECORD_REPEATED;
  mailslot_batch_append (batch, &record);
  sw_message_log_append_batch (fixture->log, batch);

  show (fixture, 11, 2);
  assert_text (fixture, 0, SW_MESSAGE_COLUMN_SENDER, "OFFICE (192.0.2.7)");
  assert_text (fixture, 0, SW_MESSAGE_COLUMN_SLOT, "\\\\WORKGROUP\\mailslot\\x");
  assert_text (fixture, 0, SW_MESSAGE_COLUMN_PREVIEW, "same");
  assert_text (fixture, 1, SW_MESSAGE_COLUMN_PREVIEW, "Repeated: same");
}

static char *
dup_time_of (Fixture *fixture, gint64 time_us)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (MailslotAddress) slot = mailslot_address_parse ("x", NULL);
  MailslotRecord record = { .arrival_time_us = time_us,
                            .slot = slot,
                            .sender = mailslot_sender_get_unknown () };

  mailslot_batch_append (batch, &record);
  sw_message_log_append_batch (fixture->log, batch);
  show (fixture, 11, 1);
  return get_text (fixture, 0, SW_MESSAGE_COLUMN_TIME);
}

static void
test_names_another_day (Fixture *fixture, gconstpointer data)
{
  g_autofree char *time = dup_time_of (fixture, G_GINT64_CONSTANT (1577934245123456));

  g_assert_true (strstr (time, "2020-01-0") != NULL);
  g_assert_true (g_str_has_suffix (time, ".123"));
}

/* A saved file may claim it. */
static void
test_before_1970 (Fixture *fixture, gconstpointer data)
{
  g_autofree char *time = dup_time_of (fixture, -1);

  g_assert_true (g_str_has_suffix (time, ".999"));
}

/* Rows that are in the window before and after stay as they are, even if the log has
 * dropped their messages; a row that comes in too late says so. */
static void
test_keeps_trimmed_rows (Fixture *fixture, gconstpointer data)
{
  show (fixture, 4, 4);
  sw_message_log_clear (fixture->log);
  show (fixture, 3, 4);
  assert_text (fixture, 0, SW_MESSAGE_COLUMN_PREVIEW, "No longer kept");
  assert_text (fixture, 1, SW_MESSAGE_COLUMN_PREVIEW, "message 4");
  assert_text (fixture, 3, SW_MESSAGE_COLUMN_PREVIEW, "message 6");
}

static void
test_iterators (Fixture *fixture, gconstpointer data)
{
  GtkTreeModel *model = GTK_TREE_MODEL (fixture->rows);
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_string ("2");
  g_autoptr (GtkTreePath) outside = gtk_tree_path_new_from_string ("3");
  g_autoptr (GtkTreePath) deep = gtk_tree_path_new_from_string ("1:0");
  GtkTreeIter iter;
  GtkTreeIter child;

  show (fixture, 1, 3);
  g_assert_cmpint (gtk_tree_model_get_n_columns (model), ==, SW_MESSAGE_N_COLUMNS);
  g_assert_true (gtk_tree_model_get_flags (model) == GTK_TREE_MODEL_LIST_ONLY);
  g_assert_true (gtk_tree_model_get_iter (model, &iter, path));
  g_assert_false (gtk_tree_model_iter_has_child (model, &iter));
  g_assert_cmpint (gtk_tree_model_iter_n_children (model, &iter), ==, 0);
  g_assert_false (gtk_tree_model_iter_children (model, &child, &iter));
  g_assert_false (gtk_tree_model_iter_parent (model, &child, &iter));
  g_assert_true (gtk_tree_model_iter_previous (model, &iter));
  g_assert_true (gtk_tree_model_iter_previous (model, &iter));
  g_assert_false (gtk_tree_model_iter_previous (model, &iter));
  g_assert_true (gtk_tree_model_get_iter_first (model, &iter));
  g_assert_true (gtk_tree_model_iter_next (model, &iter));
  g_assert_true (gtk_tree_model_iter_next (model, &iter));
  g_assert_false (gtk_tree_model_iter_next (model, &iter));
  g_assert_false (gtk_tree_model_get_iter (model, &iter, outside));
  g_assert_false (gtk_tree_model_get_iter (model, &iter, deep));
}

static void
test_refuses_foreign_iterators (Fixture *fixture, gconstpointer data)
{
  GtkTreeModel *model = GTK_TREE_MODEL (fixture->rows);
  GtkTreeIter iter;

  show (fixture, 1, 3);
  gtk_tree_model_get_iter_first (model, &iter);
  iter.stamp++;
  g_test_expect_message ("slotwatch-ui", G_LOG_LEVEL_CRITICAL, "*is_valid*");
  g_assert_false (gtk_tree_model_iter_next (model, &iter));
  g_test_assert_expected_messages ();
}

#define ADD(path, test)                                                                  \
  g_test_add ("/message-rows/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("signals", test_signals);
  ADD ("texts", test_texts);
  ADD ("repeated", test_repeated);
  ADD ("names-another-day", test_names_another_day);
  ADD ("before-1970", test_before_1970);
  ADD ("keeps-trimmed-rows", test_keeps_trimmed_rows);
  ADD ("iterators", test_iterators);
  ADD ("refuses-foreign-iterators", test_refuses_foreign_iterators);

  return g_test_run ();
}
