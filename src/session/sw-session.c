/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-session.h"

#include "session/sw-watch-private.h"

struct _SwSession
{
  GObject parent_instance;

  SwMessageLog *log;  /* (owned) */
  SwNetwork *network; /* (owned) */
  GPtrArray *watches; /* (owned) SwWatch, in the order they were added */
  SwJournal *journal; /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_JOURNAL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
sw_session_get_item_type (GListModel *model)
{
  return SW_TYPE_WATCH;
}

static guint
sw_session_get_n_items (GListModel *model)
{
  return SW_SESSION (model)->watches->len;
}

static gpointer
sw_session_get_item (GListModel *model, guint position)
{
  SwSession *self = SW_SESSION (model);

  if (position >= self->watches->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->watches, position));
}

static void
sw_session_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sw_session_get_item_type;
  iface->get_n_items = sw_session_get_n_items;
  iface->get_item = sw_session_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SwSession,
                               sw_session,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sw_session_list_model_init))

static void
sw_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_JOURNAL:
      g_value_set_object (value, SW_SESSION (object)->journal);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sw_session_dispose (GObject *object)
{
  SwSession *self = SW_SESSION (object);

  sw_session_stop_all (self);
  sw_session_stop_journal (self);
  G_OBJECT_CLASS (sw_session_parent_class)->dispose (object);
}

static void
sw_session_finalize (GObject *object)
{
  SwSession *self = SW_SESSION (object);

  g_ptr_array_unref (self->watches);
  g_clear_object (&self->journal);
  g_object_unref (self->log);
  g_object_unref (self->network);
  G_OBJECT_CLASS (sw_session_parent_class)->finalize (object);
}

static void
sw_session_class_init (SwSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sw_session_get_property;
  object_class->dispose = sw_session_dispose;
  object_class->finalize = sw_session_finalize;

  properties[PROP_JOURNAL] = g_param_spec_object (
      "journal",
      NULL,
      NULL,
      SW_TYPE_JOURNAL,
      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* From the network */

/* Who counts a message that was sent to @slot of whatever computer: whoever watches the
 * slot, else whoever watches all. Every message was wanted when it arrived; if it comes
 * after the stop of the last one that wanted it, it counts for that. */
static SwWatch *
find_receiver (GPtrArray *watches, MailslotAddress *slot)
{
  SwWatch *all = NULL;
  SwWatch *stopped = NULL;

  for (guint i = 0; i < watches->len; i++)
    {
      SwWatch *watch = g_ptr_array_index (watches, i);
      MailslotAddress *address = sw_watch_get_address (watch);
      gboolean is_listening = sw_watch_get_state (watch) == SW_WATCH_LISTENING;

      if (mailslot_address_is_all (address) && is_listening)
        all = watch;
      else if (mailslot_address_equal_name (address, slot) && is_listening)
        return watch;
      else if (mailslot_address_equal_name (address, slot))
        stopped = watch;
    }
  return all != NULL ? all : stopped;
}

static void
count_batch (GPtrArray *watches, MailslotBatch *batch)
{
  MailslotBatchIter iter;
  MailslotRecord record;

  mailslot_batch_iter_init (&iter, batch);
  while (mailslot_batch_iter_next (&iter, &record))
    {
      SwWatch *watch = find_receiver (watches, record.slot);

      if (watch != NULL)
        sw_watch_count (watch, &record);
    }
}

static gpointer
ref_watch (gconstpointer watch, gpointer data)
{
  return g_object_ref ((gpointer) watch);
}

static void
network_batch_received_cb (SwSession *self, MailslotBatch *batch)
{
  /* Whoever is told may remove a watch. */
  g_autoptr (GPtrArray) watches = g_ptr_array_copy (self->watches, ref_watch, NULL);

  g_object_ref (self);
  count_batch (watches, batch);
  sw_message_log_append_batch (self->log, batch);
  for (guint i = 0; i < watches->len; i++)
    sw_watch_tell_count (g_ptr_array_index (watches, i));
  g_object_unref (self);
}

static void
batch_appended_cb (SwSession *self, MailslotBatch *batch)
{
  if (self->journal != NULL)
    sw_journal_append (self->journal, batch);
}

static void
sw_session_init (SwSession *self)
{
  self->log = sw_message_log_new ();
  self->network = sw_network_new ();
  self->watches = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_object (self->network,
                           "batch-received",
                           G_CALLBACK (network_batch_received_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->log,
                           "batch-appended",
                           G_CALLBACK (batch_appended_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

SwSession *
sw_session_new (void)
{
  return g_object_new (SW_TYPE_SESSION, NULL);
}

SwMessageLog *
sw_session_get_log (SwSession *self)
{
  g_return_val_if_fail (SW_IS_SESSION (self), NULL);

  return self->log;
}

SwNetwork *
sw_session_get_network (SwSession *self)
{
  g_return_val_if_fail (SW_IS_SESSION (self), NULL);

  return self->network;
}

SwWatch *
sw_session_find (SwSession *self, MailslotAddress *address)
{
  g_return_val_if_fail (SW_IS_SESSION (self), NULL);

  for (guint i = 0; i < self->watches->len; i++)
    {
      SwWatch *watch = g_ptr_array_index (self->watches, i);

      if (mailslot_address_equal (sw_watch_get_address (watch), address))
        return watch;
    }
  return NULL;
}

static gboolean
has_security (SwWatch *watch, MailslotSecurity *security)
{
  MailslotSecurity *current = sw_watch_get_security (watch);

  if (current == NULL)
    return mailslot_security_get_kind (security) == MAILSLOT_SECURITY_DEFAULT;
  return mailslot_security_equal (current, security);
}

static void
set_security (SwWatch *watch, MailslotSecurity *security)
{
  if (security == NULL || has_security (watch, security))
    return;
  sw_watch_stop (watch);
  sw_watch_set_security (watch, security);
}

SwWatch *
sw_session_watch (SwSession *self, MailslotAddress *address)
{
  return sw_session_watch_with_security (self, address, NULL);
}

SwWatch *
sw_session_watch_with_security (SwSession *self,
                                MailslotAddress *address,
                                MailslotSecurity *security)
{
  SwWatch *watch;

  g_return_val_if_fail (SW_IS_SESSION (self), NULL);
  g_return_val_if_fail (mailslot_address_is_local (address)
                            || mailslot_address_is_all (address),
                        NULL);

  watch = sw_session_find (self, address);
  if (watch != NULL)
    {
      set_security (watch, security);
      sw_watch_start (watch);
      return watch;
    }
  watch = sw_watch_new (address, self->log, self->network);
  set_security (watch, security);
  sw_watch_start (watch);
  g_ptr_array_add (self->watches, watch);
  g_list_model_items_changed (G_LIST_MODEL (self), self->watches->len - 1, 0, 1);
  return watch;
}

void
sw_session_remove (SwSession *self, SwWatch *watch)
{
  guint position;

  g_return_if_fail (SW_IS_SESSION (self));

  if (!g_ptr_array_find (self->watches, watch, &position))
    return;
  sw_watch_stop (watch);
  g_ptr_array_remove_index (self->watches, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

void
sw_session_stop_all (SwSession *self)
{
  g_return_if_fail (SW_IS_SESSION (self));

  for (guint i = 0; i < self->watches->len; i++)
    sw_watch_stop (g_ptr_array_index (self->watches, i));
}

SwJournal *
sw_session_start_journal (SwSession *self, GFile *file)
{
  g_return_val_if_fail (SW_IS_SESSION (self), NULL);

  sw_session_stop_journal (self);
  g_clear_object (&self->journal);
  self->journal = sw_journal_new (file, SW_JOURNAL_DROP);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOURNAL]);
  return self->journal;
}

void
sw_session_stop_journal (SwSession *self)
{
  g_return_if_fail (SW_IS_SESSION (self));

  if (self->journal != NULL)
    sw_journal_stop (self->journal);
}

SwJournal *
sw_session_get_journal (SwSession *self)
{
  g_return_val_if_fail (SW_IS_SESSION (self), NULL);

  return self->journal;
}
