/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-list-private.h"

/* Without a filter the row of a message is the distance from the first one, which holds
 * for a frozen list whose oldest messages were trimmed, too. */
static gboolean
is_filtered (SwMessageList *self)
{
  return self->log_view != NULL && sw_log_view_get_filter (self->log_view) != NULL;
}

guint64
sw_message_list_find_row (SwMessageList *self, guint64 serial)
{
  SwSerialRange range = sw_message_list_get_range (self);

  serial = CLAMP (serial, range.first, range.end);
  if (!is_filtered (self))
    return serial - range.first;
  return sw_log_view_find_row (self->log_view, serial)
         - sw_log_view_find_row (self->log_view, range.first);
}

guint64
sw_message_list_get_n_rows (SwMessageList *self)
{
  return sw_message_list_find_row (self, G_MAXUINT64);
}

guint64
sw_message_list_get_serial (SwMessageList *self, guint64 row)
{
  SwSerialRange range = sw_message_list_get_range (self);

  if (!is_filtered (self))
    return range.first + row;
  return sw_log_view_get_serial (self->log_view,
                                 sw_log_view_find_row (self->log_view, range.first)
                                     + row);
}

gboolean
sw_message_list_has_row (SwMessageList *self, guint64 serial)
{
  guint64 row = sw_message_list_find_row (self, serial);

  return row < sw_message_list_get_n_rows (self)
         && sw_message_list_get_serial (self, row) == serial;
}

gboolean
sw_message_list_is_complete (SwMessageList *self)
{
  return self->log_view == NULL || sw_log_view_is_complete (self->log_view);
}

/* An empty log was cleared by a person, who then wants to see an empty list even while it
 * is paused. */
static void
log_changed_cb (SwMessageList *self)
{
  if (sw_message_log_get_n_messages (self->log) == 0)
    {
      self->frozen.first = self->frozen.end = sw_message_log_get_end_serial (self->log);
      self->held = 0;
      sw_message_rows_show (self->rows, NULL, 0);
      sw_message_list_reset_selection (self);
      sw_message_list_set_following (self, TRUE);
    }
  sw_message_list_queue_refresh (self);
}

static void
rows_appended_cb (SwMessageList *self, guint64 n_rows)
{
  self->n_appended += n_rows;
  sw_message_list_queue_refresh (self);
}

static void
connect_log (SwMessageList *self)
{
  static const struct
  {
    const char *signal;
    GCallback callback;
  } handlers[] = {
    { "rows-appended", G_CALLBACK (rows_appended_cb) },
    { "rows-trimmed", G_CALLBACK (sw_message_list_queue_refresh) },
    { "reset", G_CALLBACK (sw_message_list_queue_refresh) },
    { "progress", G_CALLBACK (sw_message_list_queue_refresh) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->log_view,
                             handlers[i].signal,
                             handlers[i].callback,
                             self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->log,
                           "changed",
                           G_CALLBACK (log_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

/* The view comes first, so that it knows of a change when the list hears of it. */
void
sw_message_list_watch_log (SwMessageList *self, SwMessageLog *log)
{
  if (self->log != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->log, self);
      g_signal_handlers_disconnect_by_data (self->log_view, self);
    }
  g_clear_object (&self->log_view);
  g_set_object (&self->log, log);
  if (log == NULL)
    return;
  self->log_view = sw_log_view_new (log);
  connect_log (self);
}

SwLogView *
sw_message_list_get_log_view (SwMessageList *self)
{
  g_return_val_if_fail (SW_IS_MESSAGE_LIST (self), NULL);

  return self->log_view;
}

static gboolean
is_equal (SwFilter *a, SwFilter *b)
{
  return a == b || (a != NULL && b != NULL && sw_filter_equal (a, b));
}

void
sw_message_list_set_filter (SwMessageList *self, SwFilter *filter)
{
  g_return_if_fail (SW_IS_MESSAGE_LIST (self));
  g_return_if_fail (self->log_view != NULL);

  if (is_equal (filter, sw_log_view_get_filter (self->log_view)))
    return;
  sw_message_list_prune_selection (self);
  sw_message_list_hold_place (self);
  sw_log_view_set_filter (self->log_view, filter);
  sw_message_list_queue_refresh (self);
}

void
sw_message_list_set_highlight (SwMessageList *self, SwFilter *highlight)
{
  g_return_if_fail (SW_IS_MESSAGE_LIST (self));

  sw_message_rows_set_highlight (self->rows, highlight);
}
