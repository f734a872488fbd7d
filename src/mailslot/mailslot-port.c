/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-port.h"

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-error.h"
#include "mailslot/mailslot-queue-private.h"
#include "mailslot/netbios/netbios-inbound.h"
#include "mailslot/netbios/netbios-source.h"

/* Packets come from a source, and what is made of them goes straight into the batch of
 * whoever receives. Only who asks how many wait, or reads one at a time, has them put
 * into a queue. */

/* The most messages that asking for their number takes out of the source. */
#define MAX_QUEUED_MESSAGES 10000

struct _MailslotPort
{
  MailslotReader parent_instance;

  NetbiosSource *source;   /* (owned) (nullable) if it could not be opened */
  NetbiosInbound *inbound; /* (owned) */
  int timeout_ms;
  MailslotQueue queue;
  NetbiosPacket packets[NETBIOS_SOURCE_MAX_PACKETS];
};

G_DEFINE_FINAL_TYPE (MailslotPort, mailslot_port, MAILSLOT_TYPE_READER)

static gint64
get_deadline (int timeout_ms)
{
  if (timeout_ms < 0)
    return -1;
  return g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
}

static void
set_timed_out (MailslotPort *self, GError **error)
{
  if (self->timeout_ms == 0)
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_TIMED_OUT,
                 _ ("No message of another computer waits"));
  else
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_TIMED_OUT,
                 _ ("No message of another computer came within %d ms"),
                 self->timeout_ms);
}

/* Appends at least one message to @batch. A flood of what nobody wants must not keep us
 * from a cancel. */
static gboolean
receive_into (MailslotPort *self,
              MailslotBatch *batch,
              GCancellable *cancellable,
              GError **error)
{
  gint64 deadline_us = get_deadline (self->timeout_ms);
  gsize n_before = mailslot_batch_get_n_messages (batch);
  gssize n_packets;

  do
    {
      n_packets = netbios_source_receive (self->source,
                                          self->packets,
                                          deadline_us,
                                          cancellable,
                                          error);
      if (n_packets < 0)
        return FALSE;
      netbios_inbound_take (self->inbound, self->packets, (gsize) n_packets, batch);
      if (mailslot_batch_get_n_messages (batch) > n_before)
        return TRUE;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  while (n_packets > 0);
  set_timed_out (self, error);
  return FALSE;
}

static gboolean
mailslot_port_receive (MailslotReader *reader,
                       MailslotBatch *batch,
                       GCancellable *cancellable,
                       GError **error)
{
  MailslotPort *self = MAILSLOT_PORT (reader);

  if (mailslot_queue_is_empty (&self->queue))
    return receive_into (self, batch, cancellable, error);
  mailslot_queue_move_first (&self->queue, batch);
  return TRUE;
}

static gboolean
fill_queue (MailslotPort *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();

  if (!receive_into (self, batch, cancellable, error))
    return FALSE;
  mailslot_queue_push (&self->queue, batch);
  return TRUE;
}

static gssize
mailslot_port_read (MailslotReader *reader,
                    gpointer buffer,
                    gsize size,
                    GCancellable *cancellable,
                    GError **error)
{
  MailslotPort *self = MAILSLOT_PORT (reader);

  if (mailslot_queue_is_empty (&self->queue) && !fill_queue (self, cancellable, error))
    return -1;
  return mailslot_queue_read (&self->queue, buffer, size, error);
}

/* Takes what has arrived into the queue, where it can be counted. What nobody wants does
 * not get there, but counts here: somebody who sends nothing else cannot keep us. */
static gboolean
drain (MailslotPort *self, GError **error)
{
  gsize n_taken = 0;

  while (self->queue.n_messages < MAX_QUEUED_MESSAGES && n_taken < MAX_QUEUED_MESSAGES)
    {
      g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
      gssize n_packets =
          netbios_source_receive (self->source, self->packets, 0, NULL, error);

      if (n_packets <= 0)
        return n_packets == 0;
      netbios_inbound_take (self->inbound, self->packets, (gsize) n_packets, batch);
      mailslot_queue_push (&self->queue, batch);
      n_taken += (gsize) n_packets;
    }
  return TRUE;
}

static gboolean
mailslot_port_get_info (MailslotReader *reader, MailslotInfo *info, GError **error)
{
  MailslotPort *self = MAILSLOT_PORT (reader);
  MailslotRecord record;

  if (!drain (self, error))
    return FALSE;
  info->max_message_bytes = 0;
  info->next_size =
      mailslot_queue_peek (&self->queue, &record) ? record.size : MAILSLOT_SIZE_NONE;
  info->n_messages = (guint) self->queue.n_messages;
  info->read_timeout_ms = self->timeout_ms;
  return TRUE;
}

static gboolean
mailslot_port_set_timeout (MailslotReader *reader, int timeout_ms, GError **error)
{
  MAILSLOT_PORT (reader)->timeout_ms = timeout_ms;
  return TRUE;
}

static void
mailslot_port_close (MailslotReader *reader)
{
  MailslotPort *self = MAILSLOT_PORT (reader);

  mailslot_queue_clear (&self->queue);
  if (self->source != NULL)
    netbios_source_close (self->source);
}

MailslotPort *
mailslot_port_open (MailslotNetwork *network, MailslotSource source, GError **error)
{
  g_autoptr (MailslotPort) self = NULL;

  g_return_val_if_fail (network != NULL, NULL);
  g_return_val_if_fail (source != MAILSLOT_SOURCE_NONE, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_object_new (MAILSLOT_TYPE_PORT, "address", mailslot_address_get_all (), NULL);
  self->source = netbios_source_open (source, network, error);
  return self->source != NULL ? g_steal_pointer (&self) : NULL;
}

void
mailslot_port_set_wanted (MailslotPort *self, GPtrArray *slots, gboolean wants_all)
{
  g_return_if_fail (MAILSLOT_IS_PORT (self));
  netbios_inbound_set_wanted (self->inbound, slots, wants_all);
}

void
mailslot_port_set_leaves_out_repeats (MailslotPort *self, gboolean leaves_out_repeats)
{
  g_return_if_fail (MAILSLOT_IS_PORT (self));
  netbios_inbound_set_leaves_out_repeats (self->inbound, leaves_out_repeats);
}

void
mailslot_port_get_status (MailslotPort *self, MailslotPortStatus *status)
{
  g_return_if_fail (MAILSLOT_IS_PORT (self));
  g_return_if_fail (status != NULL);

  netbios_source_get_status (self->source, status);
  netbios_inbound_get_status (self->inbound, status);
}

static void
mailslot_port_finalize (GObject *object)
{
  MailslotPort *self = MAILSLOT_PORT (object);

  g_clear_pointer (&self->inbound, netbios_inbound_free);
  g_clear_pointer (&self->source, netbios_source_free);

  G_OBJECT_CLASS (mailslot_port_parent_class)->finalize (object);
}

static void
mailslot_port_class_init (MailslotPortClass *klass)
{
  MailslotReaderClass *reader_class = MAILSLOT_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mailslot_port_finalize;
  reader_class->read = mailslot_port_read;
  reader_class->receive = mailslot_port_receive;
  reader_class->get_info = mailslot_port_get_info;
  reader_class->set_timeout = mailslot_port_set_timeout;
  reader_class->close = mailslot_port_close;
}

static void
mailslot_port_init (MailslotPort *self)
{
  self->inbound = netbios_inbound_new ();
  self->timeout_ms = MAILSLOT_TIMEOUT_INFINITE;
  mailslot_queue_init (&self->queue);
}
