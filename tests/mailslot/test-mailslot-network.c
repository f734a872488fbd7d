/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "mailslot/mailslot-error.h"
#include "mailslot/mailslot-network-private.h"
#include "mailslot/mailslot-writer.h"

static MailslotNetwork *
open_network (const MailslotNetworkOptions *options)
{
  g_autoptr (GError) error = NULL;
  MailslotNetwork *network = mailslot_network_new (options, &error);

  g_assert_no_error (error);
  return network;
}

static MailslotNetwork *
open_computer (const char *computer)
{
  MailslotNetworkOptions options = MAILSLOT_NETWORK_OPTIONS_INIT;

  options.computer = computer;
  options.remote_transport = MAILSLOT_REMOTE_TRANSPORT_DATAGRAM;
  return open_network (&options);
}

static void
test_names (void)
{
  MailslotNetworkOptions options = MAILSLOT_NETWORK_OPTIONS_INIT;
  g_autoptr (MailslotNetwork) network = NULL;
  g_autofree char *computer = NULL;
  g_autofree char *workgroup = NULL;

  options.computer = "my-pc";
  options.workgroup = "Our Group";
  options.wins = "192.0.2.53";
  network = open_network (&options);
  g_assert_cmpstr (mailslot_network_get_computer (network), ==, "MY-PC");
  g_assert_cmpstr (mailslot_network_get_workgroup (network), ==, "OUR GROUP");
  g_assert_cmpstr (mailslot_network_get_wins (network), ==, "192.0.2.53");
  computer = netbios_name_to_string (mailslot_network_get_computer_name (network));
  workgroup = netbios_name_to_string (mailslot_network_get_workgroup_name (network));
  g_assert_cmpstr (computer, ==, "MY-PC<00>");
  g_assert_cmpstr (workgroup, ==, "OUR GROUP<00>");
  g_assert_cmpuint (mailslot_network_get_datagram_port (network), ==, 138);
  g_assert_cmpuint (mailslot_network_get_name_port (network), ==, 137);
}

static void
test_ports (void)
{
  MailslotNetworkOptions options = MAILSLOT_NETWORK_OPTIONS_INIT;
  g_autoptr (MailslotNetwork) network = NULL;

  options.datagram_port = 10138;
  options.name_port = 10137;
  network = open_network (&options);
  g_assert_cmpuint (mailslot_network_get_datagram_port (network), ==, 10138);
  g_assert_cmpuint (mailslot_network_get_name_port (network), ==, 10137);
}

typedef struct
{
  const char *value;
  const char *part_of_message; /* (nullable): it is good */
} ValueRow;

static const ValueRow name_rows[] = {
  { "A", NULL },
  { "FIFTEEN-LETTERS", NULL },
  { "under_score", NULL },
  { "with.dot", NULL },
  { "", "1 to 15" },
  { "SIXTEEN--LETTERS", "1 to 15" },
  { "a\\b", "must not hold" },
  { "a/b", "must not hold" },
  { "a:b", "must not hold" },
  { "*", "must not hold" },
  { "what?", "must not hold" },
  { "a|b", "must not hold" },
  { ".a", "must not hold" },
  { " a", "must not hold" },
  { "a ", "must not hold" },
  { "a\nb", "U+000A" },
  { "a\302\205", "U+0085" },
  { "a\377", "UTF-8" },
  { "😀", "U+1F600" },
};

static void
check_value (const MailslotNetworkOptions *options,
             const ValueRow *row,
             const char *label)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotNetwork) network = mailslot_network_new (options, &error);

  if (row->part_of_message == NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (network);
      return;
    }
  g_assert_null (network);
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_INVALID_ADDRESS);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, label));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_nonnull (strstr (error->message, row->part_of_message));
}

static void
test_checks_names (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (name_rows); i++)
    {
      MailslotNetworkOptions computer = MAILSLOT_NETWORK_OPTIONS_INIT;
      MailslotNetworkOptions workgroup = MAILSLOT_NETWORK_OPTIONS_INIT;

      computer.computer = name_rows[i].value;
      check_value (&computer, &name_rows[i], "Computer name: ");
      workgroup.workgroup = name_rows[i].value;
      check_value (&workgroup, &name_rows[i], "Workgroup: ");
    }
}

static const ValueRow wins_rows[] = {
  { "192.0.2.1", NULL },       { "", NULL },
  { "wins.example", "IPv4" },  { "fe80::1", "IPv4" },
  { "0.0.0.0", "IPv4" },       { "224.0.0.1", "IPv4" },
  { "192.0.2.1 ", "IPv4" },    { "192.0.2.256", "IPv4" },
  { "192.0.2.1:137", "IPv4" },
};

static void
test_checks_wins (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wins_rows); i++)
    {
      MailslotNetworkOptions options = MAILSLOT_NETWORK_OPTIONS_INIT;

      options.wins = wins_rows[i].value;
      check_value (&options, &wins_rows[i], "WINS server: ");
    }
}

static void
test_no_wins (void)
{
  MailslotNetworkOptions options = MAILSLOT_NETWORK_OPTIONS_INIT;
  g_autoptr (MailslotNetwork) network = NULL;

  options.wins = "";
  network = open_network (&options);
  g_assert_null (mailslot_network_get_wins (network));
}

static void
test_transport (void)
{
  MailslotNetworkOptions options = MAILSLOT_NETWORK_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotNetwork) by_default = open_network (NULL);
  g_autoptr (MailslotNetwork) by_datagrams = open_computer ("PC");
  g_autoptr (MailslotNetwork) by_windows = NULL;

  g_assert_true (mailslot_network_uses_datagrams (by_datagrams));
  options.remote_transport = MAILSLOT_REMOTE_TRANSPORT_WINDOWS;
  by_windows = mailslot_network_new (&options, &error);
  if (mailslot_network_uses_datagrams (by_default))
    {
      g_assert_null (by_windows);
      g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_UNSUPPORTED);
    }
  else
    {
      g_assert_no_error (error);
      g_assert_false (mailslot_network_uses_datagrams (by_windows));
    }
}

/* Whatever the host is called, there is a name that can be sent. */
static void
test_default (void)
{
  MailslotNetwork *network = mailslot_network_get_default ();
  const char *computer = mailslot_network_get_computer (network);
  g_autofree char *upper = g_ascii_strup (computer, -1);

  g_test_message ("%s in %s", computer, mailslot_network_get_workgroup (network));
  g_assert_true (network == mailslot_network_get_default ());
  g_assert_cmpuint (strlen (computer), >, 0);
  g_assert_cmpint (g_utf8_strlen (computer, -1), <=, 15);
  g_assert_cmpstr (computer, ==, upper);
  g_assert_null (strchr (computer, '.'));
  g_assert_cmpstr (mailslot_network_get_workgroup (network), !=, "");
}

typedef struct
{
  const char *address;
  gsize max_bytes;
  gsize nmbd_max_bytes;
} LimitRow;

static const LimitRow limit_rows[] = {
  { "x", G_MAXSIZE, G_MAXSIZE },
  { "\\\\PC\\mailslot\\four", 428, 410 },
  { "\\\\PC\\mailslot\\five5", 424, 406 },
  { "\\\\PC\\mailslot\\eightlet", 424, 406 },
  { "\\\\192.0.2.7\\mailslot\\Mymailslot", 420, 402 },
  { "\\\\pc.example.org\\mailslot\\Mymailslot", 420, 402 },
  { "\\\\a-single-label-that-only-dns-can-know\\mailslot\\x", 428, 410 },
  { "\\\\*\\mailslot\\twentytwentytwenty20", 412, 394 },
};

static void
test_limits (void)
{
  g_autoptr (MailslotNetwork) network = open_computer ("ME");

  for (gsize i = 0; i < G_N_ELEMENTS (limit_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MailslotAddress) address =
          mailslot_address_parse (limit_rows[i].address, &error);
      MailslotLimits limits;

      g_assert_no_error (error);
      g_test_message ("%s", limit_rows[i].address);
      g_assert_true (mailslot_network_get_limits (network, address, &limits, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (limits.max_bytes, ==, limit_rows[i].max_bytes);
      g_assert_cmpuint (limits.nmbd_max_bytes, ==, limit_rows[i].nmbd_max_bytes);
    }
}

static void
assert_no_limits (MailslotAddress *address, int code)
{
  g_autoptr (MailslotNetwork) network = open_computer ("ME");
  g_autoptr (GError) error = NULL;
  MailslotLimits limits;

  g_assert_false (mailslot_network_get_limits (network, address, &limits, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, MAILSLOT_ERROR, code);
  g_clear_error (&error);
  g_assert_null (mailslot_writer_open_on (address, network, &error));
  g_assert_error (error, MAILSLOT_ERROR, code);
}

static void
test_no_limits (void)
{
  static const char *const hosts[] = {
    "\\\\PC😀\\mailslot\\x",
    "\\\\PC\\mailslot\\😀",
    ("\\\\a-label-of-sixty-four-characters-which-is-one-more-than-dns-lets-"
     "be\\mailslot\\x"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (MailslotAddress) address = mailslot_address_parse (hosts[i], NULL);

      assert_no_limits (address, MAILSLOT_ERROR_INVALID_ADDRESS);
    }
  assert_no_limits (mailslot_address_get_all (), MAILSLOT_ERROR_INVALID_ADDRESS);
}

/* A domain has no other name than that of NetBIOS. */
static void
test_no_limits_for_long_domain (void)
{
  g_autoptr (MailslotAddress) host =
      mailslot_address_parse ("\\\\SIXTEEN--LETTERS\\mailslot\\x", NULL);
  g_autoptr (MailslotAddress) domain =
      mailslot_address_with_scope (host, MAILSLOT_SCOPE_DOMAIN, NULL);

  assert_no_limits (domain, MAILSLOT_ERROR_INVALID_ADDRESS);
}

static void
test_socket (void)
{
  g_autoptr (MailslotNetwork) network = open_computer ("ME");
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4,
                                             G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP,
                                             NULL);
  GSocket *shared;

  g_assert_null (mailslot_network_dup_datagram_socket (network));
  mailslot_network_set_datagram_socket (network, socket);
  shared = mailslot_network_dup_datagram_socket (network);
  g_assert_true (shared == socket);
  g_object_unref (shared);
  mailslot_network_set_datagram_socket (network, NULL);
  g_assert_null (mailslot_network_dup_datagram_socket (network));
  g_assert_finalize_object (g_steal_pointer (&socket));
}

int
main (int argc, char **argv)
{
  g_setenv ("SMB_CONF_PATH", "/nonexistent", TRUE); /* not this computer's */
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/network/names", test_names);
  g_test_add_func ("/network/ports", test_ports);
  g_test_add_func ("/network/checks-names", test_checks_names);
  g_test_add_func ("/network/checks-wins", test_checks_wins);
  g_test_add_func ("/network/no-wins", test_no_wins);
  g_test_add_func ("/network/transport", test_transport);
  g_test_add_func ("/network/default", test_default);
  g_test_add_func ("/network/limits", test_limits);
  g_test_add_func ("/network/no-limits", test_no_limits);
  g_test_add_func ("/network/no-limits-for-long-domain", test_no_limits_for_long_domain);
  g_test_add_func ("/network/socket", test_socket);
  return g_test_run ();
}
