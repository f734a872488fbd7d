/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "scripted-reader.h"

#include <string.h>

#include "mailslot/mailslot-error.h"

typedef struct
{
  guint n_messages;
  GError *error; /* (owned) (nullable), instead of messages */
} Step;

struct _ScriptedReader
{
  MailslotReader parent_instance;

  GMutex lock;
  GCond changed;
  GQueue steps;        /* guarded by lock: (element-type Step) (owned) */
  guint32 next_number; /* guarded by lock */
  gboolean is_idle;    /* guarded by lock: a call waits for a step */
  gboolean is_called;  /* guarded by lock: a thread is in receive() */
  int timeout_ms;      /* guarded by lock */
};

G_DEFINE_FINAL_TYPE (ScriptedReader, scripted_reader, MAILSLOT_TYPE_READER)

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_error (&step->error);
  g_free (step);
}

ScriptedReader *
scripted_reader_new (void)
{
  g_autoptr (MailslotAddress) address = mailslot_address_new_local ("Scripted", NULL);

  return g_object_new (SCRIPTED_TYPE_READER, "address", address, NULL);
}

static void
push_step (ScriptedReader *self, guint n_messages, GError *error)
{
  Step *step = g_new0 (Step, 1);

  step->n_messages = n_messages;
  step->error = error;
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->steps, step);
  self->is_idle = FALSE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

void
scripted_reader_push_messages (ScriptedReader *self, guint n_messages)
{
  push_step (self, n_messages, NULL);
}

void
scripted_reader_push_error (ScriptedReader *self, GQuark domain, int code)
{
  push_step (self, 0, g_error_new_literal (domain, code, "as the script wants"));
}

guint
scripted_reader_get_n_steps (ScriptedReader *self)
{
  guint n_steps;

  g_mutex_lock (&self->lock);
  n_steps = g_queue_get_length (&self->steps);
  g_mutex_unlock (&self->lock);
  return n_steps;
}

void
scripted_reader_wait_until_idle (ScriptedReader *self)
{
  g_mutex_lock (&self->lock);
  while (!self->is_idle)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
}

guint32
scripted_reader_get_number (const MailslotRecord *record)
{
  guint32 number;

  g_assert_cmpuint (record->size, ==, sizeof (number));
  memcpy (&number, record->payload, sizeof (number));
  return number;
}

static void
append_messages (ScriptedReader *self, MailslotBatch *batch, guint n_messages)
{
  for (guint i = 0; i < n_messages; i++)
    {
      guint32 number = self->next_number++;
      const MailslotRecord record = {
        .slot = mailslot_reader_get_address (MAILSLOT_READER (self)),
        .sender = mailslot_sender_get_unknown (),
        .payload = (const guint8 *) &number,
        .size = sizeof (number),
      };

      mailslot_batch_append (batch, &record);
    }
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  ScriptedReader *self = data;

  g_mutex_lock (&self->lock);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/* Waits, under the lock, for a step. Returns NULL after a cancel or a time-out. */
static Step *
wait_for_step (ScriptedReader *self, GCancellable *cancellable)
{
  while (!g_cancellable_is_cancelled (cancellable))
    {
      Step *step = g_queue_pop_head (&self->steps);

      if (step != NULL)
        return step;
      if (self->timeout_ms == 0)
        return NULL;
      self->is_idle = TRUE;
      g_cond_broadcast (&self->changed);
      g_cond_wait (&self->changed, &self->lock);
    }
  return NULL;
}

static gboolean
do_step (ScriptedReader *self, Step *step, MailslotBatch *batch, GError **error)
{
  if (step == NULL && self->timeout_ms == 0)
    {
      g_set_error_literal (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT, "timed out");
      return FALSE;
    }
  if (step == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
      return FALSE;
    }
  if (step->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step->error));
      return FALSE;
    }
  append_messages (self, batch, step->n_messages);
  return TRUE;
}

static gboolean
scripted_reader_receive (MailslotReader *reader,
                         MailslotBatch *batch,
                         GCancellable *cancellable,
                         GError **error)
{
  ScriptedReader *self = SCRIPTED_READER (reader);
  gulong handler = 0;
  gboolean result;
  Step *step;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
  g_mutex_lock (&self->lock);
  self->is_called = TRUE;
  step = wait_for_step (self, cancellable);
  result = do_step (self, step, batch, error);
  self->is_called = FALSE;
  g_mutex_unlock (&self->lock);
  g_cancellable_disconnect (cancellable, handler);
  g_clear_pointer (&step, step_free);
  return result;
}

/* What the steps up to the first error would deliver. */
static gboolean
scripted_reader_get_info (MailslotReader *reader, MailslotInfo *info, GError **error)
{
  ScriptedReader *self = SCRIPTED_READER (reader);

  g_mutex_lock (&self->lock);
  info->max_message_bytes = 0;
  info->n_messages = 0;
  info->read_timeout_ms = self->timeout_ms;
  for (GList *l = self->steps.head; l != NULL; l = l->next)
    {
      const Step *step = l->data;

      if (step->error != NULL)
        break;
      info->n_messages += step->n_messages;
    }
  info->next_size = info->n_messages > 0 ? sizeof (guint32) : MAILSLOT_SIZE_NONE;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gboolean
scripted_reader_set_timeout (MailslotReader *reader, int timeout_ms, GError **error)
{
  ScriptedReader *self = SCRIPTED_READER (reader);

  g_mutex_lock (&self->lock);
  self->timeout_ms = timeout_ms;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static void
scripted_reader_close (MailslotReader *reader)
{
  ScriptedReader *self = SCRIPTED_READER (reader);

  g_mutex_lock (&self->lock);
  g_assert_false (self->is_called);
  g_mutex_unlock (&self->lock);
}

static void
scripted_reader_finalize (GObject *object)
{
  ScriptedReader *self = SCRIPTED_READER (object);

  g_queue_clear_full (&self->steps, step_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);

  G_OBJECT_CLASS (scripted_reader_parent_class)->finalize (object);
}

static void
scripted_reader_class_init (ScriptedReaderClass *klass)
{
  MailslotReaderClass *reader_class = MAILSLOT_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = scripted_reader_finalize;
  reader_class->receive = scripted_reader_receive;
  reader_class->get_info = scripted_reader_get_info;
  reader_class->set_timeout = scripted_reader_set_timeout;
  reader_class->close = scripted_reader_close;
}

static void
scripted_reader_init (ScriptedReader *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->steps);
  self->timeout_ms = MAILSLOT_TIMEOUT_INFINITE;
}
