/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-watch.h"

#include "session/sw-watch-private.h"

#include <glib/gi18n-lib.h>

struct _SwWatch
{
  GObject parent_instance;

  MailslotAddress *address;   /* (owned) */
  SwMessageLog *log;          /* (owned) */
  SwNetwork *network;         /* (owned) */
  MailslotWatcher *watcher;   /* (owned) (nullable) set while a local slot listens */
  GError *error;              /* (owned) (nullable) set while the state is failed */
  MailslotSecurity *security; /* (owned) (nullable) */
  char *owner;                /* (owned) (nullable) of the slot that listens */
  char *rights;               /* (owned) (nullable) the same */
  SwWatchState state;
  gboolean follows_network; /* all slots only: it is not stopped */
  guint64 n_messages;
  gboolean has_new_count; /* that was not told yet */
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

/* Ends the watcher; its last messages come as a batch before this returns, and so do
 * those from the network if this was the last slot that was wanted. */
static void
end_listening (SwWatch *self)
{
  g_autoptr (MailslotWatcher) watcher = g_steal_pointer (&self->watcher);

  self->follows_network = FALSE;
  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->rights, g_free);
  sw_network_unwant (self->network, self->address);
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

  end_listening (self);
  G_OBJECT_CLASS (sw_watch_parent_class)->dispose (object);
}

static void
sw_watch_finalize (GObject *object)
{
  SwWatch *self = SW_WATCH (object);

  mailslot_address_unref (self->address);
  g_object_unref (self->log);
  g_object_unref (self->network);
  g_clear_error (&self->error);
  g_clear_pointer (&self->security, mailslot_security_unref);
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

void
sw_watch_count (SwWatch *self, const MailslotRecord *record)
{
  self->n_messages++;
  self->n_bytes += record->size;
  self->last_arrival_us = record->arrival_time_us;
  self->has_new_count = TRUE;
  sw_rate_meter_add (&self->rate_meter, record->arrival_monotonic_us, 1, record->size);
}

void
sw_watch_tell_count (SwWatch *self)
{
  if (!self->has_new_count)
    return;
  self->has_new_count = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_MESSAGES]);
}

static void
count_batch (SwWatch *self, MailslotBatch *batch)
{
  MailslotBatchIter iter;
  MailslotRecord record;

  mailslot_batch_iter_init (&iter, batch);
  while (mailslot_batch_iter_next (&iter, &record))
    sw_watch_count (self, &record);
}

static void
batch_received_cb (SwWatch *self, MailslotBatch *batch)
{
  g_object_ref (self);
  count_batch (self, batch);
  sw_message_log_append_batch (self->log, batch);
  sw_watch_tell_count (self);
  g_object_unref (self);
}

static void
failed_cb (SwWatch *self, const GError *error)
{
  g_object_ref (self);
  end_listening (self);
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

static gboolean
listen_to_slot (SwWatch *self)
{
  MailslotReaderOptions options = MAILSLOT_READER_OPTIONS_INIT;
  g_autoptr (MailslotReader) reader = NULL;
  GError *error = NULL;

  options.security = self->security;
  reader = mailslot_reader_open (self->address, &options, &error);
  if (reader == NULL)
    {
      set_state (self, SW_WATCH_FAILED, error);
      return FALSE;
    }
  mailslot_reader_describe (reader, &self->owner, &self->rights);
  begin_watcher (self, reader);
  sw_network_want (self->network, self->address);
  set_state (self, SW_WATCH_LISTENING, NULL);
  return TRUE;
}

static GError *
network_off_error_new (SwWatch *self)
{
  return g_error_new (
      G_IO_ERROR,
      G_IO_ERROR_NOT_CONNECTED,
      _ ("Cannot watch %s: receiving from other computers is switched off"),
      mailslot_address_to_string (self->address));
}

static void
take_state_of_network (SwWatch *self)
{
  switch (sw_network_get_state (self->network))
    {
    case SW_NETWORK_LISTENING:
      set_state (self, SW_WATCH_LISTENING, NULL);
      break;
    case SW_NETWORK_FAILED:
      set_state (self,
                 SW_WATCH_FAILED,
                 g_error_copy (sw_network_get_error (self->network)));
      break;
    case SW_NETWORK_OFF:
      set_state (self, SW_WATCH_FAILED, network_off_error_new (self));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
network_changed_cb (SwWatch *self)
{
  if (self->follows_network)
    take_state_of_network (self);
}

static gboolean
listen_to_network (SwWatch *self)
{
  self->follows_network = FALSE; /* until it is asked, so that the state notifies once */
  sw_network_want (self->network, self->address);
  self->follows_network = TRUE;
  take_state_of_network (self);
  return self->state == SW_WATCH_LISTENING;
}

SwWatch *
sw_watch_new (MailslotAddress *address, SwMessageLog *log, SwNetwork *network)
{
  SwWatch *self;

  g_return_val_if_fail (mailslot_address_is_local (address)
                            || mailslot_address_is_all (address),
                        NULL);
  g_return_val_if_fail (SW_IS_MESSAGE_LOG (log), NULL);
  g_return_val_if_fail (SW_IS_NETWORK (network), NULL);

  self = g_object_new (SW_TYPE_WATCH, NULL);
  self->address = mailslot_address_ref (address);
  self->log = g_object_ref (log);
  self->network = g_object_ref (network);
  g_signal_connect_object (network,
                           "notify::state",
                           G_CALLBACK (network_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
sw_watch_set_security (SwWatch *self, MailslotSecurity *security)
{
  g_return_if_fail (SW_IS_WATCH (self));

  if (security != NULL)
    mailslot_security_ref (security);
  g_clear_pointer (&self->security, mailslot_security_unref);
  self->security = security;
}

MailslotSecurity *
sw_watch_get_security (SwWatch *self)
{
  g_return_val_if_fail (SW_IS_WATCH (self), NULL);

  return self->security;
}

const char *
sw_watch_get_owner (SwWatch *self)
{
  g_return_val_if_fail (SW_IS_WATCH (self), NULL);

  return self->owner;
}

const char *
sw_watch_get_rights (SwWatch *self)
{
  g_return_val_if_fail (SW_IS_WATCH (self), NULL);

  return self->rights;
}

gboolean
sw_watch_start (SwWatch *self)
{
  g_return_val_if_fail (SW_IS_WATCH (self), FALSE);

  if (self->state == SW_WATCH_LISTENING)
    return TRUE;
  return mailslot_address_is_all (self->address) ? listen_to_network (self)
                                                 : listen_to_slot (self);
}

void
sw_watch_stop (SwWatch *self)
{
  g_return_if_fail (SW_IS_WATCH (self));

  end_listening (self);
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

guint
sw_watch_get_n_waiting (SwWatch *self)
{
  g_return_val_if_fail (SW_IS_WATCH (self), 0);

  return self->watcher != NULL ? mailslot_watcher_get_n_waiting (self->watcher) : 0;
}
