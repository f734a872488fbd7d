/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "session/sw-locale-private.h"

#include "session/win32/sw-locale-tags.h"

#include <glib/gi18n-lib.h>
#include <windows.h>

static gboolean
has_language_in_environment (void)
{
  return g_getenv ("LANGUAGE") != NULL || g_getenv ("LC_ALL") != NULL
         || g_getenv ("LC_MESSAGES") != NULL || g_getenv ("LANG") != NULL;
}

/* Returns: (transfer full): the languages of the display, the best first */
static GStrv
dup_display_languages (void)
{
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  g_autofree WCHAR *list = NULL;
  ULONG n_languages;
  ULONG length = 0;

  if (!GetUserPreferredUILanguages (MUI_LANGUAGE_NAME, &n_languages, NULL, &length))
    return g_strv_builder_end (tags);
  list = g_new0 (WCHAR, length + 2);
  if (!GetUserPreferredUILanguages (MUI_LANGUAGE_NAME, &n_languages, list, &length))
    return g_strv_builder_end (tags);

  for (const WCHAR *at = list; *at != 0; at += wcslen (at) + 1)
    {
      g_autofree char *tag =
          g_utf16_to_utf8 ((const gunichar2 *) at, -1, NULL, NULL, NULL);

      if (tag != NULL)
        g_strv_builder_add (tags, tag);
    }
  return g_strv_builder_end (tags);
}

/* Left alone, gettext follows the region for dates and numbers, not the language of the
 * display: a Chinese Windows with a foreign date format would speak English. */
void
sw_locale_platform_take_language (void)
{
  g_auto (GStrv) tags = NULL;
  g_autofree char *languages = NULL;

  if (has_language_in_environment ())
    return;

  tags = dup_display_languages ();
  languages = sw_locale_tags_to_gettext ((const char *const *) tags);
  if (languages != NULL)
    g_setenv ("LANGUAGE", languages, TRUE);
}

char *
sw_locale_platform_dup_folder (void)
{
  g_autofree char *prefix = g_win32_get_package_installation_directory_of_module (NULL);

  return g_build_filename (prefix, "share", "locale", NULL);
}

/* bindtextdomain() takes the code page of Windows, in which not every folder can be
 * named, not even by its short name. Only then by wbindtextdomain(): with the one of
 * gettext 0.21 a program under Wine does not find its texts now and then. */
void
sw_locale_platform_bind (const char *folder)
{
  g_autofree char *local = g_win32_locale_filename_from_utf8 (folder);
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (folder, -1, NULL, NULL, NULL);

  if (local != NULL)
    bindtextdomain (GETTEXT_PACKAGE, local);
  else if (wide != NULL)
    wbindtextdomain (GETTEXT_PACKAGE, (const wchar_t *) wide);
}
