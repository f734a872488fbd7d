/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-encoding-private.h"

#include <string.h>

/* The code page that Windows has for a language; source: Microsoft, "Code Page
 * Identifiers" and "NLS locales". Languages that are not here use the Western one. */
static const struct
{
  const char *language;
  const char *encoding;
} code_pages[] = {
  { "zh_TW", "big5" },      { "zh_HK", "big5" },      { "zh_MO", "big5" },
  { "zh", "gbk" },          { "ja", "shift_jis" },    { "ko", "euc-kr" },
  { "be", "windows-1251" }, { "bg", "windows-1251" }, { "kk", "windows-1251" },
  { "mk", "windows-1251" }, { "ru", "windows-1251" }, { "sr", "windows-1251" },
  { "uk", "windows-1251" }, { "cs", "windows-1250" }, { "hr", "windows-1250" },
  { "hu", "windows-1250" }, { "pl", "windows-1250" }, { "ro", "windows-1250" },
  { "sk", "windows-1250" }, { "sl", "windows-1250" }, { "sq", "windows-1250" },
  { "el", "windows-1253" }, { "az", "windows-1254" }, { "tr", "windows-1254" },
  { "he", "windows-1255" }, { "ar", "windows-1256" }, { "fa", "windows-1256" },
  { "ur", "windows-1256" }, { "et", "windows-1257" }, { "lt", "windows-1257" },
  { "lv", "windows-1257" }, { "vi", "windows-1258" }, { "th", "windows-874" },
};

static const char *
find_code_page (const char *language)
{
  for (guint i = 0; i < G_N_ELEMENTS (code_pages); i++)
    {
      gsize length = strlen (code_pages[i].language);

      if (strncmp (language, code_pages[i].language, length) == 0
          && !g_ascii_isalpha (language[length]))
        return code_pages[i].encoding;
    }
  return "windows-1252";
}

static gboolean
is_code_page (const SwEncoding *encoding)
{
  return encoding != NULL && encoding != sw_encoding_get_utf8 ()
         && strcmp (encoding->id, "ascii") != 0;
}

static const SwEncoding *
find_locale (void)
{
  const char *charset;
  const SwEncoding *encoding;

  g_get_charset (&charset);
  encoding = sw_encoding_find (charset, NULL);
  if (!is_code_page (encoding))
    encoding = sw_encoding_find (find_code_page (g_get_language_names ()[0]), NULL);
  return encoding != NULL ? encoding : sw_encoding_get_utf8 ();
}

const SwEncoding *
sw_encoding_get_locale (void)
{
  static const SwEncoding *locale;

  if (g_once_init_enter (&locale))
    g_once_init_leave (&locale, find_locale ());
  return locale;
}

const SwEncoding *
sw_encoding_get_oem (void)
{
  /* Windows' code page and the one of DOS; those of East Asia are the same in both. */
  static const char *const oem[][2] = {
    { "windows-1250", "cp852" },
    { "windows-1251", "cp866" },
    { "windows-1252", "cp850" },
  };
  const SwEncoding *locale = sw_encoding_get_locale ();
  const SwEncoding *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (oem); i++)
    if (strcmp (locale->id, oem[i][0]) == 0)
      found = sw_encoding_find (oem[i][1], NULL);
  return found != NULL ? found : locale;
}
