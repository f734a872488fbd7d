/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SwLogViewIndex:
 *
 * The serial numbers of some messages of a log, in order: four bytes for each, in chunks,
 * so that nothing is copied when it grows and memory is given back when the oldest go.
 */
typedef struct _SwLogViewIndex SwLogViewIndex;

SwLogViewIndex *sw_log_view_index_new (void);
void sw_log_view_index_free (SwLogViewIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwLogViewIndex, sw_log_view_index_free)

/** Forgets all, and begins anew with messages from @first_serial on. */
void sw_log_view_index_clear (SwLogViewIndex *self, guint64 first_serial);

/**
 * sw_log_view_index_append:
 * @serial: more than the last, and less than 2^32 from the first serial
 */
void sw_log_view_index_append (SwLogViewIndex *self, guint64 serial);

/** Drops what is before @first_serial. Returns: how many rows that were */
guint64 sw_log_view_index_trim (SwLogViewIndex *self, guint64 first_serial);

guint64 sw_log_view_index_get_n_rows (SwLogViewIndex *self);

/** Returns: the serial of @row, which must exist */
guint64 sw_log_view_index_get (SwLogViewIndex *self, guint64 row);

/** Returns: the first row whose serial is not before @serial, or the number of rows */
guint64 sw_log_view_index_find (SwLogViewIndex *self, guint64 serial);

G_END_DECLS
