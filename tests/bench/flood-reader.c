/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "flood-reader.h"

#include "mailslot/mailslot-error.h"

struct _FloodReader
{
  MailslotReader parent_instance;

  guint64 n_left;
  guint64 rate;    /* messages a second, 0 for as many as are taken */
  gint64 begin_us; /* monotonic: when the first was asked for, 0 before */
  guint64 n_given;
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

MailslotReader *
flood_reader_new_paced (guint64 rate)
{
  MailslotReader *reader = flood_reader_new (G_MAXUINT64);

  FLOOD_READER (reader)->rate = rate;
  return reader;
}

guint64
flood_count_due (guint64 rate, gint64 begin_us)
{
  return (guint64) (g_get_monotonic_time () - begin_us) * rate / G_USEC_PER_SEC;
}

/* Returns how many messages there are now, after a wait for the first. */
static guint64
wait_for_messages (FloodReader *self, GCancellable *cancellable)
{
  guint64 n_due = 0;

  if (self->rate == 0)
    return MIN (self->n_left, FLOOD_BATCH);
  if (self->begin_us == 0)
    self->begin_us = g_get_monotonic_time ();
  while (n_due == 0 && !g_cancellable_is_cancelled (cancellable))
    {
      n_due = flood_count_due (self->rate, self->begin_us) - self->n_given;
      if (n_due == 0)
        g_usleep (FLOOD_NAP_US);
    }
  return MIN (n_due, FLOOD_BATCH);
}

static gboolean
flood_reader_receive (MailslotReader *reader,
                      MailslotBatch *batch,
                      GCancellable *cancellable,
                      GError **error)
{
  FloodReader *self = FLOOD_READER (reader);
  guint64 n_messages = wait_for_messages (self, cancellable);
  MailslotRecord record = flood_record ();

  if (n_messages == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
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
  self->n_given += n_messages;
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
