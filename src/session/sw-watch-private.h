/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-watch.h"

G_BEGIN_DECLS

/* Messages from the network come for all watches together: each is counted for one of
 * them, then all are logged, then each watch tells. */

/** Counts @record as one of @self. */
void sw_watch_count (SwWatch *self, const MailslotRecord *record);

/** Notifies "n-messages" if anything was counted since the last time. */
void sw_watch_tell_count (SwWatch *self);

G_END_DECLS
