/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-json-lines.h"

#include <string.h>

#include <glib/gstdio.h>

#include "session-fixture.h"

static GFile *
new_file (void)
{
  static guint n_files;
  g_autofree char *name = g_strdup_printf ("saved-%u.jsonl", n_files++);

  return g_file_new_build_filename (fixture_get_folder (), name, NULL);
}

static char *
load (GFile *file)
{
  g_autoptr (GError) error = NULL;
  char *content;

  g_file_load_contents (file, NULL, &content, NULL, NULL, &error);
  g_assert_no_error (error);
  return content;
}

static gboolean
save (SwMessageLog *log, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sw_json_lines_save_async (log,
                            NULL,
                            file,
                            cancellable,
                            fixture_store_result_cb,
                            &result);
  fixture_wait_for (result != NULL);
  return sw_json_lines_save_finish (result, NULL, error);
}

/* Nothing but what the tests saved: no part of a file stays behind. */
static void
assert_no_parts (void)
{
  g_autoptr (GDir) dir = g_dir_open (fixture_get_folder (), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_suffix (name, ".part"));
}

static void
test_empty (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (GFile) file = new_file ();
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;

  g_assert_true (save (log, file, NULL, &error));
  g_assert_no_error (error);
  content = load (file);
  g_assert_cmpstr (content, ==, "");
}

static void
test_lines (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (GFile) file = new_file ();
  g_autofree char *content = NULL;
  char *p;

  sw_message_log_set_limits (log, 20000, G_MAXUINT64);
  fixture_append (log, 1, 30000, 100);
  g_assert_true (save (log, file, NULL, NULL));
  content = load (file);
  p = content;
  for (guint64 serial = 10001; serial <= 30000; serial++)
    {
      MailslotRecord record;
      g_autofree char *expected = NULL;
      char *end = strchr (p, '\n');

      g_assert_nonnull (end);
      *end = '\0';
      g_assert_true (sw_message_log_get_record (log, serial, &record));
      expected = sw_json_line_new (&record, serial);
      g_assert_cmpstr (p, ==, expected);
      p = end + 1;
    }
  g_assert_cmpstr (p, ==, "");
  assert_no_parts ();
}

static void
save_old (GFile *file)
{
  g_assert_true (
      g_file_replace_contents (file, "old", 3, NULL, FALSE, 0, NULL, NULL, NULL));
}

static void
test_replaces (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (GFile) file = new_file ();
  g_autofree char *content = NULL;

  save_old (file);
  fixture_append (log, 1, 1, 1);
  g_assert_true (save (log, file, NULL, NULL));
  content = load (file);
  g_assert_true (g_str_has_prefix (content, "{\"serial\":1,"));
}

/* The rows of now are saved, whatever the log does meanwhile, and the log may go. */
static void
test_log_changes (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (GFile) file = new_file ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  guint n_lines = 0;

  fixture_append (log, 1, 100000, 20);
  sw_json_lines_save_async (log, NULL, file, NULL, fixture_store_result_cb, &result);
  fixture_append (log, 100001, 1000, 20);
  sw_message_log_set_limits (log, 10, G_MAXUINT64);
  sw_message_log_clear (log);
  g_clear_object (&log);
  fixture_wait_for (result != NULL);
  g_assert_true (sw_json_lines_save_finish (result, NULL, &error));
  g_assert_no_error (error);
  content = load (file);
  for (const char *p = content; (p = strchr (p, '\n')) != NULL; p++)
    n_lines++;
  g_assert_cmpuint (n_lines, ==, 100000);
}

static void
test_filtered (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (GFile) file = new_file ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SwFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  guint64 n_saved = 0;

  fixture_append (log, 1, 10, 20);
  fixture_append (log, 11, 3, 30);
  filter = sw_filter_parse ("size>=30", &error);
  g_assert_no_error (error);
  sw_json_lines_save_async (log, filter, file, NULL, fixture_store_result_cb, &result);
  g_clear_pointer (&filter, sw_filter_unref);
  fixture_wait_for (result != NULL);
  g_assert_true (sw_json_lines_save_finish (result, &n_saved, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_saved, ==, 3);
  content = load (file);
  g_assert_true (g_str_has_prefix (content, "{\"serial\":11,"));
}

static void
test_cancelled (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (GFile) file = new_file ();
  g_autofree char *content = NULL;

  save_old (file);
  fixture_append (log, 1, 100000, 100);
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      gboolean is_saved;

      /* The first one before it begins. */
      if (i == 0)
        g_cancellable_cancel (cancellable);
      sw_json_lines_save_async (log,
                                NULL,
                                file,
                                cancellable,
                                fixture_store_result_cb,
                                &result);
      g_usleep (i * 500);
      g_cancellable_cancel (cancellable);
      fixture_wait_for (result != NULL);
      is_saved = sw_json_lines_save_finish (result, NULL, &error);
      /* On a busy computer the cancel may come when all is done. */
      g_assert_false (is_saved && i == 0);
      if (!is_saved)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_free (content);
      content = load (file);
      g_assert_cmpint (g_str_equal (content, "old"), ==, !is_saved);
      assert_no_parts ();
      save_old (file);
    }
}

static void
test_missing_folder (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (GFile) file =
      g_file_new_build_filename (fixture_get_folder (), "missing", "x.jsonl", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (save (log, file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_folder_in_the_way (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (GFile) file = new_file ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_make_directory (file, NULL, NULL));
  g_assert_false (save (log, file, NULL, &error));
  g_assert_cmpuint (error->domain, ==, G_IO_ERROR);
  g_test_message ("%s", error->message);
  assert_no_parts ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-lines/save/empty", test_empty);
  g_test_add_func ("/json-lines/save/lines", test_lines);
  g_test_add_func ("/json-lines/save/replaces", test_replaces);
  g_test_add_func ("/json-lines/save/log-changes", test_log_changes);
  g_test_add_func ("/json-lines/save/filtered", test_filtered);
  g_test_add_func ("/json-lines/save/cancelled", test_cancelled);
  g_test_add_func ("/json-lines/save/missing-folder", test_missing_folder);
  g_test_add_func ("/json-lines/save/folder-in-the-way", test_folder_in_the_way);
  return fixture_run ();
}
