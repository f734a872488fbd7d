/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-filter.h"

#include <string.h>

#include "session-fixture.h"

static void
assert_error (const char *query, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sw_filter_parse (query, &error));
  g_assert_error (error, SW_FILTER_ERROR, SW_FILTER_ERROR_EXPRESSION);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_errors (void)
{
  assert_error ("/a(b/",
                "“a(b” is no regular expression, at its character 4: an opening or a "
                "closing parenthesis is missing");
  assert_error ("a /[a-z/",
                "“[a-z” is no regular expression, at its character 5: the closing “]” is "
                "missing");
  assert_error ("/*a/",
                "“*a” is no regular expression, at its character 1: there is nothing to "
                "repeat");
  assert_error ("/é[z-a]/i",
                "“é[z-a]” is no regular expression, at its character 5: the ends of the "
                "range are in the wrong order");
  assert_error ("slot:/a{3,1}/",
                "“a{3,1}” is no regular expression, at its character 6: the numbers "
                "between “{” and “}” are in the wrong order");
  assert_error ("/7(/",
                "“7(” is no regular expression, at its character 3: an opening or a "
                "closing parenthesis is missing");
}

static SwFilterBudget
look (const char *query, const char *text, gsize size, gboolean *is_match)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SwFilter) filter = sw_filter_parse (query, &error);
  SwFilterBudget budget = { SW_FILTER_BUDGET_US, 0 };
  MailslotRecord record = fixture_record (0, NULL, 0);
  gint64 start_us = g_get_monotonic_time ();

  g_assert_no_error (error);
  record.payload = (const guint8 *) text;
  record.size = size;
  *is_match = sw_filter_test (filter, &record, &budget);
  g_test_message ("%s: %s, %" G_GINT64_FORMAT " us, %" G_GUINT64_FORMAT " undecided",
                  query,
                  *is_match ? "matches" : "does not match",
                  g_get_monotonic_time () - start_us,
                  budget.n_undecided);
  return budget;
}

/* Each of these would work for years; it is given up and says so. */
static void
test_catastrophic (void)
{
  static const char *const expressions[] = {
    "/(a+)+[bc]/",
    "/(a|aa)*[bc]/",
    "/(?:(?:a*)*)*[bc]$/",
    "/^(([a-z])+.)+[A-Z]([a-z])+$/",
    "/(.*)*(.*)*(.*)*(.*)*[bc]/i",
  };
  char text[424];
  gboolean is_match;

  memset (text, 'a', sizeof text);
  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
    {
      g_autofree char *excluded = g_strconcat ("-", expressions[i], NULL);
      SwFilterBudget budget = look (expressions[i], text, sizeof text, &is_match);

      g_assert_false (is_match);
      g_assert_cmpuint (budget.n_undecided, ==, 1);
      g_assert_cmpint (budget.left_us, <, SW_FILTER_BUDGET_US);
      budget = look (excluded, text, sizeof text, &is_match);
      g_assert_true (is_match);
      g_assert_cmpuint (budget.n_undecided, ==, 1);
    }
}

/* Another term that says no makes the answer certain. */
static void
test_decided (void)
{
  char text[424];
  gboolean is_match;
  SwFilterBudget budget;

  memset (text, 'a', sizeof text);
  budget = look ("/(a+)+[bc]/ missing", text, sizeof text, &is_match);
  g_assert_false (is_match);
  g_assert_cmpuint (budget.n_undecided, ==, 0);
}

/* A message without time left is undecided at once, and the rest goes on. */
static void
test_budget_is_spent (void)
{
  g_autoptr (SwFilter) filter = sw_filter_parse ("/(a+)+[bc]/", NULL);
  SwFilterBudget budget = { 0, 0 };
  char text[424];
  MailslotRecord record = fixture_record (0, NULL, 0);

  memset (text, 'a', sizeof text);
  record.payload = (const guint8 *) text;
  record.size = sizeof text;
  for (guint i = 0; i < 1000; i++)
    g_assert_false (sw_filter_test (filter, &record, &budget));
  g_assert_cmpuint (budget.n_undecided, ==, 1000);
  record.payload = (const guint8 *) "aab";
  record.size = 3;
  g_assert_true (sw_filter_test (filter, &record, &budget));
  g_assert_cmpuint (budget.n_undecided, ==, 1000);
}

/* What an ordinary effort does not find, but a longer one does. */
static void
test_second_look (void)
{
  g_autofree char *text = g_malloc (60000);
  gboolean is_match;

  memset (text, 'x', 60000);
  memcpy (text + 20000, "needle", 6);
  g_assert_cmpuint (look ("/^.*needl[e]/", text, 60000, &is_match).n_undecided, ==, 0);
  g_assert_true (is_match);
}

/* The end of a very long text is not looked at; a hit before is a hit. */
static void
test_long_text (void)
{
  gsize size = 300 * 1024;
  g_autofree char *text = g_malloc (size);
  gboolean is_match;

  memset (text, 'x', size);
  memcpy (text + 1000, "early", 5);
  memcpy (text + size - 10, "late", 4);
  g_assert_cmpuint (look ("/earl[y]/", text, size, &is_match).n_undecided, ==, 0);
  g_assert_true (is_match);
  g_assert_cmpuint (look ("/lat[e]/", text, size, &is_match).n_undecided, ==, 1);
  g_assert_false (is_match);
  g_assert_cmpuint (look ("late", text, size, &is_match).n_undecided, ==, 0);
  g_assert_true (is_match);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter-expression/errors", test_errors);
  g_test_add_func ("/filter-expression/catastrophic", test_catastrophic);
  g_test_add_func ("/filter-expression/decided", test_decided);
  g_test_add_func ("/filter-expression/budget-is-spent", test_budget_is_spent);
  g_test_add_func ("/filter-expression/second-look", test_second_look);
  g_test_add_func ("/filter-expression/long-text", test_long_text);
  return g_test_run ();
}
