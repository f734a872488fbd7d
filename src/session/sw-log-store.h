/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * SwLogStore:
 *
 * The messages of a log, packed: new ones come at the end, old ones go at the beginning.
 * What goes, and why, is the log's decision.
 *
 * Belongs to the main thread.
 */
typedef struct _SwLogStore SwLogStore;

/**
 * SwLogStoreFunc:
 * @user_data: the log
 *
 * Called before a segment is opened, when messages may be dropped. Drop some if
 * sw_log_store_is_full().
 */
typedef void (*SwLogStoreFunc) (gpointer user_data);

/** Returns: (transfer full): a store without messages, whose first serial is 1 */
SwLogStore *sw_log_store_new (SwLogStoreFunc before_segment, gpointer user_data);

void sw_log_store_free (SwLogStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwLogStore, sw_log_store_free)

guint64 sw_log_store_get_first_serial (SwLogStore *self);
guint64 sw_log_store_get_end_serial (SwLogStore *self);

/** Returns: what the messages take, with their share of the bookkeeping */
guint64 sw_log_store_get_n_bytes (SwLogStore *self);

/** Returns: whether not one segment more can be opened */
gboolean sw_log_store_is_full (SwLogStore *self);

void sw_log_store_append_batch (SwLogStore *self, MailslotBatch *batch);

/** Drops the messages before @first_serial. */
void sw_log_store_advance_to (SwLogStore *self, guint64 first_serial);

/** Drops the messages of the first segment, but not the newest one. */
void sw_log_store_drop_segment (SwLogStore *self);

/** Drops the oldest until the rest takes no more than that, but not the newest one. */
void sw_log_store_shrink (SwLogStore *self, guint64 max_bytes);

/** Reads a message that is kept. */
void sw_log_store_read (SwLogStore *self, guint64 serial, MailslotRecord *record);

/** Returns: (transfer full) (element-type SwLogSegment): the segments of now, closed */
GPtrArray *sw_log_store_close_segments (SwLogStore *self);

G_END_DECLS
