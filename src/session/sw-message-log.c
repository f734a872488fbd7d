/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-message-log.h"

#include "session/sw-log-store.h"

struct _SwMessageLog
{
  GObject parent_instance;

  SwLogStore *store; /* (owned) */
  guint64 n_trimmed;
  guint64 n_trimmed_by_bytes;
  guint64 max_messages;
  guint64 max_bytes;
};

enum
{
  SIGNAL_BATCH_APPENDED,
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SwMessageLog, sw_message_log, G_TYPE_OBJECT)

/* ---- Limits ---- */

static guint64
count_messages (SwMessageLog *self)
{
  return sw_log_store_get_end_serial (self->store)
         - sw_log_store_get_first_serial (self->store);
}

static void
count_trimmed_by_bytes (SwMessageLog *self, guint64 first_serial)
{
  guint64 n_messages = sw_log_store_get_first_serial (self->store) - first_serial;

  self->n_trimmed += n_messages;
  self->n_trimmed_by_bytes += n_messages;
}

static void
trim_bytes (SwMessageLog *self)
{
  guint64 first_serial = sw_log_store_get_first_serial (self->store);

  sw_log_store_shrink (self->store, self->max_bytes);
  count_trimmed_by_bytes (self, first_serial);
}

static void
trim_count (SwMessageLog *self)
{
  guint64 n_messages = count_messages (self);

  if (n_messages <= self->max_messages)
    return;
  sw_log_store_advance_to (self->store,
                           sw_log_store_get_end_serial (self->store)
                               - self->max_messages);
  self->n_trimmed += n_messages - self->max_messages;
}

static void
trim (SwMessageLog *self)
{
  trim_count (self);
  trim_bytes (self);
}

static void
drop_segment (SwMessageLog *self)
{
  guint64 first_serial = sw_log_store_get_first_serial (self->store);

  sw_log_store_drop_segment (self->store);
  count_trimmed_by_bytes (self, first_serial);
}

static void
before_segment_cb (gpointer data)
{
  SwMessageLog *self = data;

  if (sw_log_store_is_full (self->store))
    drop_segment (self);
  trim (self);
}

/* ---- Object ---- */

static void
sw_message_log_finalize (GObject *object)
{
  SwMessageLog *self = SW_MESSAGE_LOG (object);

  sw_log_store_free (self->store);
  G_OBJECT_CLASS (sw_message_log_parent_class)->finalize (object);
}

static void
sw_message_log_class_init (SwMessageLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sw_message_log_finalize;

  signals[SIGNAL_BATCH_APPENDED] =
      g_signal_new ("batch-appended",
                    SW_TYPE_MESSAGE_LOG,
                    G_SIGNAL_RUN_LAST,
                    0,
                    NULL,
                    NULL,
                    NULL,
                    G_TYPE_NONE,
                    1,
                    MAILSLOT_TYPE_BATCH | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          SW_TYPE_MESSAGE_LOG,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
}

static void
sw_message_log_init (SwMessageLog *self)
{
  self->store = sw_log_store_new (before_segment_cb, self);
  self->max_messages = SW_MESSAGE_LOG_DEFAULT_MESSAGES;
  self->max_bytes = SW_MESSAGE_LOG_DEFAULT_BYTES;
}

SwMessageLog *
sw_message_log_new (void)
{
  return g_object_new (SW_TYPE_MESSAGE_LOG, NULL);
}

void
sw_message_log_set_limits (SwMessageLog *self, guint64 max_messages, guint64 max_bytes)
{
  guint64 first_serial;

  g_return_if_fail (SW_IS_MESSAGE_LOG (self));
  g_return_if_fail (max_messages > 0);

  first_serial = sw_log_store_get_first_serial (self->store);
  self->max_messages = max_messages;
  self->max_bytes = max_bytes;
  trim (self);
  if (sw_log_store_get_first_serial (self->store) != first_serial)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
sw_message_log_append_batch (SwMessageLog *self, MailslotBatch *batch)
{
  g_return_if_fail (SW_IS_MESSAGE_LOG (self));

  if (mailslot_batch_get_n_messages (batch) == 0)
    return;
  sw_log_store_append_batch (self->store, batch);
  trim (self);
  g_signal_emit (self, signals[SIGNAL_BATCH_APPENDED], 0, batch);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
sw_message_log_clear (SwMessageLog *self)
{
  g_return_if_fail (SW_IS_MESSAGE_LOG (self));

  if (count_messages (self) == 0)
    return;
  sw_log_store_advance_to (self->store, sw_log_store_get_end_serial (self->store));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

guint64
sw_message_log_get_first_serial (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return sw_log_store_get_first_serial (self->store);
}

guint64
sw_message_log_get_end_serial (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return sw_log_store_get_end_serial (self->store);
}

guint64
sw_message_log_get_n_messages (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return count_messages (self);
}

guint64
sw_message_log_get_n_trimmed (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return self->n_trimmed;
}

guint64
sw_message_log_get_n_trimmed_by_bytes (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return self->n_trimmed_by_bytes;
}

guint64
sw_message_log_get_max_messages (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return self->max_messages;
}

guint64
sw_message_log_get_max_bytes (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return self->max_bytes;
}

guint64
sw_message_log_get_n_bytes (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), 0);

  return sw_log_store_get_n_bytes (self->store);
}

gboolean
sw_message_log_get_record (SwMessageLog *self, guint64 serial, MailslotRecord *record)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), FALSE);

  if (serial < sw_log_store_get_first_serial (self->store)
      || serial >= sw_log_store_get_end_serial (self->store))
    return FALSE;
  sw_log_store_read (self->store, serial, record);
  return TRUE;
}

MailslotMessage *
sw_message_log_dup_message (SwMessageLog *self, guint64 serial)
{
  MailslotRecord record;

  if (!sw_message_log_get_record (self, serial, &record))
    return NULL;
  return mailslot_message_new (&record, serial);
}

SwLogSnapshot *
sw_message_log_take_snapshot (SwMessageLog *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (self), NULL);

  return sw_log_snapshot_new (sw_log_store_close_segments (self->store),
                              sw_log_store_get_first_serial (self->store));
}
