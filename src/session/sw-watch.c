/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-watch.h"

struct _SwWatch
{
  GObject parent_instance;

  MailslotAddress *address; /* (owned) */
  SwMessageLog *log;        /* (owned) */
  MailslotWatcher *watcher; /* (owned) (nullable) set while it listens */
  GError *error;            /* (owned) (nullable) set while the state is failed */
  SwWatchState state;
  guint64 n_messages;
  guint64 n_bytes;
  guint64 n_malformed; /* of the watchers before this one */
  gint64 last_arrival_us;
  SwRateMeter rate_meter;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_N_MESSAGES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SwWatch, sw_watch, G_TYPE_OBJECT)

static void
sw_watch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SwWatch *self = SW_WATCH (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_N_MESSAGES:
      g_value_set_uint64 (value, self->n_messages);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* Ends the watcher; its last messages come as a batch before this returns. */
static void
end_watcher (SwWatch *self)
{
  g_autoptr (MailslotWatcher) watcher = g_steal_pointer (&self->watcher);

  if (watcher == NULL)
    return;
  mailslot_watcher_stop (watcher);
  self->n_malformed += mailslot_watcher_get_n_malformed (watcher);
  g_signal_handlers_disconnect_by_data (watcher, self);
}

static void
sw_watch_dispose (GObject *object)
{
  SwWatch *self = SW_WATCH (object);

  end_watcher (self);
  G_OBJECT_CLASS (sw_watch_parent_class)->dispose (object);
}

static void
sw_watch_finalize (GObject *object)
{
  SwWatch *self = SW_WATCH (object);

  mailslot_address_unref (self->address);
  g_object_unref (self->log);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (sw_watch_parent_class)->finalize (object);
}

static void
sw_watch_class_init (SwWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sw_watch_get_property;
  object_class->dispose = sw_watch_dispose;
  object_class->finalize = sw_watch_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state",
                                             NULL,
                                             NULL,
                                             SW_WATCH_STOPPED,
                                             SW_WATCH_FAILED,
                                             SW_WATCH_STOPPED,
                                             flags);
  properties[PROP_N_MESSAGES] =
      g_param_spec_uint64 ("n-messages", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sw_watch_init (SwWatch *self)
{
  sw_rate_meter_init (&self->rate_meter);
}

SwWatch *
sw_watch_new (MailslotAddress *address, SwMessageLog *log)
{
  SwWatch *self;

  g_return_val_if_fail (mailslot_address_is_local (address), NULL);
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (log), NULL);

  self = g_object_new (SW_TYPE_WATCH, NULL);
  self->address = mailslot_address_ref (address);
  self->log = g_object_ref (log);
  return self;
}

/* Takes over @error. */
static void
set_state (SwWatch *self, SwWatchState state, GError *error)
{
  gboolean is_new = self->state != state || error != NULL;

  g_clear_error (&self->error);
  self->error = error;
  self->state = state;
  if (is_new)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
count_batch (SwWatch *self, MailslotBatch *batch)
{
  MailslotBatchIter iter;
  MailslotRecord record;

  mailslot_batch_iter_init (&iter, batch);
  while (mailslot_batch_iter_next (&iter, &record))
    {
      self->n_messages++;
      self->n_bytes += record.size;
      self->last_arrival_us = record.arrival_time_us;
      sw_rate_meter_add (&self->rate_meter, record.arrival_monotonic_us, 1);
    }
}

static void
batch_received_cb (SwWatch *self, MailslotBatch *batch)
{
  g_object_ref (self);
  count_batch (self, batch);
  sw_message_log_append_batch (self->log, batch);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_MESSAGES]);
  g_object_unref (self);
}

static void
failed_cb (SwWatch *self, const GError *error)
{
  g_object_ref (self);
  end_watcher (self);
  set_state (self, SW_WATCH_FAILED, g_error_copy (error));
  g_object_unref (self);
}

static void
begin_watcher (SwWatch *self, MailslotReader *reader)
{
  self->watcher = mailslot_watcher_new (reader);
  g_signal_connect_swapped (self->watcher,
                            "batch-received",
                            G_CALLBACK (batch_received_cb),
                            self);
  g_signal_connect_swapped (self->watcher, "failed", G_CALLBACK (failed_cb), self);
  mailslot_watcher_start (self->watcher);
}

gboolean
sw_watch_start (SwWatch *self)
{
  g_autoptr (MailslotReader) reader = NULL;
  GError *error = NULL;

  g_return_val_if_fail (SW_IS_WATCH (self), FALSE);

  if (self->state == SW_WATCH_LISTENING)
    return TRUE;
  reader = mailslot_reader_open (self->address, NULL, &error);
  if (reader == NULL)
    {
      set_state (self, SW_WATCH_FAILED, error);
      return FALSE;
    }
  begin_watcher (self, reader);
  set_state (self, SW_WATCH_LISTENING, NULL);
  return TRUE;
}

void
sw_watch_stop (SwWatch *self)
{
  g_return_if_fail (SW_IS_WATCH (self));

  end_watcher (self);
  set_state (self, SW_WATCH_STOPPED, NULL);
}

MailslotAddress *
sw_watch_get_address (SwWatch *self)
{
  g_return_val_if_fail (SW_IS_WATCH (self), NULL);

  return self->address;
}

SwWatchState
sw_watch_get_state (SwWatch *self)
{
  g_return_val_if_fail (SW_IS_WATCH (self), SW_WATCH_STOPPED);

  return self->state;
}

const GError *
sw_watch_get_error (SwWatch *self)
{
  g_return_val_if_fail (SW_IS_WATCH (self), NULL);

  return self->error;
}

guint64
sw_watch_get_n_messages (SwWatch *self)
{
  g_return_val_if_fail (SW_IS_WATCH (self), 0);

  return self->n_messages;
}

guint64
sw_watch_get_n_bytes (SwWatch *self)
{
  g_return_val_if_fail (SW_IS_WATCH (self), 0);

  return self->n_bytes;
}

guint64
sw_watch_get_n_malformed (SwWatch *self)
{
  g_return_val_if_fail (SW_IS_WATCH (self), 0);

  if (self->watcher == NULL)
    return self->n_malformed;
  return self->n_malformed + mailslot_watcher_get_n_malformed (self->watcher);
}

const SwRateMeter *
sw_watch_get_rate_meter (SwWatch *self)
{
  g_return_val_if_fail (SW_IS_WATCH (self), NULL);

  return &self->rate_meter;
}

gint64
sw_watch_get_last_arrival_us (SwWatch *self)
{
  g_return_val_if_fail (SW_IS_WATCH (self), 0);

  return self->last_arrival_us;
}
