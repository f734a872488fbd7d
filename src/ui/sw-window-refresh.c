/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-window-private.h"

#include "ui/sw-slot-name.h"
#include "ui/sw-window-title.h"

/* Showing what is: the title, the numbers and the content. */

/** How soon changed numbers are shown, and how soon after that others. */
#define REFRESH_DELAY_MS 80
#define REFRESH_PAUSE_MS 250

static void
show_title (SwWindow *self, guint64 n_messages)
{
  guint n_watches = g_list_model_get_n_items (G_LIST_MODEL (self->session));
  const char *first = NULL;
  guint n_listening = 0;
  g_autofree char *title = NULL;

  for (guint i = 0; i < n_watches; i++)
    {
      g_autoptr (SwWatch) watch = g_list_model_get_item (G_LIST_MODEL (self->session), i);

      if (sw_watch_get_state (watch) != SW_WATCH_LISTENING)
        continue;
      if (n_listening++ == 0)
        first = sw_slot_name_get (sw_watch_get_address (watch));
    }

  title = sw_window_is_saved (self)
              ? sw_window_saved_title_new (self)
              : sw_window_title_new (n_messages, first, MAX (n_listening, 1) - 1);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
show_list_status (SwWindow *self, SwStatus *status)
{
  SwLogView *log_view = sw_message_list_get_log_view (self->message_list);

  status->n_shown = sw_log_view_get_n_rows (log_view);
  status->is_filtered = sw_log_view_get_filter (log_view) != NULL;
  status->n_unseen = sw_message_list_get_n_unseen (self->message_list);
  status->is_paused = sw_message_list_get_paused (self->message_list);
  status->n_gone = sw_message_list_get_n_gone (self->message_list);
  sw_filter_bar_show_counts (self->filter_bar, log_view);
}

static void
show_status (SwWindow *self, SwMessageLog *log)
{
  gint64 now = g_get_monotonic_time ();
  SwStatus status = {
    .n_messages = sw_message_log_get_n_messages (log),
    .log = {
      .max_messages = sw_message_log_get_max_messages (log),
      .max_bytes = sw_message_log_get_max_bytes (log),
      .n_trimmed = sw_message_log_get_n_trimmed (log),
      .n_trimmed_by_bytes = sw_message_log_get_n_trimmed_by_bytes (log),
    },
  };

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->session)); i++)
    {
      g_autoptr (SwWatch) watch = g_list_model_get_item (G_LIST_MODEL (self->session), i);

      status.rate += sw_rate_meter_get_rate (sw_watch_get_rate_meter (watch), now);
      status.n_malformed += sw_watch_get_n_malformed (watch);
    }
  sw_window_get_network_facts (self, &status.network);
  if (sw_window_is_complete (self))
    show_list_status (self, &status);
  sw_status_line_show (self->status_line, &status);
  sw_window_show_journal (self);
}

static void
show_content (SwWindow *self, guint64 n_messages)
{
  SwWatch *watch = sw_slot_list_get_selected_watch (self->slot_list);
  const char *without_messages = self->saved_label != NULL ? "saved" : "empty";

  sw_empty_state_show_watch (self->empty_state, watch);
  gtk_stack_set_visible_child_name (self->content_stack,
                                    n_messages > 0 ? "messages" : without_messages);
}

static gboolean
tick_cb (gpointer data)
{
  SwWindow *self = data;

  self->tick_id = 0;
  sw_window_refresh (self);
  return G_SOURCE_REMOVE;
}

/* For what changes by itself, such as a rate or an age: nobody is woken for nothing. */
static void
schedule_tick (SwWindow *self, gint64 next_us)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (next_us != G_MAXINT64)
    self->tick_id = g_timeout_add ((guint) (next_us / 1000 + 1), tick_cb, self);
}

void
sw_window_refresh (SwWindow *self)
{
  SwMessageLog *log = sw_session_get_log (self->session);
  guint64 n_messages = sw_message_log_get_n_messages (log);

  if (n_messages > 0)
    sw_window_complete (self);
  show_title (self, n_messages);
  show_status (self, log);
  show_content (self, n_messages);
  schedule_tick (self, sw_slot_list_refresh (self->slot_list));
  sw_window_update_actions (self);
  self->refreshed_us = g_get_monotonic_time ();
}

static gboolean
refresh_cb (gpointer data)
{
  SwWindow *self = data;

  self->refresh_id = 0;
  sw_window_refresh (self);
  return G_SOURCE_REMOVE;
}

void
sw_window_queue_refresh (SwWindow *self)
{
  gint64 passed_ms = (g_get_monotonic_time () - self->refreshed_us) / 1000;
  gint64 delay_ms = MAX (REFRESH_DELAY_MS, REFRESH_PAUSE_MS - passed_ms);

  if (self->refresh_id == 0)
    self->refresh_id = g_timeout_add ((guint) delay_ms, refresh_cb, self);
}
