/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-list-private.h"

#include "ui/sw-count-text.h"

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
get_position (SwMessageList *self)
{
  if (self->held != 0)
    return (double) sw_message_list_find_row (self, self->held) - self->held_line;
  return (double) sw_message_list_find_row (self, self->top_serial)
         + (double) self->top_offset / self->row_height;
}

static double
get_end_position (SwMessageList *self)
{
  return MAX (0.0, (double) sw_message_list_get_n_rows (self) - self->page);
}

/* While rows of a new filter are still looked for, what is held may have its row only
 * later, so the place on the screen is no reason to forget it. */
static void
place_window (SwMessageList *self, double position)
{
  double clamped = CLAMP (position, 0.0, get_end_position (self));
  double row = floor (clamped);

  self->top_offset = (int) lround ((clamped - row) * self->row_height);
  if (self->top_offset >= self->row_height)
    {
      self->top_offset = 0;
      row += 1;
    }
  self->top_row = (guint64) row;
}

static void
set_position (SwMessageList *self, double position)
{
  place_window (self, position);
  self->held = 0;
  if (self->top_row < sw_message_list_get_n_rows (self))
    self->top_serial = sw_message_list_get_serial (self, self->top_row);
}

void
sw_message_list_hold_place (SwMessageList *self)
{
  double line;

  if (self->held != 0)
    return;
  line = (double) sw_message_list_find_row (self, self->cursor) - get_position (self);
  if (self->cursor != 0 && line > -1 && line <= self->page)
    {
      self->held = self->cursor;
      self->held_line = MAX (line, 0);
    }
  else
    {
      self->held = self->top_serial;
      self->held_line = -(double) self->top_offset / self->row_height;
    }
}

/* What a person does to the position; going to the end is how following starts again. */
static void
scroll_to (SwMessageList *self, double position)
{
  set_position (self, position);
  sw_message_list_set_following (self, position >= get_end_position (self) - EPSILON);
  sw_message_list_queue_refresh (self);
}

void
sw_message_list_scroll_by (SwMessageList *self, double n_rows)
{
  scroll_to (self, get_position (self) + n_rows);
}

gboolean
sw_message_list_is_in_view (SwMessageList *self, guint64 serial)
{
  return sw_message_rows_find (self->rows, serial) >= 0;
}

/* Half a row may be missing: there and back again is rounded to pixels twice. */
gboolean
sw_message_list_shows_end (SwMessageList *self, guint64 end)
{
  double n_rows = (double) sw_message_list_find_row (self, end);

  return get_position (self) + self->page >= n_rows - 0.5;
}

void
sw_message_list_scroll_into_view (SwMessageList *self, guint64 serial)
{
  double row = (double) sw_message_list_find_row (self, serial);
  double position = get_position (self);

  if (position > row)
    position = row;
  else if (position < row + 1 - self->page)
    position = row + 1 - self->page;
  set_position (self, position);
  sw_message_list_set_following (self, row + 1 >= sw_message_list_get_n_rows (self));
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
move_window (SwMessageList *self)
{
  g_autofree guint64 *serials = NULL;
  guint64 n_left;
  guint n_rows;

  if (self->is_following)
    set_position (self, get_end_position (self));
  else if (self->held != 0 && !sw_message_list_is_complete (self))
    place_window (self, get_position (self));
  else
    set_position (self, get_position (self));
  n_left = sw_message_list_get_n_rows (self) - self->top_row;
  n_rows = (guint) MIN (n_left, (guint64) ceil (self->page) + 1);
  if (n_rows != sw_message_rows_get_n_rows (self->rows))
    self->n_settling = N_SETTLING_FRAMES;
  serials = g_new (guint64, n_rows + 1);
  for (guint i = 0; i < n_rows; i++)
    serials[i] = sw_message_list_get_serial (self, self->top_row + i);
  sw_message_rows_show (self->rows, serials, n_rows);
}

static void
show_position (SwMessageList *self)
{
  GtkAdjustment *vadjustment =
      gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  double n_rows = (double) sw_message_list_get_n_rows (self);

  gtk_adjustment_configure (self->adjustment,
                            (double) self->top_row
                                + (double) self->top_offset / self->row_height,
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

  if (is_shown)
    {
      g_autofree char *number = sw_count_number (self->n_unseen);
      g_autofree char *text = NULL;

      /* TRANSLATORS: a button over the list of messages that goes to the newest one. */
      text = g_strdup_printf (ngettext ("%s new message",
                                        "%s new messages",
                                        sw_count_plural (self->n_unseen)),
                              number);
      gtk_button_set_label (self->pill, text);
    }
  gtk_revealer_set_reveal_child (self->pill_revealer, is_shown);
}

/* Messages that were trimmed before anybody saw them are not below, they are gone. */
static void
update_unseen (SwMessageList *self)
{
  guint64 bottom = self->top_row + (guint64) (self->page + EPSILON);
  guint64 seen_end = 0;
  guint64 n_unseen = 0;

  bottom = MIN (bottom, sw_message_list_get_n_rows (self));
  if (self->is_following)
    seen_end = sw_message_list_get_range (self).end;
  else if (bottom > 0)
    seen_end = sw_message_list_get_serial (self, bottom - 1) + 1;
  self->seen_end = MAX (self->seen_end, seen_end);
  if (self->log_view != NULL)
    n_unseen = sw_log_view_get_n_rows (self->log_view)
               - sw_log_view_find_row (self->log_view, self->seen_end);
  if (n_unseen != self->n_unseen)
    {
      self->n_unseen = n_unseen;
      sw_message_list_notify (self, SW_MESSAGE_LIST_PROP_N_UNSEEN);
    }
  update_pill (self);
}

/* While messages arrive, the look at them is hardly ever complete; what is said stays. */
static void
update_no_match (SwMessageList *self)
{
  gboolean is_said = gtk_widget_get_visible (self->no_match);
  gboolean is_filtered =
      self->log_view != NULL && sw_log_view_get_filter (self->log_view) != NULL;

  gtk_widget_set_visible (self->no_match,
                          is_filtered && sw_message_list_get_n_rows (self) == 0
                              && sw_message_log_get_n_messages (self->log) > 0
                              && (is_said || sw_message_list_is_complete (self)));
}

/* @is_refreshing: the adjustments that change here change by our hand, not by a person's.
 */
static void
refresh (SwMessageList *self)
{
  self->is_refreshing = TRUE;
  if (sw_message_rows_get_n_rows (self->rows) > 0)
    measure (self);
  sw_message_list_trim_selection (self);
  move_window (self);
  sw_message_list_fit_dates (self);
  sw_message_list_show_selection (self);
  show_position (self);
  update_unseen (self);
  update_no_match (self);
  self->is_refreshing = FALSE;
}

/* Under a flood nobody can read, and half of the frames leave the processor to the
 * reader. */
static gboolean
may_skip (SwMessageList *self)
{
  double n_new = (double) (self->n_appended - self->n_refreshed);

  self->has_skipped =
      !self->has_skipped && self->n_refreshed != 0 && n_new > FLOOD_SCREENS * self->page;
  return self->has_skipped;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SwMessageList *self = SW_MESSAGE_LIST (widget);
  gboolean is_settled;

  if (may_skip (self))
    return G_SOURCE_CONTINUE;
  is_settled = self->n_settling == 0 && self->n_appended == self->n_refreshed;
  if (self->n_settling > 0)
    self->n_settling--;
  self->n_refreshed = self->n_appended;
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

/* In a flood the bar's end is always behind that of the list, which is what is meant. */
static void
adjustment_changed_cb (SwMessageList *self)
{
  double position = gtk_adjustment_get_value (self->adjustment);
  double end = gtk_adjustment_get_upper (self->adjustment)
               - gtk_adjustment_get_page_size (self->adjustment);

  if (self->is_refreshing)
    return;
  scroll_to (self, position >= end - EPSILON ? get_end_position (self) : position);
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
