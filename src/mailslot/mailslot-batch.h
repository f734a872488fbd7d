/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib-object.h>

#include "mailslot/mailslot-message.h"

G_BEGIN_DECLS

/**
 * MailslotBatch:
 *
 * Some messages packed one behind the other: the unit that goes from a worker to the main
 * loop. Reference counted. One thread fills it; once handed over it is never changed
 * again, and any thread may read it.
 */
typedef struct _MailslotBatch MailslotBatch;

#define MAILSLOT_TYPE_BATCH (mailslot_batch_get_type ())
GType mailslot_batch_get_type (void);

MailslotBatch *mailslot_batch_new (void);
MailslotBatch *mailslot_batch_ref (MailslotBatch *self);
void mailslot_batch_unref (MailslotBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailslotBatch, mailslot_batch_unref)

/**
 * mailslot_batch_append:
 * @self: a batch that was not handed over yet
 * @record: the message; its payload is copied, its slot and sender are referenced
 */
void mailslot_batch_append (MailslotBatch *self, const MailslotRecord *record);

/**
 * mailslot_batch_append_batch:
 * @self: a batch that was not handed over yet
 * @other: its messages are appended in order
 */
void mailslot_batch_append_batch (MailslotBatch *self, MailslotBatch *other);

gsize mailslot_batch_get_n_messages (MailslotBatch *self);

/**
 * mailslot_batch_get_n_bytes:
 *
 * Returns: the memory that the packed messages take, bookkeeping included, and about what
 * their slots and senders do
 */
gsize mailslot_batch_get_n_bytes (MailslotBatch *self);

/**
 * MailslotBatchIter:
 *
 * Walks a batch from its first message; lives on the stack, needs no clean-up.
 */
typedef struct
{
  MailslotBatch *batch; /* (unowned) */
  gsize offset;
} MailslotBatchIter;

void mailslot_batch_iter_init (MailslotBatchIter *iter, MailslotBatch *batch);

/**
 * mailslot_batch_iter_next:
 * @iter: an initialised iterator
 * @record: (out caller-allocates): the message, valid as long as the batch
 *
 * Returns: %FALSE if there is no further message
 */
gboolean mailslot_batch_iter_next (MailslotBatchIter *iter, MailslotRecord *record);

G_END_DECLS
