/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-journal.h"

G_BEGIN_DECLS

/**
 * SwJournalInbox:
 *
 * What a journal and its worker share: batches that wait for the disk, and what the
 * worker tells of its work. Counted, because the worker, whom a disk may hold for any
 * time, and the idle that tells of a new state may outlive the journal. Every call may
 * come from any thread, but those under “Worker” come from the worker.
 */
typedef struct _SwJournalInbox SwJournalInbox;

/** Called in the main context that the inbox was made in, when the state is a new one. */
typedef void (*SwJournalInboxFunc) (SwJournal *journal);

/** Returns: (transfer full): an inbox for @journal, which it does not keep alive */
SwJournalInbox *sw_journal_inbox_new (SwJournal *journal,
                                      GFile *file,
                                      SwJournalInboxFunc state_changed);

SwJournalInbox *sw_journal_inbox_ref (SwJournalInbox *self);
void sw_journal_inbox_unref (SwJournalInbox *self);

/** Returns: (transfer none) */
GFile *sw_journal_inbox_get_file (SwJournalInbox *self);

SwJournalState sw_journal_inbox_get_state (SwJournalInbox *self);

/** Returns: (transfer none) (nullable): valid as long as the inbox, once it is set */
const GError *sw_journal_inbox_get_error (SwJournalInbox *self);

void sw_journal_inbox_get_counts (SwJournalInbox *self, SwJournalCounts *counts);

/** Adds a batch, which has messages, or counts it as lost; see #SwJournalWhenFull. */
void sw_journal_inbox_append (SwJournalInbox *self,
                              MailslotBatch *batch,
                              SwJournalWhenFull when_full);

void sw_journal_inbox_wait_until_open (SwJournalInbox *self);

/** Takes no more batches. */
void sw_journal_inbox_begin_stop (SwJournalInbox *self);

/**
 * sw_journal_inbox_wait_until_stopped:
 *
 * Gives up what still waits after %SW_JOURNAL_STOP_SECONDS, which is an error.
 *
 * Returns: whether the worker has ended, or is about to
 */
gboolean sw_journal_inbox_wait_until_stopped (SwJournalInbox *self);

/* ---- Worker ---- */

/** The file is open. */
void sw_journal_inbox_begin (SwJournalInbox *self);

/**
 * sw_journal_inbox_take:
 * @batches: (out caller-allocates) (element-type MailslotBatch): all that waits, as soon
 * as it fills a transaction or has waited long enough; owned by the caller
 *
 * Returns: %FALSE at the end, when there is nothing more to write
 */
gboolean sw_journal_inbox_take (SwJournalInbox *self, GQueue *batches);

/** Returns: %FALSE if nobody waits for the rest any more */
gboolean sw_journal_inbox_count_written (SwJournalInbox *self, guint n_written);

/** What was taken needs no room any more. */
void sw_journal_inbox_release (SwJournalInbox *self, MailslotBatch *batch);

/**
 * sw_journal_inbox_end:
 * @error: (transfer full) (nullable): why it ends
 *
 * The file is closed; what waits is lost.
 */
void sw_journal_inbox_end (SwJournalInbox *self, GError *error);

G_END_DECLS
