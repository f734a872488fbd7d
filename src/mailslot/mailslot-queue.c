/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-queue-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-error.h"

void
mailslot_queue_init (MailslotQueue *self)
{
  g_queue_init (&self->batches);
  self->n_messages = 0;
  self->n_bytes = 0;
}

void
mailslot_queue_clear (MailslotQueue *self)
{
  g_queue_clear_full (&self->batches, (GDestroyNotify) mailslot_batch_unref);
  self->n_messages = 0;
  self->n_bytes = 0;
}

gboolean
mailslot_queue_is_empty (MailslotQueue *self)
{
  return g_queue_is_empty (&self->batches);
}

void
mailslot_queue_push (MailslotQueue *self, MailslotBatch *batch)
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
drop_first (MailslotQueue *self)
{
  g_autoptr (MailslotBatch) batch = g_queue_pop_head (&self->batches);

  self->n_bytes -= mailslot_batch_get_n_bytes (batch);
  if (!g_queue_is_empty (&self->batches))
    mailslot_batch_iter_init (&self->head, g_queue_peek_head (&self->batches));
}

gboolean
mailslot_queue_peek (MailslotQueue *self, MailslotRecord *record)
{
  MailslotBatchIter next = self->head;

  return !g_queue_is_empty (&self->batches) && mailslot_batch_iter_next (&next, record);
}

void
mailslot_queue_pop (MailslotQueue *self)
{
  MailslotRecord record;

  g_return_if_fail (!g_queue_is_empty (&self->batches));

  mailslot_batch_iter_next (&self->head, &record);
  self->n_messages--;
  if (!mailslot_queue_peek (self, &record))
    drop_first (self);
}

gssize
mailslot_queue_read (MailslotQueue *self, gpointer buffer, gsize size, GError **error)
{
  MailslotRecord record;

  g_return_val_if_fail (!g_queue_is_empty (&self->batches), -1);

  mailslot_queue_peek (self, &record);
  if (record.size > size)
    {
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_BUFFER_TOO_SMALL,
                   _ ("Cannot read the next message of %s: it has %lu bytes, the buffer "
                      "only %lu"),
                   mailslot_address_to_string (record.slot),
                   (gulong) record.size,
                   (gulong) size);
      return -1;
    }
  if (record.size > 0)
    memcpy (buffer, record.payload, record.size);
  mailslot_queue_pop (self);
  return (gssize) record.size;
}

void
mailslot_queue_move_first (MailslotQueue *self, MailslotBatch *batch)
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
