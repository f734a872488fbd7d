/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/unix/mailslot-unix-queue.h"

void
mailslot_unix_queue_init (MailslotUnixQueue *self)
{
  g_queue_init (&self->batches);
  self->n_messages = 0;
  self->n_bytes = 0;
}

void
mailslot_unix_queue_clear (MailslotUnixQueue *self)
{
  g_queue_clear_full (&self->batches, (GDestroyNotify) mailslot_batch_unref);
  self->n_messages = 0;
  self->n_bytes = 0;
}

gboolean
mailslot_unix_queue_is_empty (MailslotUnixQueue *self)
{
  return g_queue_is_empty (&self->batches);
}

void
mailslot_unix_queue_push (MailslotUnixQueue *self, MailslotBatch *batch)
{
  if (mailslot_batch_get_n_messages (batch) == 0)
    return;
  if (g_queue_is_empty (&self->batches))
    mailslot_batch_iter_init (&self->head, batch);
  g_queue_push_tail (&self->batches, mailslot_batch_ref (batch));
  self->n_messages += mailslot_batch_get_n_messages (batch);
  self->n_bytes += mailslot_batch_get_n_bytes (batch);
}

static void
drop_first (MailslotUnixQueue *self)
{
  g_autoptr (MailslotBatch) batch = g_queue_pop_head (&self->batches);

  self->n_bytes -= mailslot_batch_get_n_bytes (batch);
  if (!g_queue_is_empty (&self->batches))
    mailslot_batch_iter_init (&self->head, g_queue_peek_head (&self->batches));
}

gboolean
mailslot_unix_queue_peek (MailslotUnixQueue *self, MailslotRecord *record)
{
  MailslotBatchIter next = self->head;

  return !g_queue_is_empty (&self->batches) && mailslot_batch_iter_next (&next, record);
}

void
mailslot_unix_queue_pop (MailslotUnixQueue *self)
{
  MailslotRecord record;

  g_return_if_fail (!g_queue_is_empty (&self->batches));

  mailslot_batch_iter_next (&self->head, &record);
  self->n_messages--;
  if (!mailslot_unix_queue_peek (self, &record))
    drop_first (self);
}

void
mailslot_unix_queue_move_first (MailslotUnixQueue *self, MailslotBatch *batch)
{
  MailslotRecord record;

  g_return_if_fail (!g_queue_is_empty (&self->batches));

  while (mailslot_batch_iter_next (&self->head, &record))
    {
      mailslot_batch_append (batch, &record);
      self->n_messages--;
    }
  drop_first (self);
}
