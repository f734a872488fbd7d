/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "session/sw-recorder.h"

#include "session/sw-json-lines.h"

/* The worker sees only the sink: a queue of chunks and the stream. A chunk is a batch of
 * new messages, packed from the log when it tells that it changed. The sink is counted
 * because the idle that reports a failure may outlive the recorder. */

/** Messages that may wait for the disk before the main loop is held back. */
#define MAX_PENDING_BYTES (256 * 1024 * 1024)

#define BUFFER_BYTES (64 * 1024)

typedef struct
{
  MailslotBatch *batch; /* (owned) */
  guint64 first_serial;
} Chunk;

typedef struct
{
  GMutex lock;
  GCond changed;
  GQueue chunks;       /* guarded by lock; of Chunk (owned) */
  gsize pending_bytes; /* guarded by lock */
  gboolean stopping;   /* guarded by lock */
  GError *failure;     /* guarded by lock; (owned) */

  GOutputStream *stream; /* (owned) worker only */
  GMainContext *context; /* (owned) where failures are told */
  GWeakRef recorder;
} Sink;

struct _SwRecorder
{
  GObject parent_instance;

  SwMessageLog *log;   /* (owned) */
  GFile *file;         /* (owned) */
  Sink *sink;          /* (owned) shared with the worker */
  GThread *worker;     /* (owned), NULL when stopped */
  guint64 next_serial; /* the first that was not recorded */
  gboolean has_failed; /* and said so */
};

enum
{
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SwRecorder, sw_recorder, G_TYPE_OBJECT)

static void
chunk_free (Chunk *chunk)
{
  mailslot_batch_unref (chunk->batch);
  g_free (chunk);
}

static void
sink_clear (gpointer data)
{
  Sink *sink = data;

  g_queue_clear_full (&sink->chunks, (GDestroyNotify) chunk_free);
  g_clear_error (&sink->failure);
  g_clear_object (&sink->stream);
  g_main_context_unref (sink->context);
  g_weak_ref_clear (&sink->recorder);
  g_cond_clear (&sink->changed);
  g_mutex_clear (&sink->lock);
}

static void
sink_unref (gpointer sink)
{
  g_atomic_rc_box_release_full (sink, sink_clear);
}

static Sink *
sink_new (SwRecorder *recorder, GFileOutputStream *stream)
{
  Sink *sink = g_atomic_rc_box_new0 (Sink);

  g_mutex_init (&sink->lock);
  g_cond_init (&sink->changed);
  g_queue_init (&sink->chunks);
  g_weak_ref_init (&sink->recorder, recorder);
  sink->context = g_main_context_ref_thread_default ();
  sink->stream =
      g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (stream), BUFFER_BYTES);
  return sink;
}

static void
sink_push (Sink *sink, MailslotBatch *batch, guint64 first_serial)
{
  Chunk *chunk = g_new (Chunk, 1);

  chunk->batch = mailslot_batch_ref (batch);
  chunk->first_serial = first_serial;

  g_mutex_lock (&sink->lock);
  g_queue_push_tail (&sink->chunks, chunk);
  sink->pending_bytes += mailslot_batch_get_n_bytes (batch);
  g_cond_broadcast (&sink->changed);
  while (sink->pending_bytes > MAX_PENDING_BYTES && sink->failure == NULL)
    g_cond_wait (&sink->changed, &sink->lock);
  g_mutex_unlock (&sink->lock);
}

/* Worker. Returns: (transfer full) (nullable): the next chunk, NULL at the end */
static Chunk *
sink_pop (Sink *sink)
{
  Chunk *chunk;

  g_mutex_lock (&sink->lock);
  while (g_queue_is_empty (&sink->chunks) && !sink->stopping)
    g_cond_wait (&sink->changed, &sink->lock);
  chunk = g_queue_pop_head (&sink->chunks);
  g_mutex_unlock (&sink->lock);
  return chunk;
}

/* Worker. Returns: whether nothing waits, so that what was written should reach the file
 */
static gboolean
sink_finish_chunk (Sink *sink, Chunk *chunk)
{
  gboolean is_idle;

  g_mutex_lock (&sink->lock);
  sink->pending_bytes -= mailslot_batch_get_n_bytes (chunk->batch);
  is_idle = g_queue_is_empty (&sink->chunks);
  g_cond_broadcast (&sink->changed);
  g_mutex_unlock (&sink->lock);

  chunk_free (chunk);
  return is_idle;
}

static gboolean
write_chunk (GOutputStream *stream, Chunk *chunk, GError **error)
{
  guint64 serial = chunk->first_serial;
  MailslotBatchIter iter;
  MailslotRecord record;

  mailslot_batch_iter_init (&iter, chunk->batch);
  while (mailslot_batch_iter_next (&iter, &record))
    {
      g_autofree char *line = sw_json_line_new (&record, serial++);

      if (!g_output_stream_write_all (stream, line, strlen (line), NULL, NULL, error)
          || !g_output_stream_write_all (stream, "\n", 1, NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static void
report_failure (SwRecorder *self)
{
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&self->sink->lock);
  if (self->sink->failure != NULL && !self->has_failed)
    error = g_error_copy (self->sink->failure);
  g_mutex_unlock (&self->sink->lock);

  if (error == NULL)
    return;
  self->has_failed = TRUE;
  g_signal_emit (self, signals[FAILED], 0, error);
}

static gboolean
report_failure_cb (gpointer data)
{
  Sink *sink = data;
  g_autoptr (SwRecorder) self = g_weak_ref_get (&sink->recorder);

  if (self != NULL)
    report_failure (self);
  return G_SOURCE_REMOVE;
}

/* Worker. Only the first failure is kept; sink_push() waits no more from then on. */
static void
sink_fail (Sink *sink, GError *error)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_mutex_lock (&sink->lock);
  sink->failure = error;
  g_cond_broadcast (&sink->changed);
  g_mutex_unlock (&sink->lock);

  g_source_set_callback (source,
                         report_failure_cb,
                         g_atomic_rc_box_acquire (sink),
                         sink_unref);
  g_source_attach (source, sink->context);
}

/* After a failure the chunks are taken off the queue all the same, so that nobody waits.
 */
static gpointer
worker_run (gpointer data)
{
  Sink *sink = data;
  GError *error = NULL;
  gboolean is_good = TRUE;

  for (Chunk *chunk = sink_pop (sink); chunk != NULL; chunk = sink_pop (sink))
    {
      gboolean is_idle;

      is_good = is_good && write_chunk (sink->stream, chunk, &error);
      is_idle = sink_finish_chunk (sink, chunk);
      is_good =
          is_good && (!is_idle || g_output_stream_flush (sink->stream, NULL, &error));
      if (error != NULL)
        sink_fail (sink, g_steal_pointer (&error));
    }

  if (!g_output_stream_close (sink->stream, NULL, is_good ? &error : NULL) && is_good)
    sink_fail (sink, error);
  sink_unref (sink);
  return NULL;
}

static void
log_changed_cb (SwRecorder *self)
{
  guint64 first = MAX (self->next_serial, sw_message_log_get_first_serial (self->log));
  guint64 end = sw_message_log_get_end_serial (self->log);
  g_autoptr (MailslotBatch) batch = NULL;
  MailslotRecord record;

  self->next_serial = end;
  if (first >= end || self->worker == NULL || self->has_failed)
    return;

  batch = mailslot_batch_new ();
  for (guint64 serial = first; serial < end; serial++)
    {
      if (sw_message_log_get_record (self->log, serial, &record))
        mailslot_batch_append (batch, &record);
    }
  sink_push (self->sink, batch, first);
}

static void
join_worker (SwRecorder *self)
{
  if (self->worker == NULL)
    return;

  g_mutex_lock (&self->sink->lock);
  self->sink->stopping = TRUE;
  g_cond_broadcast (&self->sink->changed);
  g_mutex_unlock (&self->sink->lock);
  g_thread_join (g_steal_pointer (&self->worker));
}

static void
sw_recorder_dispose (GObject *object)
{
  SwRecorder *self = SW_RECORDER (object);

  join_worker (self);
  g_clear_pointer (&self->sink, sink_unref);
  g_clear_object (&self->log);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (sw_recorder_parent_class)->dispose (object);
}

static void
sw_recorder_class_init (SwRecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sw_recorder_dispose;

  signals[FAILED] = g_signal_new ("failed",
                                  SW_TYPE_RECORDER,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
sw_recorder_init (SwRecorder *self)
{
}

SwRecorder *
sw_recorder_new (SwMessageLog *log, GFile *file, GError **error)
{
  g_autoptr (GFileOutputStream) stream = NULL;
  SwRecorder *self;

  g_return_val_if_fail (SW_IS_MESSAGE_LOG (log), NULL);

  stream = g_file_append_to (file, G_FILE_CREATE_NONE, NULL, error);
  if (stream == NULL)
    return NULL;

  self = g_object_new (SW_TYPE_RECORDER, NULL);
  self->log = g_object_ref (log);
  self->file = g_object_ref (file);
  self->next_serial = sw_message_log_get_end_serial (log);
  self->sink = sink_new (self, stream);
  self->worker =
      g_thread_new ("recorder", worker_run, g_atomic_rc_box_acquire (self->sink));
  g_signal_connect_object (log,
                           "changed",
                           G_CALLBACK (log_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  return self;
}

GFile *
sw_recorder_get_file (SwRecorder *self)
{
  g_return_val_if_fail (SW_IS_RECORDER (self), NULL);
  return self->file;
}

void
sw_recorder_stop (SwRecorder *self)
{
  g_return_if_fail (SW_IS_RECORDER (self));

  join_worker (self);
  report_failure (self);
}
