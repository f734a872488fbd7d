/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-message-log.h"

G_BEGIN_DECLS

/* How much of the log is kept, as a person chose it. */

#define SW_LOG_LIMITS_MESSAGES_KEY "log-max-messages"
#define SW_LOG_LIMITS_MEMORY_KEY "log-max-mebibytes"

/** Says what @settings keep: @max_messages (out) and @max_bytes (out). */
void sw_log_limits_load (GSettings *settings, guint64 *max_messages, guint64 *max_bytes);

/**
 * sw_log_limits_bind:
 * @settings: (transfer none): what @log follows, now and whenever it changes
 *
 * The binding ends with either of the two.
 */
void sw_log_limits_bind (GSettings *settings, SwMessageLog *log);

G_END_DECLS
