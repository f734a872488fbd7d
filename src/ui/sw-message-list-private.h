/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/sw-message-list.h"
#include "ui/sw-message-rows.h"
#include "ui/sw-serial-ranges.h"

G_BEGIN_DECLS

/* How the list works
 *
 * The GtkTreeView shows a model of the few rows that fit on the screen (SwMessageRows);
 * its own scrolling is used only to shift these by less than one row. Where the window
 * stands in the log is @top_serial, so it stays on its messages when the log is trimmed
 * above or another filter is set; @adjustment, which the scrollbar shows, is derived from
 * it, in rows. Which message has which row is the business of a SwLogView, and asked for
 * in sw-message-list-place.c alone.
 *
 * Everything that happens only asks for a frame (sw_message_list_queue_refresh()). There,
 * once a frame at most, sw_message_list_refresh() compares what the list knew with what
 * the log has, moves the window, and puts selection and cursor of the tree view, which
 * know only the rows on screen, where ours are.
 *
 *   sw-message-list.c          class, properties, the log
 *   sw-message-list-place.c    which message has which row; the filter
 *   sw-message-list-scroll.c   where the window stands; the frame
 *   sw-message-list-select.c   selection and cursor as serial numbers
 *   sw-message-list-input.c    keyboard, mouse, context menu
 *   sw-message-list-columns.c  widths and row height
 *   sw-message-list-arrange.c  columns as a person arranges them
 *   sw-message-list-copy.c     clipboard
 */

#define SW_MESSAGE_LIST_N_COLUMNS 5

struct _SwMessageList
{
  GtkBin parent_instance;

  /* Template */
  GtkTreeView *view;
  GtkAdjustment *adjustment; /* in rows */
  GtkRevealer *pill_revealer;
  GtkButton *pill;
  GtkWidget *no_match; /* what is said when the filter leaves nothing */

  SwMessageLog *log;   /* (owned) (nullable) */
  SwLogView *log_view; /* (owned) (nullable): of the log */
  SwMessageRows *rows; /* (owned) */
  GtkWidget *menu;     /* (owned by its attachment to the view) (nullable) */

  /* The window over the log */
  guint64 top_serial; /* of the topmost row */
  guint64 top_row;    /* where that was found in the last frame */
  guint64 held;       /* what stays where it is until a new filter's rows are known */
  double held_line;   /* where it is on the screen, in rows */
  int top_offset;     /* how many pixels of it are scrolled out */
  int row_height;     /* in pixels */
  double page;        /* how many rows fit */
  gboolean is_following;
  gboolean is_paused;
  SwSerialRange frozen; /* what the log held when it was paused */
  guint64 seen_end;     /* end of what was shown so far */
  guint64 n_unseen;
  guint64 wheel_end;     /* of the range when the wheel began to turn, or 0 */
  guint32 wheel_time_ms; /* when it turned last */

  /* The frame */
  guint tick_id;
  guint n_settling;       /* frames still to come, because the view lays out lazily */
  guint64 n_appended;     /* rows that came, ever */
  guint64 n_refreshed;    /* of them at the last refresh */
  gboolean has_skipped;   /* the last frame was left out */
  gboolean is_refreshing; /* changes of the adjustment are ours */

  /* Selection and cursor */
  SwSerialRanges *selection; /* (owned) */
  guint64 anchor;            /* where Shift extends from, 0 if nowhere */
  guint64 cursor;            /* 0 if there is none */
  guint64 selected_serial;
  guint64 n_selected;
  gboolean is_selection_stale; /* the tree view does not show ours yet */

  /* Columns, in the order of the model */
  GtkTreeViewColumn *columns[SW_MESSAGE_LIST_N_COLUMNS]; /* (unowned) */
  gboolean is_resized[SW_MESSAGE_LIST_N_COLUMNS];        /* by a person */
  gboolean is_sizing;                                    /* changes of widths are ours */
  gboolean has_dates;                 /* the times that they were measured with */
  int digit_width;                    /* of the font that they were measured with */
  GSimpleActionGroup *column_actions; /* (owned) */
  GtkWidget *column_menu; /* (owned by its attachment to the view) (nullable) */
};

typedef enum
{
  SW_MESSAGE_LIST_PROP_SELECTED_SERIAL = 1,
  SW_MESSAGE_LIST_PROP_FOLLOWING,
  SW_MESSAGE_LIST_PROP_PAUSED,
  SW_MESSAGE_LIST_PROP_N_UNSEEN,
  SW_MESSAGE_LIST_PROP_N_SELECTED,
  SW_MESSAGE_LIST_N_PROPS,
} SwMessageListProperty;

void sw_message_list_notify (SwMessageList *self, SwMessageListProperty property);

/** The messages that the list can show: those of the log, or the frozen ones. */
SwSerialRange sw_message_list_get_range (SwMessageList *self);

/* sw-message-list-place.c: rows are counted from the first that the list can show */
void sw_message_list_watch_log (SwMessageList *self, SwMessageLog *log);
guint64 sw_message_list_get_n_rows (SwMessageList *self);

/** Returns: the message of @row, which must be less than the rows */
guint64 sw_message_list_get_serial (SwMessageList *self, guint64 row);

/** Returns: the row of @serial, or of the next message that has one, or the rows */
guint64 sw_message_list_find_row (SwMessageList *self, guint64 serial);

gboolean sw_message_list_has_row (SwMessageList *self, guint64 serial);

/** Returns: whether every message was looked at, so that all rows are known */
gboolean sw_message_list_is_complete (SwMessageList *self);

/* sw-message-list-scroll.c */
void sw_message_list_queue_refresh (SwMessageList *self);

/** Keeps the cursor where it is on the screen, or would be if it had a row, or else the
 * topmost message. */
void sw_message_list_hold_place (SwMessageList *self);
void sw_message_list_scroll_by (SwMessageList *self, double n_rows);
void sw_message_list_scroll_into_view (SwMessageList *self, guint64 serial);
gboolean sw_message_list_is_in_view (SwMessageList *self, guint64 serial);

/** Returns: whether the window stands where all messages before @end were seen */
gboolean sw_message_list_shows_end (SwMessageList *self, guint64 end);
void sw_message_list_connect_scrolling (SwMessageList *self);

/* sw-message-list-select.c */
void sw_message_list_select_one (SwMessageList *self, guint64 serial);
void sw_message_list_toggle_one (SwMessageList *self, guint64 serial);

/** Selects from the anchor to @serial; @keep keeps what is selected elsewhere. */
void sw_message_list_extend_to (SwMessageList *self, guint64 serial, gboolean keep);

/** Moves the cursor and leaves the selection. */
void sw_message_list_move_cursor_to (SwMessageList *self, guint64 serial);

/** Forgets all, as after a clear. */
void sw_message_list_reset_selection (SwMessageList *self);

/** Leaves of the selection what is right with another filter: ranges with messages in
 * them that had no row were never meant to select those. */
void sw_message_list_prune_selection (SwMessageList *self);

/** Drops from the selection what the log no longer has. */
void sw_message_list_trim_selection (SwMessageList *self);

/** Makes the tree view show our selection and cursor in its rows. */
void sw_message_list_show_selection (SwMessageList *self);

/** Follows changes that others make, such as a screen reader. */
void sw_message_list_connect_selection (SwMessageList *self);

/* The others */
void sw_message_list_connect_input (SwMessageList *self);
void sw_message_list_init_columns (SwMessageList *self);
void sw_message_list_init_arrangement (SwMessageList *self);

/** Sets the width of column @i, or what its texts need if @width is 0. */
void sw_message_list_set_column_width (SwMessageList *self, int i, int width);

/** Makes room for the dates of messages of another day, unless a person chose the width.
 */
void sw_message_list_fit_dates (SwMessageList *self);

G_END_DECLS
