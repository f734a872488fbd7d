/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "session/win32/sw-locale-tags.h"

#include <string.h>

/* Windows tells the two ways to write Chinese apart by script, gettext by country. */
static const char *
find_chinese_country (const char *const *subtags)
{
  if (g_strv_contains (subtags, "Hant"))
    return "TW";
  if (g_strv_contains (subtags, "Hans") || g_strv_contains (subtags, "SG"))
    return "CN";
  return NULL;
}

static const char *
find_country (const char *const *subtags)
{
  for (guint i = 1; subtags[i] != NULL; i++)
    {
      if (strlen (subtags[i]) == 2)
        return subtags[i];
    }
  return NULL;
}

static void
append_language (GString *languages, const char *const *subtags)
{
  const char *country = find_country (subtags);

  if (g_str_equal (subtags[0], "zh") && find_chinese_country (subtags) != NULL)
    country = find_chinese_country (subtags);
  if (languages->len > 0)
    g_string_append_c (languages, ':');
  g_string_append (languages, subtags[0]);
  if (country != NULL)
    g_string_append_printf (languages, "_%s", country);
}

char *
sw_locale_tags_to_gettext (const char *const *tags)
{
  g_autoptr (GString) languages = g_string_new (NULL);
  gboolean is_english = FALSE;

  /* We speak English without a translation, so gettext would go on to the next language:
   * nothing may stand behind it. */
  for (guint i = 0; tags[i] != NULL && !is_english; i++)
    {
      g_auto (GStrv) subtags = g_strsplit (tags[i], "-", -1);

      if (subtags[0] == NULL || *subtags[0] == '\0')
        continue;
      append_language (languages, (const char *const *) subtags);
      is_english = g_str_equal (subtags[0], "en");
    }

  return languages->len > 0 ? g_strdup (languages->str) : NULL;
}
