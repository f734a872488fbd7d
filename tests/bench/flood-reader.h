/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot-reader.h"

G_BEGIN_DECLS

/** How many bytes each of its messages has. */
#define FLOOD_PAYLOAD_BYTES 100

/** How many it gives at once: about as many as a kernel queue of the usual length holds.
 */
#define FLOOD_BATCH 10

/** How long it sleeps when it is paced and nothing is due. */
#define FLOOD_NAP_US 500

/**
 * FloodReader:
 *
 * A reader without a slot, whose messages are there as fast as they are taken. When the
 * last one was taken it fails with %MAILSLOT_ERROR_CLOSED, which a watcher passes on as
 * "failed" behind all of them. It implements only what a watcher uses.
 */
#define FLOOD_TYPE_READER (flood_reader_get_type ())
G_DECLARE_FINAL_TYPE (FloodReader, flood_reader, FLOOD, READER, MailslotReader)

MailslotReader *flood_reader_new (guint64 n_messages);

/** One that never ends, and has @rate messages a second from the first call on. */
MailslotReader *flood_reader_new_paced (guint64 rate);

/** Returns: how many messages there are at @rate since @begin_us, a monotonic time */
guint64 flood_count_due (guint64 rate, gint64 begin_us);

/** The message that it gives again and again. */
MailslotRecord flood_record (void);

G_END_DECLS
