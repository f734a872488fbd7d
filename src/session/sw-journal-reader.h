/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * SwJournalReader:
 *
 * Walks the messages that a journal held when it was opened, also while another program
 * writes on. Trusts nothing in it. One thread at a time uses it.
 */
typedef struct _SwJournalReader SwJournalReader;

/**
 * sw_journal_reader_open:
 *
 * Fails like sw_journal_file_open_to_read().
 *
 * Returns: (transfer full): a reader, or %NULL with @error set
 */
SwJournalReader *sw_journal_reader_open (GFile *file,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sw_journal_reader_free (SwJournalReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwJournalReader, sw_journal_reader_free)

/**
 * sw_journal_reader_next:
 * @record: (out caller-allocates): the next message, valid until the next call
 * @serial: (out): its number in the journal
 * @error: return location
 *
 * Fails with %G_IO_ERROR_INVALID_DATA where the file is damaged, or like the opening.
 *
 * Returns: %FALSE at the end, or with @error set
 */
gboolean sw_journal_reader_next (SwJournalReader *self,
                                 MailslotRecord *record,
                                 guint64 *serial,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Returns: the number of the last message, 0 if there is none */
guint64 sw_journal_reader_get_last_serial (SwJournalReader *self);

G_END_DECLS
