/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-host.h"

#include <glib/gstdio.h>
#include <string.h>

#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-charset.h"
#include "mailslot/netbios/netbios-smb-conf.h"

typedef struct
{
  const char *locale;
  const char *charset;
} LocaleRow;

static const LocaleRow locale_rows[] = {
  { "zh_CN.UTF-8", "CP936" }, { "zh_SG", "CP936" },       { "zh_TW.UTF-8", "CP950" },
  { "zh", "CP936" },          { "ja_JP.UTF-8", "CP932" }, { "ru_RU.KOI8-R", "CP866" },
  { "de_DE@euro", "CP850" },  { "en_US.UTF-8", "CP850" }, { "C", "CP850" },
  { "C.UTF-8", "CP850" },     { "POSIX", "CP850" },       { "eln", "CP850" },
};

static void
test_charset_of_locale (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (locale_rows); i++)
    {
      g_autofree char *charset = NULL;

      g_setenv ("LC_ALL", locale_rows[i].locale, TRUE);
      charset = netbios_host_dup_charset ();
      g_assert_cmpstr (charset, ==, locale_rows[i].charset);
    }

  g_setenv ("LC_ALL", "", TRUE);
  g_setenv ("LC_CTYPE", "ko_KR.UTF-8", TRUE);
  g_setenv ("LANG", "ja_JP.UTF-8", TRUE);
  {
    g_autofree char *charset = netbios_host_dup_charset ();

    g_assert_cmpstr (charset, ==, "CP949");
  }
  g_unsetenv ("LC_CTYPE");
  g_unsetenv ("LANG");
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
}

static void
test_paths (void)
{
  g_autofree char *smb_conf = NULL;
  g_autofree char *lmhosts = NULL;

  g_setenv ("SMB_CONF_PATH", "/some/where/own.conf", TRUE);
  smb_conf = netbios_host_dup_smb_conf_path ();
  lmhosts = netbios_host_dup_lmhosts_path ();
  g_assert_cmpstr (smb_conf, ==, "/some/where/own.conf");
  g_assert_cmpstr (lmhosts, ==, "/some/where/lmhosts");

  g_setenv ("SMB_CONF_PATH", "", TRUE);
  g_free (smb_conf);
  smb_conf = netbios_host_dup_smb_conf_path ();
  g_assert_cmpstr (smb_conf, ==, "/etc/samba/smb.conf");
}

/* Neither a folder nor a file without an end is a configuration, and neither is waited
 * for. */
static void
test_odd_files (void)
{
  static const char *const paths[] = { "/nonexistent", "/", "/dev/zero", "/dev/null" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (NetbiosSmbConf) conf = NULL;

      g_setenv ("SMB_CONF_PATH", paths[i], TRUE);
      conf = netbios_smb_conf_load ();
      g_assert_null (netbios_smb_conf_get (conf, "workgroup"));
    }
}

typedef struct
{
  const char *test;
  const char *charset;
  const char *text;  /* UTF-8 */
  const char *upper; /* in the code page */
  const char *bytes; /* from the network */
  const char *shown;
} CharsetRow;

static const CharsetRow charset_rows[] = {
  { "/cp850", "CP850", "büro-é", "B\x9aRO-\x90", "B\x9aRO\xff\x01", "BÜRO\u00a0\\x01" },
  { "/cp936", "cp936", "邮件x", "\xd3\xca\xbc\xfeX", "\xd3\xca\x80\xff\xd3", NULL },
  { "/cp932", "CP932", "表", "\x95\x5c", "\x95\x5c\x81\xfd", "表\\x81\\xfd" },
  { "/cp866", "CP866", "почта", "\x8f\x8e\x97\x92\x80", "\x8f\x8e\x97\x92\x80", "ПОЧТА" },
  { "/cp1258", "CP1258", "ca\u0301", "CA\xec", "CA\xec", "CA\u0301" },
  { "/unknown", "no-such-charset", "ü", "\x9a", "\x9a", "Ü" },
};

static void
test_charset_in_subprocess (gconstpointer data)
{
  const CharsetRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *upper = netbios_charset_encode_upper (row->text, &error);
  g_autofree char *shown = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (upper, ==, row->upper);
  shown = netbios_charset_decode ((const guint8 *) row->bytes, strlen (row->bytes));
  if (row->shown != NULL)
    g_assert_cmpstr (shown, ==, row->shown);
  else /* 0x80 is a euro sign in some tables */
    g_assert_true (g_str_has_prefix (shown, "邮")
                   && g_str_has_suffix (shown, "\\xff\\xd3"));
}

/* The code page is chosen once in a process, so each needs one of its own. */
static void
test_charset (gconstpointer data)
{
  const CharsetRow *row = data;
  g_autofree char *folder = g_dir_make_tmp ("slotwatch-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "smb.conf", NULL);
  g_autofree char *conf = g_strdup_printf ("[global]\ndos charset = %s\n", row->charset);
  g_autofree char *test = g_strdup_printf ("/netbios-charset/subprocess%s", row->test);

  g_assert_true (g_file_set_contents (path, conf, -1, NULL));
  g_setenv ("SMB_CONF_PATH", path, TRUE);
  g_test_trap_subprocess (test, 300 * G_USEC_PER_SEC, 0);
  g_test_trap_assert_passed ();
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-host/charset-of-locale", test_charset_of_locale);
  g_test_add_func ("/netbios-host/paths", test_paths);
  g_test_add_func ("/netbios-host/odd-files", test_odd_files);
  for (gsize i = 0; i < G_N_ELEMENTS (charset_rows); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/netbios-charset/of-smb-conf%s", charset_rows[i].test);
      g_autofree char *inner =
          g_strdup_printf ("/netbios-charset/subprocess%s", charset_rows[i].test);

      g_test_add_data_func (path, &charset_rows[i], test_charset);
      g_test_add_data_func (inner, &charset_rows[i], test_charset_in_subprocess);
    }
  return g_test_run ();
}
