/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-text.h"

#include <string.h>

#include "payload-fixture.h"

static void
test_decode (void)
{
  static const char *const cases[][3] = {
    { "utf-8", "", "" },
    { "utf-8", "61", "a" },
    { "utf-8", "610062", "a␀b" },
    { "utf-8", "6100", "a␀" },
    { "utf-8", "000000", "␀␀␀" },
    { "utf-8", "e4bda0e5a5bd", "你好" },
    { "utf-8", "610a62070d", "a\nb\a\r" },
    { "utf-8",
      "61ff62",
      "a\xEF\xBF\xBD"
      "b" },
    { "utf-8", "eda080", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
    { "utf-8", "c080", "\xEF\xBF\xBD\xEF\xBF\xBD" },
    { "utf-16le", "604f7d590000", "你好␀" },
    { "utf-16be", "4f60597d", "你好" },
    { "utf-16le", "3dd800de", "😀" },
    { "utf-16le",
      "61003dd86200",
      "a\xEF\xBF\xBD"
      "b" },
    { "utf-16le",
      "610000de6200",
      "a\xEF\xBF\xBD"
      "b" },
    { "utf-16le", "61003dd8", "a\xEF\xBF\xBD" },
    { "utf-16le", "610062", "a\xEF\xBF\xBD" },
    { "utf-16le", "61", "\xEF\xBF\xBD" },
    { "utf-32le", "604f0000", "你" },
    { "utf-32le",
      "00d8000061000000",
      "\xEF\xBF\xBD"
      "a" },
    { "utf-32le",
      "0000110061000000",
      "\xEF\xBF\xBD"
      "a" },
    { "gbk", "c4e3bac300", "你好␀" },
    { "gbk", "c4e3c42061", "你\xEF\xBF\xBD a" },
    { "gbk", "61c4", "a\xEF\xBF\xBD" },
    { "big5", "a741a66e", "你好" },
    { "shift_jis", "93fa967b5c", "日本\\" },
    { "euc-kr", "bec8b3e7", "안녕" },
    { "windows-1252", "4772fcdf652080", "Grüße €" },
    { "iso-8859-1", "4772fcdf65", "Grüße" },
    { "cp437", "477281e165", "Grüße" },
    { "ascii", "61ff", "a\xEF\xBF\xBD" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SwEncoding *encoding = fixture_find_encoding (cases[i][0]);
      g_autoptr (GBytes) bytes = fixture_bytes_new_from_hex (cases[i][1]);
      g_autofree char *text = NULL;

      if (encoding == NULL)
        continue;
      g_test_message ("%s: %s", cases[i][0], cases[i][1]);
      text = sw_text_decode (g_bytes_get_data (bytes, NULL),
                             g_bytes_get_size (bytes),
                             encoding);
      g_assert_cmpstr (text, ==, cases[i][2]);
    }
}

static void
test_decode_strict (void)
{
  static const char *const cases[][3] = {
    { "utf-8", "", "" },
    { "utf-8", "00", "" },
    { "utf-8", "6162", "ab" },
    { "utf-8", "616200", "ab" },
    { "utf-8", "61620000000000", "ab" },
    { "utf-8", "610062", NULL },
    { "utf-8", "0061", NULL },
    { "utf-8", "61ff", NULL },
    { "utf-8", "efbbbf61", "a" },
    { "utf-8", "e4bda0", "你" },
    { "utf-8", "e4bd", NULL },
    { "utf-8", "6107", "a\a" },
    { "utf-16le", "604f7d59", "你好" },
    { "utf-16le", "604f7d590000", "你好" },
    { "utf-16le", "fffe604f", "你" },
    { "utf-16be", "feff4f60", "你" },
    { "utf-16le", "604f00007d59", NULL },
    { "utf-16le", "604f7d", NULL },
    { "utf-16le", "3dd8", NULL },
    { "utf-16le", "00de", NULL },
    { "utf-16le", "610000", NULL },
    { "gbk", "c4e3bac300", "你好" },
    { "gbk", "c4e3ba", NULL },
    { "ascii", "80", NULL },
    { "windows-1252", "fc00", "ü" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SwEncoding *encoding = fixture_find_encoding (cases[i][0]);
      g_autoptr (GBytes) bytes = fixture_bytes_new_from_hex (cases[i][1]);
      g_autofree char *text = NULL;

      if (encoding == NULL)
        continue;
      g_test_message ("%s: %s", cases[i][0], cases[i][1]);
      text = sw_text_decode_strict (g_bytes_get_data (bytes, NULL),
                                    g_bytes_get_size (bytes),
                                    encoding);
      g_assert_cmpstr (text, ==, cases[i][2]);
    }
}

/* Any bytes in any encoding become text that can be shown. */
static void
test_random_bytes (void)
{
  guint n_encodings;
  const SwEncoding *const *encodings = sw_encoding_get_all (&n_encodings);

  for (guint i = 0; i < n_encodings * 100; i++)
    {
      g_autoptr (GBytes) bytes = fixture_bytes_new_random (300);
      gsize size;
      const guint8 *data = g_bytes_get_data (bytes, &size);
      g_autofree char *text = sw_text_decode (data, size, encodings[i % n_encodings]);
      g_autofree char *strict =
          sw_text_decode_strict (data, size, encodings[i % n_encodings]);

      g_assert_nonnull (text);
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_true (strict == NULL || g_utf8_validate (strict, -1, NULL));
    }
}

/* What one encoding can write, it can read back. */
static void
test_round_trip (void)
{
  static const char *const cases[][2] = {
    { "utf-8", "ASCII, ü, €, 你好, 안녕, 😀\t\n" },
    { "utf-16le", "ASCII, ü, €, 你好, 안녕, 😀\t\n" },
    { "utf-16be", "ASCII, ü, €, 你好, 안녕, 😀\t\n" },
    { "utf-32le", "ASCII, ü, €, 你好, 안녕, 😀\t\n" },
    { "utf-32be", "ASCII, ü, €, 你好, 안녕, 😀\t\n" },
    { "ascii", "ASCII ~!\t\n" },
    { "gbk", "邮件槽：“你好，世界” 123" },
    { "gb18030", "邮件槽：“你好，世界” 😀 €" },
    { "big5", "郵件槽：「你好，世界」123" },
    { "shift_jis", "メールスロット、日本語 ｱ" },
    { "euc-jp", "メールスロット、日本語" },
    { "euc-kr", "메일슬롯 안녕하세요" },
    { "windows-1250", "Příliš žluťoučký kůň" },
    { "windows-1251", "Съешь ещё этих мягких" },
    { "windows-1252", "Zwölf Boxkämpfer – 5 €" },
    { "windows-1253", "Γαζίες και" },
    { "windows-1254", "Pijamalı hasta yağız şoföre" },
    { "windows-1255", "דג סקרן" },
    { "windows-1256", "نص حكيم له" },
    { "windows-1257", "Įlinkdama fechtuotojo" },
    { "windows-1258", "Tiêng Viêt đ" },
    { "windows-874", "เป็นมนุษย์" },
    { "iso-8859-1", "Zwölf Boxkämpfer" },
    { "iso-8859-2", "Příliš žluťoučký" },
    { "iso-8859-15", "Zwölf für 5 €" },
    { "koi8-r", "Съешь ещё этих" },
    { "cp437", "ñandú ║ α" },
    { "cp850", "ñandú ║ Ð" },
    { "cp852", "Příliš žluťoučký" },
    { "cp866", "Съешь ещё этих" },
  };
  guint n_encodings;

  sw_encoding_get_all (&n_encodings);
  g_assert_cmpuint (n_encodings, <=, G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SwEncoding *encoding = fixture_find_encoding (cases[i][0]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *text = NULL;

      if (encoding == NULL)
        continue;
      g_test_message ("%s", cases[i][0]);
      bytes = sw_text_encode (cases[i][1], encoding, SW_TEXT_NUL, &error);
      g_assert_no_error (error);
      text = sw_text_decode_strict (g_bytes_get_data (bytes, NULL),
                                    g_bytes_get_size (bytes),
                                    encoding);
      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

static void
test_huge (void)
{
  gsize size = 4 << 20;
  g_autofree guint8 *data = g_malloc (size);
  g_autofree char *utf8 = NULL;
  g_autofree char *gbk = NULL;

  memset (data, 0xC4, size);
  utf8 = sw_text_decode (data, size, sw_encoding_get_utf8 ());
  gbk = sw_text_decode (data, size, sw_encoding_find ("gbk", NULL));
  g_assert_cmpuint (strlen (utf8), ==, 3 * size);
  g_assert_cmpint (g_utf8_strlen (gbk, -1), ==, (glong) size / 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/decode/cases", test_decode);
  g_test_add_func ("/text/decode/strict", test_decode_strict);
  g_test_add_func ("/text/decode/random-bytes", test_random_bytes);
  g_test_add_func ("/text/decode/round-trip", test_round_trip);
  g_test_add_func ("/text/decode/huge", test_huge);
  return g_test_run ();
}
