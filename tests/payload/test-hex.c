/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-hex.h"

#include <string.h>

#include "payload-fixture.h"
#include "payload/sw-payload-error.h"

static void
test_parse_good (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "  \n\t ", "" },
    { "00", "00" },
    { "deadBEEF", "deadbeef" },
    { "de ad be ef", "deadbeef" },
    { "de,ad:be\r\nef", "deadbeef" },
    { "0xDE 0xAD", "dead" },
    { "0XDE,0XAD,", "dead" },
    { "\\xde\\xad", "dead" },
    { "0xdead", "dead" },
    { "0x00", "00" },
    { "00x11", NULL },
    { ":de:", "de" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = sw_hex_parse (cases[i][0], &error);

      g_test_message ("'%s'", cases[i][0]);
      if (cases[i][1] == NULL)
        {
          g_assert_error (error, SW_PAYLOAD_ERROR, SW_PAYLOAD_ERROR_SYNTAX);
          continue;
        }
      g_assert_no_error (error);
      fixture_assert_bytes (bytes, cases[i][1]);
    }
}

static void
test_parse_bad (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "a", "missing at column 2:" },    { "de a", "missing at column 5:" },
    { "d e", "missing at column 2:" },  { "de,a,be", "missing at column 5:" },
    { "0x", "missing at column 3:" },   { "0x 41", "missing at column 3:" },
    { "0x4", "missing at column 4:" },  { "\\x", "missing at column 3:" },
    { "zz", "'z' at column 1 " },       { "ag", "'g' at column 2 " },
    { "41 你", "'你' at column 4 " },   { "4你", "'你' at column 2 " },
    { "你41", "'你' at column 1 " },    { "41-42", "'-' at column 3 " },
    { "41 \\42", "'\\' at column 4 " }, { "x41", "'x' at column 1 " },
    { "0x0x41", "'x' at column 4 " },   { "１２", "'１' at column 1 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = sw_hex_parse (cases[i].text, &error);

      g_assert_error (error, SW_PAYLOAD_ERROR, SW_PAYLOAD_ERROR_SYNTAX);
      g_assert_null (bytes);
      g_test_message ("'%s': %s", cases[i].text, error->message);
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

static void
test_round_trip (void)
{
  static const char *const separators[] = { "", " ", ":", ", ", "\n" };

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (GBytes) bytes = fixture_bytes_new_random (200);
      gsize size;
      const guint8 *data = g_bytes_get_data (bytes, &size);
      g_autofree char *text =
          sw_hex_format (data, size, separators[i % G_N_ELEMENTS (separators)]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) parsed = sw_hex_parse (text, &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (bytes, parsed));
    }
}

static void
test_format (void)
{
  static const guint8 data[] = { 0x00, 0xAB, 0xFF };
  g_autofree char *none = sw_hex_format (NULL, 0, " ");
  g_autofree char *joined = sw_hex_format (data, 3, "");
  g_autofree char *spaced = sw_hex_format (data, 3, " ");

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (joined, ==, "00abff");
  g_assert_cmpstr (spaced, ==, "00 ab ff");
}

static void
test_huge (void)
{
  gsize size = 8 << 20;
  g_autofree guint8 *data = g_malloc (size);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) parsed = NULL;

  memset (data, 0x5A, size);
  text = sw_hex_format (data, size, " ");
  parsed = sw_hex_parse (text, NULL);
  g_assert_cmpmem (g_bytes_get_data (parsed, NULL),
                   g_bytes_get_size (parsed),
                   data,
                   size);
}

static void
test_n_lines (void)
{
  g_assert_cmpuint (sw_hex_get_n_lines (0), ==, 0);
  g_assert_cmpuint (sw_hex_get_n_lines (1), ==, 1);
  g_assert_cmpuint (sw_hex_get_n_lines (16), ==, 1);
  g_assert_cmpuint (sw_hex_get_n_lines (17), ==, 2);
  g_assert_cmpuint (sw_hex_get_n_lines (G_MAXSIZE), ==, G_MAXSIZE / 16 + 1);
}

static void
test_dump (void)
{
  g_autoptr (GString) line = g_string_new (NULL);
  static const guint8 data[] = "Hello, world!\n\0\377~\177 ";

  sw_hex_append_line (line, data, 19, 0);
  g_assert_cmpstr (line->str,
                   ==,
                   "00000000  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64 21 0a 00 ff  "
                   "Hello, world!...");
  g_string_truncate (line, 0);
  sw_hex_append_line (line, data, 19, 1);
  g_assert_cmpstr (line->str,
                   ==,
                   "00000010  7e 7f 20                                          "
                   "~. ");
}

/* The text column stands where it stood in every other line. */
static void
test_dump_alignment (void)
{
  static const guint8 data[16] = "aaaaaaaaaaaaaaa";

  for (gsize size = 1; size <= 16; size++)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      sw_hex_append_line (line, data, size, 0);
      g_assert_cmpuint (line->len, ==, 60 + size);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hex/parse/good", test_parse_good);
  g_test_add_func ("/hex/parse/bad", test_parse_bad);
  g_test_add_func ("/hex/format", test_format);
  g_test_add_func ("/hex/round-trip", test_round_trip);
  g_test_add_func ("/hex/huge", test_huge);
  g_test_add_func ("/hex/dump/n-lines", test_n_lines);
  g_test_add_func ("/hex/dump/line", test_dump);
  g_test_add_func ("/hex/dump/alignment", test_dump_alignment);
  return g_test_run ();
}
