/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-filter-expression.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* How the effort is bounded.
 *
 * PCRE counts its steps for each place where a match may begin, and a pattern can lower
 * the limit. The first look uses a low one, so that whatever the expression, the places
 * of an ordinary message take milliseconds. Only if that is not enough there is a second
 * look with a higher limit, and it goes from place to place by itself, to see the clock
 * between them. */
#define FIRST_LIMIT "(*LIMIT_MATCH=10000)(*LIMIT_HEAP=65536)"
#define SECOND_LIMIT "(*LIMIT_MATCH=250000)(*LIMIT_HEAP=65536)"

/* The most that the second look takes for a message. */
#define MAX_MESSAGE_US (20 * G_TIME_SPAN_MILLISECOND)

struct _SwFilterExpression
{
  GRegex *first;  /* (owned) */
  GRegex *second; /* (owned) */
};

/* What is wrong, in words; GLib's own are English only in some versions. */
static const char *
explain (int code)
{
  static const struct
  {
    GRegexError code;
    const char *words;
  } errors[] = {
    { G_REGEX_ERROR_STRAY_BACKSLASH, N_ ("a character is missing after “\\”") },
    { G_REGEX_ERROR_MISSING_CONTROL_CHAR, N_ ("a letter is missing after “\\c”") },
    { G_REGEX_ERROR_UNRECOGNIZED_ESCAPE, N_ ("“\\” with this letter means nothing") },
    { G_REGEX_ERROR_QUANTIFIERS_OUT_OF_ORDER,
      N_ ("the numbers between “{” and “}” are in the wrong order") },
    { G_REGEX_ERROR_QUANTIFIER_TOO_BIG,
      N_ ("the number between “{” and “}” is too large") },
    { G_REGEX_ERROR_UNTERMINATED_CHARACTER_CLASS, N_ ("the closing “]” is missing") },
    { G_REGEX_ERROR_RANGE_OUT_OF_ORDER,
      N_ ("the ends of the range are in the wrong order") },
    { G_REGEX_ERROR_NOTHING_TO_REPEAT, N_ ("there is nothing to repeat") },
    { G_REGEX_ERROR_UNRECOGNIZED_CHARACTER, N_ ("what follows “(?” is not known") },
    { G_REGEX_ERROR_UNMATCHED_PARENTHESIS,
      N_ ("an opening or a closing parenthesis is missing") },
    { G_REGEX_ERROR_INEXISTENT_SUBPATTERN_REFERENCE,
      N_ ("it refers to a group that does not exist") },
    { G_REGEX_ERROR_UNTERMINATED_COMMENT, N_ ("the end of the comment is missing") },
    { G_REGEX_ERROR_EXPRESSION_TOO_LARGE, N_ ("the expression is too large") },
    { G_REGEX_ERROR_VARIABLE_LENGTH_LOOKBEHIND,
      N_ ("what is looked for behind must have a fixed length") },
    { G_REGEX_ERROR_UNKNOWN_POSIX_CLASS_NAME,
      N_ ("no class of characters has this name") },
    { G_REGEX_ERROR_HEX_CODE_TOO_LARGE, N_ ("no character has this number") },
    { G_REGEX_ERROR_UNKNOWN_PROPERTY, N_ ("no property of characters has this name") },
    { G_REGEX_ERROR_MALFORMED_PROPERTY,
      N_ ("the name of a property is written “\\p{…}”") },
    { G_REGEX_ERROR_MISSING_SUBPATTERN_NAME_TERMINATOR,
      N_ ("the end of the group’s name is missing") },
    { G_REGEX_ERROR_DUPLICATE_SUBPATTERN_NAME, N_ ("two groups have the same name") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    if ((int) errors[i].code == code)
      return _ (errors[i].words);
  return _ ("it cannot be read");
}

/* Where the error is: GLib tells it in its message only, as the first number after the
 * expression. Returns: the character, from 1, or 0 if it is not told */
static guint64
get_position (const GError *error, const char *text)
{
  const char *p = strstr (error->message, text);

  if (p == NULL)
    return 0;
  p += strlen (text);
  while (*p != '\0' && !g_ascii_isdigit (*p))
    p++;
  return *p == '\0' ? 0 : g_ascii_strtoull (p, NULL, 10) + 1;
}

static void
set_error (GError **error, const GError *regex_error, const char *text)
{
  guint64 position =
      MIN (get_position (regex_error, text), (guint64) g_utf8_strlen (text, -1) + 1);
  const char *words = explain (regex_error->code);

  if (position > 0)
    g_set_error (error,
                 SW_FILTER_ERROR,
                 SW_FILTER_ERROR_EXPRESSION,
                 /* Translators: a regular expression, the place in it, what is wrong. */
                 _ ("“%s” is no regular expression, at its character %d: %s"),
                 text,
                 (int) position,
                 words);
  else
    g_set_error (error,
                 SW_FILTER_ERROR,
                 SW_FILTER_ERROR_EXPRESSION,
                 _ ("“%s” is no regular expression: %s"),
                 text,
                 words);
}

/* GLib prepares a part at the first match only, and not safely for several threads: so
 * the first match is here. */
static GRegex *
compile (const char *limit, const char *text, gboolean is_caseless, GError **error)
{
  g_autofree char *limited = g_strconcat (limit, text, NULL);
  GRegexCompileFlags flags =
      G_REGEX_OPTIMIZE | G_REGEX_MULTILINE | G_REGEX_NEWLINE_ANYCRLF;
  GRegex *regex =
      g_regex_new (limited, is_caseless ? flags | G_REGEX_CASELESS : flags, 0, error);

  if (regex != NULL)
    g_regex_match (regex, "", 0, NULL);
  return regex;
}

SwFilterExpression *
sw_filter_expression_new (const char *text, gboolean is_caseless, GError **error)
{
  g_autoptr (SwFilterExpression) self = g_new0 (SwFilterExpression, 1);
  g_autoptr (GError) regex_error = NULL;

  /* Without a limit for the error: so places are counted from the text's beginning. */
  self->first = compile ("", text, is_caseless, &regex_error);
  if (self->first != NULL)
    {
      g_clear_pointer (&self->first, g_regex_unref);
      self->first = compile (FIRST_LIMIT, text, is_caseless, &regex_error);
    }
  if (self->first != NULL)
    self->second = compile (SECOND_LIMIT, text, is_caseless, &regex_error);
  if (self->second != NULL)
    return g_steal_pointer (&self);
  set_error (error, regex_error, text);
  return NULL;
}

void
sw_filter_expression_free (SwFilterExpression *self)
{
  g_clear_pointer (&self->first, g_regex_unref);
  g_clear_pointer (&self->second, g_regex_unref);
  g_free (self);
}

static SwFilterVerdict
match (GRegex *regex, const GString *text, gsize from, int flags, SwFilterRange *range)
{
  g_autoptr (GMatchInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  int start;
  int end;

  if (!g_regex_match_full (regex,
                           text->str,
                           (gssize) text->len,
                           (int) from,
                           (GRegexMatchFlags) flags,
                           &info,
                           &error))
    return error == NULL ? SW_FILTER_ABSENT : SW_FILTER_UNDECIDED;
  g_match_info_fetch_pos (info, 0, &start, &end);
  *range = (SwFilterRange){ (gsize) start, (gsize) end };
  return SW_FILTER_PRESENT;
}

static SwFilterVerdict
match_again (GRegex *regex,
             const GString *text,
             gsize from,
             SwFilterRange *range,
             SwFilterBudget *budget)
{
  gint64 start_us = g_get_monotonic_time ();
  gint64 end_us = start_us + MIN (budget->left_us, MAX_MESSAGE_US);
  SwFilterVerdict verdict = SW_FILTER_ABSENT;
  gint64 now_us = start_us;

  while (from <= text->len && now_us < end_us)
    {
      SwFilterVerdict here = match (regex, text, from, G_REGEX_MATCH_ANCHORED, range);

      if (here != SW_FILTER_ABSENT)
        verdict = here;
      if (here == SW_FILTER_PRESENT)
        break;
      from = from < text->len ? (gsize) (g_utf8_next_char (text->str + from) - text->str)
                              : from + 1;
      now_us = g_get_monotonic_time ();
    }
  if (verdict == SW_FILTER_ABSENT && from <= text->len)
    verdict = SW_FILTER_UNDECIDED;
  budget->left_us -= g_get_monotonic_time () - start_us;
  return verdict;
}

/* How many bytes to look at: whole characters. */
static gsize
get_limit (const char *text, gsize size)
{
  if (size <= SW_FILTER_EXPRESSION_MAX_BYTES)
    return size;
  size = SW_FILTER_EXPRESSION_MAX_BYTES;
  while (size > 0 && ((guchar) text[size] & 0xC0) == 0x80)
    size--;
  return size;
}

SwFilterVerdict
sw_filter_expression_find (const SwFilterExpression *self,
                           const char *text,
                           gsize size,
                           gsize from,
                           SwFilterRange *range,
                           SwFilterBudget *budget)
{
  const GString seen = { (char *) text, get_limit (text, size), 0 };
  SwFilterVerdict verdict;

  if (from > seen.len)
    return SW_FILTER_UNDECIDED;
  verdict = match (self->first, &seen, from, 0, range);
  if (verdict == SW_FILTER_UNDECIDED)
    verdict = match_again (self->second, &seen, from, range, budget);
  if (verdict == SW_FILTER_ABSENT && seen.len < size)
    return SW_FILTER_UNDECIDED;
  return verdict;
}
