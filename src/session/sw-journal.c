/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal.h"

#include "session/sw-journal-inbox.h"
#include "session/sw-journal-worker.h"

struct _SwJournal
{
  GObject parent_instance;

  SwJournalInbox *inbox; /* (owned) shared with the worker, who sees nothing else */
  GThread *worker;       /* (owned) (nullable) until it was waited for */
  SwJournalWhenFull when_full;
  SwJournalState told_state;
};

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SwJournal, sw_journal, G_TYPE_OBJECT)

static void
tell_state (SwJournal *self)
{
  SwJournalState state = sw_journal_get_state (self);

  if (self->told_state == state)
    return;
  self->told_state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
sw_journal_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) sw_journal_get_state (SW_JOURNAL (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sw_journal_dispose (GObject *object)
{
  SwJournal *self = SW_JOURNAL (object);

  sw_journal_stop (self);
  G_OBJECT_CLASS (sw_journal_parent_class)->dispose (object);
}

static void
sw_journal_finalize (GObject *object)
{
  SwJournal *self = SW_JOURNAL (object);

  sw_journal_inbox_unref (self->inbox);
  G_OBJECT_CLASS (sw_journal_parent_class)->finalize (object);
}

static void
sw_journal_class_init (SwJournalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sw_journal_get_property;
  object_class->dispose = sw_journal_dispose;
  object_class->finalize = sw_journal_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state",
                                             NULL,
                                             NULL,
                                             SW_JOURNAL_OPENING,
                                             SW_JOURNAL_STOPPED,
                                             SW_JOURNAL_OPENING,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                                 | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sw_journal_init (SwJournal *self)
{
}

SwJournal *
sw_journal_new (GFile *file, SwJournalWhenFull when_full)
{
  SwJournal *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (SW_TYPE_JOURNAL, NULL);
  self->when_full = when_full;
  self->inbox = sw_journal_inbox_new (self, file, tell_state);
  self->worker =
      g_thread_new ("journal", sw_journal_worker_run, sw_journal_inbox_ref (self->inbox));
  return self;
}

GFile *
sw_journal_get_file (SwJournal *self)
{
  g_return_val_if_fail (SW_IS_JOURNAL (self), NULL);

  return sw_journal_inbox_get_file (self->inbox);
}

SwJournalState
sw_journal_get_state (SwJournal *self)
{
  g_return_val_if_fail (SW_IS_JOURNAL (self), SW_JOURNAL_STOPPED);

  return sw_journal_inbox_get_state (self->inbox);
}

const GError *
sw_journal_get_error (SwJournal *self)
{
  g_return_val_if_fail (SW_IS_JOURNAL (self), NULL);

  return sw_journal_inbox_get_error (self->inbox);
}

void
sw_journal_get_counts (SwJournal *self, SwJournalCounts *counts)
{
  g_return_if_fail (SW_IS_JOURNAL (self));

  sw_journal_inbox_get_counts (self->inbox, counts);
}

void
sw_journal_append (SwJournal *self, MailslotBatch *batch)
{
  g_return_if_fail (SW_IS_JOURNAL (self));

  if (mailslot_batch_get_n_messages (batch) > 0)
    sw_journal_inbox_append (self->inbox, batch, self->when_full);
}

void
sw_journal_wait_until_open (SwJournal *self)
{
  g_return_if_fail (SW_IS_JOURNAL (self));

  sw_journal_inbox_wait_until_open (self->inbox);
  tell_state (self);
}

void
sw_journal_begin_stop (SwJournal *self)
{
  g_return_if_fail (SW_IS_JOURNAL (self));

  sw_journal_inbox_begin_stop (self->inbox);
  tell_state (self);
}

void
sw_journal_stop (SwJournal *self)
{
  GThread *worker;

  g_return_if_fail (SW_IS_JOURNAL (self));

  worker = g_steal_pointer (&self->worker);
  if (worker == NULL)
    return;
  sw_journal_begin_stop (self);
  if (sw_journal_inbox_wait_until_stopped (self->inbox))
    g_thread_join (worker);
  else
    g_thread_unref (worker);
  tell_state (self);
}
