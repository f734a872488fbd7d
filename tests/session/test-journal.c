/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal.h"

#include "session-fixture.h"
#include "session/sw-journal-reader.h"
#include "session/sw-journal-writer.h"
#include "session/sw-session.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#define PAYLOAD_BYTES 20

static GFile *
new_file (const char *name)
{
  return g_file_new_build_filename (fixture_get_folder (), name, NULL);
}

static MailslotBatch *
new_batch (guint64 first, guint64 n_messages)
{
  MailslotBatch *batch = mailslot_batch_new ();
  guint8 buffer[PAYLOAD_BYTES];

  for (guint64 number = first; number < first + n_messages; number++)
    {
      MailslotRecord record = fixture_record (number, buffer, sizeof buffer);

      mailslot_batch_append (batch, &record);
    }
  return batch;
}

static void
append (SwJournal *journal, guint64 first, guint64 n_messages)
{
  g_autoptr (MailslotBatch) batch = new_batch (first, n_messages);

  sw_journal_append (journal, batch);
}

static SwJournalReader *
open_reader (GFile *file)
{
  g_autoptr (GError) error = NULL;
  SwJournalReader *reader = sw_journal_reader_open (file, &error);

  g_assert_no_error (error);
  return reader;
}

static void
assert_same (const MailslotRecord *record, const MailslotRecord *expected)
{
  MailslotSender *sender = record->sender;

  g_assert_cmpint (record->arrival_time_us, ==, expected->arrival_time_us);
  g_assert_cmpint (record->transport, ==, expected->transport);
  g_assert_cmpint (record->flags, ==, expected->flags);
  g_assert_cmpmem (record->payload, record->size, expected->payload, expected->size);
  g_assert_cmpint (mailslot_address_get_scope (record->slot),
                   ==,
                   mailslot_address_get_scope (expected->slot));
  g_assert_cmpstr (mailslot_address_to_string (record->slot),
                   ==,
                   mailslot_address_to_string (expected->slot));
  g_assert_cmpint (mailslot_sender_get_pid (sender),
                   ==,
                   mailslot_sender_get_pid (expected->sender));
  g_assert_cmpint (mailslot_sender_get_uid (sender),
                   ==,
                   mailslot_sender_get_uid (expected->sender));
  g_assert_cmpint (mailslot_sender_get_port (sender),
                   ==,
                   mailslot_sender_get_port (expected->sender));
  g_assert_cmpstr (mailslot_sender_get_process (sender),
                   ==,
                   mailslot_sender_get_process (expected->sender));
  g_assert_cmpstr (mailslot_sender_get_name (sender),
                   ==,
                   mailslot_sender_get_name (expected->sender));
  g_assert_cmpstr (mailslot_sender_get_address (sender),
                   ==,
                   mailslot_sender_get_address (expected->sender));
}

/* The journal must hold the messages of these numbers, and no other. */
static void
assert_holds (GFile *file, guint64 first, guint64 n_messages)
{
  g_autoptr (SwJournalReader) reader = open_reader (file);
  g_autoptr (GError) error = NULL;
  guint8 buffer[PAYLOAD_BYTES];
  MailslotRecord record;
  guint64 n_read = 0;
  guint64 serial;

  g_assert_cmpuint (sw_journal_reader_get_last_serial (reader), ==, n_messages);
  while (sw_journal_reader_next (reader, &record, &serial, &error))
    {
      MailslotRecord expected = fixture_record (first + n_read, buffer, sizeof buffer);

      assert_same (&record, &expected);
      g_assert_cmpuint (serial, ==, ++n_read);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_read, ==, n_messages);
}

static void
assert_counts (SwJournal *journal, guint64 n_written, guint64 n_lost)
{
  SwJournalCounts counts;

  sw_journal_get_counts (journal, &counts);
  g_assert_cmpuint (counts.n_written, ==, n_written);
  g_assert_cmpuint (counts.n_waiting, ==, 0);
  g_assert_cmpuint (counts.n_lost, ==, n_lost);
}

/* Only for so long as the journal has not failed. */
static void
wait_until_written (SwJournal *journal, guint64 n_messages)
{
  G_GNUC_UNUSED g_autoptr (Watchdog) watchdog = watchdog_start (300);
  SwJournalCounts counts = { 0 };

  while (counts.n_written < n_messages)
    {
      g_assert_cmpint (sw_journal_get_state (journal), !=, SW_JOURNAL_STOPPED);
      g_thread_yield ();
      sw_journal_get_counts (journal, &counts);
    }
}

static void
run_sql (GFile *file, const char *sql)
{
  g_autofree char *path = g_file_get_path (file);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* ---- Recording ---- */

static void
test_records (void)
{
  g_autoptr (GFile) file = new_file ("records.swj");
  SwJournal *journal = sw_journal_new (file, SW_JOURNAL_DROP);

  g_assert_true (g_file_equal (sw_journal_get_file (journal), file));
  for (guint i = 0; i < 300; i++)
    append (journal, i * 100, 100);
  sw_journal_stop (journal);
  sw_journal_stop (journal);
  g_assert_null (sw_journal_get_error (journal));
  g_assert_cmpint (sw_journal_get_state (journal), ==, SW_JOURNAL_STOPPED);
  append (journal, 0, 1);
  assert_counts (journal, 30000, 0);
  g_assert_finalize_object (journal);
  assert_holds (file, 0, 30000);
}

static void
test_appends (void)
{
  g_autoptr (GFile) file = new_file ("appends.swj");

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (SwJournal) journal = sw_journal_new (file, SW_JOURNAL_WAIT);

      append (journal, i * 50, 50);
    }
  assert_holds (file, 0, 150);
}

/* A message must not wait for the next one. */
static void
test_writes_without_more (void)
{
  g_autoptr (GFile) file = new_file ("soon.swj");
  g_autoptr (SwJournal) journal = sw_journal_new (file, SW_JOURNAL_DROP);

  append (journal, 7, 1);
  wait_until_written (journal, 1);
  assert_counts (journal, 1, 0);
  assert_holds (file, 7, 1);
}

static void
count_cb (guint *n_calls)
{
  (*n_calls)++;
}

static void
test_tells_its_state (void)
{
  g_autoptr (GFile) file = new_file ("state.swj");
  g_autoptr (SwJournal) journal = sw_journal_new (file, SW_JOURNAL_DROP);
  guint n_notified = 0;
  int state;

  g_signal_connect_swapped (journal, "notify::state", G_CALLBACK (count_cb), &n_notified);
  fixture_wait_for (n_notified == 1);
  g_object_get (journal, "state", &state, NULL);
  g_assert_cmpint (state, ==, SW_JOURNAL_RECORDING);
  append (journal, 1, 100);
  sw_journal_begin_stop (journal);
  fixture_wait_for (sw_journal_get_state (journal) == SW_JOURNAL_STOPPED);
  fixture_wait_for (n_notified >= 2);
  assert_counts (journal, 100, 0);
  assert_holds (file, 1, 100);
}

static void
test_session (void)
{
  g_autoptr (GFile) first = new_file ("session-1.swj");
  g_autoptr (GFile) second = new_file ("session-2.swj");
  g_autoptr (SwSession) session = sw_session_new ();
  SwMessageLog *log = sw_session_get_log (session);

  g_assert_null (sw_session_get_journal (session));
  sw_message_log_set_limits (log, 1, G_MAXUINT64);
  fixture_append (log, 0, 10, PAYLOAD_BYTES);
  g_assert_nonnull (sw_session_start_journal (session, first));
  fixture_append (log, 10, 1000, PAYLOAD_BYTES);
  sw_message_log_clear (log);
  sw_session_start_journal (session, second);
  fixture_append (log, 2000, 5, PAYLOAD_BYTES);
  sw_session_stop_journal (session);
  fixture_append (log, 3000, 5, PAYLOAD_BYTES);
  assert_holds (first, 10, 1000);
  assert_holds (second, 2000, 5);
}

/* ---- Every field ---- */

static MailslotAddress *
destination_new (MailslotScope scope)
{
  return mailslot_address_new_destination (scope,
                                           scope == MAILSLOT_SCOPE_OWN_DOMAIN ? "*"
                                                                              : "北京",
                                           0x1c,
                                           "a\\b");
}

static GPtrArray *
make_messages (void)
{
  g_autofree guint8 *bytes = g_malloc (65536);
  const gsize sizes[] = { 0, 1, 256, 65536 };
  g_autoptr (MailslotAddress) local = mailslot_address_new_local ("dir\\Name", NULL);
  MailslotAddress *slots[] = { local,
                               destination_new (MAILSLOT_SCOPE_HOST),
                               destination_new (MAILSLOT_SCOPE_DOMAIN),
                               destination_new (MAILSLOT_SCOPE_OWN_DOMAIN) };
  MailslotSender *senders[] = {
    mailslot_sender_ref (mailslot_sender_get_unknown ()),
    mailslot_sender_new_process (4294967295, 0, "a \xff\n"),
    mailslot_sender_new_process (1, 4294967294, NULL),
    mailslot_sender_new_remote (NULL, "192.0.2.1", 65535),
    mailslot_sender_new_remote ("NAME", "192.0.2.1", 0),
  };
  GPtrArray *messages =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mailslot_message_unref);

  for (guint i = 0; i < 65536; i++)
    bytes[i] = (guint8) i;
  for (guint i = 0; i < 4 * 4 * 5 * 3 * 2; i++)
    {
      MailslotRecord record = {
        .arrival_time_us = (gint64) i * 1000001 - 60000000,
        .transport = (MailslotTransport) (i % 3),
        .flags = i / 3 % 2 != 0 ? MAILSLOT_RECORD_REPEATED : (MailslotRecordFlags) 0,
        .slot = slots[i / 6 % 4],
        .sender = senders[i / 24 % 5],
        .payload = bytes,
        .size = sizes[i / 120],
      };

      g_ptr_array_add (messages, mailslot_message_new (&record, i + 1));
    }
  for (guint i = 1; i < G_N_ELEMENTS (slots); i++)
    mailslot_address_unref (slots[i]);
  for (guint i = 0; i < G_N_ELEMENTS (senders); i++)
    mailslot_sender_unref (senders[i]);
  return messages;
}

static void
test_every_field (void)
{
  g_autoptr (GPtrArray) messages = make_messages ();
  g_autoptr (GFile) file = new_file ("字段.swj");
  g_autoptr (GError) error = NULL;
  g_autoptr (SwJournalWriter) writer = sw_journal_writer_open (file, &error);
  g_autoptr (SwJournalReader) reader = NULL;
  MailslotRecord record;
  guint64 serial;

  g_assert_no_error (error);
  for (guint i = 0; i < messages->len; i++)
    g_assert_true (
        sw_journal_writer_append (writer,
                                  mailslot_message_get_record (messages->pdata[i]),
                                  &error));
  g_assert_cmpuint (sw_journal_writer_get_n_open (writer), ==, messages->len);
  g_assert_true (sw_journal_writer_commit (writer, &error));
  g_assert_cmpuint (sw_journal_writer_get_n_open (writer), ==, 0);

  reader = open_reader (file);
  for (guint i = 0; i < messages->len; i++)
    {
      g_assert_true (sw_journal_reader_next (reader, &record, &serial, &error));
      assert_same (&record, mailslot_message_get_record (messages->pdata[i]));
      g_assert_cmpuint (serial, ==, i + 1);
    }
  g_assert_false (sw_journal_reader_next (reader, &record, &serial, &error));
  g_assert_no_error (error);
}

/* More senders than a writer and a reader remember. */
static void
test_many_senders (void)
{
  const guint n_messages = 20000;
  g_autoptr (GFile) file = new_file ("senders.swj");
  g_autoptr (SwJournal) journal = sw_journal_new (file, SW_JOURNAL_WAIT);
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (SwJournalReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  guint8 buffer[1];
  MailslotRecord record;
  guint64 serial = 0;

  for (guint i = 0; i < n_messages; i++)
    {
      g_autoptr (MailslotSender) sender =
          mailslot_sender_new_process (i % 9000 + 1, 0, NULL);

      record = fixture_record (1, buffer, sizeof buffer);
      record.sender = sender;
      mailslot_batch_append (batch, &record);
    }
  sw_journal_append (journal, batch);
  sw_journal_stop (journal);
  reader = open_reader (file);
  while (sw_journal_reader_next (reader, &record, &serial, &error))
    g_assert_cmpint (mailslot_sender_get_pid (record.sender),
                     ==,
                     (gint64) (serial - 1) % 9000 + 1);
  g_assert_no_error (error);
  g_assert_cmpuint (serial, ==, n_messages);
}

/* ---- What can go wrong ---- */

static void
assert_refused (GFile *file, GIOErrorEnum code)
{
  g_autoptr (SwJournal) journal = sw_journal_new (file, SW_JOURNAL_WAIT);

  sw_journal_wait_until_open (journal);
  g_assert_cmpint (sw_journal_get_state (journal), ==, SW_JOURNAL_STOPPED);
  g_assert_error (sw_journal_get_error (journal), G_IO_ERROR, (int) code);
  g_test_message ("%s", sw_journal_get_error (journal)->message);
}

static void
assert_unreadable (GFile *file, GIOErrorEnum code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sw_journal_reader_open (file, &error));
  g_assert_error (error, G_IO_ERROR, (int) code);
}

static void
test_refuses_other_files (void)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture_get_folder ());
  g_autoptr (GFile) missing = new_file ("missing/file.swj");
  g_autoptr (GFile) text = new_file ("text");
  g_autoptr (GFile) database = new_file ("database");
  g_autofree char *contents = g_strnfill (10000, 'x');

  g_assert_true (g_file_replace_contents (text,
                                          contents,
                                          10000,
                                          NULL,
                                          FALSE,
                                          G_FILE_CREATE_NONE,
                                          NULL,
                                          NULL,
                                          NULL));
  run_sql (database, "CREATE TABLE message (serial INTEGER PRIMARY KEY)");

  assert_refused (folder, G_IO_ERROR_NOT_REGULAR_FILE);
  assert_refused (missing, G_IO_ERROR_NOT_FOUND);
  assert_refused (text, G_IO_ERROR_INVALID_DATA);
  assert_refused (database, G_IO_ERROR_INVALID_DATA);
  assert_unreadable (folder, G_IO_ERROR_NOT_REGULAR_FILE);
  assert_unreadable (missing, G_IO_ERROR_NOT_FOUND);
  assert_unreadable (text, G_IO_ERROR_INVALID_DATA);
  assert_unreadable (database, G_IO_ERROR_INVALID_DATA);
  {
    g_autofree char *after = NULL;

    g_assert_true (g_file_load_contents (text, NULL, &after, NULL, NULL, NULL));
    g_assert_cmpstr (after, ==, contents);
  }
}

static void
make_journal (GFile *file)
{
  g_autoptr (SwJournal) journal = sw_journal_new (file, SW_JOURNAL_WAIT);

  append (journal, 0, 10);
}

static void
test_refuses_a_newer_one (void)
{
  g_autoptr (GFile) file = new_file ("newer.swj");

  make_journal (file);
  run_sql (file, "PRAGMA user_version = 2");
  assert_refused (file, G_IO_ERROR_NOT_SUPPORTED);
  assert_unreadable (file, G_IO_ERROR_NOT_SUPPORTED);
}

static void
test_refuses_what_looks_like_one (void)
{
  g_autoptr (GFile) file = new_file ("looks.swj");

  make_journal (file);
  run_sql (file,
           "ALTER TABLE message RENAME TO other;"
           "CREATE VIEW message AS SELECT 1 serial, 1 origin, 1 time_us, x'' payload");
  assert_refused (file, G_IO_ERROR_INVALID_DATA);
  assert_unreadable (file, G_IO_ERROR_INVALID_DATA);
}

/* Returns: the page of the messages: the second of the file, and with ten messages the
 * only one */
static char *
find_message_page (char *contents, gsize size)
{
  gsize page_bytes = (gsize) (guint8) contents[16] << 8 | (guint8) contents[17];

  g_assert_cmpuint (page_bytes, >=, 512);
  g_assert_cmpuint (size, >=, 2 * page_bytes);
  g_assert_cmphex (contents[page_bytes], ==, 0x0D); /* a leaf */
  return contents + page_bytes;
}

/* Only a program that is careless or means harm makes such a file. Pages that name each
 * other again and again would be read for years. */
static void
test_ends_where_serials_do_not_grow (void)
{
  g_autoptr (GFile) file = new_file ("again.swj");
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *contents = NULL;
  g_autoptr (SwJournalReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  MailslotRecord record;
  guint64 serial = 0;
  gsize size = 0;
  char *page;

  make_journal (file);
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  page = find_message_page (contents, size);
  /* From 8 on each row has two bytes, which say where it is. */
  memcpy (page + 10, page + 8, 2);
  g_assert_true (g_file_set_contents (path, contents, (gssize) size, NULL));

  reader = open_reader (file);
  g_assert_true (sw_journal_reader_next (reader, &record, &serial, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (serial, ==, 1);
  g_assert_false (sw_journal_reader_next (reader, &record, &serial, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* What a person adds for questions of their own is left alone; what would run is not run.
 */
static void
test_lives_with_additions (void)
{
  g_autoptr (GFile) file = new_file ("additions.swj");

  make_journal (file);
  run_sql (file,
           "CREATE INDEX by_time ON message (time_us);"
           "CREATE TRIGGER trap AFTER INSERT ON message BEGIN"
           " DELETE FROM message; END;"
           "ANALYZE");
  {
    g_autoptr (SwJournal) journal = sw_journal_new (file, SW_JOURNAL_WAIT);

    append (journal, 10, 10);
  }
  assert_holds (file, 0, 20);
}

static void
test_locked (void)
{
  g_autoptr (GFile) file = new_file ("locked.swj");
  g_autofree char *path = g_file_get_path (file);
  sqlite3 *db = NULL;
  SwJournal *journal;

  make_journal (file);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE",
                                 NULL,
                                 NULL,
                                 NULL),
                   ==,
                   SQLITE_OK);
  assert_refused (file, G_IO_ERROR_BUSY);
  sqlite3_close (db);

  /* While it records, too: what it had written stays, the rest is counted. */
  journal = sw_journal_new (file, SW_JOURNAL_WAIT);
  sw_journal_wait_until_open (journal);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  append (journal, 10, 100);
  fixture_wait_for (sw_journal_get_state (journal) == SW_JOURNAL_STOPPED);
  sqlite3_close (db);
  sw_journal_stop (journal);
  g_assert_error (sw_journal_get_error (journal), G_IO_ERROR, G_IO_ERROR_BUSY);
  assert_counts (journal, 0, 100);
  g_object_unref (journal);
  assert_holds (file, 0, 10);
}

/* Somebody may read while it is written. */
static void
test_read_along (void)
{
  g_autoptr (GFile) file = new_file ("along.swj");
  g_autoptr (SwJournal) journal = sw_journal_new (file, SW_JOURNAL_WAIT);
  g_autoptr (SwJournalReader) reader = NULL;
  MailslotRecord record;
  guint64 serial = 0;

  append (journal, 0, 1000);
  wait_until_written (journal, 1000);
  reader = open_reader (file);
  append (journal, 1000, 30000);
  sw_journal_stop (journal);
  while (sw_journal_reader_next (reader, &record, &serial, NULL))
    ;
  g_assert_cmpuint (serial, ==, 1000);
  g_clear_pointer (&reader, sw_journal_reader_free);
  assert_holds (file, 0, 31000);
}

static void
test_private (void)
{
  g_autoptr (GFile) file = new_file ("private.swj");
  g_autofree char *path = g_file_get_path (file);
  GStatBuf status;

  if (G_DIR_SEPARATOR != '/')
    {
      g_test_skip ("on Windows the folder says who may read");
      return;
    }
  make_journal (file);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal/records", test_records);
  g_test_add_func ("/journal/appends-to-the-file", test_appends);
  g_test_add_func ("/journal/writes-without-more-to-come", test_writes_without_more);
  g_test_add_func ("/journal/tells-its-state", test_tells_its_state);
  g_test_add_func ("/journal/of-a-session", test_session);
  g_test_add_func ("/journal/every-field", test_every_field);
  g_test_add_func ("/journal/many-senders", test_many_senders);
  g_test_add_func ("/journal/refuses/other-files", test_refuses_other_files);
  g_test_add_func ("/journal/refuses/a-newer-one", test_refuses_a_newer_one);
  g_test_add_func ("/journal/refuses/what-looks-like-one",
                   test_refuses_what_looks_like_one);
  g_test_add_func ("/journal/ends-where-serials-do-not-grow",
                   test_ends_where_serials_do_not_grow);
  g_test_add_func ("/journal/lives-with-additions", test_lives_with_additions);
  g_test_add_func ("/journal/locked", test_locked);
  g_test_add_func ("/journal/read-along", test_read_along);
  g_test_add_func ("/journal/private", test_private);

  return fixture_run ();
}
