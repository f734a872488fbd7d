/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * SwNetworkState:
 * @SW_NETWORK_OFF: nobody wants messages of other computers, or the source is none
 * @SW_NETWORK_LISTENING: they arrive
 * @SW_NETWORK_FAILED: they cannot; see sw_network_get_error()
 */
typedef enum
{
  SW_NETWORK_OFF,
  SW_NETWORK_LISTENING,
  SW_NETWORK_FAILED,
} SwNetworkState;

/**
 * SwNetworkSettings:
 * @options: who we are, and by what messages go
 * @source: from where messages come; none for only this computer
 * @answers_names: whether a #MailslotNameResponder runs while we listen
 * @leaves_out_repeats: see mailslot_port_set_leaves_out_repeats()
 *
 * What a person can choose. Borrowed strings.
 */
typedef struct
{
  MailslotNetworkOptions options;
  MailslotSource source;
  gboolean answers_names;
  gboolean leaves_out_repeats;
} SwNetworkSettings;

/**
 * SwNetwork:
 *
 * The network as one window uses it: opens the datagram port as soon as a slot is wanted,
 * closes it with the last one, and hands on what comes. Belongs to the main thread.
 *
 * Property "state" (int, a #SwNetworkState) notifies, also when only one of the two
 * errors is another one.
 *
 * Signal "batch-received" (#MailslotBatch): messages for wanted slots.
 */
#define SW_TYPE_NETWORK (sw_network_get_type ())
G_DECLARE_FINAL_TYPE (SwNetwork, sw_network, SW, NETWORK, GObject)

/**
 * sw_network_new:
 *
 * Returns: (transfer full): a network with the source none, and defaults for everything
 * else: nothing is opened before sw_network_apply() says from where messages come
 */
SwNetwork *sw_network_new (void);

/**
 * sw_network_apply:
 * @settings: (transfer none): what to use from now on
 * @error: return location
 *
 * Opens the port anew if that is needed; whether it can be opened is told by the state.
 *
 * Fails like mailslot_network_new(), and then nothing changes.
 */
gboolean sw_network_apply (SwNetwork *self,
                           const SwNetworkSettings *settings,
                           GError **error);

/** Returns: (transfer none): what messages are to be sent on */
MailslotNetwork *sw_network_get_network (SwNetwork *self);

/**
 * sw_network_want:
 * @slot: a slot of this computer, or mailslot_address_get_all()
 *
 * Messages for @slot are wanted from now on, until sw_network_unwant() with the same
 * object. Also tries again to open a port that failed.
 */
void sw_network_want (SwNetwork *self, MailslotAddress *slot);

/** Does nothing if @slot is not wanted. */
void sw_network_unwant (SwNetwork *self, MailslotAddress *slot);

SwNetworkState sw_network_get_state (SwNetwork *self);

/** Returns: (transfer none) (nullable): why it failed, %NULL in any other state */
const GError *sw_network_get_error (SwNetwork *self);

/**
 * sw_network_get_names_error:
 *
 * Returns: (transfer none) (nullable): why nobody answers for our names although it is
 * wanted
 */
const GError *sw_network_get_names_error (SwNetwork *self);

/**
 * sw_network_get_status:
 * @status: (out): what is going on; counts go on over several ports
 *
 * Returns: %FALSE if it does not listen and never did
 */
gboolean sw_network_get_status (SwNetwork *self, MailslotPortStatus *status);

G_END_DECLS
