/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal-file.h"

#include "session/sw-journal-schema.h"
#include "session/sw-journal-sidecars.h"

#include <glib/gi18n-lib.h>

/* About 16 MiB before what was written ahead is moved to its place: each time that costs
 * the disk two more round trips. */
#define CHECKPOINT_PAGES "4096"

static gboolean
run (SwJournalConnection *self, GFile *file, const char *sql, GError **error)
{
  if (sqlite3_exec (self, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  sw_journal_connection_set_error (self, file, error);
  return FALSE;
}

static gboolean
check_kind (SwJournalKind kind, GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file);

  if (kind == SW_JOURNAL_KIND_OURS)
    return TRUE;
  if (kind == SW_JOURNAL_KIND_NEWER)
    g_set_error (error,
                 G_IO_ERROR,
                 G_IO_ERROR_NOT_SUPPORTED,
                 _ ("%s was written by a newer version of Slotwatch"),
                 name);
  else
    g_set_error (error,
                 G_IO_ERROR,
                 G_IO_ERROR_INVALID_DATA,
                 _ ("%s is not a journal of Slotwatch"),
                 name);
  return FALSE;
}

/* ---- To write ---- */

/* Where another program is as quick as we are, the second one finds the tables. */
static gboolean
create_tables (SwJournalConnection *self, GFile *file, GError **error)
{
  g_autofree char *sql = sw_journal_schema_dup_sql ();
  SwJournalKind kind;

  if (!run (self, file, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (!sw_journal_schema_find_kind (self, &kind))
    {
      sw_journal_connection_set_error (self, file, error);
      return FALSE;
    }
  return (kind != SW_JOURNAL_KIND_BLANK || run (self, file, sql, error))
         && run (self, file, "COMMIT", error);
}

static gboolean
prepare_to_write (SwJournalConnection *self, GFile *file, GError **error)
{
  SwJournalKind kind;
  g_autofree char *name = g_file_get_parse_name (file);

  if (!sw_journal_schema_find_kind (self, &kind))
    {
      sw_journal_connection_set_error (self, file, error);
      return FALSE;
    }
  if (kind != SW_JOURNAL_KIND_BLANK && !check_kind (kind, file, error))
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
  sqlite3_db_config (self, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return run (self,
              file,
              "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
              "PRAGMA wal_autocheckpoint = " CHECKPOINT_PAGES,
              error)
         && (kind != SW_JOURNAL_KIND_BLANK || create_tables (self, file, error));
}

/* Takes over @self, which could not be made a journal. Somebody else may have done so
 * meanwhile. */
static void
give_up_new_file (SwJournalConnection *self, GFile *file)
{
  SwJournalKind kind;
  gboolean is_blank;

  sqlite3_exec (self, "ROLLBACK", NULL, NULL, NULL);
  is_blank = sw_journal_schema_find_kind (self, &kind) && kind == SW_JOURNAL_KIND_BLANK;
  sqlite3_close (self);
  if (is_blank)
    sw_journal_sidecars_delete_all (file);
}

SwJournalFile *
sw_journal_file_open_to_write (GFile *file, GError **error)
{
  g_autoptr (GFileOutputStream) created = NULL;
  g_autoptr (SwJournalConnection) self = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean is_new;

  if (g_file_peek_path (file) != NULL)
    created = g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, &local_error);
  is_new = created != NULL;
  if (local_error != NULL
      && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  g_clear_object (&created);
  path = sw_journal_connection_dup_path (file, error);
  if (path != NULL)
    self = sw_journal_connection_open (file, path, SQLITE_OPEN_READWRITE, error);
  if (self != NULL && prepare_to_write (self, file, error))
    return g_steal_pointer (&self);
  if (self != NULL && is_new)
    give_up_new_file (g_steal_pointer (&self), file);
  return NULL;
}

/* ---- To read ---- */

/* A journal in write-ahead mode makes files beside it, even for those who only read. */
static gboolean
wants_to_write (SwJournalConnection *self)
{
  int code = sqlite3_errcode (self) & 0xFF;

  return code == SQLITE_READONLY || code == SQLITE_CANTOPEN;
}

/* Returns: (transfer full): what has SQLite believe that nobody writes to it */
static char *
dup_uri_of_unchanging (const char *path)
{
  g_autofree char *slashed = g_strdup (path);
  g_autofree char *escaped = NULL;

  if (G_DIR_SEPARATOR == '\\')
    g_strdelimit (slashed, "\\", '/');
  escaped = g_uri_escape_string (slashed, "/:", TRUE);
  return g_strconcat ("file://",
                      slashed[0] == '/' ? "" : "/",
                      escaped,
                      "?immutable=1",
                      NULL);
}

/* Returns: (transfer full) (nullable): a connection that looks at nothing but the file */
static SwJournalConnection *
connect_to_unchanging (GFile *file, const char *path, GError **error)
{
  g_autoptr (GFile) needed = sw_journal_sidecars_find_needed (file);
  g_autofree char *uri = dup_uri_of_unchanging (path);
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *needed_name = NULL;

  if (needed == NULL)
    return sw_journal_connection_open (file,
                                       uri,
                                       SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                                       error);
  needed_name = g_file_get_parse_name (needed);
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_READ_ONLY,
               /* Translators: both are files; a person reads the first. */
               _ ("%1$s cannot be read without %2$s, and not in a folder that cannot be "
                  "written to: copy both to another folder"),
               name,
               needed_name);
  return NULL;
}

/* Of a file that was copied in part SQLite reads the last page as if zeros followed.
 * While somebody writes, the end of the file may be anywhere. */
static gboolean
check_is_whole (SwJournalConnection *self, GFile *file, GError **error)
{
  g_autoptr (GFile) needed = sw_journal_sidecars_find_needed (file);
  g_autofree char *name = g_file_get_parse_name (file);

  if (needed != NULL
      || sw_journal_sidecars_get_size (file) % sw_journal_schema_get_page_bytes (self)
             == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("%s is damaged"), name);
  return FALSE;
}

SwJournalFile *
sw_journal_file_open_to_read (GFile *file, GError **error)
{
  g_autofree char *path = sw_journal_connection_dup_path (file, error);
  g_autoptr (SwJournalConnection) self = NULL;
  SwJournalKind kind;
  gboolean is_read;

  if (path == NULL)
    return NULL;
  self = sw_journal_connection_open (file, path, SQLITE_OPEN_READONLY, error);
  if (self == NULL)
    return NULL;
  is_read = sw_journal_schema_find_kind (self, &kind);
  if (!is_read && wants_to_write (self))
    {
      sqlite3_close (g_steal_pointer (&self));
      self = connect_to_unchanging (file, path, error);
      if (self == NULL)
        return NULL;
      is_read = sw_journal_schema_find_kind (self, &kind);
    }
  if (!is_read)
    {
      sw_journal_connection_set_error (self, file, error);
      return NULL;
    }
  return check_kind (kind, file, error) && check_is_whole (self, file, error)
             ? g_steal_pointer (&self)
             : NULL;
}

/* ---- The end ---- */

/* While another program has it open, the other mode is refused; then what was written
 * ahead is moved to its place, as far as others let it. */
static void
tidy_up (SwJournalFile *self)
{
  sqlite3_busy_timeout (self, 0);
  if (sqlite3_exec (self, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) != SQLITE_OK)
    sqlite3_exec (self, "PRAGMA wal_checkpoint (TRUNCATE)", NULL, NULL, NULL);
}

void
sw_journal_file_close (SwJournalFile *self)
{
  if (sqlite3_db_readonly (self, "main") == 0)
    tidy_up (self);
  sqlite3_close (self);
}
