/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/** A transaction has at most so many messages, ... */
#define SW_JOURNAL_BATCH_MESSAGES 10000

/** ... and begins at most so long after its first message was appended. */
#define SW_JOURNAL_BATCH_MS 50

/** What may wait for the disk. */
#define SW_JOURNAL_MAX_WAITING_BYTES ((gsize) 256 << 20)

/** How long sw_journal_stop() waits for the disk. */
#define SW_JOURNAL_STOP_SECONDS 10

/**
 * SwJournalState:
 * @SW_JOURNAL_OPENING: the file is being opened; messages are taken already
 * @SW_JOURNAL_RECORDING: messages are written as they come
 * @SW_JOURNAL_STOPPING: what was appended is still being written
 * @SW_JOURNAL_STOPPED: the file is closed; see sw_journal_get_error()
 */
typedef enum
{
  SW_JOURNAL_OPENING,
  SW_JOURNAL_RECORDING,
  SW_JOURNAL_STOPPING,
  SW_JOURNAL_STOPPED,
} SwJournalState;

/**
 * SwJournalWhenFull:
 * @SW_JOURNAL_DROP: whoever appends never waits; what does not fit is counted as lost
 * @SW_JOURNAL_WAIT: whoever appends waits until there is room
 *
 * What happens when %SW_JOURNAL_MAX_WAITING_BYTES wait for a slow disk.
 */
typedef enum
{
  SW_JOURNAL_DROP,
  SW_JOURNAL_WAIT,
} SwJournalWhenFull;

/**
 * SwJournalCounts:
 * @n_written: messages that are on the disk
 * @n_waiting: messages that are not there yet
 * @n_lost: messages that could not be written
 */
typedef struct
{
  guint64 n_written;
  guint64 n_waiting;
  guint64 n_lost;
} SwJournalCounts;

/**
 * SwJournal:
 *
 * Records messages in a file as they come, on a thread of its own. What is lost when the
 * program is killed, or the power fails, is what was appended in the last
 * %SW_JOURNAL_BATCH_MS and %SW_JOURNAL_BATCH_MESSAGES messages, and what waited for the
 * disk; never a message before one that is kept. For the file see sw-journal-file.h.
 *
 * Belongs to the main thread. Property "state" (int, a #SwJournalState) notifies, in the
 * main context of the thread that made the journal.
 */
#define SW_TYPE_JOURNAL (sw_journal_get_type ())
G_DECLARE_FINAL_TYPE (SwJournal, sw_journal, SW, JOURNAL, GObject)

/**
 * sw_journal_new:
 * @file: created if it is missing, else appended to
 *
 * Returns: (transfer full): a journal that is about to open @file
 */
SwJournal *sw_journal_new (GFile *file, SwJournalWhenFull when_full);

GFile *sw_journal_get_file (SwJournal *self);
SwJournalState sw_journal_get_state (SwJournal *self);

/**
 * sw_journal_get_error:
 *
 * Returns: (transfer none) (nullable): why it stopped, those of sw_journal_writer_open()
 * or of the disk; %NULL if it was told to
 */
const GError *sw_journal_get_error (SwJournal *self);

void sw_journal_get_counts (SwJournal *self, SwJournalCounts *counts);

/**
 * sw_journal_append:
 * @batch: to be written; nobody changes it any more
 *
 * Does nothing while it stops or is stopped.
 */
void sw_journal_append (SwJournal *self, MailslotBatch *batch);

/**
 * sw_journal_wait_until_open:
 *
 * Waits until the file is open or cannot be opened; the state says which.
 */
void sw_journal_wait_until_open (SwJournal *self);

/** Writes what was appended and closes the file, without waiting for it. */
void sw_journal_begin_stop (SwJournal *self);

/**
 * sw_journal_stop:
 *
 * The same, but waits: %SW_JOURNAL_STOP_SECONDS at most, then gives up what is not on the
 * disk as lost. Safe to call again, and called by dispose. The state is
 * %SW_JOURNAL_STOPPED then.
 */
void sw_journal_stop (SwJournal *self);

G_END_DECLS
