/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-watcher.h"

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-batch-private.h"
#include "mailslot/mailslot-error.h"

/* How it works
 *
 * The worker thread blocks in mailslot_reader_receive() and puts what it got into the
 * inbox: one lock, and one idle source unless one is pending already. The idle source
 * runs in the starter's main context, takes everything out of the inbox at once and emits
 * it.
 *
 * A wake-up of the main loop costs more than receiving some messages, and the kernel may
 * give only ten at a time. So while messages pour in, the next idle source waits until
 * some time has passed since the last one, or until the inbox is full.
 *
 * The worker knows the reader, the cancellable and the inbox, but not the watcher, so it
 * can neither finalize the watcher nor keep it alive; the watcher joins it before it lets
 * go of the three. An idle source may outlive both: it holds the inbox, which then is
 * closed.
 *
 * The inbox is bounded. The worker first puts and then waits until there is room again,
 * so the bound may be passed by one batch. The consumer only ever sees what fits the
 * inbox, which also bounds how long one emission keeps the main loop from drawing. */

#define INBOX_MAX_BYTES (8 * 1024 * 1024)
#define INBOX_MAX_MESSAGES 65536

/* Half a frame: nobody sees it. */
#define PACE_US (8 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  GMainContext *context; /* (owned), the starter's */
  GWeakRef watcher;      /* used by the starter's thread only */

  GMutex lock;
  GCond has_room;
  MailslotBatch *batch; /* guarded by lock: (owned) (nullable), what waits */
  GError *failure;      /* guarded by lock: (owned) (nullable), comes after batch */
  GSource *source;      /* guarded by lock: (owned) (nullable), is going to look */
  gint64 taken_us;      /* guarded by lock: monotonic, when it looked last */
  gboolean is_stopped;  /* guarded by lock: nobody waits for room any more */
} Inbox;

typedef struct
{
  MailslotReader *reader;    /* (owned) */
  GCancellable *cancellable; /* (owned) */
  Inbox *inbox;              /* (owned) */
  guint64 n_malformed;       /* guarded by the inbox's lock */
} Worker;

struct _MailslotWatcher
{
  GObject parent_instance;

  Worker worker;
  GThread *thread; /* (owned) (nullable), while it runs */
  gboolean is_started;
  gboolean is_stopped;
};

enum
{
  BATCH_RECEIVED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MailslotWatcher, mailslot_watcher, G_TYPE_OBJECT)

/* Inbox, any thread */

static Inbox *
inbox_new (MailslotWatcher *watcher)
{
  Inbox *self = g_atomic_rc_box_new0 (Inbox);

  self->context = g_main_context_ref_thread_default ();
  g_weak_ref_init (&self->watcher, watcher);
  g_mutex_init (&self->lock);
  g_cond_init (&self->has_room);
  return self;
}

static void
inbox_clear (gpointer data)
{
  Inbox *self = data;

  g_main_context_unref (self->context);
  g_weak_ref_clear (&self->watcher);
  g_clear_pointer (&self->batch, mailslot_batch_unref);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->source, g_source_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->has_room);
}

static void
inbox_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, inbox_clear);
}

static MailslotBatch *
inbox_take (Inbox *self)
{
  MailslotBatch *batch;

  g_mutex_lock (&self->lock);
  batch = g_steal_pointer (&self->batch);
  g_clear_pointer (&self->source, g_source_unref);
  self->taken_us = g_get_monotonic_time ();
  g_cond_signal (&self->has_room);
  g_mutex_unlock (&self->lock);
  return batch;
}

/* Gives the failure once, and only when no message is left that came before it. */
static GError *
inbox_take_failure (Inbox *self)
{
  GError *failure = NULL;

  g_mutex_lock (&self->lock);
  if (self->batch == NULL && !self->is_stopped)
    failure = g_steal_pointer (&self->failure);
  g_mutex_unlock (&self->lock);
  return failure;
}

/* Lets go of a worker that waits for room; the cancellable has to be cancelled before. */
static void
inbox_stop (Inbox *self)
{
  g_mutex_lock (&self->lock);
  self->is_stopped = TRUE;
  g_cond_signal (&self->has_room);
  g_mutex_unlock (&self->lock);
}

/* Worker's thread */

static gboolean deliver_cb (gpointer data);

/* Call it with the lock held. */
static gboolean
inbox_is_full (Inbox *self)
{
  return self->batch != NULL
         && (mailslot_batch_get_n_messages (self->batch) >= INBOX_MAX_MESSAGES
             || mailslot_batch_get_n_bytes (self->batch) >= INBOX_MAX_BYTES);
}

/* Call it with the lock held. */
static void
inbox_schedule (Inbox *self)
{
  gint64 due_us = self->taken_us + PACE_US;

  if (self->source != NULL)
    {
      if (inbox_is_full (self))
        g_source_set_ready_time (self->source, 0);
      return;
    }
  self->source = g_timeout_source_new (0);
  g_source_set_priority (self->source, G_PRIORITY_DEFAULT_IDLE);
  g_source_set_ready_time (self->source, due_us);
  g_source_set_callback (self->source,
                         deliver_cb,
                         g_atomic_rc_box_acquire (self),
                         inbox_unref);
  g_source_set_static_name (self->source, "MailslotWatcher");
  g_source_attach (self->source, self->context);
}

/* Hands @batch over. Returns whether the inbox took the batch itself, so that the worker
 * needs a new one, and not a copy of what is in it. */
static gboolean
inbox_put (Inbox *self, MailslotBatch *batch)
{
  gboolean took_batch = FALSE;

  g_mutex_lock (&self->lock);
  if (self->batch != NULL)
    mailslot_batch_append_batch (self->batch, batch);
  else
    {
      self->batch = batch;
      took_batch = TRUE;
    }
  inbox_schedule (self);
  g_mutex_unlock (&self->lock);
  return took_batch;
}

static void
inbox_fail (Inbox *self, GError *failure)
{
  g_mutex_lock (&self->lock);
  self->failure = failure;
  inbox_schedule (self);
  g_mutex_unlock (&self->lock);
}

static void
inbox_wait_for_room (Inbox *self)
{
  g_mutex_lock (&self->lock);
  while (inbox_is_full (self) && !self->is_stopped)
    g_cond_wait (&self->has_room, &self->lock);
  g_mutex_unlock (&self->lock);
}

/* Deals with what mailslot_reader_receive() failed with. Returns whether to go on. */
static gboolean
worker_handle_error (Worker *self, GError *error)
{
  if (g_error_matches (error, MAILSLOT_ERROR, MAILSLOT_ERROR_MALFORMED))
    {
      g_mutex_lock (&self->inbox->lock);
      self->n_malformed++;
      g_mutex_unlock (&self->inbox->lock);
      g_error_free (error);
      return TRUE;
    }
  if (g_error_matches (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT))
    {
      g_error_free (error);
      return TRUE;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_error_free (error);
  else
    inbox_fail (self->inbox, error);
  return FALSE;
}

static gpointer
worker_run (gpointer data)
{
  Worker *self = data;
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  GError *error = NULL;

  for (;;)
    {
      if (mailslot_reader_receive (self->reader, batch, self->cancellable, &error))
        {
          if (inbox_put (self->inbox, batch))
            batch = mailslot_batch_new ();
          else
            mailslot_batch_clear (batch);
          inbox_wait_for_room (self->inbox);
        }
      else if (!worker_handle_error (self, g_steal_pointer (&error)))
        return NULL;
    }
}

/* Starter's thread */

static void
emit_batch (MailslotWatcher *self, MailslotBatch *batch)
{
  if (batch == NULL)
    return;
  if (mailslot_batch_get_n_messages (batch) > 0)
    g_signal_emit (self, signals[BATCH_RECEIVED], 0, batch);
  mailslot_batch_unref (batch);
}

static gboolean
deliver_cb (gpointer data)
{
  Inbox *inbox = data;
  g_autoptr (MailslotWatcher) watcher = g_weak_ref_get (&inbox->watcher);
  g_autoptr (GError) failure = NULL;

  g_assert (g_main_context_is_owner (inbox->context));

  if (watcher == NULL)
    return G_SOURCE_REMOVE;
  emit_batch (watcher, inbox_take (inbox));
  failure = inbox_take_failure (inbox);
  if (failure != NULL)
    g_signal_emit (watcher, signals[FAILED], 0, failure);
  return G_SOURCE_REMOVE;
}

MailslotWatcher *
mailslot_watcher_new (MailslotReader *reader)
{
  MailslotWatcher *self;

  g_return_val_if_fail (MAILSLOT_IS_READER (reader), NULL);

  self = g_object_new (MAILSLOT_TYPE_WATCHER, NULL);
  self->worker.reader = g_object_ref (reader);
  return self;
}

MailslotAddress *
mailslot_watcher_get_address (MailslotWatcher *self)
{
  g_return_val_if_fail (MAILSLOT_IS_WATCHER (self), NULL);
  return mailslot_reader_get_address (self->worker.reader);
}

void
mailslot_watcher_start (MailslotWatcher *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (MAILSLOT_IS_WATCHER (self));
  g_return_if_fail (!self->is_started && !self->is_stopped);

  self->is_started = TRUE;
  self->worker.inbox = inbox_new (self);
  /* Linux shows no name of more than 15 characters. */
  self->thread = g_thread_try_new ("mailslot-watch", worker_run, &self->worker, &error);
  if (self->thread == NULL)
    inbox_fail (
        self->worker.inbox,
        g_error_new (G_IO_ERROR,
                     G_IO_ERROR_FAILED,
                     _ ("Cannot read %s: %s"),
                     mailslot_address_to_string (mailslot_watcher_get_address (self)),
                     error->message));
}

static void
join_worker (MailslotWatcher *self)
{
  self->is_stopped = TRUE;
  g_cancellable_cancel (self->worker.cancellable);
  if (self->thread != NULL)
    {
      inbox_stop (self->worker.inbox);
      g_thread_join (g_steal_pointer (&self->thread));
    }
}

/* Takes what waits now: its senders were told that it arrived. What comes while we take
 * it stays behind, or a flood could keep us. */
static MailslotBatch *
receive_rest (MailslotReader *reader)
{
  MailslotBatch *rest = mailslot_batch_new ();
  MailslotInfo info;

  if (!mailslot_reader_get_info (reader, &info, NULL)
      || !mailslot_reader_set_timeout (reader, 0, NULL))
    return rest;
  while (mailslot_batch_get_n_messages (rest) < info.n_messages
         && mailslot_reader_receive (reader, rest, NULL, NULL))
    continue;
  return rest;
}

void
mailslot_watcher_stop (MailslotWatcher *self)
{
  MailslotBatch *rest = NULL;

  g_return_if_fail (MAILSLOT_IS_WATCHER (self));

  if (self->is_stopped)
    return;
  join_worker (self);
  if (self->is_started)
    rest = receive_rest (self->worker.reader);
  mailslot_reader_close (self->worker.reader);
  if (self->is_started)
    {
      g_object_ref (self);
      emit_batch (self, inbox_take (self->worker.inbox));
      emit_batch (self, rest);
      g_object_unref (self);
    }
}

static guint
inbox_count_if_full (Inbox *self)
{
  guint n_messages = 0;

  g_mutex_lock (&self->lock);
  if (inbox_is_full (self))
    n_messages = (guint) mailslot_batch_get_n_messages (self->batch);
  g_mutex_unlock (&self->lock);
  return n_messages;
}

guint
mailslot_watcher_get_n_waiting (MailslotWatcher *self)
{
  g_return_val_if_fail (MAILSLOT_IS_WATCHER (self), 0);

  if (!self->is_started || self->is_stopped)
    return 0;
  return inbox_count_if_full (self->worker.inbox)
         + mailslot_reader_count_waiting (self->worker.reader);
}

guint64
mailslot_watcher_get_n_malformed (MailslotWatcher *self)
{
  guint64 n_malformed;

  g_return_val_if_fail (MAILSLOT_IS_WATCHER (self), 0);

  if (self->worker.inbox == NULL)
    return 0;
  g_mutex_lock (&self->worker.inbox->lock);
  n_malformed = self->worker.n_malformed;
  g_mutex_unlock (&self->worker.inbox->lock);
  return n_malformed;
}

static void
mailslot_watcher_dispose (GObject *object)
{
  MailslotWatcher *self = MAILSLOT_WATCHER (object);

  join_worker (self);
  if (self->worker.reader != NULL)
    mailslot_reader_close (self->worker.reader);

  G_OBJECT_CLASS (mailslot_watcher_parent_class)->dispose (object);
}

static void
mailslot_watcher_finalize (GObject *object)
{
  MailslotWatcher *self = MAILSLOT_WATCHER (object);

  g_clear_object (&self->worker.reader);
  g_clear_object (&self->worker.cancellable);
  g_clear_pointer (&self->worker.inbox, inbox_unref);

  G_OBJECT_CLASS (mailslot_watcher_parent_class)->finalize (object);
}

static void
mailslot_watcher_class_init (MailslotWatcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mailslot_watcher_dispose;
  object_class->finalize = mailslot_watcher_finalize;

  signals[BATCH_RECEIVED] = g_signal_new ("batch-received",
                                          MAILSLOT_TYPE_WATCHER,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          MAILSLOT_TYPE_BATCH);
  signals[FAILED] = g_signal_new ("failed",
                                  MAILSLOT_TYPE_WATCHER,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_ERROR);
}

static void
mailslot_watcher_init (MailslotWatcher *self)
{
  self->worker.cancellable = g_cancellable_new ();
}
