/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-list-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Positions are in rows from the first message of the range, with the scrolled-out part
 * of the topmost row as the fraction. */

/* Less of a row than this cannot be seen. */
#define EPSILON 0.01

/* Frames that the view needs to lay out rows it has just got. */
#define N_SETTLING_FRAMES 3

/* New messages of one frame, in screens, from which on every second frame is enough. */
#define FLOOD_SCREENS 2

static double
get_position (SwMessageList *self, SwSerialRange range)
{
  guint64 n_above = self->top_serial > range.first ? self->top_serial - range.first : 0;

  return (double) n_above + (double) self->top_offset / self->row_height;
}

static double
get_end_position (SwMessageList *self, SwSerialRange range)
{
  return MAX (0.0, (double) (range.end - range.first) - self->page);
}

static void
set_position (SwMessageList *self, SwSerialRange range, double position)
{
  double clamped = CLAMP (position, 0.0, get_end_position (self, range));
  double row = floor (clamped);

  self->top_offset = (int) lround ((clamped - row) * self->row_height);
  if (self->top_offset >= self->row_height)
    {
      self->top_offset = 0;
      row += 1;
    }
  self->top_serial = range.first + (guint64) row;
}

/* What a person does to the position; going to the end is how following starts again. */
static void
scroll_to (SwMessageList *self, double position)
{
  SwSerialRange range = sw_message_list_get_range (self);

  set_position (self, range, position);
  sw_message_list_set_following (self,
                                 position >= get_end_position (self, range) - EPSILON);
  sw_message_list_queue_refresh (self);
}

void
sw_message_list_scroll_by (SwMessageList *self, double n_rows)
{
  scroll_to (self, get_position (self, sw_message_list_get_range (self)) + n_rows);
}

gboolean
sw_message_list_is_in_view (SwMessageList *self, guint64 serial)
{
  guint64 first = sw_message_rows_get_first_serial (self->rows);

  return serial >= first && serial - first < sw_message_rows_get_n_rows (self->rows);
}

void
sw_message_list_scroll_into_view (SwMessageList *self, guint64 serial)
{
  SwSerialRange range = sw_message_list_get_range (self);
  double row = (double) (serial - range.first);
  double position = get_position (self, range);

  if (position > row)
    position = row;
  else if (position < row + 1 - self->page)
    position = row + 1 - self->page;
  set_position (self, range, position);
  sw_message_list_set_following (self, serial + 1 == range.end);
  sw_message_list_queue_refresh (self);
}

/* The view knows the height of its rows only after it has laid one out. */
static void
measure (SwMessageList *self)
{
  GtkAdjustment *vadjustment =
      gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  g_autoptr (GtkTreePath) first = gtk_tree_path_new_first ();
  GdkRectangle area = { 0 };

  gtk_tree_view_get_background_area (self->view, first, NULL, &area);
  self->row_height = MAX (area.height, 1);
  self->page = MAX (1.0, gtk_adjustment_get_page_size (vadjustment) / self->row_height);
}

static void
move_window (SwMessageList *self, SwSerialRange range)
{
  guint64 n_left;
  guint n_rows;

  if (self->is_following)
    set_position (self, range, get_end_position (self, range));
  else
    set_position (self, range, get_position (self, range));
  n_left = range.end - self->top_serial;
  n_rows = (guint) MIN (n_left, (guint64) ceil (self->page) + 1);
  if (n_rows != sw_message_rows_get_n_rows (self->rows))
    self->n_settling = N_SETTLING_FRAMES;
  sw_message_rows_show (self->rows, self->top_serial, n_rows);
}

static void
show_position (SwMessageList *self, SwSerialRange range)
{
  GtkAdjustment *vadjustment =
      gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  double n_rows = (double) (range.end - range.first);

  gtk_adjustment_configure (self->adjustment,
                            get_position (self, range),
                            0,
                            MAX (n_rows, self->page),
                            1,
                            MAX (1, self->page - 1),
                            self->page);
  gtk_adjustment_set_value (vadjustment, self->top_offset);
}

static void
update_pill (SwMessageList *self)
{
  gboolean is_shown = self->n_unseen > 0 && (self->is_paused || !self->is_following);
  gulong n = (gulong) MIN (self->n_unseen, G_MAXLONG);

  if (is_shown)
    {
      g_autofree char *text = NULL;

      /* TRANSLATORS: a button over the list of messages that goes to the newest one. */
      text = g_strdup_printf (ngettext ("%lu new message", "%lu new messages", n), n);
      gtk_button_set_label (self->pill, text);
    }
  gtk_revealer_set_reveal_child (self->pill_revealer, is_shown);
}

/* Messages that were trimmed before anybody saw them are not below, they are gone. */
static void
update_unseen (SwMessageList *self, SwSerialRange range)
{
  guint64 bottom = self->top_serial + (guint64) (self->page + EPSILON);
  guint64 first = 0;
  guint64 end = 0;
  guint64 n_unseen;

  if (self->log != NULL)
    {
      first = sw_message_log_get_first_serial (self->log);
      end = sw_message_log_get_end_serial (self->log);
    }
  if (self->is_following)
    bottom = range.end;
  self->seen_end = MAX (self->seen_end, MIN (bottom, range.end));
  n_unseen = end - CLAMP (self->seen_end, first, end);
  if (n_unseen != self->n_unseen)
    {
      self->n_unseen = n_unseen;
      sw_message_list_notify (self, SW_MESSAGE_LIST_PROP_N_UNSEEN);
    }
  update_pill (self);
}

/* @is_refreshing: the adjustments that change here change by our hand, not by a person's.
 */
static void
refresh (SwMessageList *self)
{
  SwSerialRange range = sw_message_list_get_range (self);

  self->is_refreshing = TRUE;
  if (sw_message_rows_get_n_rows (self->rows) > 0)
    measure (self);
  sw_message_list_trim_selection (self);
  move_window (self, range);
  sw_message_list_show_selection (self);
  show_position (self, range);
  update_unseen (self, range);
  self->is_refreshing = FALSE;
}

/* Under a flood nobody can read, and half of the frames leave the processor to the
 * reader. */
static gboolean
may_skip (SwMessageList *self, guint64 end)
{
  double n_new = (double) (end - self->refreshed_end);

  self->has_skipped = !self->has_skipped && self->refreshed_end != 0
                      && n_new > FLOOD_SCREENS * self->page;
  return self->has_skipped;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SwMessageList *self = SW_MESSAGE_LIST (widget);
  guint64 end = self->log != NULL ? sw_message_log_get_end_serial (self->log) : 0;
  gboolean is_settled;

  if (may_skip (self, end))
    return G_SOURCE_CONTINUE;
  is_settled = self->n_settling == 0 && end == self->refreshed_end;
  if (self->n_settling > 0)
    self->n_settling--;
  self->refreshed_end = end;
  refresh (self);
  if (!is_settled)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

void
sw_message_list_queue_refresh (SwMessageList *self)
{
  if (self->tick_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
adjustment_changed_cb (SwMessageList *self)
{
  if (!self->is_refreshing)
    scroll_to (self, gtk_adjustment_get_value (self->adjustment));
}

/* Also the first chance after a change of font, size or screen. */
static void
view_allocated_cb (SwMessageList *self)
{
  self->n_settling = N_SETTLING_FRAMES;
  sw_message_list_queue_refresh (self);
}

void
sw_message_list_connect_scrolling (SwMessageList *self)
{
  g_signal_connect_object (self->adjustment,
                           "value-changed",
                           G_CALLBACK (adjustment_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view,
                           "size-allocate",
                           G_CALLBACK (view_allocated_cb),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self,
                           "map",
                           G_CALLBACK (sw_message_list_queue_refresh),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}
