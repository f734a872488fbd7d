/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "flood-reader.h"

#include "mailslot/mailslot-error.h"

struct _FloodReader
{
  MailslotReader parent_instance;

  guint64 n_left;
};

G_DEFINE_FINAL_TYPE (FloodReader, flood_reader, MAILSLOT_TYPE_READER)

MailslotRecord
flood_record (void)
{
  static const char payload[FLOOD_PAYLOAD_BYTES + 1] =
      "a message of one hundred bytes, which is about as long as those that tools write "
      "to their mailslots ";
  static MailslotAddress *slot;

  if (slot == NULL)
    slot = mailslot_address_new_local ("flood", NULL);
  return (MailslotRecord){ .arrival_time_us = G_USEC_PER_SEC,
                           .slot = slot,
                           .sender = mailslot_sender_get_unknown (),
                           .payload = (const guint8 *) payload,
                           .size = FLOOD_PAYLOAD_BYTES };
}

MailslotReader *
flood_reader_new (guint64 n_messages)
{
  MailslotRecord record = flood_record ();
  FloodReader *self = g_object_new (FLOOD_TYPE_READER, "address", record.slot, NULL);

  self->n_left = n_messages;
  return MAILSLOT_READER (self);
}

static gboolean
flood_reader_receive (MailslotReader *reader,
                      MailslotBatch *batch,
                      GCancellable *cancellable,
                      GError **error)
{
  FloodReader *self = FLOOD_READER (reader);
  guint64 n_messages = MIN (self->n_left, FLOOD_BATCH);
  MailslotRecord record = flood_record ();

  if (n_messages == 0)
    {
      g_set_error_literal (error,
                           MAILSLOT_ERROR,
                           MAILSLOT_ERROR_CLOSED,
                           "all were taken");
      return FALSE;
    }
  for (guint64 i = 0; i < n_messages; i++)
    mailslot_batch_append (batch, &record);
  self->n_left -= n_messages;
  return TRUE;
}

static void
flood_reader_close (MailslotReader *reader)
{
}

static void
flood_reader_class_init (FloodReaderClass *klass)
{
  MAILSLOT_READER_CLASS (klass)->receive = flood_reader_receive;
  MAILSLOT_READER_CLASS (klass)->close = flood_reader_close;
}

static void
flood_reader_init (FloodReader *self)
{
}
