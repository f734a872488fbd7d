/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-age-text.h"

#include <glib/gi18n-lib.h>

/* The largest unit that the age has one of, so that “60 s ago” is “1 min ago”. */
static gint64
get_unit (gint64 age_us)
{
  static const gint64 units[] = { G_TIME_SPAN_DAY, G_TIME_SPAN_HOUR, G_TIME_SPAN_MINUTE };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (age_us >= units[i])
        return units[i];
    }
  return G_TIME_SPAN_SECOND;
}

char *
sw_age_text_new (gint64 age_us)
{
  gint64 unit = get_unit (age_us);
  guint n = (guint) MIN (age_us / unit, G_MAXINT);

  if (age_us < G_TIME_SPAN_SECOND)
    /* Translators: the last message came less than a second ago. */
    return g_strdup (_ ("just now"));
  if (unit == G_TIME_SPAN_SECOND)
    /* Translators: seconds. */
    return g_strdup_printf (ngettext ("%u s ago", "%u s ago", n), n);
  if (unit == G_TIME_SPAN_MINUTE)
    /* Translators: minutes. */
    return g_strdup_printf (ngettext ("%u min ago", "%u min ago", n), n);
  if (unit == G_TIME_SPAN_HOUR)
    /* Translators: hours. */
    return g_strdup_printf (ngettext ("%u h ago", "%u h ago", n), n);
  return g_strdup_printf (ngettext ("%u day ago", "%u days ago", n), n);
}

gint64
sw_age_text_get_next_us (gint64 age_us)
{
  gint64 unit = get_unit (age_us);

  /* Of a clock that is a little ahead. */
  if (age_us < 0)
    return G_TIME_SPAN_SECOND - age_us;
  return unit - age_us % unit;
}
