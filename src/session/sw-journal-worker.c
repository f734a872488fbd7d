/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal-worker.h"

#include "session/sw-journal-inbox.h"
#include "session/sw-journal-writer.h"

static gboolean
commit (SwJournalInbox *inbox, SwJournalWriter *writer, GError **error)
{
  guint n_messages = sw_journal_writer_get_n_open (writer);

  return sw_journal_writer_commit (writer, error)
         && sw_journal_inbox_count_written (inbox, n_messages);
}

static gboolean
write_batch (SwJournalInbox *inbox,
             SwJournalWriter *writer,
             MailslotBatch *batch,
             GError **error)
{
  MailslotBatchIter iter;
  MailslotRecord record;

  mailslot_batch_iter_init (&iter, batch);
  while (mailslot_batch_iter_next (&iter, &record))
    {
      if (!sw_journal_writer_append (writer, &record, error))
        return FALSE;
      if (sw_journal_writer_get_n_open (writer) == SW_JOURNAL_BATCH_MESSAGES
          && !commit (inbox, writer, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_batches (SwJournalInbox *inbox,
               SwJournalWriter *writer,
               GQueue *batches,
               GError **error)
{
  MailslotBatch *batch;
  gboolean is_good = TRUE;

  while ((batch = g_queue_pop_head (batches)) != NULL)
    {
      is_good = is_good && write_batch (inbox, writer, batch, error);
      sw_journal_inbox_release (inbox, batch);
      mailslot_batch_unref (batch);
    }
  return is_good && commit (inbox, writer, error);
}

static void
record (SwJournalInbox *inbox, GError **error)
{
  g_autoptr (SwJournalWriter) writer =
      sw_journal_writer_open (sw_journal_inbox_get_file (inbox), error);
  GQueue batches;

  if (writer == NULL)
    return;
  sw_journal_inbox_begin (inbox);
  while (sw_journal_inbox_take (inbox, &batches)
         && write_batches (inbox, writer, &batches, error))
    ;
}

gpointer
sw_journal_worker_run (gpointer data)
{
  SwJournalInbox *inbox = data;
  GError *error = NULL;

  record (inbox, &error);
  sw_journal_inbox_end (inbox, error);
  sw_journal_inbox_unref (inbox);
  return NULL;
}
