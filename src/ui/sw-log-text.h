/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SwLogFacts:
 * @max_messages: how many messages the log keeps at most
 * @max_bytes: how much memory they may take
 * @n_trimmed: how many old messages made room for new ones
 * @n_trimmed_by_bytes: those of them that went because of the memory
 *
 * What there is to say of the limits of the log.
 */
typedef struct
{
  guint64 max_messages;
  guint64 max_bytes;
  guint64 n_trimmed;
  guint64 n_trimmed_by_bytes;
} SwLogFacts;

/* All return (transfer full). */

/** Such as "12 old messages dropped (memory limit)"; empty if none was. */
char *sw_log_text_trimmed (const SwLogFacts *facts);

/** Whole sentences: what the limits are, and where they can be changed. */
char *sw_log_text_limits (const SwLogFacts *facts);

/** What the two limits mean in memory and in messages; looks at the limits only. */
char *sw_log_text_meaning (const SwLogFacts *facts);

G_END_DECLS
