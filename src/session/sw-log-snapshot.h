/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * SwLogSnapshot:
 *
 * The messages that a log held at one moment. It shares the log's memory instead of
 * copying it, stays what it is whatever happens to the log, and any one thread may read
 * it.
 */
typedef struct _SwLogSnapshot SwLogSnapshot;

/**
 * sw_log_snapshot_new:
 * @segments: (transfer full) (element-type SwLogSegment): closed segments in a row
 * @first_serial: the first message to see
 *
 * For the log only: see sw_message_log_take_snapshot().
 */
SwLogSnapshot *sw_log_snapshot_new (GPtrArray *segments, guint64 first_serial);

void sw_log_snapshot_free (SwLogSnapshot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwLogSnapshot, sw_log_snapshot_free)

/**
 * sw_log_snapshot_skip_to:
 * @serial: the next message to see, if it is not behind already
 *
 * Steps over whole segments at once.
 */
void sw_log_snapshot_skip_to (SwLogSnapshot *self, guint64 serial);

/**
 * SwLogSnapshotFunc:
 * @data: messages one behind the other, with anything between them
 * @place: (out): a place in the first message that is wanted, or @size if there is none
 *
 * Returns: %FALSE if it cannot tell
 */
typedef gboolean (*SwLogSnapshotFunc) (const guint8 *data,
                                       gsize size,
                                       gsize *place,
                                       gpointer user_data);

/**
 * sw_log_snapshot_skip_unwanted:
 * @serial: (out): the next message
 *
 * Steps over the next messages that @find does not want, up to the end of the segment at
 * most: that takes some tenths of a millisecond.
 *
 * Returns: %FALSE if it came to the end of a segment, behind which there may be another
 */
gboolean sw_log_snapshot_skip_unwanted (SwLogSnapshot *self,
                                        SwLogSnapshotFunc find,
                                        gpointer user_data,
                                        guint64 *serial);

/**
 * sw_log_snapshot_next:
 * @record: (out caller-allocates): the next message, valid until the next call
 * @serial: (out): its number
 *
 * Walks from the oldest message to the newest and gives memory back on its way.
 *
 * Returns: %FALSE if there is no further message
 */
gboolean sw_log_snapshot_next (SwLogSnapshot *self,
                               MailslotRecord *record,
                               guint64 *serial);

G_END_DECLS
