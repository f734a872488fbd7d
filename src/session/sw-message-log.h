/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot.h"
#include "session/sw-log-snapshot.h"

G_BEGIN_DECLS

/**
 * SwMessageLog:
 *
 * The messages we keep, in the order of their arrival. A message is named by its serial
 * number, which starts at 1 and never changes; its row is the serial minus the oldest
 * serial that is kept, so look-up and trimming cost the same for any number of messages.
 *
 * Belongs to the main thread.
 *
 * Signal "changed": rows were appended, trimmed or cleared; emitted once a batch, so
 * compare sw_message_log_get_first_serial() and sw_message_log_get_end_serial() with what
 * you knew.
 *
 * Signal "batch-appended" (#MailslotBatch): before that, for whoever wants every message,
 * however soon it is trimmed.
 */
#define SW_TYPE_MESSAGE_LOG (sw_message_log_get_type ())
G_DECLARE_FINAL_TYPE (SwMessageLog, sw_message_log, SW, MESSAGE_LOG, GObject)

/** What a log keeps at most before sw_message_log_set_limits(). */
#define SW_MESSAGE_LOG_DEFAULT_MESSAGES G_GUINT64_CONSTANT (1000000)
#define SW_MESSAGE_LOG_DEFAULT_BYTES (G_GUINT64_CONSTANT (512) << 20)

/** What a message takes beside its payload, which is rounded up to four bytes; where it
 * comes from is kept once for all messages that come from there. */
#define SW_MESSAGE_LOG_BYTES_PER_MESSAGE 24

/** Returns: (transfer full): an empty log */
SwMessageLog *sw_message_log_new (void);

/**
 * sw_message_log_set_limits:
 * @max_messages: how many messages to keep, at least 1
 * @max_bytes: how much memory they may take together
 *
 * The oldest messages go when either limit is passed; the newest one always stays. What
 * the messages take includes their share of the bookkeeping.
 *
 * Messages beyond a lower limit are gone when this returns; the memory of many is given
 * back by and by, so that the main loop is not kept.
 */
void sw_message_log_set_limits (SwMessageLog *self,
                                guint64 max_messages,
                                guint64 max_bytes);

void sw_message_log_append_batch (SwMessageLog *self, MailslotBatch *batch);

/** Drops every message. Serial numbers go on. */
void sw_message_log_clear (SwMessageLog *self);

/** The serial of the oldest message kept; equal to the end serial if there is none. */
guint64 sw_message_log_get_first_serial (SwMessageLog *self);

/** The serial that the next message will get. */
guint64 sw_message_log_get_end_serial (SwMessageLog *self);

guint64 sw_message_log_get_n_messages (SwMessageLog *self);

guint64 sw_message_log_get_max_messages (SwMessageLog *self);
guint64 sw_message_log_get_max_bytes (SwMessageLog *self);

/** How many messages went because of a limit. */
guint64 sw_message_log_get_n_trimmed (SwMessageLog *self);

/** How many of them went because of the memory, and not because there were so many. */
guint64 sw_message_log_get_n_trimmed_by_bytes (SwMessageLog *self);

/** The memory that the messages take. */
guint64 sw_message_log_get_n_bytes (SwMessageLog *self);

/**
 * sw_message_log_get_record:
 * @serial: which message
 * @record: (out caller-allocates): the message, valid until the log changes
 *
 * Returns: %FALSE if @serial is not kept (any more)
 */
gboolean sw_message_log_get_record (SwMessageLog *self,
                                    guint64 serial,
                                    MailslotRecord *record);

/**
 * sw_message_log_dup_message:
 *
 * Returns: (transfer full) (nullable): a copy that outlives the log, or %NULL
 */
MailslotMessage *sw_message_log_dup_message (SwMessageLog *self, guint64 serial);

/**
 * sw_message_log_take_snapshot:
 *
 * Returns: (transfer full): the messages of now, for a worker thread; takes no time and
 * no memory, but holds that of messages that are trimmed meanwhile
 */
SwLogSnapshot *sw_message_log_take_snapshot (SwMessageLog *self);

G_END_DECLS
