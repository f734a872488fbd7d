/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * sw_slot_name_get:
 *
 * Returns: what a watched slot is called in the window, in the user's language for all
 * slots on the network; owned by @address
 */
const char *sw_slot_name_get (MailslotAddress *address);

G_END_DECLS
