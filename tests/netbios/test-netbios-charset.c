/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-charset.h"

#include <string.h>

#include "mailslot/mailslot-error.h"

/* What holds in every code page; test-netbios-unix-host.c goes through some of them. */

static void
test_ascii_stays (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = netbios_charset_encode ("Net\\NETLOGON ~", &error);
  g_autofree char *upper = netbios_charset_encode_upper ("pc-1_ix", &error);
  g_autofree char *text = netbios_charset_decode ((const guint8 *) "A\\b ~", 5);

  g_assert_no_error (error);
  g_assert_cmpstr (bytes, ==, "Net\\NETLOGON ~");
  g_assert_cmpstr (upper, ==, "PC-1_IX");
  g_assert_cmpstr (text, ==, "A\\b ~");
}

static void
test_control_characters_are_escaped (void)
{
  g_autofree char *text =
      netbios_charset_decode ((const guint8 *) "\x01__MS\x02\x00\n\x7f", 9);

  g_assert_cmpstr (text, ==, "\\x01__MS\\x02\\x00\\x0a\\x7f");
}

static void
test_nothing (void)
{
  g_autofree char *text = netbios_charset_decode (NULL, 0);

  g_assert_cmpstr (text, ==, "");
}

/* No code page for names has emoji. UTF-8 has, but no network uses it. */
static void
test_lacking_is_named (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (netbios_charset_encode ("PC😀", &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_INVALID_ADDRESS);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "U+1F600"));
  g_assert_nonnull (strstr (error->message, "“PC😀”"));
}

/* Whatever comes becomes one line of UTF-8 that ends, and every byte of it is there. */
static void
test_any_bytes (void)
{
  for (guint first = 0; first < 256; first++)
    for (guint second = 0; second < 256; second++)
      {
        const guint8 bytes[] = { (guint8) first, (guint8) second, 'x' };
        g_autofree char *text = netbios_charset_decode (bytes, sizeof bytes);

        g_assert_true (g_utf8_validate (text, -1, NULL));
        g_assert_true (g_str_has_suffix (text, "x"));
        for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
          g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
      }
}

int
main (int argc, char **argv)
{
  g_setenv ("SMB_CONF_PATH", "/nonexistent", TRUE); /* not this computer's */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-charset/ascii-stays", test_ascii_stays);
  g_test_add_func ("/netbios-charset/control-characters-are-escaped",
                   test_control_characters_are_escaped);
  g_test_add_func ("/netbios-charset/nothing", test_nothing);
  g_test_add_func ("/netbios-charset/lacking-is-named", test_lacking_is_named);
  g_test_add_func ("/netbios-charset/any-bytes", test_any_bytes);
  return g_test_run ();
}
