/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-batch.h"

G_BEGIN_DECLS

/* The messages of a slot that were taken out of the kernel but not read yet, first come,
 * first served. Only the head batch is ever read in part. */
typedef struct
{
  GQueue batches; /* (element-type MailslotBatch) (owned), none without a message */
  MailslotBatchIter head; /* the next message of the first batch */
  gsize n_messages;
  gsize n_bytes; /* of all batches, what was read of the first one included */
} MailslotQueue;

void mailslot_queue_init (MailslotQueue *self);
void mailslot_queue_clear (MailslotQueue *self);

gboolean mailslot_queue_is_empty (MailslotQueue *self);

/* Keeps a reference to @batch, which may be empty and is not to be changed any more. */
void mailslot_queue_push (MailslotQueue *self, MailslotBatch *batch);

/* Shows the next message, valid until it is popped. Returns FALSE if there is none. */
gboolean mailslot_queue_peek (MailslotQueue *self, MailslotRecord *record);

/* Drops the next message. */
void mailslot_queue_pop (MailslotQueue *self);

/* Copies the next message to @buffer and drops it. Keeps it and fails with
 * MAILSLOT_ERROR_BUFFER_TOO_SMALL if it is longer than @size. Returns its bytes, or -1.
 */
gssize mailslot_queue_read (MailslotQueue *self,
                            gpointer buffer,
                            gsize size,
                            GError **error);

/* Appends what is left of the first batch to @batch and drops it. */
void mailslot_queue_move_first (MailslotQueue *self, MailslotBatch *batch);

G_END_DECLS
