/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "session/sw-journal.h"
#include "session/sw-message-log.h"
#include "session/sw-network.h"
#include "session/sw-watch.h"

G_BEGIN_DECLS

/**
 * SwSession:
 *
 * What one window works on: the watched slots and the log they fill. It is a #GListModel
 * of #SwWatch in the order they were added. Belongs to the main thread. Property
 * "journal" (a #SwJournal, %NULL if there was none) notifies.
 */
#define SW_TYPE_SESSION (sw_session_get_type ())
G_DECLARE_FINAL_TYPE (SwSession, sw_session, SW, SESSION, GObject)

SwSession *sw_session_new (void);

/** Returns: (transfer none): the log of all watched slots */
SwMessageLog *sw_session_get_log (SwSession *self);

/** Returns: (transfer none): how the session takes part in the network */
SwNetwork *sw_session_get_network (SwSession *self);

/**
 * sw_session_find:
 *
 * Returns: (transfer none) (nullable): the watch of this slot in any case of letters
 */
SwWatch *sw_session_find (SwSession *self, MailslotAddress *address);

/**
 * sw_session_watch:
 * @address: a local address, or mailslot_address_get_all() for all slots on the network
 *
 * Adds the slot if it is new and starts it if it does not listen. Look at the state of
 * the result: a slot that could not be created stays in the list as failed.
 *
 * Returns: (transfer none): its watch
 */
SwWatch *sw_session_watch (SwSession *self, MailslotAddress *address);

/**
 * sw_session_watch_with_security:
 * @address: a local address
 * @security: (nullable): who may send, %NULL for who may already, or for the default
 *
 * As sw_session_watch(). A slot that listens with another security is ended and created
 * anew; its messages stay in the log.
 *
 * Returns: (transfer none): its watch
 */
SwWatch *sw_session_watch_with_security (SwSession *self,
                                         MailslotAddress *address,
                                         MailslotSecurity *security);

/** Stops @watch and takes it out of the list; its messages stay in the log. */
void sw_session_remove (SwSession *self, SwWatch *watch);

/** Stops every slot; for the end of the program. */
void sw_session_stop_all (SwSession *self);

/**
 * sw_session_start_journal:
 * @file: where to
 *
 * Records every message that comes from now on. A journal that recorded before is
 * stopped. Notifies "journal"; look at the state of the result.
 *
 * Returns: (transfer none): the journal
 */
SwJournal *sw_session_start_journal (SwSession *self, GFile *file);

/** Stops recording, if there is any; waits for the disk, see sw_journal_stop(). */
void sw_session_stop_journal (SwSession *self);

/** Returns: (transfer none) (nullable): the journal that was started last */
SwJournal *sw_session_get_journal (SwSession *self);

G_END_DECLS
