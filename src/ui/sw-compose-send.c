/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-compose-pane-private.h"

#include "ui/sw-count-text.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_INTERVAL_MS 100

/* Screen readers get no text of a progress bar. */
static void
name_progress (SwComposePane *self, const char *name)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self->progress_bar));

  if (g_strcmp0 (atk_object_get_name (accessible), name) != 0)
    atk_object_set_name (accessible, name);
}

/* A computer's name is looked for before the first message goes. */
static void
show_search (SwComposePane *self, const char *host)
{
  /* Translators: %s is the name of a computer. */
  g_autofree char *text = g_strdup_printf (_ ("Looking for %s…"), host);

  gtk_progress_bar_pulse (self->progress_bar);
  gtk_progress_bar_set_text (self->progress_bar, text);
  name_progress (self, text);
}

static void
show_progress (SwComposePane *self)
{
  MailslotAddress *target = sw_send_job_get_target (self->job);
  guint64 n_sent = sw_send_job_get_n_sent (self->job);
  guint64 n_repeats = sw_send_job_get_n_repeats (self->job);
  g_autofree char *text = sw_count_text_progress (n_sent, n_repeats);

  if (n_sent == 0 && mailslot_address_get_scope (target) == MAILSLOT_SCOPE_HOST)
    {
      show_search (self, mailslot_address_get_host (target));
      return;
    }
  name_progress (self, _ ("Messages sent"));
  gtk_progress_bar_set_fraction (self->progress_bar, (double) n_sent / n_repeats);
  gtk_progress_bar_set_text (self->progress_bar, text);
}

/* A message that goes at once shows no progress. */
static gboolean
progress_cb (gpointer data)
{
  SwComposePane *self = data;

  show_progress (self);
  gtk_stack_set_visible_child_name (self->repeat_stack, "progress");
  return G_SOURCE_CONTINUE;
}

static void
show_sent (SwComposePane *self, guint64 n_sent)
{
  g_autofree char *number = sw_count_number (n_sent);
  g_autofree char *text = g_strdup_printf (
      ngettext ("Sent %s message", "Sent %s messages", sw_count_plural (n_sent)),
      number);

  gtk_label_set_text (self->result_label, n_sent > 0 ? text : _ ("Nothing was sent"));
}

static char *
failure_title_new (SwSendJob *job)
{
  const char *target = mailslot_address_to_string (sw_send_job_get_target (job));
  guint64 n_sent = sw_send_job_get_n_sent (job);
  g_autofree char *number = sw_count_number (n_sent);

  if (n_sent == 0)
    /* Translators: %s is a slot, such as \\.\mailslot\x. */
    return g_strdup_printf (_ ("The message was not sent to %s"), target);

  /* Translators: %1$s is a number, %2$s is a slot, such as \\.\mailslot\x. */
  return g_strdup_printf (ngettext ("Only %1$s message reached %2$s",
                                    "Only %1$s messages reached %2$s",
                                    sw_count_plural (n_sent)),
                          number,
                          target);
}

static void
show_failed (SwComposePane *self, const GError *error)
{
  g_autofree char *title = failure_title_new (self->job);

  gtk_label_set_text (self->result_label, "");
  sw_compose_pane_emit_failed (self, title, error);
}

static void
job_finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SwComposePane) self = data;
  SwSendJob *job = SW_SEND_JOB (source);
  g_autoptr (GError) error = NULL;
  gboolean is_sent = sw_send_job_run_finish (job, result, &error);
  guint64 n_sent = sw_send_job_get_n_sent (job);

  /* The window was closed meanwhile. */
  if (self->job != job)
    return;

  g_clear_handle_id (&self->progress_id, g_source_remove);
  if (n_sent > 0 && self->history != NULL)
    sw_send_history_add (self->history, self->job_note);

  if (is_sent || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_sent (self, n_sent);
  else
    show_failed (self, error);

  gtk_stack_set_visible_child_name (self->repeat_stack, "fields");
  g_clear_object (&self->job);
  g_clear_object (&self->job_note);
  g_clear_object (&self->cancellable);
  sw_compose_pane_notify_sending (self);
  if (is_sent)
    sw_compose_pane_emit_sent (self);
}

static SwSentMessage *
note_new (SwComposePane *self)
{
  g_autofree char *content = sw_compose_pane_dup_content (self);
  SwComposeInput input;
  SwSentFields fields;

  sw_compose_pane_get_input (self, content, &input);
  fields = (SwSentFields){ .target = mailslot_address_to_string (self->target),
                           .is_domain = mailslot_address_get_scope (self->target)
                                        == MAILSLOT_SCOPE_DOMAIN,
                           .kind = input.kind,
                           .content = input.content,
                           .encoding_id = input.encoding->id,
                           .has_nul = input.has_nul };
  return sw_sent_message_new (&fields);
}

void
sw_compose_pane_send (SwComposePane *self)
{
  gboolean can_send;

  g_return_if_fail (SW_IS_COMPOSE_PANE (self));

  /* A file may have changed since it was chosen. */
  if (sw_compose_pane_get_kind (self) == SW_CONTENT_FILE)
    {
      sw_compose_pane_validate (self);
      sw_compose_pane_notify_sending (self);
    }
  g_object_get (self, "can-send", &can_send, NULL);
  if (!can_send)
    return;

  gtk_spin_button_update (self->repeat_spin);
  gtk_spin_button_update (self->interval_spin);
  self->job = sw_send_job_new (self->target,
                               self->payload,
                               (guint64) gtk_spin_button_get_value (self->repeat_spin),
                               (guint) gtk_spin_button_get_value (self->interval_spin));
  sw_send_job_set_network (self->job, self->network);
  self->job_note = note_new (self);
  self->cancellable = g_cancellable_new ();
  self->progress_id = g_timeout_add (PROGRESS_INTERVAL_MS, progress_cb, self);
  sw_compose_pane_notify_sending (self);
  sw_send_job_run_async (self->job,
                         self->cancellable,
                         job_finished_cb,
                         g_object_ref (self));
}

void
sw_compose_pane_stop (SwComposePane *self)
{
  g_return_if_fail (SW_IS_COMPOSE_PANE (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}
