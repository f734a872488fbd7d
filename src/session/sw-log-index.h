/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SwLogIndex:
 *
 * Where each message of a log is: four bytes for every serial number in a row, kept in
 * chunks so that nothing is ever copied when it grows. Appending, look-up and dropping
 * the oldest cost the same for any length.
 */
typedef struct _SwLogIndex SwLogIndex;

SwLogIndex *sw_log_index_new (void);
void sw_log_index_free (SwLogIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwLogIndex, sw_log_index_free)

/** Appends the place of message @serial, which is one more than the last. */
void sw_log_index_append (SwLogIndex *self, guint64 serial, guint32 place);

/** Returns: the place of @serial, which must be kept */
guint32 sw_log_index_get (SwLogIndex *self, guint64 serial);

/** Gives back the memory of what is before @first_serial. */
void sw_log_index_trim (SwLogIndex *self, guint64 first_serial);

G_END_DECLS
