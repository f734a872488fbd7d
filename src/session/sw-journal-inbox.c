/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal-inbox.h"

#include <glib/gi18n-lib.h>

struct _SwJournalInbox
{
  GMutex lock;
  GCond changed;
  GQueue batches;         /* guarded by lock; of MailslotBatch (owned) */
  gint64 first_us;        /* guarded by lock; monotonic, when the first of them came */
  guint64 n_queued;       /* guarded by lock; messages in them */
  gsize waiting_bytes;    /* guarded by lock; also of those that are being written */
  SwJournalCounts counts; /* guarded by lock */
  SwJournalState state;   /* guarded by lock */
  GError *error;          /* guarded by lock; (owned) (nullable) set once */

  GFile *file;           /* (owned) */
  GMainContext *context; /* (owned) where the state is told */
  GWeakRef journal;
  SwJournalInboxFunc state_changed;
};

static void
inbox_clear (gpointer data)
{
  SwJournalInbox *self = data;

  g_queue_clear_full (&self->batches, (GDestroyNotify) mailslot_batch_unref);
  g_clear_error (&self->error);
  g_object_unref (self->file);
  g_main_context_unref (self->context);
  g_weak_ref_clear (&self->journal);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
}

SwJournalInbox *
sw_journal_inbox_new (SwJournal *journal, GFile *file, SwJournalInboxFunc state_changed)
{
  SwJournalInbox *self = g_atomic_rc_box_new0 (SwJournalInbox);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->batches);
  g_weak_ref_init (&self->journal, journal);
  self->context = g_main_context_ref_thread_default ();
  self->file = g_object_ref (file);
  self->state_changed = state_changed;
  return self;
}

SwJournalInbox *
sw_journal_inbox_ref (SwJournalInbox *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sw_journal_inbox_unref (SwJournalInbox *self)
{
  g_atomic_rc_box_release_full (self, inbox_clear);
}

/* ---- What it knows ---- */

GFile *
sw_journal_inbox_get_file (SwJournalInbox *self)
{
  return self->file;
}

SwJournalState
sw_journal_inbox_get_state (SwJournalInbox *self)
{
  SwJournalState state;

  g_mutex_lock (&self->lock);
  state = self->state;
  g_mutex_unlock (&self->lock);
  return state;
}

const GError *
sw_journal_inbox_get_error (SwJournalInbox *self)
{
  const GError *error;

  g_mutex_lock (&self->lock);
  error = self->error;
  g_mutex_unlock (&self->lock);
  return error;
}

void
sw_journal_inbox_get_counts (SwJournalInbox *self, SwJournalCounts *counts)
{
  g_mutex_lock (&self->lock);
  *counts = self->counts;
  g_mutex_unlock (&self->lock);
}

/* ---- The journal's side ---- */

/* Locked. Returns: whether there is room now */
static gboolean
make_room (SwJournalInbox *self, SwJournalWhenFull when_full)
{
  while (when_full == SW_JOURNAL_WAIT && self->state < SW_JOURNAL_STOPPING
         && self->waiting_bytes >= SW_JOURNAL_MAX_WAITING_BYTES)
    g_cond_wait (&self->changed, &self->lock);
  return self->waiting_bytes < SW_JOURNAL_MAX_WAITING_BYTES;
}

/* Locked. */
static void
enqueue (SwJournalInbox *self, MailslotBatch *batch)
{
  if (self->n_queued == 0)
    self->first_us = g_get_monotonic_time ();
  g_queue_push_tail (&self->batches, mailslot_batch_ref (batch));
  self->n_queued += mailslot_batch_get_n_messages (batch);
  self->waiting_bytes += mailslot_batch_get_n_bytes (batch);
  self->counts.n_waiting += mailslot_batch_get_n_messages (batch);
  g_cond_broadcast (&self->changed);
}

void
sw_journal_inbox_append (SwJournalInbox *self,
                         MailslotBatch *batch,
                         SwJournalWhenFull when_full)
{
  gboolean has_room;

  g_mutex_lock (&self->lock);
  has_room = make_room (self, when_full);
  if (self->state < SW_JOURNAL_STOPPING && has_room)
    enqueue (self, batch);
  else if (self->state < SW_JOURNAL_STOPPING)
    self->counts.n_lost += mailslot_batch_get_n_messages (batch);
  g_mutex_unlock (&self->lock);
}

void
sw_journal_inbox_wait_until_open (SwJournalInbox *self)
{
  g_mutex_lock (&self->lock);
  while (self->state == SW_JOURNAL_OPENING)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
}

void
sw_journal_inbox_begin_stop (SwJournalInbox *self)
{
  g_mutex_lock (&self->lock);
  if (self->state < SW_JOURNAL_STOPPING)
    self->state = SW_JOURNAL_STOPPING;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/* Locked. Nothing that waits will be written. */
static void
give_up_waiting (SwJournalInbox *self)
{
  self->counts.n_lost += self->counts.n_waiting;
  self->counts.n_waiting = 0;
  self->n_queued = 0;
  self->waiting_bytes = 0;
  self->state = SW_JOURNAL_STOPPED;
  g_queue_clear_full (&self->batches, (GDestroyNotify) mailslot_batch_unref);
  g_cond_broadcast (&self->changed);
}

gboolean
sw_journal_inbox_wait_until_stopped (SwJournalInbox *self)
{
  gint64 end_us = g_get_monotonic_time () + SW_JOURNAL_STOP_SECONDS * G_TIME_SPAN_SECOND;
  gboolean has_ended = TRUE;

  g_mutex_lock (&self->lock);
  while (self->state != SW_JOURNAL_STOPPED && has_ended)
    has_ended = g_cond_wait_until (&self->changed, &self->lock, end_us);
  has_ended = self->state == SW_JOURNAL_STOPPED;
  if (!has_ended)
    {
      g_autofree char *name = g_file_get_parse_name (self->file);

      g_set_error (&self->error,
                   G_IO_ERROR,
                   G_IO_ERROR_TIMED_OUT,
                   _ ("The disk of %s does not answer"),
                   name);
      give_up_waiting (self);
    }
  g_mutex_unlock (&self->lock);
  return has_ended;
}

/* ---- The worker's side ---- */

static gboolean
tell_state_cb (gpointer data)
{
  SwJournalInbox *self = data;
  g_autoptr (SwJournal) journal = g_weak_ref_get (&self->journal);

  if (journal != NULL)
    self->state_changed (journal);
  return G_SOURCE_REMOVE;
}

/* Lets the main thread tell its state. */
static void
tell_state (SwJournalInbox *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source,
                         tell_state_cb,
                         sw_journal_inbox_ref (self),
                         (GDestroyNotify) sw_journal_inbox_unref);
  g_source_attach (source, self->context);
}

void
sw_journal_inbox_begin (SwJournalInbox *self)
{
  g_mutex_lock (&self->lock);
  if (self->state == SW_JOURNAL_OPENING)
    self->state = SW_JOURNAL_RECORDING;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  tell_state (self);
}

void
sw_journal_inbox_end (SwJournalInbox *self, GError *error)
{
  g_mutex_lock (&self->lock);
  if (self->error == NULL)
    self->error = g_steal_pointer (&error);
  give_up_waiting (self);
  g_mutex_unlock (&self->lock);
  g_clear_error (&error);
  tell_state (self);
}

gboolean
sw_journal_inbox_take (SwJournalInbox *self, GQueue *batches)
{
  g_mutex_lock (&self->lock);
  while (self->n_queued < SW_JOURNAL_BATCH_MESSAGES && self->state < SW_JOURNAL_STOPPING)
    {
      gint64 due_us = self->first_us + SW_JOURNAL_BATCH_MS * G_TIME_SPAN_MILLISECOND;

      if (self->n_queued == 0)
        g_cond_wait (&self->changed, &self->lock);
      else if (!g_cond_wait_until (&self->changed, &self->lock, due_us))
        break;
    }
  *batches = self->batches;
  g_queue_init (&self->batches);
  self->n_queued = 0;
  g_mutex_unlock (&self->lock);
  return !g_queue_is_empty (batches);
}

gboolean
sw_journal_inbox_count_written (SwJournalInbox *self, guint n_written)
{
  gboolean is_wanted;

  g_mutex_lock (&self->lock);
  is_wanted = self->state != SW_JOURNAL_STOPPED;
  if (is_wanted)
    {
      self->counts.n_written += n_written;
      self->counts.n_waiting -= n_written;
    }
  g_mutex_unlock (&self->lock);
  return is_wanted;
}

void
sw_journal_inbox_release (SwJournalInbox *self, MailslotBatch *batch)
{
  g_mutex_lock (&self->lock);
  if (self->state != SW_JOURNAL_STOPPED)
    self->waiting_bytes -= mailslot_batch_get_n_bytes (batch);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}
