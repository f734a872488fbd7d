/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-log-limits.h"

#define BYTES_PER_MEBIBYTE ((guint64) 1 << 20)

void
sw_log_limits_load (GSettings *settings, guint64 *max_messages, guint64 *max_bytes)
{
  *max_messages = g_settings_get_uint (settings, SW_LOG_LIMITS_MESSAGES_KEY);
  *max_bytes =
      g_settings_get_uint (settings, SW_LOG_LIMITS_MEMORY_KEY) * BYTES_PER_MEBIBYTE;
}

static void
apply (SwMessageLog *log, const char *key, GSettings *settings)
{
  guint64 max_messages, max_bytes;

  sw_log_limits_load (settings, &max_messages, &max_bytes);
  sw_message_log_set_limits (log, max_messages, max_bytes);
}

void
sw_log_limits_bind (GSettings *settings, SwMessageLog *log)
{
  static const char *const signals[] = { "changed::" SW_LOG_LIMITS_MESSAGES_KEY,
                                         "changed::" SW_LOG_LIMITS_MEMORY_KEY };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (settings,
                             signals[i],
                             G_CALLBACK (apply),
                             log,
                             G_CONNECT_SWAPPED);
  apply (log, NULL, settings);
}
