/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-host.h"

#include <string.h>

#define SMB_CONF_PATH "/etc/samba/smb.conf"

/* What Windows uses for the languages whose code page is not 850. Source: Microsoft, "NLS
 * information", OEM code pages. A territory stands before its language. */
static const struct
{
  const char *locale;
  const char *charset;
} charsets[] = {
  { "zh_TW", "CP950" }, { "zh_HK", "CP950" }, { "zh_MO", "CP950" }, { "zh", "CP936" },
  { "ja", "CP932" },    { "ko", "CP949" },    { "th", "CP874" },    { "vi", "CP1258" },
  { "ru", "CP866" },    { "uk", "CP866" },    { "be", "CP866" },    { "bg", "CP866" },
  { "mk", "CP866" },    { "pl", "CP852" },    { "cs", "CP852" },    { "sk", "CP852" },
  { "hu", "CP852" },    { "ro", "CP852" },    { "sl", "CP852" },    { "hr", "CP852" },
  { "bs", "CP852" },    { "sq", "CP852" },    { "sr", "CP852" },    { "el", "CP737" },
  { "tr", "CP857" },    { "az", "CP857" },    { "he", "CP862" },    { "ar", "CP720" },
  { "fa", "CP720" },    { "et", "CP775" },    { "lv", "CP775" },    { "lt", "CP775" },
};

#define DEFAULT_CHARSET "CP850"

char *
netbios_host_dup_smb_conf_path (void)
{
  const char *path = g_getenv ("SMB_CONF_PATH");

  return g_strdup (path != NULL && *path != '\0' ? path : SMB_CONF_PATH);
}

char *
netbios_host_dup_lmhosts_path (void)
{
  g_autofree char *smb_conf = netbios_host_dup_smb_conf_path ();
  g_autofree char *folder = g_path_get_dirname (smb_conf);

  return g_build_filename (folder, "lmhosts", NULL);
}

char *
netbios_host_dup_workgroup (void)
{
  return NULL;
}

/* Not setlocale(): the network's language does not depend on whether the locale is
 * installed here. */
static const char *
get_locale (void)
{
  static const char *const variables[] = { "LC_ALL", "LC_CTYPE", "LANG" };

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *value = g_getenv (variables[i]);

      if (value != NULL && *value != '\0')
        return value;
    }
  return "C";
}

char *
netbios_host_dup_charset (void)
{
  const char *locale = get_locale ();

  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      const char *known = charsets[i].locale;

      if (g_str_has_prefix (locale, known) && !g_ascii_isalpha (locale[strlen (known)]))
        return g_strdup (charsets[i].charset);
    }
  return g_strdup (DEFAULT_CHARSET);
}
