/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal-writer.h"

#include <string.h>

#include "session/sw-journal-file.h"
#include "session/sw-origin.h"
#include "session/sw-saved-origin.h"

/* As many writers as usually take turns, and some more for those that meet in one place.
 */
#define N_RECENT 32

/* On the network every datagram may claim another sender. So many are remembered; who
 * comes again after that gets one more row, which is harmless. */
#define MAX_ORIGINS 4096

typedef struct
{
  SwOrigin *origin; /* (owned) */
  sqlite3_int64 id;
} Known;

struct _SwJournalWriter
{
  GFile *file;       /* (owned) */
  SwJournalFile *db; /* (owned) */
  sqlite3_stmt *begin;
  sqlite3_stmt *commit;
  sqlite3_stmt *insert_origin;
  sqlite3_stmt *insert_message;
  guint n_open;
  gboolean has_failed;
  GHashTable *known;       /* (owned): of Known, by the origin that it begins with */
  Known *recent[N_RECENT]; /* (unowned) (nullable) */
};

static void
known_free (gpointer data)
{
  Known *known = data;

  sw_origin_free (known->origin);
  g_free (known);
}

static guint
known_hash (gconstpointer key)
{
  return sw_origin_hash (((const Known *) key)->origin);
}

static gboolean
known_equal (gconstpointer a, gconstpointer b)
{
  return sw_origin_equal (((const Known *) a)->origin, ((const Known *) b)->origin);
}

static gboolean
fail (SwJournalWriter *self, GError **error)
{
  self->has_failed = TRUE;
  sw_journal_connection_set_error (self->db, self->file, error);
  return FALSE;
}

static gboolean
prepare (SwJournalWriter *self, const char *sql, sqlite3_stmt **statement, GError **error)
{
  return sqlite3_prepare_v3 (self->db,
                             sql,
                             -1,
                             SQLITE_PREPARE_PERSISTENT,
                             statement,
                             NULL)
             == SQLITE_OK
         || fail (self, error);
}

static gboolean
prepare_all (SwJournalWriter *self, GError **error)
{
  return prepare (self, "BEGIN IMMEDIATE", &self->begin, error)
         && prepare (self, "COMMIT", &self->commit, error)
         && prepare (self,
                     "INSERT INTO origin (transport, repeated, scope, host, suffix,"
                     " name, pid, uid, process, sender, address, port)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     &self->insert_origin,
                     error)
         && prepare (self,
                     "INSERT INTO message (origin, time_us, payload) VALUES (?, ?, ?)",
                     &self->insert_message,
                     error);
}

SwJournalWriter *
sw_journal_writer_open (GFile *file, GError **error)
{
  g_autoptr (SwJournalFile) db = sw_journal_file_open_to_write (file, error);
  g_autoptr (SwJournalWriter) self = NULL;

  if (db == NULL)
    return NULL;
  self = g_new0 (SwJournalWriter, 1);
  self->file = g_object_ref (file);
  self->db = g_steal_pointer (&db);
  self->known = g_hash_table_new_full (known_hash, known_equal, NULL, known_free);
  return prepare_all (self, error) ? g_steal_pointer (&self) : NULL;
}

void
sw_journal_writer_free (SwJournalWriter *self)
{
  sqlite3_finalize (self->begin);
  sqlite3_finalize (self->commit);
  sqlite3_finalize (self->insert_origin);
  sqlite3_finalize (self->insert_message);
  sw_journal_file_close (self->db);
  g_hash_table_unref (self->known);
  g_object_unref (self->file);
  g_free (self);
}

static gboolean
run (SwJournalWriter *self, sqlite3_stmt *statement, GError **error)
{
  gboolean is_done = sqlite3_step (statement) == SQLITE_DONE;

  if (!is_done)
    fail (self, error);
  sqlite3_reset (statement);
  return is_done;
}

/* ---- Origins ---- */

static void
bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

static void
bind_number (sqlite3_stmt *statement, int index, gint64 number, gint64 unknown)
{
  if (number != unknown)
    sqlite3_bind_int64 (statement, index, number);
  else
    sqlite3_bind_null (statement, index);
}

static void
bind_slot (sqlite3_stmt *statement, MailslotAddress *slot)
{
  MailslotScope scope = mailslot_address_get_scope (slot);

  bind_text (statement, 3, sw_saved_scope_to_string (scope));
  bind_text (statement, 4, mailslot_address_get_host (slot));
  sqlite3_bind_int (statement, 5, mailslot_address_get_suffix (slot));
  bind_text (statement, 6, mailslot_address_get_name (slot));
}

static void
bind_sender (sqlite3_stmt *statement, MailslotSender *sender)
{
  bind_number (statement, 7, mailslot_sender_get_pid (sender), 0);
  bind_number (statement, 8, mailslot_sender_get_uid (sender), MAILSLOT_UID_UNKNOWN);
  bind_text (statement, 9, mailslot_sender_get_process (sender));
  bind_text (statement, 10, mailslot_sender_get_name (sender));
  bind_text (statement, 11, mailslot_sender_get_address (sender));
  bind_number (statement, 12, mailslot_sender_get_port (sender), 0);
}

static Known *
insert_origin (SwJournalWriter *self, const MailslotRecord *record, GError **error)
{
  sqlite3_stmt *statement = self->insert_origin;
  gboolean is_repeated = (record->flags & MAILSLOT_RECORD_REPEATED) != 0;
  Known *known;

  bind_text (statement, 1, mailslot_transport_to_string (record->transport));
  sqlite3_bind_int (statement, 2, is_repeated);
  bind_slot (statement, record->slot);
  bind_sender (statement, record->sender);
  if (!run (self, statement, error))
    return NULL;

  if (g_hash_table_size (self->known) >= MAX_ORIGINS)
    {
      g_hash_table_remove_all (self->known);
      memset (self->recent, 0, sizeof self->recent);
    }
  known = g_new (Known, 1);
  known->origin = sw_origin_new (record);
  known->id = sqlite3_last_insert_rowid (self->db);
  g_hash_table_add (self->known, known);
  return known;
}

/* Returns: (nullable): the origin of @record, or %NULL with @error set */
static Known *
intern_origin (SwJournalWriter *self, const MailslotRecord *record, GError **error)
{
  SwOrigin origin = { record->slot, record->sender, record->transport, record->flags };
  Known key = { .origin = &origin };
  Known **recent = &self->recent[sw_origin_hash_objects (record) % N_RECENT];
  Known *known;

  if (*recent != NULL && sw_origin_is_of ((*recent)->origin, record))
    return *recent;
  known = g_hash_table_lookup (self->known, &key);
  if (known != NULL)
    sw_origin_adopt (known->origin, record);
  else
    known = insert_origin (self, record, error);
  if (known != NULL)
    *recent = known;
  return known;
}

/* ---- Messages ---- */

gboolean
sw_journal_writer_append (SwJournalWriter *self,
                          const MailslotRecord *record,
                          GError **error)
{
  sqlite3_stmt *statement = self->insert_message;
  const void *payload = record->size > 0 ? (const void *) record->payload : "";
  Known *known;

  g_return_val_if_fail (!self->has_failed, FALSE);

  if (self->n_open == 0 && !run (self, self->begin, error))
    return FALSE;
  known = intern_origin (self, record, error);
  if (known == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, known->id);
  sqlite3_bind_int64 (statement, 2, record->arrival_time_us);
  if (sqlite3_bind_blob64 (statement, 3, payload, record->size, SQLITE_STATIC)
      != SQLITE_OK)
    return fail (self, error);
  self->n_open++;
  return run (self, statement, error);
}

guint
sw_journal_writer_get_n_open (SwJournalWriter *self)
{
  return self->n_open;
}

gboolean
sw_journal_writer_commit (SwJournalWriter *self, GError **error)
{
  g_return_val_if_fail (!self->has_failed, FALSE);

  if (self->n_open > 0 && !run (self, self->commit, error))
    return FALSE;
  self->n_open = 0;
  return TRUE;
}
