/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-log-text.h"

#include "session/sw-message-log.h"
#include "ui/sw-count-text.h"

#include <glib/gi18n-lib.h>

/* A usual message, to say what a number of them takes. */
#define EXAMPLE_BYTES 100

char *
sw_log_text_trimmed (const SwLogFacts *facts)
{
  gulong n = sw_count_plural (facts->n_trimmed);
  g_autofree char *number = sw_count_number (facts->n_trimmed);

  if (facts->n_trimmed == 0)
    return g_strdup ("");
  if (facts->n_trimmed_by_bytes == 0)
    /* Translators: old messages made room for new ones because there were too many. */
    return g_strdup_printf (ngettext ("%s old message dropped (limit of messages)",
                                      "%s old messages dropped (limit of messages)",
                                      n),
                            number);
  if (facts->n_trimmed_by_bytes == facts->n_trimmed)
    /* Translators: old messages made room for new ones because of the memory. */
    return g_strdup_printf (ngettext ("%s old message dropped (limit of memory)",
                                      "%s old messages dropped (limit of memory)",
                                      n),
                            number);
  /* Translators: some old messages made room because there were too many, and some
   * because of the memory. */
  return g_strdup_printf (ngettext ("%s old message dropped (both limits)",
                                    "%s old messages dropped (both limits)",
                                    n),
                          number);
}

static char *
format_memory (guint64 n_bytes)
{
  return g_format_size_full (n_bytes, G_FORMAT_SIZE_IEC_UNITS);
}

char *
sw_log_text_limits (const SwLogFacts *facts)
{
  g_autofree char *number = sw_count_number (facts->max_messages);
  g_autofree char *memory = format_memory (facts->max_bytes);

  /* Translators: %1$s is a number, %2$s is memory, such as 512.0 MiB. */
  return g_strdup_printf (ngettext ("At most %1$s message and %2$s of memory are kept; "
                                    "the limits are under “Edit”, “Preferences”.",
                                    "At most %1$s messages and %2$s of memory are kept; "
                                    "the limits are under “Edit”, “Preferences”.",
                                    sw_count_plural (facts->max_messages)),
                          number,
                          memory);
}

static char *
describe_example (guint64 max_messages)
{
  g_autofree char *number = sw_count_number (max_messages);
  g_autofree char *memory =
      format_memory (max_messages * (EXAMPLE_BYTES + SW_MESSAGE_LOG_BYTES_PER_MESSAGE));

  /* Translators: %1$s is a number, %2$s is memory, such as 118.3 MiB. */
  return g_strdup_printf (ngettext ("%1$s message of 100 bytes takes %2$s.",
                                    "%1$s messages of 100 bytes take %2$s.",
                                    sw_count_plural (max_messages)),
                          number,
                          memory);
}

/* The size at which both limits are reached together. */
static char *
describe_balance (const SwLogFacts *facts)
{
  guint64 share = facts->max_bytes / facts->max_messages;
  guint64 size = share - MIN (share, SW_MESSAGE_LOG_BYTES_PER_MESSAGE);
  g_autofree char *number = sw_count_number (size);

  if (size == 0)
    return g_strdup (_ ("The memory is always used up first."));
  return g_strdup_printf (
      ngettext ("The memory is used up first if messages are longer than %s byte on "
                "average.",
                "The memory is used up first if messages are longer than %s bytes on "
                "average.",
                sw_count_plural (size)),
      number);
}

char *
sw_log_text_meaning (const SwLogFacts *facts)
{
  g_autofree char *example = describe_example (facts->max_messages);
  g_autofree char *balance = describe_balance (facts);

  return g_strjoin ("\n", example, balance, NULL);
}
