/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal-file.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/** How long to wait for another program that writes. */
#define BUSY_TIMEOUT_MS 2000

/* About 16 MiB before what was written ahead is moved to its place: each time that costs
 * the disk two more round trips. */
#define CHECKPOINT_PAGES "4096"

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

/* ---- Errors ---- */

static GIOErrorEnum
get_io_error (int code)
{
  switch (code & 0xFF)
    {
    case SQLITE_FULL:
      return G_IO_ERROR_NO_SPACE;
    case SQLITE_READONLY:
      return G_IO_ERROR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return G_IO_ERROR_BUSY;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return G_IO_ERROR_INVALID_DATA;
    case SQLITE_INTERRUPT:
      return G_IO_ERROR_CANCELLED;
    default:
      return G_IO_ERROR_FAILED;
    }
}

static char *
describe (SwJournalFile *self, int code, const char *name)
{
  switch (code & 0xFF)
    {
    case SQLITE_FULL:
      return g_strdup_printf (_ ("There is no room left for %s"), name);
    case SQLITE_READONLY:
      return g_strdup_printf (_ ("%s cannot be written to"), name);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return g_strdup_printf (_ ("%s is locked by another program"), name);
    case SQLITE_NOTADB:
      return g_strdup_printf (_ ("%s is not a journal of Slotwatch"), name);
    case SQLITE_CORRUPT:
      return g_strdup_printf (_ ("%s is damaged"), name);
    case SQLITE_CANTOPEN:
      return g_strdup_printf (_ ("%s cannot be opened"), name);
    default:
      /* Translators: %1$s is a file, %2$s is what the database says, in English. */
      return g_strdup_printf (_ ("%1$s: %2$s"), name, sqlite3_errmsg (self));
    }
}

void
sw_journal_file_set_error (SwJournalFile *self, GFile *file, GError **error)
{
  int code = sqlite3_extended_errcode (self);
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *text = describe (self, code, name);

  g_set_error_literal (error, G_IO_ERROR, (int) get_io_error (code), text);
}

static gboolean
run (SwJournalFile *self, GFile *file, const char *sql, GError **error)
{
  if (sqlite3_exec (self, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  sw_journal_file_set_error (self, file, error);
  return FALSE;
}

/* ---- What kind of file it is ---- */

typedef struct
{
  int application_id;
  int version;
  int n_tables;     /* of any kind */
  int n_our_tables; /* those that are as we make them */
} Kind;

static gboolean
read_number (SwJournalFile *self, const char *sql, int *number)
{
  sqlite3_stmt *statement = NULL;
  gboolean is_read = sqlite3_prepare_v2 (self, sql, -1, &statement, NULL) == SQLITE_OK
                     && sqlite3_step (statement) == SQLITE_ROW;

  if (is_read)
    *number = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return is_read;
}

static gboolean
count_our_tables (SwJournalFile *self, int *number)
{
  const char *const tables[] = { message_table, origin_table };
  sqlite3_stmt *statement = NULL;

  *number = 0;
  if (sqlite3_prepare_v2 (self,
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
read_kind (SwJournalFile *self, Kind *kind)
{
  return read_number (self, "PRAGMA application_id", &kind->application_id)
         && read_number (self, "PRAGMA user_version", &kind->version)
         && read_number (self, "SELECT count(*) FROM sqlite_schema", &kind->n_tables)
         && count_our_tables (self, &kind->n_our_tables);
}

static gboolean
is_blank (const Kind *kind)
{
  return kind->application_id == 0 && kind->version == 0 && kind->n_tables == 0;
}

static gboolean
check_kind (const Kind *kind, GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file);

  if (kind->application_id == SW_JOURNAL_FILE_APPLICATION_ID
      && kind->version > SW_JOURNAL_FILE_VERSION)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_NOT_SUPPORTED,
                   _ ("%s was written by a newer version of Slotwatch"),
                   name);
      return FALSE;
    }
  if (kind->application_id == SW_JOURNAL_FILE_APPLICATION_ID
      && kind->version == SW_JOURNAL_FILE_VERSION && kind->n_our_tables == 2)
    return TRUE;
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_INVALID_DATA,
               _ ("%s is not a journal of Slotwatch"),
               name);
  return FALSE;
}

/* ---- Opening ---- */

/* Nothing that a file brings with it is to run. */
static void
restrain (SwJournalFile *self)
{
  sqlite3_db_config (self, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (self, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_db_config (self, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
}

/* Looks without opening: see the header. */
static gboolean
check_is_file (GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file);
  g_autoptr (GFileInfo) info = g_file_query_info (file,
                                                  G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                  G_FILE_QUERY_INFO_NONE,
                                                  NULL,
                                                  error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
    return TRUE;
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_NOT_REGULAR_FILE,
               _ ("%s is not an ordinary file"),
               name);
  return FALSE;
}

static SwJournalFile *
connect_to (GFile *file, int flags, GError **error)
{
  g_autoptr (SwJournalFile) self = NULL;
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_parse_name (file);

  if (path == NULL)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_NOT_SUPPORTED,
                   _ ("%s is not on a disk of this computer"),
                   name);
      return NULL;
    }
  if (!check_is_file (file, error))
    return NULL;
  flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (sqlite3_open_v2 (path, &self, flags, NULL) != SQLITE_OK)
    {
      sw_journal_file_set_error (self, file, error);
      return NULL;
    }
  restrain (self);
  sqlite3_busy_timeout (self, BUSY_TIMEOUT_MS);
  return g_steal_pointer (&self);
}

/* Where another program is as quick as we are, the second one finds the tables. */
static gboolean
create_tables (SwJournalFile *self, GFile *file, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("%s; %s; "
                                          "PRAGMA application_id = %d; "
                                          "PRAGMA user_version = %d",
                                          message_table,
                                          origin_table,
                                          SW_JOURNAL_FILE_APPLICATION_ID,
                                          SW_JOURNAL_FILE_VERSION);
  Kind kind = { 0 };

  if (!run (self, file, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (!read_kind (self, &kind))
    {
      sw_journal_file_set_error (self, file, error);
      return FALSE;
    }
  return (!is_blank (&kind) || run (self, file, sql, error))
         && run (self, file, "COMMIT", error);
}

static gboolean
prepare_to_write (SwJournalFile *self, GFile *file, GError **error)
{
  Kind kind = { 0 };
  g_autofree char *name = g_file_get_parse_name (file);

  if (!read_kind (self, &kind))
    {
      sw_journal_file_set_error (self, file, error);
      return FALSE;
    }
  if (!is_blank (&kind) && !check_kind (&kind, file, error))
    return FALSE;
  if (sqlite3_db_readonly (self, "main") == 1)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_READ_ONLY,
                   _ ("%s cannot be written to"),
                   name);
      return FALSE;
    }
  return run (self,
              file,
              "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
              "PRAGMA wal_autocheckpoint = " CHECKPOINT_PAGES,
              error)
         && (!is_blank (&kind) || create_tables (self, file, error));
}

SwJournalFile *
sw_journal_file_open_to_write (GFile *file, GError **error)
{
  g_autoptr (GFileOutputStream) created = NULL;
  g_autoptr (SwJournalFile) self = NULL;
  g_autoptr (GError) local_error = NULL;

  created = g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, &local_error);
  if (created == NULL && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  g_clear_object (&created);
  self = connect_to (file, SQLITE_OPEN_READWRITE, error);
  if (self == NULL || !prepare_to_write (self, file, error))
    return NULL;
  return g_steal_pointer (&self);
}

SwJournalFile *
sw_journal_file_open_to_read (GFile *file, GError **error)
{
  g_autoptr (SwJournalFile) self = connect_to (file, SQLITE_OPEN_READONLY, error);
  Kind kind = { 0 };

  if (self == NULL)
    return NULL;
  if (!read_kind (self, &kind))
    {
      sw_journal_file_set_error (self, file, error);
      return NULL;
    }
  return check_kind (&kind, file, error) ? g_steal_pointer (&self) : NULL;
}

void
sw_journal_file_close (SwJournalFile *self)
{
  /* Fails, harmlessly, while another program has it open, and where it was read only. */
  if (sqlite3_db_readonly (self, "main") == 0)
    {
      sqlite3_busy_timeout (self, 0);
      sqlite3_exec (self, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    }
  sqlite3_close (self);
}
