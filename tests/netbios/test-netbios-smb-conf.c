/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-smb-conf.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *workgroup; /* (nullable) */
} Row;

static const Row rows[] = {
  { "[global]\nworkgroup = OFFICE\n", "OFFICE" },
  { "[Global]\r\n\tWork Group=OFFICE  \r\n", "OFFICE" },
  { "[globals]\nWORKGROUP = OFFICE", "OFFICE" },
  { "workgroup = OFFICE", "OFFICE" },
  { "[global]\nworkgroup = MY GROUP", "MY GROUP" },
  { "[global]\nworkgroup = A=B", "A=B" },
  { "[global]\n# workgroup = NO\n  ; workgroup = NO\nworkgroup = YES", "YES" },
  { "[global]\nworkgroup = FIRST\nworkgroup = LAST", "LAST" },
  { "[global]\nworkgroup = FIRST\nworkgroup = %h", NULL },
  { "[global]\nwork\\\ngroup = OFF\\\r\nICE", "OFFICE" },
  { "[share]\nworkgroup = NO", NULL },
  { "[global]\nworkgroup = A\n[share]\nworkgroup = B\n[global]\nx = y", "A" },
  { "[share]\n[global]\nworkgroup = A", "A" },
  { "[global]\nworkgroup", NULL },
  { "[global]\nworkgroup =", NULL },
  { "[global]\nworkgroup = %L", NULL },
  { "[global]\nworkgroup = caf\xe9", NULL },
  { "[global\nworkgroup = A", NULL },
  { "", NULL },
  { "\\", NULL },
  { "\\\n", NULL },
  { "=\n= x\n[\n[]\n]", NULL },
};

static void
test_workgroup (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NetbiosSmbConf) conf =
          netbios_smb_conf_parse (rows[i].text, strlen (rows[i].text));

      g_test_message ("row %u", (guint) i);
      g_assert_cmpstr (netbios_smb_conf_get (conf, "workgroup"), ==, rows[i].workgroup);
    }
}

static void
test_parametric (void)
{
  static const char text[] = "[global]\nnmbd:socket dir = /run/other\nwins server =";
  g_autoptr (NetbiosSmbConf) conf = netbios_smb_conf_parse (text, strlen (text));

  g_assert_cmpstr (netbios_smb_conf_get (conf, "nmbd:socket dir"), ==, "/run/other");
  g_assert_cmpstr (netbios_smb_conf_get (conf, "NMBD : SocketDir"), ==, "/run/other");
  g_assert_null (netbios_smb_conf_get (conf, "wins server"));
  g_assert_null (netbios_smb_conf_get (conf, "netbios name"));
}

/* What comes after a NUL or without an end is no reason to fail. */
static void
test_any_bytes (void)
{
  g_autofree guint8 *bytes = g_malloc (4096);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (NetbiosSmbConf) conf = NULL;

      for (guint i = 0; i < 4096; i++)
        bytes[i] = "=[]\\\n\r#;% \tgloba\xe9\0"[g_test_rand_int_range (0, 19)];
      conf = netbios_smb_conf_parse ((const char *) bytes, 4096);
      g_assert_null (netbios_smb_conf_get (conf, "workgroup"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-smb-conf/workgroup", test_workgroup);
  g_test_add_func ("/netbios-smb-conf/parametric", test_parametric);
  g_test_add_func ("/netbios-smb-conf/any-bytes", test_any_bytes);
  return g_test_run ();
}
