/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "session-fixture.h"
#include "session/sw-journal-connection.h"
#include "session/sw-journal-reader.h"
#include "session/sw-journal-writer.h"

#include <sqlite3.h>

/* What a journal may hold that we did not write, by mistake or to do harm. */

#define N_MESSAGES 200

/* Of the database, unless somebody asks for another number. */
#define PAGE_BYTES 4096

#define REMOVE_STRICT                                                                    \
  "PRAGMA writable_schema = ON;"                                                         \
  "UPDATE sqlite_schema SET sql = replace (sql, ' STRICT', '')"

#define RESTORE_STRICT                                                                   \
  "PRAGMA writable_schema = ON;"                                                         \
  "UPDATE sqlite_schema SET sql = sql || ' STRICT'"

static GFile *
new_file (const char *name)
{
  return g_file_new_build_filename (fixture_get_folder (), name, NULL);
}

static void
make_journal (GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SwJournalWriter) writer = sw_journal_writer_open (file, &error);
  guint8 buffer[300];

  g_assert_no_error (error);
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      MailslotRecord record = fixture_record (i, buffer, sizeof buffer);

      g_assert_true (sw_journal_writer_append (writer, &record, &error));
    }
  g_assert_true (sw_journal_writer_commit (writer, &error));
}

static void
run_sql (GFile *file, const char *sql)
{
  g_autofree char *path = g_file_get_path (file);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  sqlite3_close (db);
}

/* Returns: how many messages came before the error */
static guint64
read_until_error (GFile *file, GError **error)
{
  g_autoptr (SwJournalReader) reader = sw_journal_reader_open (file, error);
  guint64 n_messages = 0;
  MailslotRecord record;
  guint64 serial;

  while (reader != NULL && sw_journal_reader_next (reader, &record, &serial, error))
    n_messages++;
  return n_messages;
}

static void
assert_says (const GError *error, const char *part)
{
  g_test_message ("%s", error->message);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not say %s", error->message, part);
}

/* ---- Rows ---- */

static void
test_wrong_values (void)
{
  static const struct
  {
    const char *change;
    const char *said;
  } table[] = {
    { "origin SET port = 65536, address = '192.0.2.1'", "“port”" },
    { "origin SET port = -1, address = '192.0.2.1'", "“port”" },
    { "origin SET port = 65537.5, address = '192.0.2.1'", "“port”" },
    { "origin SET suffix = 256", "“suffix”" },
    { "origin SET suffix = -1", "“suffix”" },
    { "origin SET suffix = 1, scope = 'local', host = NULL", "“name”" },
    { "origin SET repeated = 2", "“repeated”" },
    { "origin SET repeated = x'01'", "“repeated”" },
    { "origin SET transport = 'pigeon'", "“transport”" },
    { "origin SET transport = x'6C6F63616C'", "“transport”" },
    { "origin SET scope = 'galaxy'", "“scope”" },
    { "origin SET scope = 'local', host = 'there'", "“name”" },
    { "origin SET scope = 'host', host = NULL", "“name”" },
    { "origin SET host = x'61'", "“host”" },
    { "origin SET name = x'61'", "“name”" },
    { "origin SET name = ''", "“name”" },
    { "origin SET name = 'a' || char (0) || 'b'", "“name”" },
    { "origin SET pid = -1", "“pid”" },
    { "origin SET pid = 'first'", "“pid”" },
    { "origin SET uid = -1", "“uid”" },
    { "origin SET process = x'61'", "“process”" },
    { "origin SET process = char (0)", "“process”" },
    { "origin SET sender = x'61'", "“sender”" },
    { "origin SET address = 'somewhere'", "“address”" },
    { "origin SET address = '192.0.2.1', pid = 1", "“address”" },
    { "origin SET address = NULL, port = 138", "“address”" },
    { "origin SET address = NULL, sender = 'NAME'", "“address”" },
    { "message SET time_us = 'now'", "“time_us” makes no sense in row 1 of “message”" },
    { "message SET time_us = 1.5", "“time_us” makes no sense in row 1 of “message”" },
    { "message SET time_us = -9223372036854775807", "“time_us”" },
    { "message SET payload = 'text'", "“payload” makes no sense in row 1 of “message”" },
    { "message SET payload = 5", "“payload” makes no sense in row 1 of “message”" },
    { "message SET origin = 999", "“origin” makes no sense in row 1 of “message”" },
    { "message SET origin = 'x'", "“origin” makes no sense in row 1 of “message”" },
    { "message SET serial = -5 WHERE serial = 1", "“serial” makes no sense in row -5" },
    { "message SET serial = 0 WHERE serial = 1", "“serial” makes no sense in row 0" },
  };
  g_autoptr (GFile) whole = new_file ("values");
  g_autoptr (GFile) file = new_file ("wrong-values");

  make_journal (whole);
  run_sql (whole, REMOVE_STRICT);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *sql = g_strconcat ("UPDATE ", table[i].change, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (
          g_file_copy (whole, file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL));
      run_sql (file, sql);
      run_sql (file, RESTORE_STRICT);
      g_assert_cmpuint (read_until_error (file, &error), ==, 0);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      assert_says (error, table[i].said);
      assert_says (error, "wrong-values");
    }
}

static void
test_right_values (void)
{
  static const char *const changes[] = {
    ("origin SET pid = NULL, uid = NULL, process = NULL, sender = NULL, port = 65535,"
     " address = '192.0.2.1'"),
    "origin SET suffix = 255, scope = 'host', host = 'there'",
    "message SET payload = zeroblob (1000000)",
    "message SET serial = serial + 1000000000000000000",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *sql = g_strconcat ("UPDATE ", changes[i], NULL);
      g_autofree char *name = g_strdup_printf ("right-values-%u", i);
      g_autoptr (GFile) file = new_file (name);
      g_autoptr (GError) error = NULL;

      make_journal (file);
      run_sql (file, sql);
      g_assert_cmpuint (read_until_error (file, &error), ==, N_MESSAGES);
      g_assert_no_error (error);
    }
}

/* Whatever the file says, so much memory is not asked for. */
static void
test_long_messages (void)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE message SET payload = zeroblob (%d) WHERE serial = 100",
                       SW_JOURNAL_MAX_ROW_BYTES + 1);
  g_autoptr (GFile) file = new_file ("long");
  g_autofree guint8 *payload = g_malloc0 (SW_JOURNAL_MAX_ROW_BYTES);
  g_autoptr (SwJournalWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  MailslotRecord record = fixture_record (0, payload, 0);

  make_journal (file);
  run_sql (file, sql);
  g_assert_cmpuint (read_until_error (file, &error), ==, 99);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  assert_says (error, "the message after number 99 is too long");
  g_clear_error (&error);

  /* The longest that we send is not. */
  writer = sw_journal_writer_open (file, &error);
  g_assert_no_error (error);
  record.payload = payload;
  record.size = 64 << 20;
  g_assert_true (sw_journal_writer_append (writer, &record, &error));
  record.size = SW_JOURNAL_MAX_ROW_BYTES;
  g_assert_false (sw_journal_writer_append (writer, &record, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  assert_says (error, "too long for");
}

/* ---- Pages ---- */

static void
test_damaged_page (void)
{
  g_autoptr (GFile) file = new_file ("page");
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  g_autofree char *said = NULL;
  guint64 n_read;

  make_journal (file);
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  /* One page in the middle, which holds messages. */
  memset (contents + size / 2 / PAGE_BYTES * PAGE_BYTES, 0xFF, PAGE_BYTES);
  g_assert_true (g_file_set_contents (path, contents, (gssize) size, NULL));

  n_read = read_until_error (file, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpuint (n_read, >, 0);
  g_assert_cmpuint (n_read, <, N_MESSAGES);
  said = g_strdup_printf ("is damaged after message %" G_GUINT64_FORMAT, n_read);
  assert_says (error, said);
}

/* An interrupted copy. SQLite fills the last page with zeros. */
static void
test_every_truncation (void)
{
  g_autoptr (GFile) file = new_file ("truncated");
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *contents = NULL;
  gsize size = 0;

  make_journal (file);
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  for (gsize length = 1; length < size; length += 1021)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
      g_assert_cmpuint (read_until_error (file, &error), <, N_MESSAGES);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* ---- Tables ---- */

static void
test_endless_tables (void)
{
  g_autoptr (GFile) file = new_file ("tables");
  g_autoptr (SwJournalWriter) writer = NULL;
  g_autoptr (GError) error = NULL;

  make_journal (file);
  run_sql (file,
           "PRAGMA writable_schema = ON;"
           "WITH RECURSIVE number (n) AS"
           " (SELECT 1 UNION ALL SELECT n + 1 FROM number LIMIT 50000)"
           "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)"
           " SELECT 'view', 'v' || n, 'v' || n, 0, 'CREATE VIEW v' || n || ' AS SELECT 1'"
           " FROM number");
  g_assert_cmpuint (read_until_error (file, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  assert_says (error, "is damaged");
  g_clear_error (&error);
  writer = sw_journal_writer_open (file, &error);
  g_assert_null (writer);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* What a person adds is not forbidden. */
static void
test_many_views (void)
{
  g_autoptr (GFile) file = new_file ("views");
  g_autoptr (GString) sql = g_string_new ("BEGIN;");
  g_autoptr (GError) error = NULL;

  make_journal (file);
  for (guint i = 0; i < 100; i++)
    g_string_append_printf (sql,
                            "CREATE VIEW view_%u AS SELECT max (%u, abs (time_us))"
                            " FROM message UNION SELECT 1 UNION SELECT 2 UNION"
                            " SELECT 3 UNION SELECT 4;",
                            i,
                            i);
  g_string_append (sql, "COMMIT");
  run_sql (file, sql->str);
  g_assert_cmpuint (read_until_error (file, &error), ==, N_MESSAGES);
  g_assert_no_error (error);
}

/* ---- What stays in the file ---- */

/* All messages are in the file itself, so it can be copied, although somebody still reads
 * it and so keeps it from being left in the other mode. */
static void
test_is_whole_while_it_is_read (void)
{
  g_autoptr (GFile) file = new_file ("whole");
  g_autoptr (GFile) copy = new_file ("copy");
  g_autoptr (SwJournalReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SwJournalWriter) writer = NULL;
  guint8 buffer[300];
  MailslotRecord record = fixture_record (0, buffer, sizeof buffer);

  make_journal (file);
  writer = sw_journal_writer_open (file, &error);
  g_assert_true (sw_journal_writer_append (writer, &record, &error));
  g_assert_true (sw_journal_writer_commit (writer, &error));
  reader = sw_journal_reader_open (file, &error);
  g_assert_no_error (error);
  g_clear_pointer (&writer, sw_journal_writer_free);
  g_assert_true (g_file_copy (file, copy, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
  g_assert_cmpuint (read_until_error (copy, &error), ==, N_MESSAGES + 1);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal-damage/row/wrong-values", test_wrong_values);
  g_test_add_func ("/journal-damage/row/right-values", test_right_values);
  g_test_add_func ("/journal-damage/row/long-messages", test_long_messages);
  g_test_add_func ("/journal-damage/page/overwritten", test_damaged_page);
  g_test_add_func ("/journal-damage/page/every-truncation", test_every_truncation);
  g_test_add_func ("/journal-damage/tables/endless", test_endless_tables);
  g_test_add_func ("/journal-damage/tables/additions", test_many_views);
  g_test_add_func ("/journal-damage/is-whole-while-it-is-read",
                   test_is_whole_while_it_is_read);

  return fixture_run ();
}
