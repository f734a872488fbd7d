/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-log-view.h"

G_BEGIN_DECLS

/**
 * SwCopyFormat:
 * @SW_COPY_TEXT: the text of each message as it is, one message a line
 * @SW_COPY_HEX: the bytes of each message as hex pairs, one message a line
 * @SW_COPY_JSON_LINES: everything that is known of each message, one JSON object a line
 */
typedef enum
{
  SW_COPY_TEXT,
  SW_COPY_HEX,
  SW_COPY_JSON_LINES,
} SwCopyFormat;

/** Where sw_message_list_copy() stops: a paste of more hangs the program that takes it.
 */
#define SW_MESSAGE_LIST_MAX_COPY_BYTES (32 * 1024 * 1024)

/**
 * SwMessageList:
 *
 * The messages of a log, or those that match a filter, one row each, for any number of
 * them: only the rows on screen exist as rows. Its selection and its cursor are serial
 * numbers, so they stay on their messages while the log grows and is trimmed.
 *
 * Properties, all of which notify:
 * - "selected-serial" (guint64, read-only): the message to show in detail, 0 if there is
 *   none. It stays when that message is trimmed from the log, so that a person can read
 * on.
 * - "following" (boolean): whether the newest message is kept in view. Scrolling up ends
 * it, scrolling to the end starts it.
 * - "paused" (boolean): whether the view is frozen; the log grows on behind it.
 * - "n-unseen" (guint64, read-only): messages that arrived below what was shown so far.
 * - "n-selected" (guint64, read-only): selected messages that have a row.
 */
#define SW_TYPE_MESSAGE_LIST (sw_message_list_get_type ())
G_DECLARE_FINAL_TYPE (SwMessageList, sw_message_list, SW, MESSAGE_LIST, GtkBin)

GtkWidget *sw_message_list_new (void);

/**
 * sw_message_list_set_log:
 * @log: (nullable): what to show; referenced
 */
void sw_message_list_set_log (SwMessageList *self, SwMessageLog *log);

/**
 * sw_message_list_get_log_view:
 *
 * Returns: (transfer none) (nullable): what has a row; set its filter by
 *   sw_message_list_set_filter() only
 */
SwLogView *sw_message_list_get_log_view (SwMessageList *self);

/**
 * sw_message_list_set_filter:
 * @filter: (nullable): what to show; %NULL for all messages
 *
 * The message that is shown in detail stays selected, with or without a row.
 */
void sw_message_list_set_filter (SwMessageList *self, SwFilter *filter);

/**
 * sw_message_list_set_highlight:
 * @highlight: (nullable): its hits stand out in the rows
 */
void sw_message_list_set_highlight (SwMessageList *self, SwFilter *highlight);

/**
 * sw_message_list_set_context_menu:
 * @menu: (nullable): the menu of the rows; its actions are looked up from the list
 * upwards
 */
void sw_message_list_set_context_menu (SwMessageList *self, GMenuModel *menu);

/**
 * sw_message_list_dup_columns:
 *
 * Returns: (transfer full): the columns as a person arranged them, to be kept for
 *   sw_message_list_set_columns(): of each the name, whether it is shown, and its width,
 *   0 if that was never changed
 */
GVariant *sw_message_list_dup_columns (SwMessageList *self);

/**
 * sw_message_list_set_columns:
 * @columns: of type "a(sbi)"; what makes no sense in it is ignored
 */
void sw_message_list_set_columns (SwMessageList *self, GVariant *columns);

/**
 * sw_message_list_get_column_actions:
 *
 * Returns: (transfer none): for each column an action of its name with whether it is
 *   shown as its state, and "reset"
 */
GActionGroup *sw_message_list_get_column_actions (SwMessageList *self);

/**
 * sw_message_list_set_column_menu:
 * @menu: (nullable): the menu of the titles; its actions are looked up from the list
 * upwards
 */
void sw_message_list_set_column_menu (SwMessageList *self, GMenuModel *menu);

guint64 sw_message_list_get_selected_serial (SwMessageList *self);
guint64 sw_message_list_get_n_selected (SwMessageList *self);
guint64 sw_message_list_get_n_unseen (SwMessageList *self);

gboolean sw_message_list_get_following (SwMessageList *self);
void sw_message_list_set_following (SwMessageList *self, gboolean following);

gboolean sw_message_list_get_paused (SwMessageList *self);
void sw_message_list_set_paused (SwMessageList *self, gboolean paused);

/** Returns: how many messages of the frozen view are gone; 0 unless paused */
guint64 sw_message_list_get_n_gone (SwMessageList *self);

/** Shows the newest message and follows; while paused, the newest of the frozen view. */
void sw_message_list_scroll_to_end (SwMessageList *self);

/**
 * sw_message_list_select:
 * @serial: a message that has a row; others are ignored
 *
 * Selects this message alone and brings it into view.
 */
void sw_message_list_select (SwMessageList *self, guint64 serial);

void sw_message_list_select_all (SwMessageList *self);
void sw_message_list_unselect_all (SwMessageList *self);

/**
 * sw_message_list_copy:
 *
 * Puts the selected messages on the clipboard, oldest first, at most about
 * %SW_MESSAGE_LIST_MAX_COPY_BYTES; leaves the clipboard alone if nothing is selected.
 *
 * Returns: how many messages were copied: less than sw_message_list_get_n_selected() if
 * it had to stop
 */
guint64 sw_message_list_copy (SwMessageList *self, SwCopyFormat format);

G_END_DECLS
