/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * SwJournalWriter:
 *
 * Writes messages into a journal, many in one transaction. One thread at a time uses it,
 * and waits for the disk. After a failure nothing more can be written.
 */
typedef struct _SwJournalWriter SwJournalWriter;

/**
 * sw_journal_writer_open:
 * @file: created if it is missing, else appended to
 * @error: return location
 *
 * Fails like sw_journal_file_open_to_write().
 *
 * Returns: (transfer full): a writer, or %NULL with @error set
 */
SwJournalWriter *sw_journal_writer_open (GFile *file,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Gives up what was not committed. */
void sw_journal_writer_free (SwJournalWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwJournalWriter, sw_journal_writer_free)

/**
 * sw_journal_writer_append:
 * @record: the next message; its monotonic time, which means nothing later, is not kept
 *
 * Adds a message to the transaction, which begins with the first one.
 */
gboolean sw_journal_writer_append (SwJournalWriter *self,
                                   const MailslotRecord *record,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Returns: how many messages wait for sw_journal_writer_commit() */
guint sw_journal_writer_get_n_open (SwJournalWriter *self);

/**
 * sw_journal_writer_commit:
 *
 * Ends the transaction: what was appended is on the disk when this returns. All of it or,
 * with @error set, nothing.
 */
gboolean sw_journal_writer_commit (SwJournalWriter *self,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
