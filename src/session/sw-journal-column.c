/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal-column.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* A text would end for us at its first zero. */
static gboolean
is_whole_text (sqlite3_stmt *row, int index)
{
  const char *text = (const char *) sqlite3_column_text (row, index);

  return text != NULL && strlen (text) == (gsize) sqlite3_column_bytes (row, index);
}

static gboolean
is_right (const SwJournalColumn *column, sqlite3_stmt *row, int index)
{
  int type = sqlite3_column_type (row, index);
  gint64 number;

  if (type != column->type)
    return type == SQLITE_NULL && column->may_be_null;
  if (type == SQLITE_TEXT)
    return is_whole_text (row, index);
  if (type != SQLITE_INTEGER)
    return TRUE;
  number = sqlite3_column_int64 (row, index);
  return number >= column->min && number <= column->max;
}

const char *
sw_journal_column_find_wrong (const SwJournalColumn *columns,
                              guint n_columns,
                              sqlite3_stmt *row)
{
  for (guint i = 0; i < n_columns; i++)
    if (!is_right (&columns[i], row, (int) i))
      return columns[i].name;
  return NULL;
}

void
sw_journal_column_set_wrong (const char *name,
                             const char *table,
                             gint64 id,
                             GFile *file,
                             GError **error)
{
  g_autofree char *file_name = g_file_get_parse_name (file);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_INVALID_DATA,
               /* Translators: %1$s is a file, the others are names of a database: %2$s of
                * a column, %3$s the number of a row, %4$s of a table. */
               _ ("%1$s is damaged: “%2$s” makes no sense in row %3$s of “%4$s”"),
               file_name,
               name,
               number,
               table);
}
