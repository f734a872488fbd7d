/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-name.h"

#include "mailslot/mailslot-error.h"
#include "netbios/netbios-bytes.h"

#include <string.h>

/* 32 letters of a name that does not matter, and its label. */
#define HEX_LETTERS "4142414241424142414241424142414241424142414241424142414241424142"

static NetbiosName
make_name (const char *text, guint8 suffix)
{
  g_autoptr (GError) error = NULL;
  NetbiosName name;
  gboolean made = netbios_name_init (&name, text, suffix, &error);

  g_assert_no_error (error);
  g_assert_true (made);
  return name;
}

static gboolean
decode_at (const char *hex, gsize offset, NetbiosName *name, gsize *end, GError **error)
{
  g_autoptr (GByteArray) packet = bytes_from_hex (hex);
  NetbiosCursor cursor;
  gboolean decoded;

  netbios_cursor_init (&cursor, packet->data, packet->len);
  g_assert_true (netbios_cursor_seek (&cursor, offset, NULL));
  decoded = netbios_name_decode (name, &cursor, error);
  if (end != NULL)
    *end = cursor.offset;
  return decoded;
}

static void
assert_malformed (const char *hex, gsize offset)
{
  g_autoptr (GError) error = NULL;
  NetbiosName name;

  assert_refused (decode_at (hex, offset, &name, NULL, &error),
                  &error,
                  MAILSLOT_ERROR_MALFORMED);
}

static void
test_encodes (void)
{
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  NetbiosName name = make_name ("SambaHost", NETBIOS_SUFFIX_WORKSTATION);

  netbios_name_encode (&name, packet);
  assert_bytes (packet, HEX_SAMBAHOST_00);
  g_assert_cmpuint (netbios_name_get_encoded_size (&name), ==, 34);
}

static void
test_encodes_the_wildcard (void)
{
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  NetbiosName name = make_name ("*", 0);

  netbios_name_encode (&name, packet);
  assert_bytes (packet,
                "20"
                "434b414141414141414141414141414141414141414141414141414141414141"
                "00");
  g_assert_true (netbios_name_is_wildcard (&name));
  name = make_name ("*SMBSERVER", NETBIOS_SUFFIX_SERVER);
  g_assert_false (netbios_name_is_wildcard (&name));
}

static void
test_encodes_the_scope_as_labels (void)
{
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  NetbiosName name = make_name ("FRED", ' ');
  NetbiosName decoded;
  NetbiosCursor cursor;

  /* The example of RFC 1001 section 14.1. */
  g_assert_true (netbios_name_set_scope (&name, "NETBIOS.COM", NULL));
  netbios_name_encode (&name, packet);
  assert_bytes (packet,
                "20"
                "4547464345464545434143414341434143414341434143414341434143414341"
                "07"
                "4e455442494f53"
                "03"
                "434f4d"
                "00");
  g_assert_cmpuint (netbios_name_get_encoded_size (&name), ==, packet->len);
  netbios_cursor_init (&cursor, packet->data, packet->len);
  g_assert_true (netbios_name_decode (&decoded, &cursor, NULL));
  g_assert_true (netbios_name_equal (&name, &decoded));
  g_assert_cmpstr (decoded.scope, ==, "NETBIOS.COM");
}

static void
test_makes_only_names_that_fit (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) empty_error = NULL;
  NetbiosName name = make_name ("FIFTEEN-LETTERS", 0);

  g_assert_cmpmem (name.bytes, 16, "FIFTEEN-LETTERS\0", 16);
  assert_refused (netbios_name_init (&name, "SIXTEEN-LETTERS\xfc", 0, &error),
                  &error,
                  MAILSLOT_ERROR_INVALID_ADDRESS);
  g_assert_nonnull (strstr (error->message, "SIXTEEN-LETTERS\\xfc"));
  assert_refused (netbios_name_init (&name, "", 0, &empty_error),
                  &empty_error,
                  MAILSLOT_ERROR_INVALID_ADDRESS);
}

static void
test_refuses_bad_scopes (void)
{
  static const char *const scopes[] = { ".", "a.", ".a", "a..b", "a b", "\xc3\xa4" };
  g_autofree char *long_label = g_strnfill (64, 'x');
  g_autoptr (GString) scope = g_string_new ("a");
  NetbiosName name = make_name ("PC", 0);

  g_assert_true (netbios_name_set_scope (&name, "kept", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (scopes); i++)
    g_assert_false (netbios_name_set_scope (&name, scopes[i], NULL));
  g_assert_false (netbios_name_set_scope (&name, long_label, NULL));
  g_assert_true (netbios_name_set_scope (&name, long_label + 1, NULL));

  while (scope->len < 219)
    g_string_append (scope, ".b");
  g_string_append (scope, "c");
  g_assert_cmpuint (scope->len, ==, 220);
  g_assert_true (netbios_name_set_scope (&name, scope->str, NULL));
  g_assert_cmpuint (netbios_name_get_encoded_size (&name), ==, 255);
  g_string_append (scope, "d");
  g_assert_false (netbios_name_set_scope (&name, scope->str, NULL));
  g_assert_cmpuint (strlen (name.scope), ==, 220);
}

static void
test_compares_bytes_and_scope (void)
{
  NetbiosName a = make_name ("pc", 0);
  NetbiosName b = make_name ("PC", 0);

  g_assert_true (netbios_name_equal (&a, &b));
  g_assert_true (netbios_name_set_scope (&a, "Lab", NULL));
  g_assert_false (netbios_name_equal (&a, &b));
  g_assert_true (netbios_name_set_scope (&b, "LAB", NULL));
  g_assert_true (netbios_name_equal (&a, &b));
  b.bytes[NETBIOS_NAME_MAX_LENGTH] = 0x20;
  g_assert_false (netbios_name_equal (&a, &b));
}

static void
assert_texts (const NetbiosName *name, const char *text, const char *whole)
{
  g_autofree char *actual_text = netbios_name_dup_text (name);
  g_autofree char *actual_whole = netbios_name_to_string (name);

  g_assert_cmpstr (actual_text, ==, text);
  g_assert_cmpstr (actual_whole, ==, whole);
}

static void
test_shows_every_byte (void)
{
  NetbiosName name = make_name ("My-PC", 0x1b);

  g_assert_true (netbios_name_set_scope (&name, "lab", NULL));
  assert_texts (&name, "MY-PC", "MY-PC<1B>.lab");
  name = make_name ("*", 0);
  assert_texts (&name, "*", "*<00>");
  name = make_name ("\x01\x02__MSBROWSE__\x02", 0x01);
  assert_texts (&name, "\\x01\\x02__MSBROWSE__\\x02", "\\x01\\x02__MSBROWSE__\\x02<01>");
  name = make_name ("M\x9aLL\\x01", 0);
  assert_texts (&name, "M\\x9aLL\\x5cX01", "M\\x9aLL\\x5cX01<00>");
}

static void
test_decodes (void)
{
  NetbiosName name;
  gsize end;

  g_assert_true (decode_at ("ff" HEX_TESTGRP_1E "ee", 1, &name, &end, NULL));
  g_assert_cmpuint (end, ==, 35);
  assert_texts (&name, "TESTGRP", "TESTGRP<1E>");
}

static void
test_decodes_every_byte (void)
{
  for (guint start = 0; start < 256; start += NETBIOS_NAME_SIZE)
    {
      g_autoptr (GByteArray) packet = g_byte_array_new ();
      guint8 bytes[NETBIOS_NAME_SIZE];
      NetbiosCursor cursor;
      NetbiosName name;
      NetbiosName decoded;

      for (guint i = 0; i < NETBIOS_NAME_SIZE; i++)
        bytes[i] = (guint8) (start + i);
      netbios_name_init_from_bytes (&name, bytes);
      netbios_name_encode (&name, packet);
      netbios_cursor_init (&cursor, packet->data, packet->len);
      g_assert_true (netbios_name_decode (&decoded, &cursor, NULL));
      g_assert_cmpmem (decoded.bytes, NETBIOS_NAME_SIZE, bytes, NETBIOS_NAME_SIZE);
    }
}

static void
test_follows_pointers_back (void)
{
  NetbiosName name;
  gsize end;

  /* A whole name, then another name that is only a pointer to it. */
  g_assert_true (decode_at (HEX_SAMBAHOST_00 "c000ee", 34, &name, &end, NULL));
  g_assert_cmpuint (end, ==, 36);
  assert_texts (&name, "SAMBAHOST", "SAMBAHOST<00>");

  /* A scope that another name has, and a pointer to a pointer to it. */
  g_assert_true (decode_at ("03"
                            "4c4142"
                            "00"
                            "c000"
                            "20" HEX_LETTERS "c005"
                            "ee",
                            7,
                            &name,
                            &end,
                            NULL));
  g_assert_cmpuint (end, ==, 42);
  g_assert_cmpstr (name.scope, ==, "LAB");
}

static void
test_refuses_other_pointers (void)
{
  assert_malformed ("c000", 0);                  /* to itself */
  assert_malformed ("c002" HEX_SAMBAHOST_00, 0); /* forwards */
  assert_malformed ("ffc0ff", 1);                /* beyond the end */
  assert_malformed ("ffc0", 1);                  /* half of one */
  assert_malformed ("20" HEX_LETTERS "c000", 0); /* a loop of labels */
  assert_malformed ("20" HEX_LETTERS "0141"
                    "c021",
                    0);                 /* a loop in the scope */
  assert_malformed ("c002c000c000", 4); /* two in a circle before it */
  assert_malformed ("c002c000", 2);     /* two in a circle */
  assert_malformed ("0141c000"
                    "20" HEX_LETTERS "c000",
                    4); /* a loop before the name */
}

static void
test_refuses_malformed_names (void)
{
  assert_malformed ("", 0);
  assert_malformed ("00", 0);
  assert_malformed ("1f" HEX_LETTERS "00", 0); /* label of 31 */
  assert_malformed ("21" HEX_LETTERS "4100", 0);
  assert_malformed ("20" HEX_LETTERS, 0); /* no end */
  assert_malformed ("20"
                    "414241424142",
                    0); /* cut */
  assert_malformed ("20" HEX_LETTERS "40"
                    "00",
                    0); /* reserved kinds of labels */
  assert_malformed ("20" HEX_LETTERS "80"
                    "00",
                    0);
  assert_malformed ("20" HEX_LETTERS "03"
                    "61620000",
                    0); /* NUL in the scope */
  assert_malformed ("20" HEX_LETTERS "03"
                    "612e6200",
                    0); /* a dot inside a label */
}

/* Only the letters A to P stand for a half byte. */
static void
test_refuses_other_letters (void)
{
  g_autoptr (GByteArray) packet = bytes_from_hex (HEX_SAMBAHOST_00);

  for (guint place = 1; place <= 32; place++)
    {
      guint8 letter = packet->data[place];

      for (guint byte = 0; byte < 256; byte++)
        {
          NetbiosCursor cursor;
          NetbiosName name;

          packet->data[place] = (guint8) byte;
          netbios_cursor_init (&cursor, packet->data, packet->len);
          g_assert_cmpint (netbios_name_decode (&name, &cursor, NULL),
                           ==,
                           byte >= 'A' && byte <= 'P');
        }
      packet->data[place] = letter;
    }
}

/* Scopes of 63, 63, 63 and n bytes: a whole name has at most 255. */
static void
test_refuses_names_over_255_bytes (void)
{
  for (guint last = 1; last <= NETBIOS_NAME_MAX_LENGTH * 2; last++)
    {
      g_autoptr (GByteArray) packet = bytes_from_hex ("20" HEX_LETTERS);
      guint8 sizes[4] = { 63, 63, 63, (guint8) last };
      guint8 label[63];
      NetbiosCursor cursor;
      NetbiosName name;

      memset (label, 'x', sizeof label);
      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        {
          g_byte_array_append (packet, &sizes[i], 1);
          g_byte_array_append (packet, label, sizes[i]);
        }
      g_byte_array_append (packet, (const guint8 *) "", 1);
      netbios_cursor_init (&cursor, packet->data, packet->len);
      g_assert_cmpint (netbios_name_decode (&name, &cursor, NULL),
                       ==,
                       packet->len <= 255);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-name/encode/plain", test_encodes);
  g_test_add_func ("/netbios-name/encode/wildcard", test_encodes_the_wildcard);
  g_test_add_func ("/netbios-name/encode/scope", test_encodes_the_scope_as_labels);
  g_test_add_func ("/netbios-name/makes-only-names-that-fit",
                   test_makes_only_names_that_fit);
  g_test_add_func ("/netbios-name/refuses-bad-scopes", test_refuses_bad_scopes);
  g_test_add_func ("/netbios-name/compares-bytes-and-scope",
                   test_compares_bytes_and_scope);
  g_test_add_func ("/netbios-name/shows-every-byte", test_shows_every_byte);
  g_test_add_func ("/netbios-name/decode/plain", test_decodes);
  g_test_add_func ("/netbios-name/decode/every-byte", test_decodes_every_byte);
  g_test_add_func ("/netbios-name/decode/follows-pointers-back",
                   test_follows_pointers_back);
  g_test_add_func ("/netbios-name/decode/refuses-other-pointers",
                   test_refuses_other_pointers);
  g_test_add_func ("/netbios-name/decode/refuses-malformed-names",
                   test_refuses_malformed_names);
  g_test_add_func ("/netbios-name/decode/refuses-other-letters",
                   test_refuses_other_letters);
  g_test_add_func ("/netbios-name/decode/refuses-names-over-255-bytes",
                   test_refuses_names_over_255_bytes);
  return g_test_run ();
}
