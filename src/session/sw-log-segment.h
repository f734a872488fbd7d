/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"
#include "session/sw-page-pool.h"

G_BEGIN_DECLS

/** Memory of an ordinary segment. */
#define SW_LOG_SEGMENT_BYTES ((gsize) 1 << 20)

/** Every message begins at a multiple of this. */
#define SW_LOG_SEGMENT_ALIGNMENT 4

/**
 * SwLogSegment:
 *
 * One block of a log: messages packed one behind the other, and the table of where they
 * came from. Reference counted. One thread appends; what was appended never changes, and
 * when the segment is closed any thread may read it.
 */
typedef struct _SwLogSegment SwLogSegment;

/**
 * sw_log_segment_new:
 * @pool: (transfer none): blocks of %SW_LOG_SEGMENT_BYTES
 * @record: the first message that is to go in: one that is larger than
 *   %SW_LOG_SEGMENT_BYTES gets a segment that just holds it
 * @first_serial: its number
 */
SwLogSegment *sw_log_segment_new (SwPagePool *pool,
                                  const MailslotRecord *record,
                                  guint64 first_serial);

SwLogSegment *sw_log_segment_ref (SwLogSegment *self);
void sw_log_segment_unref (SwLogSegment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwLogSegment, sw_log_segment_unref)

/**
 * sw_log_segment_append:
 * @offset: (out): where the message is
 *
 * Returns: %FALSE if @record does not fit or @self is closed
 */
gboolean sw_log_segment_append (SwLogSegment *self,
                                const MailslotRecord *record,
                                gsize *offset);

/** Appends nothing more and gives back what is not used; other threads may read it now.
 */
void sw_log_segment_close (SwLogSegment *self);

/**
 * sw_log_segment_read:
 * @offset: 0, or what sw_log_segment_append() or sw_log_segment_read() gave
 * @record: (out caller-allocates): the message, valid as long as @self
 *
 * Returns: the offset of the next message
 */
gsize sw_log_segment_read (SwLogSegment *self, gsize offset, MailslotRecord *record);

/**
 * sw_log_segment_get_data:
 * @size: (out): how much of it is used
 *
 * Returns: all messages with what stands between them, for a look at many at once
 */
const guint8 *sw_log_segment_get_data (SwLogSegment *self, gsize *size);

/** Returns: the offset behind the message at @offset, without reading it */
gsize sw_log_segment_get_next (SwLogSegment *self, gsize offset);

guint64 sw_log_segment_get_first_serial (SwLogSegment *self);
guint64 sw_log_segment_get_end_serial (SwLogSegment *self);

/** The memory that the messages and their table of origins take. */
gsize sw_log_segment_get_n_bytes (SwLogSegment *self);

G_END_DECLS
