/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-lmhosts.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("lmhosts-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "lmhosts", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_remove (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

static void
write_file (Fixture *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (self->path, text, -1, &error);
  g_assert_no_error (error);
}

static char *
to_text (const guint8 address[4])
{
  g_autoptr (GInetAddress) inet =
      g_inet_address_new_from_bytes (address, G_SOCKET_FAMILY_IPV4);

  return g_inet_address_to_string (inet);
}

/* @expected is NULL if the file must not have the name. */
static void
assert_host (Fixture *self, const char *name, guint8 suffix, const char *expected)
{
  g_autofree char *found = NULL;
  NetbiosName wanted;
  guint8 address[4];

  g_assert_true (netbios_name_init (&wanted, name, suffix, NULL));
  if (netbios_lmhosts_find_host (self->path, &wanted, address))
    found = to_text (address);
  g_assert_cmpstr (found, ==, expected);
}

/* @expected has blanks between the addresses. */
static void
assert_domain (Fixture *self, const char *name, const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);
  NetbiosName wanted;
  guint8 addresses[3][4];
  guint n_addresses;

  g_assert_true (netbios_name_init (&wanted, name, 0, NULL));
  n_addresses = netbios_lmhosts_find_domain (self->path, &wanted, addresses, 3);
  for (guint i = 0; i < n_addresses; i++)
    {
      g_autofree char *address = to_text (addresses[i]);

      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", address);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_finds_hosts (Fixture *self, gconstpointer data)
{
  write_file (self,
              "# written by hand\n"
              "\n"
              "10.0.0.1 first\n"
              "\t10.0.0.2\t \tSecond#1   # a comment\n"
              "10.0.0.3 THIRD #PRE\r\n"
              "10.0.0.4 FIRST\r\n"
              "10.0.0.5 last");
  assert_host (self, "FIRST", 0x00, "10.0.0.1");
  assert_host (self, "FIRST", 0x03, "10.0.0.1");
  assert_host (self, "SECOND#1", 0x00, "10.0.0.2");
  assert_host (self, "THIRD", 0x20, "10.0.0.3");
  assert_host (self, "LAST", 0x00, "10.0.0.5");
  assert_host (self, "MISSING", 0x00, NULL);
}

static void
test_reads_quoted_names (Fixture *self, gconstpointer data)
{
  write_file (self,
              "10.0.0.1 \"MY SERVER\"\n"
              "10.0.0.2 \"PDC            \\0x1B\" #PRE\n"
              "10.0.0.3 \"MSG\\0X03\"\n"
              "10.0.0.4 \"A#B\"#PRE\n"
              "10.0.0.5 \"OPEN\n"
              "10.0.0.6 \"\"\n"
              "10.0.0.7 \"LONG\\0x1\"\n");
  assert_host (self, "MY SERVER", 0x00, "10.0.0.1");
  assert_host (self, "PDC", 0x1b, "10.0.0.2");
  assert_host (self, "PDC", 0x00, NULL);
  assert_host (self, "MSG", 0x03, "10.0.0.3");
  assert_host (self, "MSG", 0x00, NULL);
  assert_host (self, "A#B", 0x00, "10.0.0.4");
  assert_host (self, "OPEN", 0x00, NULL);
  assert_host (self, "LONG\\0x1", 0x00, "10.0.0.7");
}

static void
test_finds_domains (Fixture *self, gconstpointer data)
{
  write_file (self,
              "10.0.0.1 DC1 #PRE #DOM:OFFICE # the old one\n"
              "10.0.0.2 DC2 #dom:office #PRE\n"
              "10.0.0.3 PC3 # says #DOM:OFFICE in a comment\n"
              "10.0.0.4 DC4 #DOM:HOME\n"
              "10.0.0.5 DC5 #DOM:\n"
              "10.0.0.6 DC6 #DOM:OFFICE\n"
              "10.0.0.7 DC7 #DOM:OFFICE\n");
  assert_domain (self, "OFFICE", "10.0.0.1 10.0.0.2 10.0.0.6");
  assert_domain (self, "HOME", "10.0.0.4");
  assert_domain (self, "MISSING", "");
  assert_host (self, "DC5", 0x00, "10.0.0.5");
}

static void
test_skips_what_is_wrong (Fixture *self, gconstpointer data)
{
  write_file (self,
              "\xef\xbb\xbf"
              "10.0.0.1 MARKED\n"
              "10.0.0.256 PC\n"
              "fe80::1 PC\n"
              "PC 10.0.0.2\n"
              "10.0.0.3\n"
              "10.0.0.4 #PC\n"
              "10.0.0.5 ATOOLONGNAMEFORAPC\n"
              "#INCLUDE \\\\server\\share\\lmhosts\n"
              "#BEGIN_ALTERNATE\n"
              "#INCLUDE \\\\other\\share\\lmhosts\n"
              "#END_ALTERNATE\n"
              "\x80\xff \x01\n"
              "10.0.0.6 PC\n");
  assert_host (self, "MARKED", 0x00, "10.0.0.1");
  assert_host (self, "PC", 0x00, "10.0.0.6");
  assert_host (self, "ATOOLONGNAMEFOR", 0x00, NULL);
}

static void
test_is_not_there (Fixture *self, gconstpointer data)
{
  NetbiosName name;
  guint8 address[4];

  assert_host (self, "PC", 0x00, NULL);
  assert_domain (self, "OFFICE", "");
  g_assert_true (netbios_name_init (&name, "PC", 0, NULL));
  g_assert_false (netbios_lmhosts_find_host (NULL, &name, address));
  g_assert_false (netbios_lmhosts_find_host (self->folder, &name, address));
}

static void
test_is_too_long (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("10.0.0.1 PC\n");

  while (text->len < NETBIOS_LMHOSTS_MAX_BYTES)
    g_string_append_c (text, '\n');
  write_file (self, text->str);
  assert_host (self, "PC", 0x00, "10.0.0.1");
  g_string_append_c (text, '\n');
  write_file (self, text->str);
  assert_host (self, "PC", 0x00, NULL);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/netbios-lmhosts/finds-hosts", test_finds_hosts);
  add ("/netbios-lmhosts/reads-quoted-names", test_reads_quoted_names);
  add ("/netbios-lmhosts/finds-domains", test_finds_domains);
  add ("/netbios-lmhosts/skips-what-is-wrong", test_skips_what_is_wrong);
  add ("/netbios-lmhosts/is-not-there", test_is_not_there);
  add ("/netbios-lmhosts/is-too-long", test_is_too_long);
  return g_test_run ();
}
