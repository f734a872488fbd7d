/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-journal.h"

#include "session/sw-journal-writer.h"

#include <glib/gi18n-lib.h>

/* The worker sees only the inbox: batches that wait, and what it tells of its work. It
 * takes all that wait together, no sooner than they fill a transaction or have waited
 * long enough. The inbox is counted because the worker, whom a disk may hold for any
 * time, and the idle that tells of a new state may outlive the journal. */

typedef struct
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
} Inbox;

struct _SwJournal
{
  GObject parent_instance;

  Inbox *inbox;    /* (owned) shared with the worker */
  GThread *worker; /* (owned) (nullable) until it was waited for */
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

/* ---- Inbox ---- */

static void
inbox_clear (gpointer data)
{
  Inbox *inbox = data;

  g_queue_clear_full (&inbox->batches, (GDestroyNotify) mailslot_batch_unref);
  g_clear_error (&inbox->error);
  g_object_unref (inbox->file);
  g_main_context_unref (inbox->context);
  g_weak_ref_clear (&inbox->journal);
  g_cond_clear (&inbox->changed);
  g_mutex_clear (&inbox->lock);
}

static void
inbox_unref (gpointer inbox)
{
  g_atomic_rc_box_release_full (inbox, inbox_clear);
}

static Inbox *
inbox_new (SwJournal *journal, GFile *file)
{
  Inbox *inbox = g_atomic_rc_box_new0 (Inbox);

  g_mutex_init (&inbox->lock);
  g_cond_init (&inbox->changed);
  g_queue_init (&inbox->batches);
  g_weak_ref_init (&inbox->journal, journal);
  inbox->context = g_main_context_ref_thread_default ();
  inbox->file = g_object_ref (file);
  return inbox;
}

static void
tell_state (SwJournal *self)
{
  SwJournalState state = sw_journal_get_state (self);

  if (self->told_state == state)
    return;
  self->told_state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static gboolean
tell_state_cb (gpointer data)
{
  Inbox *inbox = data;
  g_autoptr (SwJournal) self = g_weak_ref_get (&inbox->journal);

  if (self != NULL)
    tell_state (self);
  return G_SOURCE_REMOVE;
}

/* Worker. Lets the main thread tell its state. */
static void
inbox_tell_state (Inbox *inbox)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source,
                         tell_state_cb,
                         g_atomic_rc_box_acquire (inbox),
                         inbox_unref);
  g_source_attach (source, inbox->context);
}

/* Worker. */
static void
inbox_begin (Inbox *inbox)
{
  g_mutex_lock (&inbox->lock);
  if (inbox->state == SW_JOURNAL_OPENING)
    inbox->state = SW_JOURNAL_RECORDING;
  g_cond_broadcast (&inbox->changed);
  g_mutex_unlock (&inbox->lock);
  inbox_tell_state (inbox);
}

/* Locked. Nothing that waits will be written. */
static void
give_up_waiting (Inbox *inbox)
{
  inbox->counts.n_lost += inbox->counts.n_waiting;
  inbox->counts.n_waiting = 0;
  inbox->n_queued = 0;
  inbox->waiting_bytes = 0;
  inbox->state = SW_JOURNAL_STOPPED;
  g_queue_clear_full (&inbox->batches, (GDestroyNotify) mailslot_batch_unref);
  g_cond_broadcast (&inbox->changed);
}

/* Worker. Takes over @error. */
static void
inbox_end (Inbox *inbox, GError *error)
{
  g_mutex_lock (&inbox->lock);
  if (inbox->error == NULL)
    inbox->error = g_steal_pointer (&error);
  give_up_waiting (inbox);
  g_mutex_unlock (&inbox->lock);
  g_clear_error (&error);
  inbox_tell_state (inbox);
}

/* Worker. Takes what waits as soon as it is worth a transaction.
 *
 * Returns: %FALSE at the end, when there is nothing more to write */
static gboolean
inbox_take (Inbox *inbox, GQueue *batches)
{
  g_mutex_lock (&inbox->lock);
  while (inbox->n_queued < SW_JOURNAL_BATCH_MESSAGES
         && inbox->state < SW_JOURNAL_STOPPING)
    {
      gint64 due_us = inbox->first_us + SW_JOURNAL_BATCH_MS * G_TIME_SPAN_MILLISECOND;

      if (inbox->n_queued == 0)
        g_cond_wait (&inbox->changed, &inbox->lock);
      else if (!g_cond_wait_until (&inbox->changed, &inbox->lock, due_us))
        break;
    }
  *batches = inbox->batches;
  g_queue_init (&inbox->batches);
  inbox->n_queued = 0;
  g_mutex_unlock (&inbox->lock);
  return !g_queue_is_empty (batches);
}

/* Worker. Returns: %FALSE if nobody waits for the rest any more */
static gboolean
inbox_count_written (Inbox *inbox, guint n_written)
{
  gboolean is_wanted;

  g_mutex_lock (&inbox->lock);
  is_wanted = inbox->state != SW_JOURNAL_STOPPED;
  if (is_wanted)
    {
      inbox->counts.n_written += n_written;
      inbox->counts.n_waiting -= n_written;
    }
  g_mutex_unlock (&inbox->lock);
  return is_wanted;
}

/* Worker. */
static void
inbox_release (Inbox *inbox, MailslotBatch *batch)
{
  g_mutex_lock (&inbox->lock);
  if (inbox->state != SW_JOURNAL_STOPPED)
    inbox->waiting_bytes -= mailslot_batch_get_n_bytes (batch);
  g_cond_broadcast (&inbox->changed);
  g_mutex_unlock (&inbox->lock);
}

/* ---- Worker ---- */

static gboolean
commit (Inbox *inbox, SwJournalWriter *writer, GError **error)
{
  guint n_messages = sw_journal_writer_get_n_open (writer);

  return sw_journal_writer_commit (writer, error)
         && inbox_count_written (inbox, n_messages);
}

static gboolean
write_batch (Inbox *inbox, SwJournalWriter *writer, MailslotBatch *batch, GError **error)
{
  MailslotBatchIter iter;
  MailslotRecord record;

  mailslot_batch_iter_init (&iter, batch);
  while (mailslot_batch_iter_next (&iter, &record))
    {
      if (!sw_journal_writer_append (writer, &record, error))
        return FALSE;
      if (sw_journal_writer_get_n_open (writer) == SW_JOURNAL_BATCH_MESSAGES
          && !commit (inbox, writer, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_batches (Inbox *inbox, SwJournalWriter *writer, GQueue *batches, GError **error)
{
  MailslotBatch *batch;
  gboolean is_good = TRUE;

  while ((batch = g_queue_pop_head (batches)) != NULL)
    {
      is_good = is_good && write_batch (inbox, writer, batch, error);
      inbox_release (inbox, batch);
      mailslot_batch_unref (batch);
    }
  return is_good && commit (inbox, writer, error);
}

static void
record (Inbox *inbox, GError **error)
{
  g_autoptr (SwJournalWriter) writer = sw_journal_writer_open (inbox->file, error);
  GQueue batches;

  if (writer == NULL)
    return;
  inbox_begin (inbox);
  while (inbox_take (inbox, &batches) && write_batches (inbox, writer, &batches, error))
    ;
}

static gpointer
worker_run (gpointer data)
{
  Inbox *inbox = data;
  GError *error = NULL;

  record (inbox, &error);
  inbox_end (inbox, error);
  inbox_unref (inbox);
  return NULL;
}

/* ---- Journal ---- */

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

  inbox_unref (self->inbox);
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
  self->inbox = inbox_new (self, file);
  self->worker =
      g_thread_new ("journal", worker_run, g_atomic_rc_box_acquire (self->inbox));
  return self;
}

GFile *
sw_journal_get_file (SwJournal *self)
{
  g_return_val_if_fail (SW_IS_JOURNAL (self), NULL);

  return self->inbox->file;
}

SwJournalState
sw_journal_get_state (SwJournal *self)
{
  SwJournalState state;

  g_return_val_if_fail (SW_IS_JOURNAL (self), SW_JOURNAL_STOPPED);

  g_mutex_lock (&self->inbox->lock);
  state = self->inbox->state;
  g_mutex_unlock (&self->inbox->lock);
  return state;
}

const GError *
sw_journal_get_error (SwJournal *self)
{
  const GError *error;

  g_return_val_if_fail (SW_IS_JOURNAL (self), NULL);

  g_mutex_lock (&self->inbox->lock);
  error = self->inbox->error;
  g_mutex_unlock (&self->inbox->lock);
  return error;
}

void
sw_journal_get_counts (SwJournal *self, SwJournalCounts *counts)
{
  g_return_if_fail (SW_IS_JOURNAL (self));

  g_mutex_lock (&self->inbox->lock);
  *counts = self->inbox->counts;
  g_mutex_unlock (&self->inbox->lock);
}

/* Locked. Returns: whether there is room now */
static gboolean
make_room (SwJournal *self, Inbox *inbox)
{
  while (self->when_full == SW_JOURNAL_WAIT && inbox->state < SW_JOURNAL_STOPPING
         && inbox->waiting_bytes >= SW_JOURNAL_MAX_WAITING_BYTES)
    g_cond_wait (&inbox->changed, &inbox->lock);
  return inbox->waiting_bytes < SW_JOURNAL_MAX_WAITING_BYTES;
}

/* Locked. */
static void
enqueue (Inbox *inbox, MailslotBatch *batch)
{
  if (inbox->n_queued == 0)
    inbox->first_us = g_get_monotonic_time ();
  g_queue_push_tail (&inbox->batches, mailslot_batch_ref (batch));
  inbox->n_queued += mailslot_batch_get_n_messages (batch);
  inbox->waiting_bytes += mailslot_batch_get_n_bytes (batch);
  inbox->counts.n_waiting += mailslot_batch_get_n_messages (batch);
  g_cond_broadcast (&inbox->changed);
}

void
sw_journal_append (SwJournal *self, MailslotBatch *batch)
{
  Inbox *inbox;
  gboolean has_room;

  g_return_if_fail (SW_IS_JOURNAL (self));

  if (mailslot_batch_get_n_messages (batch) == 0)
    return;
  inbox = self->inbox;
  g_mutex_lock (&inbox->lock);
  has_room = make_room (self, inbox);
  if (inbox->state < SW_JOURNAL_STOPPING && has_room)
    enqueue (inbox, batch);
  else if (inbox->state < SW_JOURNAL_STOPPING)
    inbox->counts.n_lost += mailslot_batch_get_n_messages (batch);
  g_mutex_unlock (&inbox->lock);
}

void
sw_journal_wait_until_open (SwJournal *self)
{
  Inbox *inbox;

  g_return_if_fail (SW_IS_JOURNAL (self));

  inbox = self->inbox;
  g_mutex_lock (&inbox->lock);
  while (inbox->state == SW_JOURNAL_OPENING)
    g_cond_wait (&inbox->changed, &inbox->lock);
  g_mutex_unlock (&inbox->lock);
  tell_state (self);
}

void
sw_journal_begin_stop (SwJournal *self)
{
  Inbox *inbox;

  g_return_if_fail (SW_IS_JOURNAL (self));

  inbox = self->inbox;
  g_mutex_lock (&inbox->lock);
  if (inbox->state < SW_JOURNAL_STOPPING)
    inbox->state = SW_JOURNAL_STOPPING;
  g_cond_broadcast (&inbox->changed);
  g_mutex_unlock (&inbox->lock);
  tell_state (self);
}

/* Returns: whether the worker has ended, or is about to */
static gboolean
wait_for_worker (Inbox *inbox)
{
  gint64 end_us = g_get_monotonic_time () + SW_JOURNAL_STOP_SECONDS * G_TIME_SPAN_SECOND;
  gboolean has_ended = TRUE;

  g_mutex_lock (&inbox->lock);
  while (inbox->state != SW_JOURNAL_STOPPED && has_ended)
    has_ended = g_cond_wait_until (&inbox->changed, &inbox->lock, end_us);
  has_ended = inbox->state == SW_JOURNAL_STOPPED;
  if (!has_ended)
    {
      g_autofree char *name = g_file_get_parse_name (inbox->file);

      g_set_error (&inbox->error,
                   G_IO_ERROR,
                   G_IO_ERROR_TIMED_OUT,
                   _ ("The disk of %s does not answer"),
                   name);
      give_up_waiting (inbox);
    }
  g_mutex_unlock (&inbox->lock);
  return has_ended;
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
  if (wait_for_worker (self->inbox))
    g_thread_join (worker);
  else
    g_thread_unref (worker);
  tell_state (self);
}
