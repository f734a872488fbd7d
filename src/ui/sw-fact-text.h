/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * sw_fact_text_time:
 * @time_us: when a message came, wall time
 * @is_rtl: whether the text stands among others that are read from right to left
 *
 * Returns: (transfer full): that time on this computer, "Unknown" if there is no such
 * date
 */
char *sw_fact_text_time (gint64 time_us, gboolean is_rtl);

/** Returns: how a message came, in the user's language */
const char *sw_fact_text_transport (MailslotTransport transport);

/** Returns: (transfer full): all that is known of a sender, or "Unknown" */
char *sw_fact_text_sender (MailslotSender *sender);

G_END_DECLS
