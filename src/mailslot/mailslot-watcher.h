/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot-reader.h"

G_BEGIN_DECLS

/**
 * MailslotWatcher:
 *
 * Reads a slot on a worker thread and hands what comes, in batches, to the main context
 * of the thread that started it. While that thread is behind, the worker stops reading at
 * a bound, so that memory stays bounded and local writers on Linux are held back.
 *
 * All functions belong to the thread that starts it.
 *
 * Signals, both emitted in the starter's main context:
 * - "batch-received" (#MailslotBatch): messages in the order of their arrival
 * - "failed" (#GError): the slot cannot be read any more; emitted once, after every
 * message that came before it; the watcher is still to be stopped
 */
#define MAILSLOT_TYPE_WATCHER (mailslot_watcher_get_type ())
G_DECLARE_FINAL_TYPE (MailslotWatcher, mailslot_watcher, MAILSLOT, WATCHER, GObject)

/**
 * mailslot_watcher_new:
 * @reader: (transfer none): an open reader with an endless read time-out, which from now
 * on belongs to the watcher alone
 *
 * Returns: (transfer full): a watcher that does not run yet
 */
MailslotWatcher *mailslot_watcher_new (MailslotReader *reader);

MailslotAddress *mailslot_watcher_get_address (MailslotWatcher *self);

/**
 * mailslot_watcher_start:
 *
 * Starts the worker. A watcher can be started once. If the system allows no further
 * thread, "failed" is emitted as soon as the main context runs.
 */
void mailslot_watcher_start (MailslotWatcher *self);

/**
 * mailslot_watcher_stop:
 *
 * Ends the wait, joins the worker, takes what still waits in the slot and closes it. All
 * that was received but not yet handed over is emitted as "batch-received" before this
 * returns, and nothing after it. So no message is lost whose sender was told before the
 * stop that it was sent. What is sent while this runs may be lost: only so many messages
 * are taken as mailslot_reader_get_info() counts once.
 *
 * Safe to call again. Dispose joins and closes, too, but takes and emits nothing.
 */
void mailslot_watcher_stop (MailslotWatcher *self);

/**
 * mailslot_watcher_get_n_waiting:
 *
 * Returns: how many messages wait because we are behind: those in the slot, see
 * mailslot_reader_count_waiting(), and those that were read when the main loop is so late
 * that reading has stopped. Messages that are merely on their way do not count.
 */
guint mailslot_watcher_get_n_waiting (MailslotWatcher *self);

/**
 * mailslot_watcher_get_n_malformed:
 *
 * Returns: how many damaged messages the reader refused so far
 */
guint64 mailslot_watcher_get_n_malformed (MailslotWatcher *self);

G_END_DECLS
