/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal-reader.h"

#include "session/sw-journal-column.h"
#include "session/sw-journal-file.h"
#include "session/sw-journal-origins.h"
#include "session/sw-saved-origin.h"

#include <glib/gi18n-lib.h>

static const char query[] = "SELECT serial, origin, time_us, payload FROM message"
                            " ORDER BY serial";

enum
{
  SERIAL,
  ORIGIN,
  TIME,
  PAYLOAD,
};

static const SwJournalColumn columns[] = {
  [SERIAL] = { "serial", SQLITE_INTEGER, FALSE, 1, G_MAXINT64 },
  [ORIGIN] = { "origin", SQLITE_INTEGER, FALSE, G_MININT64, G_MAXINT64 },
  [TIME] = { "time_us", SQLITE_INTEGER, FALSE, G_MININT64, G_MAXINT64 },
  [PAYLOAD] = { "payload", SQLITE_BLOB, FALSE, 0, 0 },
};

struct _SwJournalReader
{
  GFile *file;               /* (owned) */
  SwJournalFile *db;         /* (owned) */
  sqlite3_stmt *messages;    /* (owned) (nullable) until it is open */
  SwJournalOrigins *origins; /* (owned) (nullable) until it is open */
  guint64 last_serial;
  guint64 given_serial; /* of the message that was read last */
};

static gboolean
fail (SwJournalReader *self, GError **error)
{
  sw_journal_connection_set_error (self->db, self->file, error);
  return FALSE;
}

static gboolean
prepare (SwJournalReader *self, const char *sql, sqlite3_stmt **statement, GError **error)
{
  return sqlite3_prepare_v2 (self->db, sql, -1, statement, NULL) == SQLITE_OK
         || fail (self, error);
}

/* Begins what SQLite calls a read transaction: from here on the journal stands still. */
static gboolean
find_last_serial (SwJournalReader *self, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean is_good;

  if (sqlite3_exec (self->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
    return fail (self, error);
  if (!prepare (self, "SELECT max(serial) FROM message", &statement, error))
    return FALSE;
  is_good = sqlite3_step (statement) == SQLITE_ROW;
  if (is_good)
    self->last_serial = (guint64) MAX (sqlite3_column_int64 (statement, 0), 0);
  else
    fail (self, error);
  sqlite3_finalize (statement);
  return is_good;
}

static gboolean
prepare_all (SwJournalReader *self, GError **error)
{
  if (!find_last_serial (self, error) || !prepare (self, query, &self->messages, error))
    return FALSE;
  self->origins = sw_journal_origins_new (self->file, self->db, error);
  return self->origins != NULL;
}

SwJournalReader *
sw_journal_reader_open (GFile *file, GError **error)
{
  g_autoptr (SwJournalFile) db = sw_journal_file_open_to_read (file, error);
  g_autoptr (SwJournalReader) self = NULL;

  if (db == NULL)
    return NULL;
  self = g_new0 (SwJournalReader, 1);
  self->file = g_object_ref (file);
  self->db = g_steal_pointer (&db);
  return prepare_all (self, error) ? g_steal_pointer (&self) : NULL;
}

void
sw_journal_reader_free (SwJournalReader *self)
{
  sqlite3_finalize (self->messages);
  g_clear_pointer (&self->origins, sw_journal_origins_free);
  sw_journal_file_close (self->db);
  g_object_unref (self->file);
  g_free (self);
}

/* Damage that SQLite finds, behind the last message that could be read. */
static gboolean
fail_behind (SwJournalReader *self, GError **error)
{
  int code = sqlite3_errcode (self->db) & 0xFF;
  g_autofree char *name = g_file_get_parse_name (self->file);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, self->given_serial);

  if (code == SQLITE_TOOBIG)
    g_set_error (error,
                 G_IO_ERROR,
                 G_IO_ERROR_INVALID_DATA,
                 /* Translators: %1$s is a file, %2$s is a number. */
                 _ ("%1$s is damaged: the message after number %2$s is too long"),
                 name,
                 number);
  else if (code == SQLITE_CORRUPT)
    g_set_error (error,
                 G_IO_ERROR,
                 G_IO_ERROR_INVALID_DATA,
                 /* Translators: %1$s is a file, %2$s is a number. */
                 _ ("%1$s is damaged after message %2$s"),
                 name,
                 number);
  else
    fail (self, error);
  return FALSE;
}

/* The pages of a file may name the same page again and again: a small file would be read
 * without end if its serials did not have to grow. */
static const char *
find_wrong_column (SwJournalReader *self)
{
  sqlite3_stmt *row = self->messages;
  const char *wrong = sw_journal_column_find_wrong (columns, G_N_ELEMENTS (columns), row);

  if (wrong != NULL)
    return wrong;
  if ((guint64) sqlite3_column_int64 (row, SERIAL) <= self->given_serial)
    return columns[SERIAL].name;
  if (!sw_saved_time_is_valid (sqlite3_column_int64 (row, TIME)))
    return columns[TIME].name;
  return NULL;
}

static gboolean
find_origin (SwJournalReader *self,
             const SwOrigin **origin,
             const char **wrong,
             GError **error)
{
  gint64 id = sqlite3_column_int64 (self->messages, ORIGIN);

  if (!sw_journal_origins_find (self->origins, id, origin, error))
    return FALSE;
  if (*origin == NULL)
    *wrong = columns[ORIGIN].name;
  return TRUE;
}

static void
fill_record (SwJournalReader *self, const SwOrigin *origin, MailslotRecord *record)
{
  sqlite3_stmt *row = self->messages;
  gint64 time_us = sqlite3_column_int64 (row, TIME);

  *record = (MailslotRecord){
    .arrival_time_us = time_us,
    .arrival_monotonic_us = time_us,
    .transport = origin->transport,
    .flags = origin->flags,
    .slot = origin->slot,
    .sender = origin->sender,
    .payload = sqlite3_column_blob (row, PAYLOAD),
    .size = (gsize) sqlite3_column_bytes (row, PAYLOAD),
  };
}

static gboolean
read_message (SwJournalReader *self, MailslotRecord *record, GError **error)
{
  const char *wrong = find_wrong_column (self);
  gint64 serial = sqlite3_column_int64 (self->messages, SERIAL);
  const SwOrigin *origin = NULL;

  if (wrong == NULL && !find_origin (self, &origin, &wrong, error))
    return FALSE;
  if (wrong != NULL)
    {
      sw_journal_column_set_wrong (wrong, "message", serial, self->file, error);
      return FALSE;
    }
  self->given_serial = (guint64) serial;
  fill_record (self, origin, record);
  if (record->payload != NULL || record->size == 0)
    return TRUE;
  return fail (self, error); /* there was no memory for it */
}

gboolean
sw_journal_reader_next (SwJournalReader *self,
                        MailslotRecord *record,
                        guint64 *serial,
                        GError **error)
{
  int code = sqlite3_step (self->messages);

  if (code == SQLITE_DONE)
    return FALSE;
  if (code != SQLITE_ROW)
    return fail_behind (self, error);
  if (!read_message (self, record, error))
    return FALSE;
  *serial = self->given_serial;
  return TRUE;
}

guint64
sw_journal_reader_get_last_serial (SwJournalReader *self)
{
  return self->last_serial;
}
