/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-send-job.h"

#include <stdatomic.h>

struct _SwSendJob
{
  GObject parent_instance;

  MailslotAddress *target;  /* (owned) */
  GBytes *payload;          /* (owned) */
  MailslotNetwork *network; /* (owned) */
  guint64 n_repeats;
  guint interval_ms;
  atomic_bool has_run;
  _Atomic guint64 n_sent; /* written by the thread that runs the job */
};

G_DEFINE_FINAL_TYPE (SwSendJob, sw_send_job, G_TYPE_OBJECT)

static void
sw_send_job_finalize (GObject *object)
{
  SwSendJob *self = SW_SEND_JOB (object);

  mailslot_address_unref (self->target);
  g_bytes_unref (self->payload);
  mailslot_network_unref (self->network);
  G_OBJECT_CLASS (sw_send_job_parent_class)->finalize (object);
}

static void
sw_send_job_class_init (SwSendJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sw_send_job_finalize;
}

static void
sw_send_job_init (SwSendJob *self)
{
}

SwSendJob *
sw_send_job_new (MailslotAddress *target,
                 GBytes *payload,
                 guint64 n_repeats,
                 guint interval_ms)
{
  SwSendJob *self;

  g_return_val_if_fail (target != NULL, NULL);
  g_return_val_if_fail (payload != NULL, NULL);
  g_return_val_if_fail (n_repeats > 0, NULL);

  self = g_object_new (SW_TYPE_SEND_JOB, NULL);
  self->target = mailslot_address_ref (target);
  self->payload = g_bytes_ref (payload);
  self->network = mailslot_network_ref (mailslot_network_get_default ());
  self->n_repeats = n_repeats;
  self->interval_ms = interval_ms;
  return self;
}

void
sw_send_job_set_network (SwSendJob *self, MailslotNetwork *network)
{
  g_return_if_fail (SW_IS_SEND_JOB (self));
  g_return_if_fail (network != NULL);

  mailslot_network_unref (self->network);
  self->network = mailslot_network_ref (network);
}

static void
wait_until (gint64 end_us, GCancellable *cancellable)
{
  gint64 left_us;
  GPollFD fd;

  if (!g_cancellable_make_pollfd (cancellable, &fd))
    {
      /* Nobody can cancel, or, when files have run out, not before the pause is over. */
      g_usleep ((gulong) MAX (end_us - g_get_monotonic_time (), 0));
      return;
    }
  while (!g_cancellable_is_cancelled (cancellable)
         && (left_us = end_us - g_get_monotonic_time ()) > 0)
    g_poll (&fd, 1, (int) MIN ((left_us + 999) / 1000, G_MAXINT));
  g_cancellable_release_fd (cancellable);
}

/* Sends once. Who reads the slot may have been started anew since it was opened. */
static gboolean
send_message (SwSendJob *self,
              MailslotWriter **writer,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GError) write_error = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (self->payload, &size);

  if (mailslot_writer_write (*writer, data, size, cancellable, &write_error))
    return TRUE;
  if (!g_error_matches (write_error, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED))
    {
      g_propagate_error (error, g_steal_pointer (&write_error));
      return FALSE;
    }
  g_clear_object (writer);
  *writer = mailslot_writer_open_on (self->target, self->network, error);
  return *writer != NULL
         && mailslot_writer_write (*writer, data, size, cancellable, error);
}

gboolean
sw_send_job_run (SwSendJob *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (MailslotWriter) writer = NULL;
  gint64 next_us;

  g_return_val_if_fail (SW_IS_SEND_JOB (self), FALSE);
  g_return_val_if_fail (!atomic_exchange (&self->has_run, TRUE), FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  writer = mailslot_writer_open_on (self->target, self->network, error);
  if (writer == NULL)
    return FALSE;
  next_us = g_get_monotonic_time ();
  for (guint64 i = 0; i < self->n_repeats; i++)
    {
      if (i > 0 && self->interval_ms > 0)
        wait_until (next_us, cancellable);
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !send_message (self, &writer, cancellable, error))
        return FALSE;
      atomic_fetch_add (&self->n_sent, 1);
      next_us = g_get_monotonic_time () + (gint64) self->interval_ms * 1000;
    }
  return TRUE;
}

static void
run_in_thread (GTask *task,
               gpointer source_object,
               gpointer task_data,
               GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (sw_send_job_run (source_object, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sw_send_job_run_async (SwSendJob *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SW_IS_SEND_JOB (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sw_send_job_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_in_thread);
}

gboolean
sw_send_job_run_finish (SwSendJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

guint64
sw_send_job_get_n_sent (SwSendJob *self)
{
  g_return_val_if_fail (SW_IS_SEND_JOB (self), 0);

  return atomic_load (&self->n_sent);
}

MailslotAddress *
sw_send_job_get_target (SwSendJob *self)
{
  g_return_val_if_fail (SW_IS_SEND_JOB (self), NULL);

  return self->target;
}

guint64
sw_send_job_get_n_repeats (SwSendJob *self)
{
  g_return_val_if_fail (SW_IS_SEND_JOB (self), 0);

  return self->n_repeats;
}
