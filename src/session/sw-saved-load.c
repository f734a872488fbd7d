/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-saved-load.h"

#include "session/sw-saved-reader.h"

/* The worker packs messages into batches and hands each to the main loop by an idle
 * source. It waits while some are under way, so that memory stays bounded, and until all
 * have arrived before it ends, so that the end is told last. */

#define MAX_UNDER_WAY 4
#define BATCH_BYTES ((gsize) 1 << 20)

typedef struct
{
  GFile *file;       /* (owned) */
  SwMessageLog *log; /* (owned), main thread only */
  SwSavedLoadProgress progress;
  gpointer user_data;
  GMainContext *context; /* (owned) */

  GMutex lock;
  GCond changed;
  guint n_under_way; /* guarded by lock; batches */

  guint64 n_broken; /* these two are the worker's until it ends */
  char *complaint;  /* (owned) (nullable) */
} Load;

typedef struct
{
  GTask *task;          /* (owned) */
  MailslotBatch *batch; /* (owned) */
  double progress;
} Delivery;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_object_unref (load->file);
  g_object_unref (load->log);
  g_main_context_unref (load->context);
  g_mutex_clear (&load->lock);
  g_cond_clear (&load->changed);
  g_free (load->complaint);
  g_free (load);
}

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  g_object_unref (delivery->task);
  mailslot_batch_unref (delivery->batch);
  g_free (delivery);
}

/* Main thread. */
static gboolean
deliver_cb (gpointer data)
{
  Delivery *delivery = data;
  Load *load = g_task_get_task_data (delivery->task);

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (delivery->task)))
    {
      sw_message_log_append_batch (load->log, delivery->batch);
      load->progress (delivery->progress, load->user_data);
    }
  g_mutex_lock (&load->lock);
  load->n_under_way--;
  g_cond_broadcast (&load->changed);
  g_mutex_unlock (&load->lock);
  return G_SOURCE_REMOVE;
}

/* Worker. */
static void
wait_for_arrival (Load *load, guint max_under_way)
{
  g_mutex_lock (&load->lock);
  while (load->n_under_way > max_under_way)
    g_cond_wait (&load->changed, &load->lock);
  g_mutex_unlock (&load->lock);
}

/* Worker. Takes over @batch. */
static void
hand_over (GTask *task, MailslotBatch *batch, double progress)
{
  Load *load = g_task_get_task_data (task);
  Delivery *delivery = g_new (Delivery, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  delivery->task = g_object_ref (task);
  delivery->batch = batch;
  delivery->progress = progress;
  wait_for_arrival (load, MAX_UNDER_WAY - 1);
  g_mutex_lock (&load->lock);
  load->n_under_way++;
  g_mutex_unlock (&load->lock);
  g_source_set_callback (source, deliver_cb, delivery, delivery_free);
  g_source_attach (source, load->context);
}

/* Worker. */
static gboolean
read_messages (GTask *task, SwSavedReader *reader, GError **error)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (GError) local_error = NULL;
  MailslotRecord record;
  guint64 serial;

  while (!g_cancellable_set_error_if_cancelled (cancellable, &local_error)
         && sw_saved_reader_next (reader, &record, &serial, &local_error))
    {
      mailslot_batch_append (batch, &record);
      if (mailslot_batch_get_n_bytes (batch) < BATCH_BYTES)
        continue;
      hand_over (task, g_steal_pointer (&batch), sw_saved_reader_get_progress (reader));
      batch = mailslot_batch_new ();
    }
  hand_over (task, g_steal_pointer (&batch), sw_saved_reader_get_progress (reader));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
load_in_thread (GTask *task,
                gpointer source_object,
                gpointer task_data,
                GCancellable *cancellable)
{
  Load *load = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SwSavedReader) reader = sw_saved_reader_open (load->file, &error);
  gboolean is_read = reader != NULL && read_messages (task, reader, &error);

  if (reader != NULL)
    {
      GPtrArray *complaints = sw_saved_reader_get_complaints (reader);

      load->n_broken = sw_saved_reader_get_n_broken (reader);
      load->complaint = complaints->len > 0 ? g_strdup (complaints->pdata[0]) : NULL;
    }
  wait_for_arrival (load, 0);
  if (is_read)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sw_saved_load_async (GFile *file,
                     SwMessageLog *log,
                     GCancellable *cancellable,
                     SwSavedLoadProgress progress,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Load *load;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (SW_IS_MESSAGE_LOG (log));

  load = g_new0 (Load, 1);
  load->file = g_object_ref (file);
  load->log = g_object_ref (log);
  load->progress = progress;
  load->user_data = user_data;
  load->context = g_main_context_ref_thread_default ();
  g_mutex_init (&load->lock);
  g_cond_init (&load->changed);
  task = g_task_new (log, cancellable, callback, user_data);
  g_task_set_source_tag (task, sw_saved_load_async);
  g_task_set_task_data (task, load, load_free);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, load_in_thread);
}

gboolean
sw_saved_load_finish (GAsyncResult *result,
                      guint64 *n_broken,
                      char **complaint,
                      GError **error)
{
  Load *load;

  g_return_val_if_fail (g_async_result_is_tagged (result, sw_saved_load_async), FALSE);

  load = g_task_get_task_data (G_TASK (result));
  *n_broken = load->n_broken;
  *complaint = g_steal_pointer (&load->complaint);
  return g_task_propagate_boolean (G_TASK (result), error);
}
