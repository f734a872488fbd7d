/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers in the user's language, for every label that shows one. */

/** Returns: (transfer full): the digits of @n, in the groups of the user's language */
char *sw_count_number (guint64 n);

/**
 * sw_count_group:
 * @grouping: how many digits go together, as in struct lconv
 * @separator: what stands between them
 *
 * Returns: (transfer full): the digits of @n, such as 1,234,567
 */
char *sw_count_group (guint64 n, const char *grouping, const char *separator);

/** Returns: what ngettext() takes for @n: an unsigned long has 32 bits on Windows */
gulong sw_count_plural (guint64 n);

/* The rest returns (transfer full). */

/** Returns: such as "1 message" */
char *sw_count_text_messages (guint64 n_messages);

/** Returns: such as "17 bytes" */
char *sw_count_text_bytes (guint64 n_bytes);

/**
 * sw_count_text_bytes_of:
 * @limit: the most bytes there may be, 0 for any number
 *
 * Returns: such as "17 of 420 bytes", or as sw_count_text_bytes() without a limit
 */
char *sw_count_text_bytes_of (guint64 n_bytes, guint64 limit);

/** Returns: such as "3 of 10" */
char *sw_count_text_progress (guint64 n_done, guint64 n_all);

/** Returns: such as "12/s", messages a second */
char *sw_count_text_rate (guint64 n_per_second);

/** Returns: such as "1.2 kB/s" */
char *sw_count_text_byte_rate (guint64 n_bytes_per_second);

/** Returns: such as "17 waiting" */
char *sw_count_text_waiting (guint64 n_messages);

/** Such as "3 of 17 messages", of which @n_shown match a filter. */
char *sw_count_text_shown (guint64 n_shown, guint64 n_messages);

/**
 * sw_count_text_paused:
 * @n_unseen: messages that came while the view is frozen
 * @n_gone: messages that it shows, or would if it was scrolled, and that are dropped
 *
 * Returns: such as "Paused, 17 messages waiting"
 */
char *sw_count_text_paused (guint64 n_unseen, guint64 n_gone);

/** Such as "17 hits". */
char *sw_count_text_hits (guint64 n_hits);

G_END_DECLS
