/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-file-payload.h"
#include "session/sw-message-log.h"
#include "session/sw-send-history.h"
#include "session/sw-send-job.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session-fixture.h"

/* What only a Unix system does, or lets us see. */

static MailslotReader *
open_reader (MailslotAddress *address)
{
  const MailslotReaderOptions options = { 0, 0 };
  g_autoptr (GError) error = NULL;
  MailslotReader *reader = mailslot_reader_open (address, &options, &error);

  g_assert_no_error (error);
  return reader;
}

/* Returns: whether the program that listens was started anew while the job paused */
static gboolean
try_to_reopen (guint pause_ms)
{
  g_autoptr (MailslotAddress) address = fixture_address_new ();
  g_autoptr (MailslotReader) reader = open_reader (address);
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  g_autoptr (SwSendJob) job = sw_send_job_new (address, payload, 2, pause_ms);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  MailslotInfo info;

  sw_send_job_run_async (job, NULL, fixture_store_result_cb, &result);
  while (sw_send_job_get_n_sent (job) == 0)
    g_thread_yield ();
  mailslot_reader_close (reader);
  g_clear_object (&reader);
  reader = open_reader (address);
  if (g_get_monotonic_time () - start_us >= pause_ms * G_TIME_SPAN_MILLISECOND)
    {
      fixture_wait_for (result != NULL);
      return FALSE;
    }

  fixture_wait_for (result != NULL);
  g_assert_true (sw_send_job_run_finish (job, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sw_send_job_get_n_sent (job), ==, 2);
  g_assert_true (mailslot_reader_get_info (reader, &info, NULL));
  g_assert_cmpuint (info.n_messages, ==, 1);
  return TRUE;
}

static void
test_job_reopens (void)
{
  guint pause_ms = 200;

  /* A busy computer needs a longer pause. */
  while (!try_to_reopen (pause_ms))
    pause_ms *= 2;
}

/* It is not started again: the job says so and how far it came. */
static void
test_job_slot_gone (void)
{
  g_autoptr (MailslotAddress) address = fixture_address_new ();
  g_autoptr (MailslotReader) reader = open_reader (address);
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  g_autoptr (SwSendJob) job = sw_send_job_new (address, payload, G_MAXUINT, 50);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sw_send_job_run_async (job, NULL, fixture_store_result_cb, &result);
  while (sw_send_job_get_n_sent (job) == 0)
    g_thread_yield ();
  mailslot_reader_close (reader);
  fixture_wait_for (result != NULL);
  g_assert_false (sw_send_job_run_finish (job, result, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NOT_FOUND);
  g_assert_cmpuint (sw_send_job_get_n_sent (job), >=, 1);
}

static guint
get_mode (const char *path)
{
  struct stat status;

  g_assert_cmpint (stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

/* What a person sent is nobody else's business. */
static void
test_history_is_private (void)
{
  g_autofree char *folder =
      g_build_filename (fixture_get_folder (), "new", "folder", NULL);
  g_autofree char *path = g_build_filename (folder, "sent.jsonl", NULL);
  g_autoptr (SwSendHistory) history = sw_send_history_new (path);
  const SwSentFields fields = { .target = "x",
                                .content = "secret",
                                .encoding_id = "utf-8" };
  g_autoptr (SwSentMessage) message = sw_sent_message_new (&fields);

  umask (0);
  sw_send_history_add (history, message);
  g_assert_cmpuint (get_mode (folder), ==, 0700);
  g_assert_cmpuint (get_mode (path), ==, 0600);
}

/* The list is still there when the file cannot be written; the tests end on a warning. */
static void
test_history_cannot_save (void)
{
  g_autofree char *path = g_build_filename ("/proc", "self", "none", "sent.jsonl", NULL);

  if (g_test_subprocess ())
    {
      g_autoptr (SwSendHistory) history = sw_send_history_new (path);
      const SwSentFields fields = { .target = "x",
                                    .content = "y",
                                    .encoding_id = "utf-8" };
      g_autoptr (SwSentMessage) message = sw_sent_message_new (&fields);

      g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
      sw_send_history_add (history, message);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 1);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*not remembered*/proc/self/none*");
}

static guint64
get_resident_bytes (void)
{
  g_autofree char *content = NULL;
  g_auto (GStrv) fields = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &content, NULL, NULL));
  fields = g_strsplit (content, " ", -1);
  return g_ascii_strtoull (fields[1], NULL, 10) * (guint64) sysconf (_SC_PAGESIZE);
}

/* Nobody writes into it, and nobody waits for that. */
static void
test_file_payload_pipe (void)
{
  g_autofree char *path = g_build_filename (fixture_get_folder (), "pipe", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_null (sw_file_payload_load (path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
}

/* In idle time the log gives back what it no longer needs. */
static guint64
get_resident_bytes_when_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  return get_resident_bytes ();
}

/* Memory that the log no longer needs is the system's again, also while it goes on. */
static void
test_log_returns_memory (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  guint64 n_before;
  guint64 n_full;

  if (IS_SANITIZED)
    {
      g_test_skip ("the sanitizer keeps the memory of freed batches for a while");
      return;
    }
  fixture_append (log, 1, 1000, 1000);
  n_before = get_resident_bytes ();
  fixture_append (log, 1001, 200000, 1000);
  n_full = get_resident_bytes ();
  g_test_message ("%" G_GUINT64_FORMAT " MiB for 200 MB of payload",
                  (n_full - n_before) >> 20);
  g_assert_cmpuint (n_full - n_before, >, 190 << 20);

  sw_message_log_set_limits (log, 10000, G_MAXUINT64);
  g_assert_cmpuint (get_resident_bytes_when_idle (), <, n_before + (20 << 20));
  fixture_append (log, 201001, 200000, 1000);
  g_assert_cmpuint (get_resident_bytes_when_idle (), <, n_before + (20 << 20));
  sw_message_log_clear (log);
  g_assert_cmpuint (get_resident_bytes_when_idle (), <, n_before + (4 << 20));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unix/send-job/reopens", test_job_reopens);
  g_test_add_func ("/unix/send-job/slot-gone", test_job_slot_gone);
  g_test_add_func ("/unix/send-history/is-private", test_history_is_private);
  g_test_add_func ("/unix/send-history/cannot-save", test_history_cannot_save);
  g_test_add_func ("/unix/file-payload/pipe", test_file_payload_pipe);
  g_test_add_func ("/unix/message-log/returns-memory", test_log_returns_memory);
  return fixture_run ();
}
