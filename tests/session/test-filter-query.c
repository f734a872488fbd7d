/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-filter.h"

#include "payload/sw-payload-error.h"

static void
assert_canonical (const char *query, const char *canonical)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SwFilter) filter = sw_filter_parse (query, &error);
  g_autoptr (SwFilter) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (sw_filter_to_string (filter), ==, canonical);
  again = sw_filter_parse (canonical, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sw_filter_to_string (again), ==, canonical);
  g_assert_true (sw_filter_equal (filter, again));
}

static void
test_canonical (void)
{
  assert_canonical (" error  -heartbeat ", "error -heartbeat");
  assert_canonical ("\"error\"", "error");
  assert_canonical ("\"two words\"", "\"two words\"");
  assert_canonical ("text:error", "error");
  assert_canonical ("text:-x", "\"-x\"");
  assert_canonical ("don't 'Don''t'", "\"don't\" 'Don''t'");
  assert_canonical ("\"say \"\"hi\"\"\"", "\"say \"\"hi\"\"\"");
  assert_canonical ("12:30:05", "\"12:30:05\"");
  assert_canonical ("http://x/y", "\"http://x/y\"");
  assert_canonical ("C:\\x", "\"C:\\x\"");
  assert_canonical ("SIZE>=100 size == 4 Size!=0", "size>=100 size=4 size!=0");
  assert_canonical ("size >5", "size>5");
  assert_canonical ("size \">5\"", "size \">5\"");
  assert_canonical ("sizes sized", "sizes sized");
  assert_canonical ("/timeout \\d+/", "/timeout \\d+/");
  assert_canonical ("/a\\/b\\\\/i", "/a\\/b\\\\/i");
  assert_canonical ("-slot:backup\\progress", "-slot:backup\\progress");
  assert_canonical ("slot:/^a|b$/ sender:'X y'", "slot:/^a|b$/ sender:'X y'");
  assert_canonical ("hex:a5:01,00", "hex:\"a5:01,00\"");
  assert_canonical ("transport:NetBIOS -IS:Repeated", "transport:netbios -is:repeated");
  assert_canonical ("你好\343\200\200世界", "你好 世界"); /* a wide blank between them */
  assert_canonical ("\"a\343\200\200b\"", "\"a\343\200\200b\"");
}

static void
assert_error (const char *query, GQuark domain, int code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sw_filter_parse (query, &error));
  g_assert_error (error, domain, code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
assert_syntax_error (const char *query, const char *message)
{
  assert_error (query, SW_FILTER_ERROR, SW_FILTER_ERROR_SYNTAX, message);
}

static void
assert_value_error (const char *query, const char *message)
{
  assert_error (query, SW_FILTER_ERROR, SW_FILTER_ERROR_VALUE, message);
}

static void
test_syntax_errors (void)
{
  assert_syntax_error ("a \"b c", "the closing \" is missing for the one at column 3");
  assert_syntax_error ("é 'b", "the closing ' is missing for the one at column 3");
  assert_syntax_error ("/a\\/", "the closing / is missing for the one at column 1");
  assert_syntax_error ("/a\\", "the closing / is missing for the one at column 1");
  assert_syntax_error ("\"a\"b", "a blank is missing at column 4, after the closing \"");
  assert_syntax_error ("/usr/lib",
                       "the regular expression ends before column 6, but no blank "
                       "follows: write \\/ for a slash in it, or put a text with "
                       "slashes in quotes");
  assert_syntax_error ("a -", "there is nothing to look for at column 4");
  assert_syntax_error ("a - b", "there is nothing to look for at column 4");
  assert_syntax_error ("slot:", "there is nothing to look for at column 6");
  assert_syntax_error ("\"\"", "there is nothing to look for at column 1");
  assert_syntax_error ("//", "there is nothing to look for at column 1");
  assert_syntax_error ("size>", "the number of bytes is missing at column 6");
}

static void
test_value_errors (void)
{
  assert_value_error ("size>many", "“many” at column 6 is not a number of bytes");
  assert_value_error ("size>-1", "“-1” at column 6 is not a number of bytes");
  assert_value_error ("size>99999999999999999999",
                      "“99999999999999999999” at column 6 is not a number of bytes");
  assert_value_error ("a transport:udp",
                      "“udp” at column 13 is no transport: there are local, netbios and "
                      "capture");
  assert_value_error ("is:new",
                      "“new” at column 4 is not known: there is only is:repeated");
  assert_value_error ("hex:,", "the bytes to look for are missing");
  assert_error ("hex:a",
                SW_PAYLOAD_ERROR,
                SW_PAYLOAD_ERROR_SYNTAX,
                "a hex digit is missing at column 2: every byte has two");
}

/* Whatever is typed is either explained or has a canonical form. */
static void
test_garbage (void)
{
  static const char *const pieces[] = {
    "\"",    "'",   "/",     "\\",   "-", " ", "size",  ">",          "<=",  ":",
    "slot:", "a",   "é",     "hex:", "(", "i", "1",     "=",          "*",   "[",
    "\t",    "is:", "text:", "世",   "?", "+", "(?i)x", "transport:", "\\d", "\\/",
  };

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) query = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (SwFilter) filter = NULL;

      for (int i = g_test_rand_int_range (0, 12); i > 0; i--)
        g_string_append (query, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      filter = sw_filter_parse (query->str, &error);
      if (filter == NULL)
        {
          g_assert_nonnull (error);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
        }
      else
        {
          g_assert_no_error (error);
          assert_canonical (query->str, sw_filter_to_string (filter));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter-query/canonical", test_canonical);
  g_test_add_func ("/filter-query/syntax-errors", test_syntax_errors);
  g_test_add_func ("/filter-query/value-errors", test_value_errors);
  g_test_add_func ("/filter-query/garbage", test_garbage);
  return g_test_run ();
}
