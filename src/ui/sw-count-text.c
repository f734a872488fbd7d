/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-count-text.h"

#include <glib/gi18n-lib.h>
#include <limits.h>
#include <locale.h>

/* ngettext() takes an unsigned long, which has 32 bits on Windows; every plural rule
 * looks at the last six digits at most. */
gulong
sw_count_plural (guint64 n)
{
  return n <= G_MAXUINT32 ? (gulong) n : (gulong) (n % 1000000 + 1000000);
}

/* Each character of @grouping says how many digits its group has, from the right; the
 * last one holds for all that follow, and CHAR_MAX ends the grouping. */
char *
sw_count_group (guint64 n, const char *grouping, const char *separator)
{
  GString *text = g_string_new (NULL);
  gsize n_left;

  g_string_printf (text, "%" G_GUINT64_FORMAT, n);
  n_left = text->len;
  while (*grouping > 0 && *grouping < CHAR_MAX && n_left > (gsize) *grouping)
    {
      n_left -= (gsize) *grouping;
      g_string_insert (text, (gssize) n_left, separator);
      if (grouping[1] != '\0')
        grouping++;
    }
  return g_string_free (text, FALSE);
}

/* Not by a flag of printf(), which Windows does not know. */
char *
sw_count_number (guint64 n)
{
  const struct lconv *locale = localeconv ();
  g_autofree char *separator =
      g_locale_to_utf8 (locale->thousands_sep, -1, NULL, NULL, NULL);

  return sw_count_group (n, locale->grouping, separator != NULL ? separator : "");
}

char *
sw_count_text_messages (guint64 n_messages)
{
  g_autofree char *number = sw_count_number (n_messages);

  return g_strdup_printf (
      ngettext ("%s message", "%s messages", sw_count_plural (n_messages)),
      number);
}

char *
sw_count_text_shown (guint64 n_shown, guint64 n_messages)
{
  g_autofree char *shown = sw_count_number (n_shown);
  g_autofree char *all = sw_count_number (n_messages);

  /* Translators: how many messages match the filter, and how many there are. */
  return g_strdup_printf (ngettext ("%1$s of %2$s message",
                                    "%1$s of %2$s messages",
                                    sw_count_plural (n_messages)),
                          shown,
                          all);
}

char *
sw_count_text_paused (guint64 n_unseen, guint64 n_gone)
{
  g_autofree char *unseen = sw_count_number (n_unseen);
  g_autofree char *gone = sw_count_number (n_gone);

  if (n_gone == 0)
    return g_strdup_printf (ngettext ("Paused, %s message waiting",
                                      "Paused, %s messages waiting",
                                      sw_count_plural (n_unseen)),
                            unseen);
  /* Translators: the list stands still while new messages push the oldest out of memory:
   * %1$s messages are new, and %2$s of those in the list are dropped already. */
  return g_strdup_printf (ngettext ("Paused, %1$s message waiting, %2$s in the list "
                                    "no longer kept",
                                    "Paused, %1$s messages waiting, %2$s in the list "
                                    "no longer kept",
                                    sw_count_plural (n_unseen)),
                          unseen,
                          gone);
}

char *
sw_count_text_hits (guint64 n_hits)
{
  g_autofree char *number = sw_count_number (n_hits);

  /* Translators: messages in which the searched text was found. */
  return g_strdup_printf (ngettext ("%s hit", "%s hits", sw_count_plural (n_hits)),
                          number);
}

char *
sw_count_text_bytes (guint64 n_bytes)
{
  g_autofree char *number = sw_count_number (n_bytes);

  return g_strdup_printf (ngettext ("%s byte", "%s bytes", sw_count_plural (n_bytes)),
                          number);
}

char *
sw_count_text_bytes_of (guint64 n_bytes, guint64 limit)
{
  g_autofree char *number = sw_count_number (n_bytes);
  g_autofree char *most = sw_count_number (limit);

  if (limit == 0)
    return sw_count_text_bytes (n_bytes);

  /* Translators: how long a message is, and how long it may be at most. */
  return g_strdup_printf (
      ngettext ("%1$s of %2$s byte", "%1$s of %2$s bytes", sw_count_plural (limit)),
      number,
      most);
}

char *
sw_count_text_progress (guint64 n_done, guint64 n_all)
{
  g_autofree char *done = sw_count_number (n_done);
  g_autofree char *all = sw_count_number (n_all);

  /* Translators: messages sent so far, and how many there will be. */
  return g_strdup_printf (_ ("%1$s of %2$s"), done, all);
}

char *
sw_count_text_rate (guint64 n_per_second)
{
  g_autofree char *number = sw_count_number (n_per_second);

  /* Translators: messages a second. */
  return g_strdup_printf (_ ("%s/s"), number);
}

char *
sw_count_text_byte_rate (guint64 n_bytes_per_second)
{
  g_autofree char *size = g_format_size (n_bytes_per_second);

  /* Translators: %s is a size, such as 1.2 kB; this is so much a second. */
  return g_strdup_printf (C_ ("bytes", "%s/s"), size);
}

char *
sw_count_text_waiting (guint64 n_messages)
{
  g_autofree char *number = sw_count_number (n_messages);

  /* Translators: messages that were sent, and that this program did not get to yet. */
  return g_strdup_printf (
      ngettext ("%s waiting", "%s waiting", sw_count_plural (n_messages)),
      number);
}
