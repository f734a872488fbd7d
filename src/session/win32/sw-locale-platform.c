/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "session/sw-locale-private.h"

#include <windows.h>

static gboolean
has_language_in_environment (void)
{
  return g_getenv ("LANGUAGE") != NULL || g_getenv ("LC_ALL") != NULL
         || g_getenv ("LC_MESSAGES") != NULL || g_getenv ("LANG") != NULL;
}

/* Windows lists "zh-CN", NUL, "en-US", NUL, NUL; gettext wants "zh_CN:en_US". */
static char *
dup_display_languages (void)
{
  g_autoptr (GString) languages = g_string_new (NULL);
  g_autofree WCHAR *list = NULL;
  ULONG n_languages;
  ULONG length = 0;

  if (!GetUserPreferredUILanguages (MUI_LANGUAGE_NAME, &n_languages, NULL, &length))
    return NULL;
  list = g_new0 (WCHAR, length + 2);
  if (!GetUserPreferredUILanguages (MUI_LANGUAGE_NAME, &n_languages, list, &length))
    return NULL;

  for (const WCHAR *at = list; *at != 0; at += wcslen (at) + 1)
    {
      g_autofree char *language = g_utf16_to_utf8 (at, -1, NULL, NULL, NULL);

      if (language == NULL)
        continue;
      g_string_append_printf (languages, "%s%s", languages->len > 0 ? ":" : "", language);
    }
  g_strdelimit (languages->str, "-", '_');

  return languages->len > 0 ? g_strdup (languages->str) : NULL;
}

/* Left alone, gettext follows the region for dates and numbers, not the language of the
 * display: a Chinese Windows with a foreign date format would speak English. */
void
sw_locale_platform_take_language (void)
{
  g_autofree char *languages = NULL;

  if (has_language_in_environment ())
    return;

  languages = dup_display_languages ();
  if (languages != NULL)
    g_setenv ("LANGUAGE", languages, TRUE);
}

char *
sw_locale_platform_dup_folder (void)
{
  g_autofree char *prefix = g_win32_get_package_installation_directory_of_module (NULL);

  return g_build_filename (prefix, "share", "locale", NULL);
}
