/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal-connection.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/** How long to wait for another program that writes. */
#define BUSY_TIMEOUT_MS 2000

/* The kinds of limits that sqlite.org/security.html names, as far as a journal is a case
 * of them. No expression is limited: indexes and views that a person adds may be
 * anything. */
static const struct
{
  int id;
  int max;
} limits[] = {
  { SQLITE_LIMIT_LENGTH, SW_JOURNAL_MAX_ROW_BYTES },
  { SQLITE_LIMIT_SQL_LENGTH, 100000 },
  { SQLITE_LIMIT_VDBE_OP, 25000 },
  { SQLITE_LIMIT_ATTACHED, 0 },
};

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
    case SQLITE_INTERRUPT: /* only we do that, see sw-journal-schema.h */
      return G_IO_ERROR_INVALID_DATA;
    case SQLITE_TOOBIG:
      return G_IO_ERROR_MESSAGE_TOO_LARGE;
    default:
      return G_IO_ERROR_FAILED;
    }
}

static char *
describe (SwJournalConnection *self, int code, const char *name)
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
    case SQLITE_INTERRUPT:
      return g_strdup_printf (_ ("%s is damaged"), name);
    case SQLITE_TOOBIG:
      return g_strdup_printf (_ ("A message is too long for %s"), name);
    case SQLITE_CANTOPEN:
      return g_strdup_printf (_ ("%s cannot be opened"), name);
    default:
      /* Translators: %1$s is a file, %2$s is what the database says, in English. */
      return g_strdup_printf (_ ("%1$s: %2$s"), name, sqlite3_errmsg (self));
    }
}

void
sw_journal_connection_set_error (SwJournalConnection *self, GFile *file, GError **error)
{
  int code = sqlite3_extended_errcode (self);
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *text = describe (self, code, name);

  g_set_error_literal (error, G_IO_ERROR, (int) get_io_error (code), text);
}

/* ---- Opening ---- */

/* Nothing that a file brings with it is to run, to be believed or to use up the memory.
 * None of this reads or writes anything. */
static void
restrain (SwJournalConnection *self)
{
  sqlite3_db_config (self, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (self, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_db_config (self, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (self, limits[i].id, limits[i].max);
  sqlite3_exec (self,
                "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0",
                NULL,
                NULL,
                NULL);
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

/* SQLite knows only that it could not open it. Looks without opening, too. */
static gboolean
check_may_read (const char *path, const char *name, GError **error)
{
  int saved_errno;

  if (g_access (path, R_OK) == 0)
    return TRUE;
  saved_errno = errno;
  g_set_error (error,
               G_IO_ERROR,
               (int) g_io_error_from_errno (saved_errno),
               /* Translators: %1$s is a file, %2$s is what the system says. */
               _ ("%1$s cannot be read: %2$s"),
               name,
               g_strerror (saved_errno));
  return FALSE;
}

char *
sw_journal_connection_dup_path (GFile *file, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_parse_name (file);

  if (path == NULL)
    g_set_error (error,
                 G_IO_ERROR,
                 G_IO_ERROR_NOT_SUPPORTED,
                 _ ("%s is not on a disk of this computer"),
                 name);
  else if (check_is_file (file, error) && check_may_read (path, name, error))
    return g_steal_pointer (&path);
  return NULL;
}

SwJournalConnection *
sw_journal_connection_open (GFile *file, const char *place, int flags, GError **error)
{
  g_autoptr (SwJournalConnection) self = NULL;

  flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (sqlite3_open_v2 (place, &self, flags, NULL) != SQLITE_OK)
    {
      sw_journal_connection_set_error (self, file, error);
      return NULL;
    }
  restrain (self);
  sqlite3_busy_timeout (self, BUSY_TIMEOUT_MS);
  return g_steal_pointer (&self);
}
