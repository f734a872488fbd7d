/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "mailslot/mailslot-error.h"
#include "mailslot/mailslot-network-private.h"
#include "mailslot/netbios/netbios-charset.h"

/* Has the engine find this smb.conf. Returns: (transfer full): for forget_smb_conf() */
static char *
use_smb_conf (const char *text)
{
  g_autofree char *folder = g_dir_make_tmp ("slotwatch-XXXXXX", NULL);
  char *path = g_build_filename (folder, "smb.conf", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_setenv ("SMB_CONF_PATH", path, TRUE);
  return path;
}

static void
forget_smb_conf (char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_unlink (path);
  g_rmdir (folder);
  g_free (path);
}

/* Opens a network on a computer with this smb.conf. */
static MailslotNetwork *
open_network (const char *smb_conf)
{
  g_autoptr (GError) error = NULL;
  char *path = use_smb_conf (smb_conf);
  MailslotNetwork *network;

  network = mailslot_network_new (NULL, &error);
  g_assert_no_error (error);
  forget_smb_conf (path);
  return network;
}

static void
test_smb_conf (void)
{
  g_autoptr (MailslotNetwork) network = open_network ("[global]\n"
                                                      "NetBIOS name = ServerOne\n"
                                                      "workgroup = büro\n"
                                                      "wins server = 192.0.2.9\n");
  g_autofree char *workgroup = NULL;

  g_assert_cmpstr (mailslot_network_get_computer (network), ==, "SERVERONE");
  g_assert_cmpstr (mailslot_network_get_workgroup (network), ==, "BÜRO");
  g_assert_cmpstr (mailslot_network_get_wins (network), ==, "192.0.2.9");
  workgroup = netbios_name_to_string (mailslot_network_get_workgroup_name (network));
  g_assert_cmpstr (workgroup, ==, "B\\x9aRO<00>");
}

/* An option is stronger, and even an empty one says something about WINS. */
static void
test_options_win (void)
{
  MailslotNetworkOptions options = MAILSLOT_NETWORK_OPTIONS_INIT;
  char *path =
      use_smb_conf ("netbios name = A\nworkgroup = B\nwins server = 192.0.2.9\n");
  g_autoptr (MailslotNetwork) network = NULL;

  options.computer = "c";
  options.workgroup = "d";
  options.wins = "";
  network = mailslot_network_new (&options, NULL);
  g_assert_cmpstr (mailslot_network_get_computer (network), ==, "C");
  g_assert_cmpstr (mailslot_network_get_workgroup (network), ==, "D");
  g_assert_null (mailslot_network_get_wins (network));
  forget_smb_conf (path);
}

/* What makes no sense there is as if it were not there. */
static void
test_bad_values (void)
{
  static const char *const texts[] = {
    "",
    "workgroup = \nnetbios name =\nwins server =",
    "workgroup = %D\nnetbios name = %h\nwins server = %I",
    "workgroup = MUCH-TOO-LONG-FOR-ONE\nnetbios name = a/b\nwins server = nobody",
    "workgroup = 😀\nnetbios name = 😀\nwins server = ::1",
  };
  g_autofree char *host =
      g_strndup (g_get_host_name (), strcspn (g_get_host_name (), "."));
  g_autofree char *upper = g_ascii_strup (host, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (MailslotNetwork) network = open_network (texts[i]);

      g_assert_cmpstr (mailslot_network_get_workgroup (network), ==, "WORKGROUP");
      g_assert_true (g_str_has_prefix (upper, mailslot_network_get_computer (network)));
      g_assert_null (mailslot_network_get_wins (network));
    }
}

static void
test_wins_lists (void)
{
  static const struct
  {
    const char *value;
    const char *wins;
  } rows[] = {
    { "192.0.2.1 192.0.2.2", "192.0.2.1" },
    { "192.0.2.1:192.0.2.2", "192.0.2.1" },
    { "office:192.0.2.3, office:192.0.2.4 mars:192.0.2.5", "192.0.2.3" },
    { "wins.example, 192.0.2.6", "192.0.2.6" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("wins server = %s\n", rows[i].value);
      g_autoptr (MailslotNetwork) network = open_network (text);

      g_assert_cmpstr (mailslot_network_get_wins (network), ==, rows[i].wins);
    }
}

/* Both names in a datagram have it, and so it takes room twice where nmbd receives. */
static void
test_scope (void)
{
  g_autoptr (MailslotNetwork) network = open_network ("netbios name = PC\n"
                                                      "netbios scope = lab.one\n");
  g_autoptr (MailslotAddress) address =
      mailslot_address_parse ("\\\\PC\\mailslot\\Mymailslot", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *computer = NULL;
  g_autofree char *peer = NULL;
  MailslotLimits limits;
  NetbiosName name;

  computer = netbios_name_to_string (mailslot_network_get_computer_name (network));
  g_assert_cmpstr (computer, ==, "PC<00>.lab.one");
  g_assert_true (mailslot_network_init_name (network, "peer", 0x20, &name, &error));
  peer = netbios_name_to_string (&name);
  g_assert_cmpstr (peer, ==, "PEER<20>.lab.one");

  g_assert_true (mailslot_network_get_limits (network, address, &limits, &error));
  g_assert_cmpuint (limits.max_bytes, ==, 420);
  g_assert_cmpuint (limits.nmbd_max_bytes, ==, 402 - 2 * strlen ("\3lab\3one"));
}

/* The second byte of a Chinese character may look like a small letter. */
static void
test_two_byte_characters_in_subprocess (void)
{
  static const guint8 bytes[] = { 0x81, 0x61 };
  g_autoptr (MailslotNetwork) network = mailslot_network_new (NULL, NULL);
  g_autofree char *text = netbios_charset_decode (bytes, sizeof bytes);
  NetbiosName name;

  g_assert_cmpint (g_utf8_strlen (text, -1), ==, 1);
  g_assert_true (mailslot_network_init_name (network, text, 0x1b, &name, NULL));
  g_assert_cmpmem (name.bytes, 3, "\x81\x61 ", 3);
  g_assert_cmphex (netbios_name_get_suffix (&name), ==, 0x1b);

  /* Eight of them are 16 bytes. */
  g_assert_true (mailslot_network_init_name (network, "一二三四五六七", 0, &name, NULL));
  g_assert_false (
      mailslot_network_init_name (network, "一二三四五六七八", 0, &name, NULL));
}

static void
test_two_byte_characters (void)
{
  /* The code page is chosen once in a process, from what it finds first. */
  char *path = use_smb_conf ("dos charset = CP936\n");

  g_test_trap_subprocess ("/network/two-byte-characters/subprocess",
                          300 * G_USEC_PER_SEC,
                          0);
  g_test_trap_assert_passed ();
  forget_smb_conf (path);
}

/* The two commands that an administrator has to give. */
static void
test_port_advice (void)
{
  g_autoptr (GError) error =
      g_error_new_literal (MAILSLOT_ERROR, MAILSLOT_ERROR_NO_DATAGRAM_PORT, "text");
  const char *advice = mailslot_error_get_advice (error);

  g_assert_nonnull (strstr (advice, "systemctl enable --now slotwatch-relay.socket"));
  g_assert_nonnull (strstr (advice, "usermod -aG slotwatch-relay USER"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/network/smb-conf", test_smb_conf);
  g_test_add_func ("/network/options-win", test_options_win);
  g_test_add_func ("/network/bad-values", test_bad_values);
  g_test_add_func ("/network/wins-lists", test_wins_lists);
  g_test_add_func ("/network/scope", test_scope);
  g_test_add_func ("/network/two-byte-characters", test_two_byte_characters);
  g_test_add_func ("/network/two-byte-characters/subprocess",
                   test_two_byte_characters_in_subprocess);
  g_test_add_func ("/network/port-advice", test_port_advice);
  return g_test_run ();
}
