/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-recorder.h"

#include "session-fixture.h"
#include "session/sw-json-lines.h"

#define PAYLOAD_BYTES 20

static GFile *
new_file (const char *name)
{
  return g_file_new_build_filename (fixture_get_folder (), name, NULL);
}

static SwRecorder *
new_recorder (SwMessageLog *log, GFile *file)
{
  g_autoptr (GError) error = NULL;
  SwRecorder *recorder = sw_recorder_new (log, file, &error);

  g_assert_no_error (error);
  return recorder;
}

/* What the file must hold: the messages from @first to the end of @log. */
static char *
expected_new (SwMessageLog *log, guint64 first)
{
  GString *lines = g_string_new (NULL);

  for (guint64 serial = first; serial < sw_message_log_get_end_serial (log); serial++)
    {
      g_autofree char *line = NULL;
      MailslotRecord record;

      g_assert_true (sw_message_log_get_record (log, serial, &record));
      line = sw_json_line_new (&record, serial);
      g_string_append_printf (lines, "%s\n", line);
    }
  return g_string_free (lines, FALSE);
}

static char *
read_file (GFile *file)
{
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  g_file_load_contents (file, NULL, &contents, NULL, NULL, &error);
  g_assert_no_error (error);
  return contents;
}

static void
test_records_what_comes (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (GFile) file = new_file ("comes.jsonl");
  SwRecorder *recorder;
  g_autofree char *expected = NULL;
  g_autofree char *contents = NULL;

  fixture_append (log, 1, 10, PAYLOAD_BYTES);
  recorder = new_recorder (log, file);
  fixture_append (log, 11, 5000, PAYLOAD_BYTES);
  sw_message_log_clear (log);
  fixture_append (log, 5011, 1000, PAYLOAD_BYTES);
  g_assert_true (sw_recorder_get_file (recorder) == file);
  sw_recorder_stop (recorder);
  sw_recorder_stop (recorder);

  contents = read_file (file);
  expected = expected_new (log, sw_message_log_get_first_serial (log));
  g_assert_true (g_str_has_suffix (contents, expected));
  g_assert_true (g_str_has_prefix (contents, "{\"serial\":11,"));
  {
    g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
    g_assert_cmpuint (g_strv_length (lines), ==, 6000 + 1);
  }
  g_assert_finalize_object (recorder);
}

static void
test_appends (void)
{
  g_autoptr (GFile) file = new_file ("appends.jsonl");
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *contents = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (SwMessageLog) log = sw_message_log_new ();
      G_GNUC_UNUSED g_autoptr (SwRecorder) recorder = new_recorder (log, file);
      g_autofree char *lines = NULL;

      fixture_append (log, 1, 3, PAYLOAD_BYTES);
      lines = expected_new (log, 1);
      g_string_append (expected, lines);
    }

  contents = read_file (file);
  g_assert_cmpstr (contents, ==, expected->str);
}

/* Somebody may read along, so a message must not wait in a buffer. */
static void
test_writes_as_it_arrives (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (GFile) file = new_file ("arrives.jsonl");
  G_GNUC_UNUSED g_autoptr (SwRecorder) recorder = new_recorder (log, file);
  G_GNUC_UNUSED g_autoptr (Watchdog) watchdog = watchdog_start (300);
  g_autofree char *expected = NULL;
  g_autofree char *contents = NULL;

  fixture_append (log, 1, 1, PAYLOAD_BYTES);
  expected = expected_new (log, 1);
  do
    {
      g_free (contents);
      contents = read_file (file);
      g_thread_yield ();
    }
  while (g_strcmp0 (contents, expected) != 0);
}

static void
test_refuses_a_folder (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (GFile) folder = g_file_new_for_path (fixture_get_folder ());
  g_autoptr (GError) error = NULL;

  g_assert_null (sw_recorder_new (log, folder, &error));
  g_assert_nonnull (error);
}

static void
count_cb (guint *n_calls)
{
  (*n_calls)++;
}

/* /dev/full takes nothing; Windows has no such file. */
static void
test_failure (gconstpointer use_loop)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (GFile) file = g_file_new_for_path ("/dev/full");
  g_autoptr (SwRecorder) recorder = NULL;
  guint n_failed = 0;

  if (!g_file_query_exists (file, NULL))
    {
      g_test_skip ("this system has no /dev/full");
      return;
    }

  recorder = new_recorder (log, file);
  g_signal_connect_swapped (recorder, "failed", G_CALLBACK (count_cb), &n_failed);
  fixture_append (log, 1, 1000, PAYLOAD_BYTES);
  if (GPOINTER_TO_INT (use_loop))
    fixture_wait_for (n_failed > 0);
  fixture_append (log, 1001, 1000, PAYLOAD_BYTES);
  sw_recorder_stop (recorder);
  g_assert_cmpuint (n_failed, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recorder/records-what-comes", test_records_what_comes);
  g_test_add_func ("/recorder/appends-to-the-file", test_appends);
  g_test_add_func ("/recorder/writes-as-it-arrives", test_writes_as_it_arrives);
  g_test_add_func ("/recorder/refuses-a-folder", test_refuses_a_folder);
  g_test_add_data_func ("/recorder/failure/told-by-the-loop",
                        GINT_TO_POINTER (TRUE),
                        test_failure);
  g_test_add_data_func ("/recorder/failure/told-by-stop",
                        GINT_TO_POINTER (FALSE),
                        test_failure);

  return fixture_run ();
}
