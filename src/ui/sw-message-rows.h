/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-filter.h"
#include "session/sw-message-log.h"

G_BEGIN_DECLS

/** The columns of #SwMessageRows: the serial (guint64), strings to be shown, and what is
 * highlighted in the preview (#PangoAttrList, %NULL if nothing is). */
typedef enum
{
  SW_MESSAGE_COLUMN_SERIAL,
  SW_MESSAGE_COLUMN_TIME,
  SW_MESSAGE_COLUMN_SLOT,
  SW_MESSAGE_COLUMN_SENDER,
  SW_MESSAGE_COLUMN_SIZE,
  SW_MESSAGE_COLUMN_PREVIEW,
  SW_MESSAGE_COLUMN_HIGHLIGHT,
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
 * @serials: (array length=n_rows): the message of each row, in ascending order
 *
 * Moves the window. Emits "row-changed" for rows whose message is another one now, and
 * "row-inserted" or "row-deleted" only at the end and only if the number of rows changes.
 */
void sw_message_rows_show (SwMessageRows *self, const guint64 *serials, guint n_rows);

/**
 * sw_message_rows_set_highlight:
 * @highlight: (nullable): its hits stand out in the preview
 */
void sw_message_rows_set_highlight (SwMessageRows *self, SwFilter *highlight);

guint sw_message_rows_get_n_rows (SwMessageRows *self);

/** Returns: the message of row @index, 0 if there is no such row */
guint64 sw_message_rows_get_serial (SwMessageRows *self, guint index);

/**
 * sw_message_rows_get_text:
 * @column: one with strings
 *
 * Returns: (transfer none) (nullable): what is shown there; changes with the next
 *   sw_message_rows_show()
 */
const char *sw_message_rows_get_text (SwMessageRows *self,
                                      guint index,
                                      SwMessageColumn column);

/** Returns: whether a row has named its day, since the log was set; a column that became
 * wide enough for that stays so, however the window moves */
gboolean sw_message_rows_has_dates (SwMessageRows *self);

/** Returns: whether something stands out in the preview of row @index */
gboolean sw_message_rows_is_highlighted (SwMessageRows *self, guint index);

/** Returns: the row of message @serial, -1 if it has none */
int sw_message_rows_find (SwMessageRows *self, guint64 serial);

G_END_DECLS
