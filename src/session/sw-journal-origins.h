/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-journal-file.h"
#include "session/sw-origin.h"

G_BEGIN_DECLS

/**
 * SwJournalOrigins:
 *
 * The places that the messages of a journal came from, read when they are asked for. Of
 * many only some are remembered.
 */
typedef struct _SwJournalOrigins SwJournalOrigins;

/**
 * sw_journal_origins_new:
 * @file: the name of it
 * @db: (transfer none): outlives this
 *
 * Returns: (transfer full): or %NULL with @error set
 */
SwJournalOrigins *sw_journal_origins_new (GFile *file,
                                          SwJournalFile *db,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sw_journal_origins_free (SwJournalOrigins *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwJournalOrigins, sw_journal_origins_free)

/**
 * sw_journal_origins_find:
 * @id: the row
 * @origin: (out) (transfer none) (nullable): valid until the next call; %NULL if there is
 *   no such row
 * @error: return location
 *
 * Fails with %G_IO_ERROR_INVALID_DATA if the row makes no sense.
 */
gboolean sw_journal_origins_find (SwJournalOrigins *self,
                                  gint64 id,
                                  const SwOrigin **origin,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
