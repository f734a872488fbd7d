/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal-reader.h"

#include "session/sw-journal-file.h"
#include "session/sw-origin.h"
#include "session/sw-saved-origin.h"

#include <glib/gi18n-lib.h>

/* So many are remembered; a journal of the network may have one for every message. */
#define MAX_ORIGINS 4096

/* Columns of the two queries */
enum
{
  MESSAGE_SERIAL,
  MESSAGE_ORIGIN,
  MESSAGE_TIME,
  MESSAGE_PAYLOAD,
};

enum
{
  ORIGIN_TRANSPORT,
  ORIGIN_REPEATED,
  ORIGIN_SCOPE,
  ORIGIN_HOST,
  ORIGIN_SUFFIX,
  ORIGIN_NAME,
  ORIGIN_PID,
  ORIGIN_UID,
  ORIGIN_PROCESS,
  ORIGIN_SENDER,
  ORIGIN_ADDRESS,
  ORIGIN_PORT,
};

struct _SwJournalReader
{
  GFile *file;            /* (owned) */
  SwJournalFile *db;      /* (owned) */
  sqlite3_stmt *messages; /* (owned) */
  sqlite3_stmt *origin;   /* (owned) */
  GHashTable *known;      /* (owned): id (gint64) to SwOrigin */
  guint64 last_serial;
  guint64 given_serial; /* of the message that was read last */
};

static gboolean
fail (SwJournalReader *self, GError **error)
{
  sw_journal_file_set_error (self->db, self->file, error);
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
  return find_last_serial (self, error)
         && prepare (self,
                     "SELECT serial, origin, time_us, payload FROM message"
                     " ORDER BY serial",
                     &self->messages,
                     error)
         && prepare (self,
                     "SELECT transport, repeated, scope, host, suffix, name,"
                     " pid, uid, process, sender, address, port"
                     " FROM origin WHERE id = ?",
                     &self->origin,
                     error);
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
  self->known = g_hash_table_new_full (g_int64_hash,
                                       g_int64_equal,
                                       g_free,
                                       (GDestroyNotify) sw_origin_free);
  return prepare_all (self, error) ? g_steal_pointer (&self) : NULL;
}

void
sw_journal_reader_free (SwJournalReader *self)
{
  sqlite3_finalize (self->messages);
  sqlite3_finalize (self->origin);
  sw_journal_file_close (self->db);
  g_hash_table_unref (self->known);
  g_object_unref (self->file);
  g_free (self);
}

static const char *
get_text (sqlite3_stmt *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

static gboolean
read_slot (sqlite3_stmt *statement, SwOrigin *origin)
{
  const char *scope = get_text (statement, ORIGIN_SCOPE);
  SwSavedSlot saved = { .host = get_text (statement, ORIGIN_HOST),
                        .suffix = (guint8) sqlite3_column_int (statement, ORIGIN_SUFFIX),
                        .name = get_text (statement, ORIGIN_NAME) };

  if (scope == NULL || saved.name == NULL
      || !sw_saved_scope_from_string (scope, &saved.scope))
    return FALSE;
  origin->slot = sw_saved_slot_new (&saved);
  return origin->slot != NULL;
}

static gint64
get_number (sqlite3_stmt *statement, int column, gint64 unknown)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL
             ? unknown
             : sqlite3_column_int64 (statement, column);
}

static gboolean
read_sender (sqlite3_stmt *statement, SwOrigin *origin)
{
  SwSavedSender saved = {
    .pid = get_number (statement, ORIGIN_PID, 0),
    .uid = get_number (statement, ORIGIN_UID, MAILSLOT_UID_UNKNOWN),
    .process = get_text (statement, ORIGIN_PROCESS),
    .name = get_text (statement, ORIGIN_SENDER),
    .address = get_text (statement, ORIGIN_ADDRESS),
    .port = (guint16) get_number (statement, ORIGIN_PORT, 0),
  };

  origin->sender = sw_saved_sender_new (&saved);
  return origin->sender != NULL;
}

static gboolean
read_transport (sqlite3_stmt *statement, SwOrigin *origin)
{
  const char *transport = get_text (statement, ORIGIN_TRANSPORT);

  if (sqlite3_column_int (statement, ORIGIN_REPEATED) != 0)
    origin->flags = MAILSLOT_RECORD_REPEATED;
  return transport != NULL
         && sw_saved_transport_from_string (transport, &origin->transport);
}

static void
origin_clear (SwOrigin *origin)
{
  g_clear_pointer (&origin->slot, mailslot_address_unref);
  g_clear_pointer (&origin->sender, mailslot_sender_unref);
  g_free (origin);
}

/* Returns: (transfer full) (nullable): what the row says, %NULL if it makes no sense */
static SwOrigin *
origin_new (sqlite3_stmt *statement)
{
  SwOrigin *origin = g_new0 (SwOrigin, 1);

  if (read_transport (statement, origin) && read_slot (statement, origin)
      && read_sender (statement, origin))
    return origin;
  origin_clear (origin);
  return NULL;
}

static SwOrigin *
find_origin (SwJournalReader *self, gint64 id)
{
  SwOrigin *origin = g_hash_table_lookup (self->known, &id);

  if (origin != NULL)
    return origin;
  sqlite3_bind_int64 (self->origin, 1, id);
  if (sqlite3_step (self->origin) == SQLITE_ROW)
    origin = origin_new (self->origin);
  sqlite3_reset (self->origin);
  if (origin == NULL)
    return NULL;
  if (g_hash_table_size (self->known) >= MAX_ORIGINS)
    g_hash_table_remove_all (self->known);
  g_hash_table_insert (self->known, g_memdup2 (&id, sizeof id), origin);
  return origin;
}

/* The pages of a file may name the same page again and again: a small file would be read
 * without end if its serials did not have to grow. */
static gboolean
read_serial (SwJournalReader *self)
{
  gint64 serial = sqlite3_column_int64 (self->messages, MESSAGE_SERIAL);

  if (serial < 1 || (guint64) serial <= self->given_serial)
    return FALSE;
  self->given_serial = (guint64) serial;
  return TRUE;
}

static gboolean
read_message (SwJournalReader *self, MailslotRecord *record, guint64 *serial)
{
  sqlite3_stmt *statement = self->messages;
  gint64 time_us = sqlite3_column_int64 (statement, MESSAGE_TIME);
  SwOrigin *origin = find_origin (self, sqlite3_column_int64 (statement, MESSAGE_ORIGIN));

  if (!read_serial (self) || origin == NULL || !sw_saved_time_is_valid (time_us)
      || sqlite3_column_type (statement, MESSAGE_PAYLOAD) != SQLITE_BLOB)
    return FALSE;
  *serial = self->given_serial;
  *record = (MailslotRecord){
    .arrival_time_us = time_us,
    .arrival_monotonic_us = time_us,
    .transport = origin->transport,
    .flags = origin->flags,
    .slot = origin->slot,
    .sender = origin->sender,
    .payload = sqlite3_column_blob (statement, MESSAGE_PAYLOAD),
    .size = (gsize) sqlite3_column_bytes (statement, MESSAGE_PAYLOAD),
  };
  return record->payload != NULL || record->size == 0;
}

gboolean
sw_journal_reader_next (SwJournalReader *self,
                        MailslotRecord *record,
                        guint64 *serial,
                        GError **error)
{
  int code = sqlite3_step (self->messages);
  g_autofree char *name = NULL;

  if (code == SQLITE_DONE)
    return FALSE;
  if (code != SQLITE_ROW)
    return fail (self, error);
  if (read_message (self, record, serial))
    return TRUE;
  name = g_file_get_parse_name (self->file);
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_INVALID_DATA,
               _ ("%1$s is damaged: message %2$s makes no sense"),
               name,
               (const char *) sqlite3_column_text (self->messages, MESSAGE_SERIAL));
  return FALSE;
}

guint64
sw_journal_reader_get_last_serial (SwJournalReader *self)
{
  return self->last_serial;
}
