/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot.h"
#include "session/sw-message-log.h"
#include "session/sw-network.h"
#include "session/sw-rate-meter.h"

G_BEGIN_DECLS

/**
 * SwWatchState:
 * @SW_WATCH_STOPPED: the slot is not ours (any more); its messages stay in the log
 * @SW_WATCH_LISTENING: the slot exists and is read
 * @SW_WATCH_FAILED: it could not be created, or broke; see sw_watch_get_error()
 */
typedef enum
{
  SW_WATCH_STOPPED,
  SW_WATCH_LISTENING,
  SW_WATCH_FAILED,
} SwWatchState;

/**
 * SwWatch:
 *
 * One slot that a person watches, through any number of starts and stops: a slot of this
 * computer, or all slots on the network. Belongs to the main thread. Property "state"
 * (int, a #SwWatchState) notifies; so does "n-messages", once a batch.
 *
 * A slot of this computer is wanted from the network while it listens, but listens
 * without the network, too. The watch of all slots is what the network is: while it is
 * not stopped it fails and recovers with it.
 */
#define SW_TYPE_WATCH (sw_watch_get_type ())
G_DECLARE_FINAL_TYPE (SwWatch, sw_watch, SW, WATCH, GObject)

/**
 * sw_watch_new:
 * @address: a local address, or mailslot_address_get_all()
 * @log: where its messages from this computer go
 * @network: from where it wants messages; who hears #SwNetwork::batch-received logs and
 * counts them
 *
 * Returns: (transfer full): a stopped watch
 */
SwWatch *sw_watch_new (MailslotAddress *address, SwMessageLog *log, SwNetwork *network);

/**
 * sw_watch_set_security:
 * @security: (nullable): who may send to the slot, %NULL for the system's default
 *
 * Holds from the next start on.
 */
void sw_watch_set_security (SwWatch *self, MailslotSecurity *security);

/** Returns: (transfer none) (nullable): who may send to the slot, as it was asked for */
MailslotSecurity *sw_watch_get_security (SwWatch *self);

/** Returns: (transfer none) (nullable): the owner of the slot as it was created, see
 * mailslot_reader_describe(); %NULL while it does not listen */
const char *sw_watch_get_owner (SwWatch *self);

/** Returns: (transfer none) (nullable): the same for its rights */
const char *sw_watch_get_rights (SwWatch *self);

/**
 * sw_watch_start:
 *
 * Creates the slot and listens. Does nothing if it listens already. On failure the state
 * is %SW_WATCH_FAILED and the error is that of mailslot_reader_open(); for all slots it
 * is that of sw_network_get_error(), or %G_IO_ERROR_NOT_CONNECTED if the source is none.
 *
 * Returns: whether it listens now
 */
gboolean sw_watch_start (SwWatch *self);

/** Ends the slot; state %SW_WATCH_STOPPED. */
void sw_watch_stop (SwWatch *self);

MailslotAddress *sw_watch_get_address (SwWatch *self);
SwWatchState sw_watch_get_state (SwWatch *self);

/** Returns: (transfer none) (nullable): why it failed, %NULL in any other state */
const GError *sw_watch_get_error (SwWatch *self);

guint64 sw_watch_get_n_messages (SwWatch *self);
guint64 sw_watch_get_n_bytes (SwWatch *self);

/** Returns: how many damaged messages were refused and are lost */
guint64 sw_watch_get_n_malformed (SwWatch *self);

/** Returns: what mailslot_watcher_get_n_waiting() tells */
guint sw_watch_get_n_waiting (SwWatch *self);

/** Returns: (transfer none): its messages and bytes a second */
const SwRateMeter *sw_watch_get_rate_meter (SwWatch *self);

/** Returns: the wall time of the newest message in µs since 1970, 0 if there was none */
gint64 sw_watch_get_last_arrival_us (SwWatch *self);

G_END_DECLS
