/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-listener.h"

#include "cli/cli-output.h"
#include "cli/cli-report.h"

#include <glib/gi18n-lib.h>

/* One watcher a slot hands its batches to the main loop, which formats and writes them. A
 * slow reader of stdout blocks the loop, the loop the watchers, and they the writers:
 * nothing piles up. Full blocks are written at once; what is left is written by an idle
 * source of low priority, which is when no further batch waits. The time-out has that
 * priority too, so that it cannot be first while messages wait. */
typedef struct
{
  CliPrinter *printer;               /* (unowned) */
  const CliListenerOptions *options; /* (unowned) */
  CliOutput *output;                 /* (owned) */
  GPtrArray *watchers;               /* (owned) */
  GMainLoop *loop;                   /* (owned) */

  guint64 n_received;
  guint64 n_messages;      /* that were printed */
  gint64 last_activity_us; /* monotonic */
  guint flush_id;
  guint timeout_id;

  gboolean is_finished; /* prints nothing more */
  CliExit exit_code;
} Listener;

static void
finish (Listener *self, CliExit exit_code)
{
  if (!self->is_finished)
    self->exit_code = exit_code;
  self->is_finished = TRUE;
  g_main_loop_quit (self->loop);
}

static void
finish_for_output_error (Listener *self, const GError *error)
{
  CliExit exit_code = cli_report_output_error (error);

  /* Even if it was finished: what was to be printed was not. */
  if (self->exit_code == CLI_EXIT_SUCCESS)
    self->exit_code = exit_code;
  finish (self, exit_code);
}

static void
flush (Listener *self)
{
  g_autoptr (GError) error = NULL;

  if (!cli_output_flush (self->output, &error))
    finish_for_output_error (self, error);
  self->last_activity_us = g_get_monotonic_time ();
}

static gboolean
flush_cb (gpointer data)
{
  Listener *self = data;

  self->flush_id = 0;
  flush (self);
  return G_SOURCE_REMOVE;
}

static void
print_record (Listener *self, const MailslotRecord *record)
{
  g_autoptr (GError) error = NULL;

  self->n_messages++;
  cli_printer_append (self->printer,
                      cli_output_get_buffer (self->output),
                      record,
                      self->n_received);
  if (!cli_output_commit (self->output, &error))
    finish_for_output_error (self, error);
  else if (self->n_messages == self->options->max_messages)
    finish (self, CLI_EXIT_SUCCESS);
}

static void
batch_received_cb (Listener *self, MailslotBatch *batch)
{
  CliFilter *filter = self->options->filter;
  guint64 n_messages = self->n_messages;
  MailslotBatchIter iter;
  MailslotRecord record;

  if (self->options->journal != NULL)
    sw_journal_append (self->options->journal, batch);
  mailslot_batch_iter_init (&iter, batch);
  while (!self->is_finished && mailslot_batch_iter_next (&iter, &record))
    {
      self->n_received++;
      if (filter == NULL || cli_filter_wants (filter, &record))
        print_record (self, &record);
    }

  if (self->n_messages == n_messages)
    return;
  self->last_activity_us = g_get_monotonic_time ();
  if (self->flush_id == 0)
    self->flush_id = g_idle_add_full (G_PRIORITY_LOW, flush_cb, self, NULL);
}

static void
failed_cb (MailslotWatcher *watcher, const GError *error, Listener *self)
{
  CliExit exit_code;

  if (self->is_finished)
    return;
  exit_code = cli_report_failure (error);
  if (!self->options->outlives_port
      || !mailslot_address_is_all (mailslot_watcher_get_address (watcher)))
    finish (self, exit_code);
}

static gboolean
stop_cb (GCancellable *stop, gpointer data)
{
  g_main_loop_quit (((Listener *) data)->loop);
  return G_SOURCE_REMOVE;
}

static void
report_time_out (Listener *self)
{
  int timeout_ms = self->options->timeout_ms;
  g_autofree char *n_wanted =
      g_strdup_printf ("%" G_GUINT64_FORMAT, self->options->max_messages);
  g_autofree char *n_messages = g_strdup_printf ("%" G_GUINT64_FORMAT, self->n_messages);

  if (self->n_received > 0 && self->n_messages == 0)
    g_printerr (_ ("mailslot: No message that matches came within %d ms\n"), timeout_ms);
  else if (self->n_messages == 0)
    g_printerr (_ ("mailslot: No message came within %d ms\n"), timeout_ms);
  else if (self->options->max_messages > 0)
    g_printerr (_ ("mailslot: %s of %s messages came, then none within %d ms\n"),
                n_messages,
                n_wanted,
                timeout_ms);
}

static void start_timeout (Listener *self, gint64 delay_us);

static gboolean
timeout_cb (gpointer data)
{
  Listener *self = data;
  gint64 end_us =
      self->last_activity_us + self->options->timeout_ms * G_GINT64_CONSTANT (1000);
  gint64 now_us = g_get_monotonic_time ();

  self->timeout_id = 0;
  if (now_us < end_us)
    start_timeout (self, end_us - now_us);
  else
    {
      report_time_out (self);
      finish (self, self->n_messages == 0 ? CLI_EXIT_TIMED_OUT : CLI_EXIT_SUCCESS);
    }
  return G_SOURCE_REMOVE;
}

static void
start_timeout (Listener *self, gint64 delay_us)
{
  guint delay_ms = (guint) ((delay_us + 999) / 1000);

  self->timeout_id =
      g_timeout_add_full (G_PRIORITY_LOW, delay_ms, timeout_cb, self, NULL);
}

static void
start_watcher (gpointer reader, gpointer data)
{
  Listener *self = data;
  MailslotWatcher *watcher = mailslot_watcher_new (reader);

  g_signal_connect_swapped (watcher,
                            "batch-received",
                            G_CALLBACK (batch_received_cb),
                            self);
  g_signal_connect (watcher, "failed", G_CALLBACK (failed_cb), self);
  g_ptr_array_add (self->watchers, watcher);
  mailslot_watcher_start (watcher);
}

static void
report_malformed (guint64 n_malformed)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, n_malformed);

  if (n_malformed > 0)
    g_printerr (ngettext ("mailslot: %s damaged message was refused\n",
                          "mailslot: %s damaged messages were refused\n",
                          (gulong) n_malformed),
                number);
}

/* Gives the names free; what was received before is still printed. */
static void
stop_watchers (Listener *self)
{
  guint64 n_malformed = 0;

  for (guint i = 0; i < self->watchers->len; i++)
    {
      mailslot_watcher_stop (self->watchers->pdata[i]);
      n_malformed += mailslot_watcher_get_n_malformed (self->watchers->pdata[i]);
    }
  report_malformed (n_malformed);
}

static void
listen_until_end (Listener *self, GCancellable *stop)
{
  g_autoptr (GSource) stop_source = g_cancellable_source_new (stop);

  g_source_set_callback (stop_source, G_SOURCE_FUNC (stop_cb), self, NULL);
  g_source_attach (stop_source, NULL);
  self->last_activity_us = g_get_monotonic_time ();
  if (self->options->timeout_ms != CLI_LISTENER_NO_TIMEOUT)
    start_timeout (self, self->options->timeout_ms * G_GINT64_CONSTANT (1000));

  g_main_loop_run (self->loop);

  g_source_destroy (stop_source);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
}

CliExit
cli_listener_run (GPtrArray *readers,
                  CliPrinter *printer,
                  const CliListenerOptions *options,
                  GCancellable *stop)
{
  g_autoptr (CliOutput) output = cli_output_new (stop);
  g_autoptr (GPtrArray) watchers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Listener self = {
    .printer = printer,
    .options = options,
    .output = output,
    .watchers = watchers,
    .loop = loop,
    .exit_code = CLI_EXIT_SUCCESS,
  };

  g_ptr_array_foreach (readers, start_watcher, &self);
  listen_until_end (&self, stop);
  stop_watchers (&self);
  g_clear_handle_id (&self.flush_id, g_source_remove);
  flush (&self);
  if (options->filter != NULL)
    cli_filter_report (options->filter);
  return self.exit_code;
}
