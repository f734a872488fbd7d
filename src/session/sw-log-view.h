/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-filter.h"
#include "session/sw-message-log.h"

G_BEGIN_DECLS

/**
 * SwLogView:
 *
 * What a list shows: all messages of a log, or those that match a filter. Rows are
 * numbered from the oldest message, and stay right while messages arrive and go.
 *
 * With a filter a worker thread looks for the messages: rows come while it works, oldest
 * first, and then as messages arrive. Without one the view costs nothing.
 *
 * Belongs to the main thread. When a signal is emitted the view is as the signal says:
 *
 * - "rows-trimmed" (guint64): so many rows are gone at the top
 * - "rows-appended" (guint64): so many rows are new at the end
 * - "reset": the rows are others now; ask for their number
 * - "progress" (double): how much of a long look is done, 1 at its end
 *
 * At most one of each is emitted for a batch of new messages or of results, whatever its
 * size.
 */
#define SW_TYPE_LOG_VIEW (sw_log_view_get_type ())
G_DECLARE_FINAL_TYPE (SwLogView, sw_log_view, SW, LOG_VIEW, GObject)

/** Returns: (transfer full): a view of all messages of @log */
SwLogView *sw_log_view_new (SwMessageLog *log);

/** Returns: (transfer none): the log it looks at */
SwMessageLog *sw_log_view_get_log (SwLogView *self);

/**
 * sw_log_view_set_filter:
 * @filter: (nullable): what to show; %NULL or one without terms for all messages
 *
 * Begins a new look, unless the filter is equal; one under way ends at once.
 */
void sw_log_view_set_filter (SwLogView *self, SwFilter *filter);

/** Returns: (transfer none) (nullable): what limits the view */
SwFilter *sw_log_view_get_filter (SwLogView *self);

/**
 * sw_log_view_cancel:
 *
 * Ends the look that is under way: the rows that were found stay, and none is added until
 * sw_log_view_resume() or another filter.
 */
void sw_log_view_cancel (SwLogView *self);

/** Goes on where sw_log_view_cancel() ended. */
void sw_log_view_resume (SwLogView *self);

/** Returns: whether every message of the log was looked at */
gboolean sw_log_view_is_complete (SwLogView *self);

/** Returns: how much of a long look is done, from 0 to 1 */
double sw_log_view_get_progress (SwLogView *self);

/** Returns: messages about which the filter could not decide; see #SwFilterBudget */
guint64 sw_log_view_get_n_undecided (SwLogView *self);

guint64 sw_log_view_get_n_rows (SwLogView *self);

/** Returns: the serial of the message in @row, which must be less than the rows */
guint64 sw_log_view_get_serial (SwLogView *self, guint64 row);

/**
 * sw_log_view_find_row:
 *
 * Returns: the row of @serial, or of the next message that has one, or the number of rows
 */
guint64 sw_log_view_find_row (SwLogView *self, guint64 serial);

/** Returns: whether message @serial has a row */
gboolean sw_log_view_has_serial (SwLogView *self, guint64 serial);

/**
 * sw_log_view_get_next:
 * @serial: any number
 * @next: (out): the message with a row that comes after it
 *
 * With a view that has what is searched as its filter this is "find next". While a look
 * is under way it knows the rows so far.
 *
 * Returns: %FALSE if there is none
 */
gboolean sw_log_view_get_next (SwLogView *self, guint64 serial, guint64 *next);

/** As sw_log_view_get_next(), for the message before. */
gboolean sw_log_view_get_previous (SwLogView *self, guint64 serial, guint64 *previous);

G_END_DECLS
