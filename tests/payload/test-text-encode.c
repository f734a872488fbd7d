/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-text.h"

#include <string.h>

#include "payload-fixture.h"
#include "payload/sw-payload-error.h"

#define ESCAPES SW_TEXT_ESCAPES

static void
test_good (void)
{
  static const struct
  {
    const char *text;
    const char *encoding;
    SwTextFlags flags;
    const char *hex;
  } cases[] = {
    { "", "utf-8", 0, "" },
    { "", "utf-8", SW_TEXT_NUL, "00" },
    { "", "utf-16le", SW_TEXT_NUL, "0000" },
    { "", "utf-32be", SW_TEXT_NUL, "00000000" },
    { "Bingo is handsome", "utf-8", SW_TEXT_NUL, "42696e676f2069732068616e64736f6d6500" },
    { "你好", "utf-8", 0, "e4bda0e5a5bd" },
    { "你好", "utf-16le", 0, "604f7d59" },
    { "你好", "utf-16be", 0, "4f60597d" },
    { "你好", "utf-32le", 0, "604f00007d590000" },
    { "你好", "gbk", SW_TEXT_NUL, "c4e3bac300" },
    { "你好", "gb18030", 0, "c4e3bac3" },
    { "你好", "big5", 0, "a741a66e" },
    { "日本", "shift_jis", 0, "93fa967b" },
    { "日本", "euc-jp", 0, "c6fccbdc" },
    { "안녕", "euc-kr", 0, "bec8b3e7" },
    { "Grüße €", "windows-1252", 0, "4772fcdf652080" },
    { "Grüße", "iso-8859-1", 0, "4772fcdf65" },
    { "Grüße", "cp437", 0, "477281e165" },
    { "Grüße", "cp850", 0, "477281e165" },
    { "€", "iso-8859-15", 0, "a4" },
    { "Привет", "windows-1251", 0, "cff0e8e2e5f2" },
    { "Привет", "cp866", 0, "8fe0a8a2a5e2" },
    { "Привет", "koi8-r", 0, "f0d2c9d7c5d4" },
    { "😀", "utf-16le", 0, "3dd800de" },
    { "😀", "utf-8", 0, "f09f9880" },
    { "a\\nb", "utf-8", 0, "615c6e62" },
    { "a\\nb", "utf-8", ESCAPES, "610a62" },
    { "\\n\\r\\t\\a\\b\\e\\f\\v\\\\\\\"\\'\\?",
      "utf-8",
      ESCAPES,
      "0a0d0907081b0c0b5c22273f" },
    { "a\\nb", "utf-16le", ESCAPES, "61000a006200" },
    { "\\0", "utf-8", ESCAPES, "00" },
    { "\\0", "utf-16le", ESCAPES, "0000" },
    { "\\08", "utf-16le", ESCAPES, "00003800" },
    { "\\00", "utf-16le", ESCAPES, "00" },
    { "\\1\\12\\123\\1234", "utf-8", ESCAPES, "010a535334" },
    { "\\377", "utf-16le", ESCAPES, "ff" },
    { "\\x41\\xff", "utf-16le", ESCAPES, "41ff" },
    { "\\x4", "utf-8", ESCAPES, "04" },
    { "\\x411", "utf-8", ESCAPES, "4131" },
    { "a\\xFFb", "utf-16le", ESCAPES, "6100ff6200" },
    { "\\xc4\\xe3好", "gbk", ESCAPES, "c4e3bac3" },
    { "\\u4f60\\U0000597D", "utf-16le", ESCAPES, "604f7d59" },
    { "\\u0000", "utf-16le", ESCAPES, "0000" },
    { "\\U0001F600", "utf-8", ESCAPES, "f09f9880" },
    { "\\u00fc", "windows-1252", ESCAPES, "fc" },
    { "你\\0好", "gbk", ESCAPES | SW_TEXT_NUL, "c4e300bac300" },
    { "\\\\0", "utf-8", ESCAPES, "5c30" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const SwEncoding *encoding = fixture_find_encoding (cases[i].encoding);
      g_autoptr (GBytes) bytes = NULL;

      if (encoding == NULL)
        continue;
      g_test_message ("%s: '%s'", cases[i].encoding, cases[i].text);
      bytes = sw_text_encode (cases[i].text, encoding, cases[i].flags, &error);
      g_assert_no_error (error);
      fixture_assert_bytes (bytes, cases[i].hex);
    }
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    const char *encoding;
    SwPayloadError code;
    const char *message;
  } cases[] = {
    { "\\", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\' at column 1 " },
    { "ab\\", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\' at column 3 " },
    { "ab\\q", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\q' at column 3 " },
    { "你\\好", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\好' at column 2 " },
    { "\\x", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\x' at column 1 " },
    { "\\xg", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\x' at column 1 " },
    { "\\X41", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\X' at column 1 " },
    { "\\8", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\8' at column 1 " },
    { "\\400", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\400' at column 1 " },
    { "\\777", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\777' at column 1 " },
    { "\\u", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\u' at column 1 " },
    { "\\u12g4", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\u12' at column 1 " },
    { "\\ud83d", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\ud83d' at column 1 " },
    { "\\U0000d800", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\U0000d800' at column 1 " },
    { "\\U00110000", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\U00110000' at column 1 " },
    { "\\UFFFFFFFF", "utf-8", SW_PAYLOAD_ERROR_SYNTAX, "'\\UFFFFFFFF' at column 1 " },
    { "ab你好", "windows-1252", SW_PAYLOAD_ERROR_ENCODING, "'你' (U+4F60) at column 3 " },
    { "ü€", "iso-8859-1", SW_PAYLOAD_ERROR_ENCODING, "'€' (U+20AC) at column 2 " },
    { "aü", "ascii", SW_PAYLOAD_ERROR_ENCODING, "'ü' (U+00FC) at column 2 " },
    { "\\x41\\nb\\u4f60", "cp437", SW_PAYLOAD_ERROR_ENCODING, "(U+4F60) at column 8 " },
    { "a\\xff\\n你", "cp437", SW_PAYLOAD_ERROR_ENCODING, "'你' (U+4F60) at column 8 " },
    { "你好😀", "gbk", SW_PAYLOAD_ERROR_ENCODING, "'😀' (U+1F600) at column 3 " },
    { "\\u202e", "ascii", SW_PAYLOAD_ERROR_ENCODING, "'?' (U+202E) at column 1 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const SwEncoding *encoding = fixture_find_encoding (cases[i].encoding);
      g_autoptr (GBytes) bytes = NULL;

      if (encoding == NULL)
        continue;
      bytes = sw_text_encode (cases[i].text, encoding, ESCAPES, &error);
      g_assert_error (error, SW_PAYLOAD_ERROR, (int) cases[i].code);
      g_assert_null (bytes);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

/* Text that is escaped byte by byte is those bytes again, in every encoding. */
static void
test_raw_bytes (void)
{
  guint n_encodings;
  const SwEncoding *const *encodings = sw_encoding_get_all (&n_encodings);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GBytes) bytes = fixture_bytes_new_random (100);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GBytes) encoded = NULL;
      g_autoptr (GError) error = NULL;
      gsize size;
      const guint8 *data = g_bytes_get_data (bytes, &size);

      for (gsize j = 0; j < size; j++)
        g_string_append_printf (text, g_test_rand_bit () ? "\\x%02x" : "\\%03o", data[j]);
      encoded = sw_text_encode (text->str, encodings[i % n_encodings], ESCAPES, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (bytes, encoded));
    }
}

/* Whatever is typed either is encoded or has an error: never a crash. */
static void
test_random_text (void)
{
  static const char *const pieces[] = { "\\", "x",  "u", "U", "0", "7",  "8",
                                        "f",  "你", "ü", "n", "😀", "\"", "\xE2\x80\xAE" };
  guint n_encodings;
  const SwEncoding *const *encodings = sw_encoding_get_all (&n_encodings);

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      for (int n = g_test_rand_int_range (0, 20); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      bytes = sw_text_encode (text->str, encodings[i % n_encodings], ESCAPES, &error);
      g_assert_true ((bytes == NULL) == (error != NULL));
    }
}

static void
test_huge (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 500000; i++)
    g_string_append (text, "你\\n");
  bytes =
      sw_text_encode (text->str, sw_encoding_find ("utf-16le", NULL), ESCAPES, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 500000 * 4);

  g_string_append (text, "€");
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = sw_text_encode (text->str, sw_encoding_find ("cp437", NULL), ESCAPES, &error);
  g_assert_error (error, SW_PAYLOAD_ERROR, SW_PAYLOAD_ERROR_ENCODING);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/encode/good", test_good);
  g_test_add_func ("/text/encode/bad", test_bad);
  g_test_add_func ("/text/encode/raw-bytes", test_raw_bytes);
  g_test_add_func ("/text/encode/random-text", test_random_text);
  g_test_add_func ("/text/encode/huge", test_huge);
  return g_test_run ();
}
