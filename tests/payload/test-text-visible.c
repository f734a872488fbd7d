/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-text.h"

#include <string.h>

#include "payload-fixture.h"

static void
test_show_controls (void)
{
  static const struct
  {
    const char *text;
    gboolean keep_lines;
    const char *shown;
  } cases[] = {
    { "", FALSE, "" },
    { "plain, 你好, ü", FALSE, "plain, 你好, ü" },
    { "a\r\n\tb", FALSE, "a␍␊␉b" },
    { "a\r\n\tb", TRUE, "a␍\n\tb" },
    { "\001\033\037\177", TRUE, "␁␛␟␡" },
    { "\302\205", FALSE, "<U+0085>" },
    { "a\342\200\256b", FALSE, "a<U+202E>b" },
    { "\342\201\246\342\201\251", FALSE, "<U+2066><U+2069>" },
    { "a\342\200\213b", FALSE, "a<U+200B>b" },
    { "\357\273\277a", FALSE, "<U+FEFF>a" },
    { "\342\200\250", TRUE, "<U+2028>" },
    { "\343\205\244", FALSE, "<U+3164>" },
    { "\363\240\201\201", FALSE, "<U+E0041>" },
    { "e\314\201", FALSE, "e\314\201" },
    { "e\314\201\314\201\314\201\314\201\314\201",
      FALSE,
      "e\314\201\314\201\314\201\314\201<U+0301>" },
    { "\357\277\275", FALSE, "\357\277\275" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = sw_text_show_controls (cases[i].text, cases[i].keep_lines);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
test_preview (void)
{
  static const struct
  {
    const char *hex;
    guint max_characters;
    const char *preview;
  } cases[] = {
    { "", 10, "" },
    { "00", 10, "" },
    { "61", 1, "a" },
    { "6162", 1, "…" },
    { "6100", 10, "a" },
    { "61000000000000", 10, "a" },
    { "6162636465", 5, "abcde" },
    { "616263646566", 5, "abcd…" },
    { "e4bda0e5a5bd", 10, "你好" },
    { "e4bda0e5a5bde4bda0e5a5bd", 3, "你好…" },
    { "48006900", 10, "Hi" },
    { "604f7d59210021000000", 10, "你好!!" },
    { "fffe604f7d59", 10, "你好" },
    { "efbbbf61", 10, "a" },
    { "61620a630d0a09", 10, "ab␊c␍␊␉" },
    { "61e280ae62", 20, "a<U+202E>b" },
    { "61e280ae62", 9, "a…" },
    { "deadbeef00", 100, "de ad be ef 00" },
    { "deadbeef00", 14, "de ad be ef 00" },
    { "deadbeef00", 13, "de ad be ef…" },
    { "deadbeef00", 5, "de…" },
    { "deadbeef00", 1, "…" },
    { "0000", 10, "00 00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = fixture_bytes_new_from_hex (cases[i].hex);
      g_autofree char *preview = sw_text_preview (g_bytes_get_data (bytes, NULL),
                                                  g_bytes_get_size (bytes),
                                                  cases[i].max_characters);

      g_test_message ("%s in %u", cases[i].hex, cases[i].max_characters);
      g_assert_cmpstr (preview, ==, cases[i].preview);
    }
}

static void
assert_is_safe (const char *line, guint max_characters)
{
  g_assert_true (g_utf8_validate (line, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (line, -1), <=, max_characters);
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (p));

      g_assert_cmpint (type, !=, G_UNICODE_CONTROL);
      g_assert_cmpint (type, !=, G_UNICODE_FORMAT);
      g_assert_cmpint (type, !=, G_UNICODE_SURROGATE);
      g_assert_cmpint (type, !=, G_UNICODE_LINE_SEPARATOR);
      g_assert_cmpint (type, !=, G_UNICODE_PARAGRAPH_SEPARATOR);
    }
}

static void
test_preview_random (void)
{
  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GBytes) bytes = fixture_bytes_new_random (400);
      guint max_characters = (guint) g_test_rand_int_range (1, 100);
      g_autofree char *line = sw_text_preview (g_bytes_get_data (bytes, NULL),
                                               g_bytes_get_size (bytes),
                                               max_characters);

      assert_is_safe (line, max_characters);
    }
}

/* Random characters in place of random bytes: nearly all of this is text. */
static void
test_preview_random_text (void)
{
  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint max_characters = (guint) g_test_rand_int_range (1, 60);
      g_autofree char *line = NULL;

      for (int n = g_test_rand_int_range (0, 100); n > 0; n--)
        {
          gunichar character = (gunichar) g_test_rand_int_range (1, 0x3000);

          g_string_append_unichar (text, character);
        }
      line = sw_text_preview ((guint8 *) text->str, text->len, max_characters);
      assert_is_safe (line, max_characters);
    }
}

/* A character that the end of the window cuts in half is no reason to show hex. */
static void
test_preview_cut_character (void)
{
  static const char *const characters[] = { "a", "ü", "你", "😀" };

  for (guint i = 0; i < G_N_ELEMENTS (characters); i++)
    for (guint n_before = 0; n_before < 8; n_before++)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        g_autofree char *line = NULL;

        for (guint j = 0; j < n_before; j++)
          g_string_append_c (text, 'x');
        for (guint j = 0; j < 1000; j++)
          g_string_append (text, characters[i]);
        line = sw_text_preview ((guint8 *) text->str, text->len, 10);
        g_assert_cmpint (g_utf8_strlen (line, -1), ==, 10);
        g_assert_true (g_str_has_suffix (line, "…"));
        g_assert_true (g_str_has_prefix (line, n_before > 0 ? "x" : characters[i]));
      }
}

static void
test_preview_padded (void)
{
  guint8 data[4096] = "hello";
  g_autofree char *line = sw_text_preview (data, sizeof data, 40);

  g_assert_cmpstr (line, ==, "hello…");
}

/* Were it to look at more than it needs, this would be far behind the end. */
static void
test_preview_looks_at_little (void)
{
  g_autofree guint8 *text = g_malloc (200);
  g_autofree guint8 *noise = g_malloc (200);
  g_autofree char *text_line = NULL;
  g_autofree char *noise_line = NULL;

  memset (text, 'a', 200);
  memset (noise, 0x01, 200);
  text_line = sw_text_preview (text, G_MAXSIZE / 8, 20);
  noise_line = sw_text_preview (noise, G_MAXSIZE / 8, 20);
  g_assert_cmpstr (text_line, ==, "aaaaaaaaaaaaaaaaaaa…");
  g_assert_cmpstr (noise_line, ==, "01 01 01 01 01 01…");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/show-controls", test_show_controls);
  g_test_add_func ("/text/preview/cases", test_preview);
  g_test_add_func ("/text/preview/random", test_preview_random);
  g_test_add_func ("/text/preview/random-text", test_preview_random_text);
  g_test_add_func ("/text/preview/cut-character", test_preview_cut_character);
  g_test_add_func ("/text/preview/padded", test_preview_padded);
  g_test_add_func ("/text/preview/looks-at-little", test_preview_looks_at_little);
  return g_test_run ();
}
