/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-journal-file.h"

G_BEGIN_DECLS

/* What makes a database a journal: the tables that sw-journal-file.h describes. */

/**
 * SwJournalKind:
 * @SW_JOURNAL_KIND_BLANK: there is nothing in it yet
 * @SW_JOURNAL_KIND_OURS: a journal as we write it
 * @SW_JOURNAL_KIND_NEWER: one of a later version
 * @SW_JOURNAL_KIND_OTHER: any other database
 */
typedef enum
{
  SW_JOURNAL_KIND_BLANK,
  SW_JOURNAL_KIND_OURS,
  SW_JOURNAL_KIND_NEWER,
  SW_JOURNAL_KIND_OTHER,
} SwJournalKind;

/**
 * sw_journal_schema_find_kind:
 * @kind: (out): what it is
 *
 * Takes a bounded time, whatever the file says.
 *
 * Returns: %FALSE if it cannot be read; the connection knows why
 */
gboolean sw_journal_schema_find_kind (SwJournalConnection *db, SwJournalKind *kind);

/** Returns: how many bytes a page of it has; whole pages make up the file */
int sw_journal_schema_get_page_bytes (SwJournalConnection *db);

/** Returns: (transfer full): what makes a blank database a journal */
char *sw_journal_schema_dup_sql (void);

G_END_DECLS
