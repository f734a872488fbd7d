/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal-origins.h"

#include "session/sw-journal-column.h"
#include "session/sw-saved-origin.h"

/* So many are remembered; a journal of the network may have one for every message. */
#define MAX_ORIGINS 4096

static const char query[] = "SELECT transport, repeated, scope, host, suffix, name,"
                            " pid, uid, process, sender, address, port"
                            " FROM origin WHERE id = ?";

enum
{
  TRANSPORT,
  REPEATED,
  SCOPE,
  HOST,
  SUFFIX,
  NAME,
  PID,
  UID,
  PROCESS,
  SENDER,
  ADDRESS,
  PORT,
};

static const SwJournalColumn columns[] = {
  [TRANSPORT] = { "transport", SQLITE_TEXT, FALSE, 0, 0 },
  [REPEATED] = { "repeated", SQLITE_INTEGER, FALSE, 0, 1 },
  [SCOPE] = { "scope", SQLITE_TEXT, FALSE, 0, 0 },
  [HOST] = { "host", SQLITE_TEXT, TRUE, 0, 0 },
  [SUFFIX] = { "suffix", SQLITE_INTEGER, FALSE, 0, G_MAXUINT8 },
  [NAME] = { "name", SQLITE_TEXT, FALSE, 0, 0 },
  [PID] = { "pid", SQLITE_INTEGER, TRUE, 0, G_MAXINT64 },
  [UID] = { "uid", SQLITE_INTEGER, TRUE, 0, G_MAXINT64 },
  [PROCESS] = { "process", SQLITE_TEXT, TRUE, 0, 0 },
  [SENDER] = { "sender", SQLITE_TEXT, TRUE, 0, 0 },
  [ADDRESS] = { "address", SQLITE_TEXT, TRUE, 0, 0 },
  [PORT] = { "port", SQLITE_INTEGER, TRUE, 0, G_MAXUINT16 },
};

struct _SwJournalOrigins
{
  GFile *file;             /* (owned) */
  SwJournalFile *db;       /* (unowned) */
  sqlite3_stmt *statement; /* (owned) */
  GHashTable *known;       /* (owned): id (gint64) to SwOrigin */
};

SwJournalOrigins *
sw_journal_origins_new (GFile *file, SwJournalFile *db, GError **error)
{
  g_autoptr (SwJournalOrigins) self = g_new0 (SwJournalOrigins, 1);

  self->file = g_object_ref (file);
  self->db = db;
  self->known = g_hash_table_new_full (g_int64_hash,
                                       g_int64_equal,
                                       g_free,
                                       (GDestroyNotify) sw_origin_free);
  if (sqlite3_prepare_v2 (db, query, -1, &self->statement, NULL) == SQLITE_OK)
    return g_steal_pointer (&self);
  sw_journal_connection_set_error (db, file, error);
  return NULL;
}

void
sw_journal_origins_free (SwJournalOrigins *self)
{
  sqlite3_finalize (self->statement);
  g_hash_table_unref (self->known);
  g_object_unref (self->file);
  g_free (self);
}

/* ---- A row ---- */

static const char *
get_text (sqlite3_stmt *row, int column)
{
  return (const char *) sqlite3_column_text (row, column);
}

static gint64
get_number (sqlite3_stmt *row, int column, gint64 unknown)
{
  return sqlite3_column_type (row, column) == SQLITE_NULL
             ? unknown
             : sqlite3_column_int64 (row, column);
}

static MailslotSender *
read_sender (sqlite3_stmt *row)
{
  const SwSavedSender saved = {
    .pid = get_number (row, PID, 0),
    .uid = get_number (row, UID, MAILSLOT_UID_UNKNOWN),
    .process = get_text (row, PROCESS),
    .name = get_text (row, SENDER),
    .address = get_text (row, ADDRESS),
    .port = (guint16) get_number (row, PORT, 0),
  };

  return sw_saved_sender_new (&saved);
}

/* Returns: (nullable): the name of a column that makes no sense, or of one that makes
 * none with others */
static const char *
read_row (sqlite3_stmt *row, SwOrigin *origin)
{
  const char *wrong = sw_journal_column_find_wrong (columns, G_N_ELEMENTS (columns), row);
  SwSavedSlot slot = { .host = get_text (row, HOST),
                       .suffix = (guint8) sqlite3_column_int (row, SUFFIX),
                       .name = get_text (row, NAME) };

  if (wrong != NULL)
    return wrong;
  if (sqlite3_column_int (row, REPEATED) != 0)
    origin->flags = MAILSLOT_RECORD_REPEATED;
  if (!sw_saved_transport_from_string (get_text (row, TRANSPORT), &origin->transport))
    return columns[TRANSPORT].name;
  if (!sw_saved_scope_from_string (get_text (row, SCOPE), &slot.scope))
    return columns[SCOPE].name;
  origin->slot = sw_saved_slot_new (&slot);
  if (origin->slot == NULL)
    return columns[NAME].name;
  origin->sender = read_sender (row);
  return origin->sender == NULL ? columns[ADDRESS].name : NULL;
}

static void
half_origin_free (SwOrigin *origin)
{
  g_clear_pointer (&origin->slot, mailslot_address_unref);
  g_free (origin);
}

/* ---- Rows ---- */

/* Takes over @origin. */
static const SwOrigin *
remember (SwJournalOrigins *self, gint64 id, SwOrigin *origin)
{
  if (g_hash_table_size (self->known) >= MAX_ORIGINS)
    g_hash_table_remove_all (self->known);
  g_hash_table_insert (self->known, g_memdup2 (&id, sizeof id), origin);
  return origin;
}

static gboolean
read_origin (SwJournalOrigins *self, gint64 id, const SwOrigin **origin, GError **error)
{
  SwOrigin *read = g_new0 (SwOrigin, 1);
  const char *wrong = read_row (self->statement, read);

  if (wrong == NULL)
    {
      *origin = remember (self, id, read);
      return TRUE;
    }
  half_origin_free (read);
  sw_journal_column_set_wrong (wrong, "origin", id, self->file, error);
  return FALSE;
}

gboolean
sw_journal_origins_find (SwJournalOrigins *self,
                         gint64 id,
                         const SwOrigin **origin,
                         GError **error)
{
  gboolean is_good = TRUE;
  int code;

  *origin = g_hash_table_lookup (self->known, &id);
  if (*origin != NULL)
    return TRUE;
  sqlite3_bind_int64 (self->statement, 1, id);
  code = sqlite3_step (self->statement);
  if (code == SQLITE_ROW)
    is_good = read_origin (self, id, origin, error);
  else if (code != SQLITE_DONE)
    {
      is_good = FALSE;
      sw_journal_connection_set_error (self->db, self->file, error);
    }
  sqlite3_reset (self->statement);
  return is_good;
}
