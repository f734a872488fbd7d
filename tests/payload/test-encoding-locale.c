/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-encoding.h"

#include <string.h>

#include "payload-fixture.h"

static const char *expected;

/* "Hello" in words of the language that belongs to each code page. */
static const char *const texts[][2] = {
  { "windows-1252", "4772fcdf6520617573204dfc6e6368656e" }, /* Grüße aus München */
  { "windows-1251", "cff0e8e2e5f22c20ece8f0" },             /* Привет, мир */
  { "gbk", "c4e3bac3a3accac0bde7" },                        /* 你好，世界 */
  { "big5", "a741a66ea141a540acc9" },                       /* 你好，世界 */
  { "shift_jis", "82b182f182c982bf82cd" },                  /* こんにちは */
  { "euc-kr", "bec8b3e7c7cfbcbcbfe4" },                     /* 안녕하세요 */
};

static void
test_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = fixture_bytes_new_from_hex (texts[i][1]);
      const SwEncoding *encoding;

      if (strcmp (texts[i][0], expected) != 0)
        continue;
      encoding =
          sw_encoding_detect (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_nonnull (encoding);
      g_assert_cmpstr (encoding->id, ==, expected);
      return;
    }
  g_assert_not_reached ();
}

/* Unicode comes first, and what is no text is none in any language. */
static void
test_other (void)
{
  static const char *const cases[][2] = {
    { "e4bda0e5a5bd", "utf-8" }, { "48006900", "utf-16le" }, { "c4e301c4e3", NULL },
    { "c4e300c4e3", NULL },      { "ff01fe02", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = fixture_bytes_new_from_hex (cases[i][0]);
      const SwEncoding *encoding =
          sw_encoding_detect (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      g_test_message ("%s", cases[i][0]);
      g_assert_cmpstr (encoding == NULL ? NULL : encoding->id, ==, cases[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  expected = argv[1];
  g_test_add_func ("/encoding/locale/text", test_text);
  g_test_add_func ("/encoding/locale/other", test_other);
  return g_test_run ();
}
