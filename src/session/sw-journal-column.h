/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * SwJournalColumn:
 * @name: what it is called
 * @type: SQLite's name of its type
 * @may_be_null: whether it may be unknown
 * @min: the least that a number may be
 * @max: the most that a number may be
 *
 * What a column of a query may hold. The tables say so, too, but that binds only who
 * writes to them by SQL.
 */
typedef struct
{
  const char *name;
  int type;
  gboolean may_be_null;
  gint64 min;
  gint64 max;
} SwJournalColumn;

/** Returns: (nullable): the name of the first column of @row that holds anything else */
const char *sw_journal_column_find_wrong (const SwJournalColumn *columns,
                                          guint n_columns,
                                          sqlite3_stmt *row);

/**
 * sw_journal_column_set_wrong:
 * @name: the name of the column
 * @table: and of its table
 * @id: the row
 * @file: the journal
 *
 * Sets %G_IO_ERROR_INVALID_DATA.
 */
void sw_journal_column_set_wrong (const char *name,
                                  const char *table,
                                  gint64 id,
                                  GFile *file,
                                  GError **error);

G_END_DECLS
