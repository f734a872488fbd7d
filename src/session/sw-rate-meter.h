/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Seconds that a rate meter looks back. */
#define SW_RATE_METER_SECONDS 60

/**
 * SwRateMeter:
 *
 * Counts messages and bytes a second over the last minute; plain memory, no clock of its
 * own.
 */
typedef struct
{
  /* rings, indexed by second % 61: the full seconds and the one that runs */
  guint64 counts[SW_RATE_METER_SECONDS + 1];
  guint64 n_bytes[SW_RATE_METER_SECONDS + 1];
  gint64 last_second; /* monotonic, -1 before the first message */
} SwRateMeter;

void sw_rate_meter_init (SwRateMeter *self);

/** Counts @n_messages that arrived at @monotonic_us, of @n_bytes together. */
void sw_rate_meter_add (SwRateMeter *self,
                        gint64 monotonic_us,
                        guint64 n_messages,
                        guint64 n_bytes);

/** Messages in the last full second before @monotonic_us. */
guint64 sw_rate_meter_get_rate (const SwRateMeter *self, gint64 monotonic_us);

/** Bytes in the last full second before @monotonic_us. */
guint64 sw_rate_meter_get_byte_rate (const SwRateMeter *self, gint64 monotonic_us);

/** Returns: whether nothing came in the last minute, so that nothing changes by itself */
gboolean sw_rate_meter_is_quiet (const SwRateMeter *self, gint64 monotonic_us);

/** Fills @history with the full seconds before @monotonic_us, oldest first. */
void sw_rate_meter_get_history (const SwRateMeter *self,
                                gint64 monotonic_us,
                                guint64 history[SW_RATE_METER_SECONDS]);

G_END_DECLS
