/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-message-log.h"

G_BEGIN_DECLS

/** The columns of #SwMessageRows; all but the serial (guint64) are strings to be shown.
 */
typedef enum
{
  SW_MESSAGE_COLUMN_SERIAL,
  SW_MESSAGE_COLUMN_TIME,
  SW_MESSAGE_COLUMN_SLOT,
  SW_MESSAGE_COLUMN_SENDER,
  SW_MESSAGE_COLUMN_SIZE,
  SW_MESSAGE_COLUMN_PREVIEW,
  SW_MESSAGE_N_COLUMNS,
} SwMessageColumn;

/**
 * SwMessageRows:
 *
 * A #GtkTreeModel of the few messages that are on screen, whatever the length of the log:
 * a window that is moved over it. What a row shows is kept while the row is in the
 * window, so it can be drawn after its message was trimmed.
 */
#define SW_TYPE_MESSAGE_ROWS (sw_message_rows_get_type ())
G_DECLARE_FINAL_TYPE (SwMessageRows, sw_message_rows, SW, MESSAGE_ROWS, GObject)

SwMessageRows *sw_message_rows_new (void);

/** Forgets every row and shows messages of @log (nullable) from now on. */
void sw_message_rows_set_log (SwMessageRows *self, SwMessageLog *log);

/**
 * sw_message_rows_show:
 * @first_serial: the message of the first row
 * @n_rows: how many messages in a row from there
 *
 * Moves the window. Emits "row-changed" for rows whose message is another one now, and
 * "row-inserted" or "row-deleted" only at the end and only if the number of rows changes.
 */
void sw_message_rows_show (SwMessageRows *self, guint64 first_serial, guint n_rows);

guint64 sw_message_rows_get_first_serial (SwMessageRows *self);
guint sw_message_rows_get_n_rows (SwMessageRows *self);

G_END_DECLS
