/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-batch.h"

#include <string.h>

#include "mailslot/mailslot-batch-private.h"

/* One allocation holds every message: a PackedMessage, its payload, padding to the
 * alignment of the next. The pointers in it are borrowed from the two arrays of
 * references, which hold an object once for a run of messages instead of once for each.
 */

typedef struct
{
  gint64 arrival_time_us;
  gint64 arrival_monotonic_us;
  MailslotAddress *slot;  /* (unowned) */
  MailslotSender *sender; /* (unowned) */
  guint32 size;
  guint16 transport;
  guint16 flags;
} PackedMessage;

struct _MailslotBatch
{
  guint8 *data;   /* (owned) */
  gsize used;     /* bytes of data */
  gsize capacity; /* bytes of data */
  gsize n_messages;
  GPtrArray *slots;   /* (owned) (element-type MailslotAddress) */
  GPtrArray *senders; /* (owned) (element-type MailslotSender) */
  gsize n_held_bytes; /* what slots and senders take, about */
};

/* How far back a reference is looked for: as many writers as usually take turns. */
#define REFERENCE_WINDOW 16

/* An estimate, measured with glibc, of slots and senders that nobody but us keeps alive:
 * on the network every datagram may name another slot and another sender. */
#define BYTES_PER_SLOT 380
#define BYTES_PER_SLOT_BYTE 4
#define BYTES_PER_SENDER 180
#define BYTES_PER_SENDER_BYTE 2

/* The memory that a cleared batch keeps. */
#define MAX_KEPT_BYTES (1024 * 1024)

#define BATCH_ALIGNMENT 8
G_STATIC_ASSERT (sizeof (PackedMessage) % BATCH_ALIGNMENT == 0);

G_DEFINE_BOXED_TYPE (MailslotBatch,
                     mailslot_batch,
                     mailslot_batch_ref,
                     mailslot_batch_unref)

MailslotBatch *
mailslot_batch_new (void)
{
  MailslotBatch *self = g_atomic_rc_box_new0 (MailslotBatch);

  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) mailslot_address_unref);
  self->senders = g_ptr_array_new_with_free_func ((GDestroyNotify) mailslot_sender_unref);
  return self;
}

MailslotBatch *
mailslot_batch_ref (MailslotBatch *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
batch_clear (gpointer data)
{
  MailslotBatch *self = data;

  g_free (self->data);
  g_ptr_array_unref (self->slots);
  g_ptr_array_unref (self->senders);
}

void
mailslot_batch_unref (MailslotBatch *self)
{
  g_atomic_rc_box_release_full (self, batch_clear);
}

void
mailslot_batch_clear (MailslotBatch *self)
{
  if (self->capacity > MAX_KEPT_BYTES)
    {
      g_clear_pointer (&self->data, g_free);
      self->capacity = 0;
    }
  self->used = 0;
  self->n_messages = 0;
  self->n_held_bytes = 0;
  g_ptr_array_set_size (self->slots, 0);
  g_ptr_array_set_size (self->senders, 0);
}

static gboolean
references_hold (const GPtrArray *references, gconstpointer object)
{
  guint end = references->len;
  guint start = end > REFERENCE_WINDOW ? end - REFERENCE_WINDOW : 0;

  for (guint i = end; i > start; i--)
    if (g_ptr_array_index (references, i - 1) == object)
      return TRUE;
  return FALSE;
}

static void
batch_hold_slot (MailslotBatch *self, MailslotAddress *slot)
{
  if (references_hold (self->slots, slot))
    return;
  g_ptr_array_add (self->slots, mailslot_address_ref (slot));
  self->n_held_bytes +=
      BYTES_PER_SLOT + BYTES_PER_SLOT_BYTE * strlen (mailslot_address_to_string (slot));
}

static void
batch_hold_sender (MailslotBatch *self, MailslotSender *sender)
{
  if (references_hold (self->senders, sender))
    return;
  g_ptr_array_add (self->senders, mailslot_sender_ref (sender));
  self->n_held_bytes +=
      BYTES_PER_SENDER
      + BYTES_PER_SENDER_BYTE * strlen (mailslot_sender_to_string (sender));
}

/* Returns where the next n_bytes bytes go. */
static guint8 *
batch_extend (MailslotBatch *self, gsize n_bytes)
{
  guint8 *end;

  g_assert (n_bytes <= G_MAXSIZE / 2 - self->used);
  if (self->used + n_bytes > self->capacity)
    {
      self->capacity = MAX (self->used + n_bytes, MAX (2 * self->capacity, 4096));
      self->data = g_realloc (self->data, self->capacity);
    }
  end = self->data + self->used;
  self->used += n_bytes;
  return end;
}

static gsize
packed_size (gsize payload_size)
{
  gsize size = sizeof (PackedMessage) + payload_size;

  return (size + BATCH_ALIGNMENT - 1) & ~(gsize) (BATCH_ALIGNMENT - 1);
}

void
mailslot_batch_append (MailslotBatch *self, const MailslotRecord *record)
{
  PackedMessage *packed;

  g_return_if_fail (self != NULL);
  g_return_if_fail (record != NULL && record->slot != NULL && record->sender != NULL);
  g_return_if_fail (record->payload != NULL || record->size == 0);
  g_return_if_fail (record->size <= G_MAXINT32);

  batch_hold_slot (self, record->slot);
  batch_hold_sender (self, record->sender);
  packed = (PackedMessage *) (gpointer) batch_extend (self, packed_size (record->size));
  packed->arrival_time_us = record->arrival_time_us;
  packed->arrival_monotonic_us = record->arrival_monotonic_us;
  packed->slot = record->slot;
  packed->sender = record->sender;
  packed->size = (guint32) record->size;
  packed->transport = (guint16) record->transport;
  packed->flags = (guint16) record->flags;
  if (record->size > 0)
    memcpy (packed + 1, record->payload, record->size);
  self->n_messages++;
}

void
mailslot_batch_append_batch (MailslotBatch *self, MailslotBatch *other)
{
  g_return_if_fail (self != NULL && other != NULL && self != other);

  if (other->n_messages == 0)
    return;
  for (guint i = 0; i < other->slots->len; i++)
    batch_hold_slot (self, g_ptr_array_index (other->slots, i));
  for (guint i = 0; i < other->senders->len; i++)
    batch_hold_sender (self, g_ptr_array_index (other->senders, i));
  memcpy (batch_extend (self, other->used), other->data, other->used);
  self->n_messages += other->n_messages;
}

gsize
mailslot_batch_get_n_messages (MailslotBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_messages;
}

gsize
mailslot_batch_get_n_bytes (MailslotBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->used + self->n_held_bytes;
}

void
mailslot_batch_iter_init (MailslotBatchIter *iter, MailslotBatch *batch)
{
  g_return_if_fail (iter != NULL && batch != NULL);

  iter->batch = batch;
  iter->offset = 0;
}

gboolean
mailslot_batch_iter_next (MailslotBatchIter *iter, MailslotRecord *record)
{
  const PackedMessage *packed;

  g_return_val_if_fail (iter != NULL && record != NULL, FALSE);

  if (iter->offset == iter->batch->used)
    return FALSE;
  packed = (const PackedMessage *) (gconstpointer) (iter->batch->data + iter->offset);
  record->arrival_time_us = packed->arrival_time_us;
  record->arrival_monotonic_us = packed->arrival_monotonic_us;
  record->transport = (MailslotTransport) packed->transport;
  record->flags = (MailslotRecordFlags) packed->flags;
  record->slot = packed->slot;
  record->sender = packed->sender;
  record->payload = (const guint8 *) (packed + 1);
  record->size = packed->size;
  iter->offset += packed_size (packed->size);
  return TRUE;
}
