/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-network.h"

struct _SwNetwork
{
  GObject parent_instance;

  SwNetworkSettings settings; /* its strings are (owned) */
  MailslotNetwork *network;   /* (owned) */

  GPtrArray *slots; /* (owned) MailslotAddress of this computer, the wanted ones */
  gboolean wants_all;

  MailslotPort *port;               /* (owned) (nullable) set while it listens */
  MailslotWatcher *watcher;         /* (owned) (nullable) that of the port */
  MailslotNameResponder *responder; /* (owned) (nullable) */

  SwNetworkState state;
  GError *error;       /* (owned) (nullable) set while the state is failed */
  GError *names_error; /* (owned) (nullable) */

  gboolean has_listened;
  MailslotPortStatus past; /* of the ports before this one */
};

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS
};

enum
{
  BATCH_RECEIVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SwNetwork, sw_network, G_TYPE_OBJECT)

/* Settings */

static void
clear_settings (SwNetworkSettings *settings)
{
  g_free ((char *) settings->options.computer);
  g_free ((char *) settings->options.workgroup);
  g_free ((char *) settings->options.wins);
}

static void
take_settings (SwNetwork *self, const SwNetworkSettings *settings)
{
  SwNetworkSettings copy = *settings;

  copy.options.computer = g_strdup (settings->options.computer);
  copy.options.workgroup = g_strdup (settings->options.workgroup);
  copy.options.wins = g_strdup (settings->options.wins);
  clear_settings (&self->settings);
  self->settings = copy;
}

static gboolean
options_equal (const MailslotNetworkOptions *a, const MailslotNetworkOptions *b)
{
  return g_strcmp0 (a->computer, b->computer) == 0
         && g_strcmp0 (a->workgroup, b->workgroup) == 0
         && g_strcmp0 (a->wins, b->wins) == 0
         && a->remote_transport == b->remote_transport
         && a->datagram_port == b->datagram_port && a->name_port == b->name_port;
}

/* State */

static gboolean
error_equal (const GError *a, const GError *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_error_matches (a, b->domain, b->code) && g_str_equal (a->message, b->message);
}

/* Takes over @error. Returns whether it is another one than before. */
static gboolean
replace_error (GError **place, GError *error)
{
  gboolean is_new = !error_equal (*place, error);

  g_clear_error (place);
  *place = error;
  return is_new;
}

/* Takes over @error. */
static void
set_state (SwNetwork *self, SwNetworkState state, GError *error)
{
  gboolean is_new = self->state != state;

  self->state = state;
  if (replace_error (&self->error, error) || is_new)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Takes over @error. */
static void
set_names_error (SwNetwork *self, GError *error)
{
  if (replace_error (&self->names_error, error))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* The responder */

static void
close_responder (SwNetwork *self)
{
  g_autoptr (MailslotNameResponder) responder = g_steal_pointer (&self->responder);

  if (responder == NULL)
    return;
  g_signal_handlers_disconnect_by_data (responder, self);
  mailslot_name_responder_close (responder);
}

static void
responder_failed_cb (SwNetwork *self, const GError *error)
{
  g_object_ref (self);
  close_responder (self);
  set_names_error (self, g_error_copy (error));
  g_object_unref (self);
}

/* Opens or closes it, whichever is to be. */
static void
update_responder (SwNetwork *self)
{
  GError *error = NULL;

  if (self->port == NULL || !self->settings.answers_names)
    close_responder (self);
  else if (self->responder == NULL)
    {
      self->responder = mailslot_name_responder_open (self->network, &error);
      if (self->responder != NULL)
        g_signal_connect_swapped (self->responder,
                                  "failed",
                                  G_CALLBACK (responder_failed_cb),
                                  self);
    }
  set_names_error (self, error);
}

/* The port */

static void
add_counts (MailslotPortStatus *sum, const MailslotPortStatus *status)
{
  sum->source = status->source;
  sum->is_connected = status->is_connected;
  sum->n_messages += status->n_messages;
  sum->n_refused += status->n_refused;
  sum->n_duplicates += status->n_duplicates;
  sum->n_repeats += status->n_repeats;
  sum->n_lost += status->n_lost;
}

/* The last messages come as a batch before this returns, and whoever gets them may want
 * or apply something: nothing is left to be done here then. */
static void
close_port (SwNetwork *self)
{
  g_autoptr (MailslotWatcher) watcher = g_steal_pointer (&self->watcher);
  g_autoptr (MailslotPort) port = g_steal_pointer (&self->port);
  MailslotPortStatus status;

  if (port == NULL)
    return;
  close_responder (self);
  mailslot_watcher_stop (watcher);
  g_signal_handlers_disconnect_by_data (watcher, self);
  mailslot_port_get_status (port, &status);
  add_counts (&self->past, &status);
  self->past.is_connected = FALSE;
}

static void
batch_received_cb (SwNetwork *self, MailslotBatch *batch)
{
  g_signal_emit (self, signals[BATCH_RECEIVED], 0, batch);
}

static void
failed_cb (SwNetwork *self, const GError *error)
{
  g_object_ref (self);
  close_port (self);
  set_state (self, SW_NETWORK_FAILED, g_error_copy (error));
  set_names_error (self, NULL);
  g_object_unref (self);
}

static void
begin_watcher (SwNetwork *self)
{
  self->watcher = mailslot_watcher_new (MAILSLOT_READER (self->port));
  g_signal_connect_swapped (self->watcher,
                            "batch-received",
                            G_CALLBACK (batch_received_cb),
                            self);
  g_signal_connect_swapped (self->watcher, "failed", G_CALLBACK (failed_cb), self);
  mailslot_watcher_start (self->watcher);
}

static void
open_port (SwNetwork *self)
{
  GError *error = NULL;

  self->port = mailslot_port_open (self->network, self->settings.source, &error);
  if (self->port == NULL)
    {
      set_state (self, SW_NETWORK_FAILED, error);
      return;
    }
  self->has_listened = TRUE;
  mailslot_port_set_wanted (self->port, self->slots, self->wants_all);
  mailslot_port_set_leaves_out_repeats (self->port, self->settings.leaves_out_repeats);
  begin_watcher (self);
  set_state (self, SW_NETWORK_LISTENING, NULL);
}

static gboolean
needs_port (SwNetwork *self)
{
  return self->settings.source != MAILSLOT_SOURCE_NONE
         && (self->slots->len > 0 || self->wants_all);
}

/* Opens, changes or closes the port, whichever is to be. */
static void
update_port (SwNetwork *self)
{
  if (!needs_port (self))
    close_port (self);
  else if (self->port == NULL)
    open_port (self);
  else
    {
      mailslot_port_set_wanted (self->port, self->slots, self->wants_all);
      mailslot_port_set_leaves_out_repeats (self->port,
                                            self->settings.leaves_out_repeats);
    }
  if (!needs_port (self))
    set_state (self, SW_NETWORK_OFF, NULL);
  update_responder (self);
}

/* The object */

static void
sw_network_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) SW_NETWORK (object)->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sw_network_dispose (GObject *object)
{
  SwNetwork *self = SW_NETWORK (object);

  close_port (self);
  G_OBJECT_CLASS (sw_network_parent_class)->dispose (object);
}

static void
sw_network_finalize (GObject *object)
{
  SwNetwork *self = SW_NETWORK (object);

  clear_settings (&self->settings);
  mailslot_network_unref (self->network);
  g_ptr_array_unref (self->slots);
  g_clear_error (&self->error);
  g_clear_error (&self->names_error);
  G_OBJECT_CLASS (sw_network_parent_class)->finalize (object);
}

static void
sw_network_class_init (SwNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sw_network_get_property;
  object_class->dispose = sw_network_dispose;
  object_class->finalize = sw_network_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state",
                                             NULL,
                                             NULL,
                                             SW_NETWORK_OFF,
                                             SW_NETWORK_FAILED,
                                             SW_NETWORK_OFF,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                                 | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[BATCH_RECEIVED] = g_signal_new ("batch-received",
                                          SW_TYPE_NETWORK,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          MAILSLOT_TYPE_BATCH);
}

static void
sw_network_init (SwNetwork *self)
{
  self->settings = (SwNetworkSettings){ .options = MAILSLOT_NETWORK_OPTIONS_INIT,
                                        .source = MAILSLOT_SOURCE_NONE };
  self->network = mailslot_network_ref (mailslot_network_get_default ());
  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) mailslot_address_unref);
}

SwNetwork *
sw_network_new (void)
{
  return g_object_new (SW_TYPE_NETWORK, NULL);
}

gboolean
sw_network_apply (SwNetwork *self, const SwNetworkSettings *settings, GError **error)
{
  gboolean is_same_source = FALSE;
  MailslotNetwork *network = NULL;

  g_return_val_if_fail (SW_IS_NETWORK (self), FALSE);
  g_return_val_if_fail (settings != NULL, FALSE);

  if (!options_equal (&self->settings.options, &settings->options))
    {
      network = mailslot_network_new (&settings->options, error);
      if (network == NULL)
        return FALSE;
    }
  is_same_source = self->settings.source == settings->source;
  take_settings (self, settings);
  if (network != NULL)
    {
      mailslot_network_unref (self->network);
      self->network = network;
    }
  if (network != NULL || !is_same_source)
    close_port (self);
  update_port (self);
  return TRUE;
}

MailslotNetwork *
sw_network_get_network (SwNetwork *self)
{
  g_return_val_if_fail (SW_IS_NETWORK (self), NULL);

  return self->network;
}

void
sw_network_want (SwNetwork *self, MailslotAddress *slot)
{
  g_return_if_fail (SW_IS_NETWORK (self));
  g_return_if_fail (mailslot_address_is_local (slot) || mailslot_address_is_all (slot));

  if (mailslot_address_is_all (slot))
    self->wants_all = TRUE;
  else if (!g_ptr_array_find (self->slots, slot, NULL))
    g_ptr_array_add (self->slots, mailslot_address_ref (slot));
  update_port (self);
}

void
sw_network_unwant (SwNetwork *self, MailslotAddress *slot)
{
  g_return_if_fail (SW_IS_NETWORK (self));

  if (mailslot_address_is_all (slot))
    self->wants_all = FALSE;
  else
    g_ptr_array_remove (self->slots, slot);
  /* A port that failed is tried again for what is wanted, not for what is not. */
  if (self->state != SW_NETWORK_FAILED || !needs_port (self))
    update_port (self);
}

SwNetworkState
sw_network_get_state (SwNetwork *self)
{
  g_return_val_if_fail (SW_IS_NETWORK (self), SW_NETWORK_OFF);

  return self->state;
}

const GError *
sw_network_get_error (SwNetwork *self)
{
  g_return_val_if_fail (SW_IS_NETWORK (self), NULL);

  return self->error;
}

const GError *
sw_network_get_names_error (SwNetwork *self)
{
  g_return_val_if_fail (SW_IS_NETWORK (self), NULL);

  return self->names_error;
}

gboolean
sw_network_get_status (SwNetwork *self, MailslotPortStatus *status)
{
  MailslotPortStatus current;

  g_return_val_if_fail (SW_IS_NETWORK (self), FALSE);

  *status = self->past;
  if (self->port != NULL)
    {
      mailslot_port_get_status (self->port, &current);
      add_counts (status, &current);
    }
  return self->has_listened;
}
