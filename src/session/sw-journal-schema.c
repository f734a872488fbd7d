/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal-schema.h"

/* SQLite reads all that a file says of its tables, pages of a file may name each other
 * again and again, and twice as many tables take four times as long. So many steps of its
 * machine are enough for some thousand. */
#define MAX_STEPS 100000
#define STEPS_PER_CALL 1000

static const char message_table[] = "CREATE TABLE message ("
                                    "serial INTEGER PRIMARY KEY, "
                                    "origin INTEGER NOT NULL, "
                                    "time_us INTEGER NOT NULL, "
                                    "payload BLOB NOT NULL) STRICT";

static const char origin_table[] = "CREATE TABLE origin ("
                                   "id INTEGER PRIMARY KEY, "
                                   "transport TEXT NOT NULL, "
                                   "repeated INTEGER NOT NULL, "
                                   "scope TEXT NOT NULL, "
                                   "host TEXT, "
                                   "suffix INTEGER NOT NULL, "
                                   "name TEXT NOT NULL, "
                                   "pid INTEGER, "
                                   "uid INTEGER, "
                                   "process TEXT, "
                                   "sender TEXT, "
                                   "address TEXT, "
                                   "port INTEGER) STRICT";

char *
sw_journal_schema_dup_sql (void)
{
  return g_strdup_printf ("%s; %s; "
                          "PRAGMA application_id = %d; "
                          "PRAGMA user_version = %d",
                          message_table,
                          origin_table,
                          SW_JOURNAL_FILE_APPLICATION_ID,
                          SW_JOURNAL_FILE_VERSION);
}

static gboolean
read_number (SwJournalConnection *db, const char *sql, int *number)
{
  sqlite3_stmt *statement = NULL;
  gboolean is_read = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK
                     && sqlite3_step (statement) == SQLITE_ROW;

  if (is_read)
    *number = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return is_read;
}

int
sw_journal_schema_get_page_bytes (SwJournalConnection *db)
{
  int n_bytes = 0;

  return read_number (db, "PRAGMA page_size", &n_bytes) && n_bytes > 0 ? n_bytes : 1;
}

static gboolean
count_our_tables (SwJournalConnection *db, int *number)
{
  const char *const tables[] = { message_table, origin_table };
  sqlite3_stmt *statement = NULL;

  *number = 0;
  if (sqlite3_prepare_v2 (db,
                          "SELECT count(*) FROM sqlite_schema"
                          " WHERE type = 'table' AND sql = ?",
                          -1,
                          &statement,
                          NULL)
      != SQLITE_OK)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      sqlite3_bind_text (statement, 1, tables[i], -1, SQLITE_STATIC);
      if (sqlite3_step (statement) == SQLITE_ROW)
        *number += sqlite3_column_int (statement, 0) == 1;
      sqlite3_reset (statement);
    }
  return sqlite3_finalize (statement) == SQLITE_OK;
}

static gboolean
find_kind (SwJournalConnection *db, SwJournalKind *kind)
{
  int application_id = 0;
  int version = 0;
  int has_tables = 0;
  int n_our_tables = 0;

  if (!read_number (db, "PRAGMA application_id", &application_id)
      || !read_number (db, "PRAGMA user_version", &version)
      || !read_number (db, "SELECT EXISTS (SELECT 1 FROM sqlite_schema)", &has_tables)
      || !count_our_tables (db, &n_our_tables))
    return FALSE;

  *kind = SW_JOURNAL_KIND_OTHER;
  if (application_id == 0 && version == 0 && !has_tables)
    *kind = SW_JOURNAL_KIND_BLANK;
  else if (application_id == SW_JOURNAL_FILE_APPLICATION_ID
           && version > SW_JOURNAL_FILE_VERSION)
    *kind = SW_JOURNAL_KIND_NEWER;
  else if (application_id == SW_JOURNAL_FILE_APPLICATION_ID
           && version == SW_JOURNAL_FILE_VERSION && n_our_tables == 2)
    *kind = SW_JOURNAL_KIND_OURS;
  return TRUE;
}

static int
count_steps_cb (gpointer n_calls)
{
  return ++*(guint *) n_calls > MAX_STEPS / STEPS_PER_CALL;
}

gboolean
sw_journal_schema_find_kind (SwJournalConnection *db, SwJournalKind *kind)
{
  guint n_calls = 0;
  gboolean is_found;

  sqlite3_progress_handler (db, STEPS_PER_CALL, count_steps_cb, &n_calls);
  is_found = find_kind (db, kind);
  sqlite3_progress_handler (db, 0, NULL, NULL);
  return is_found;
}
