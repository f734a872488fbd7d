/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-filter-query.h"

#include <string.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *query;
  const char *p; /* what is not read yet */
} Reader;

static const struct
{
  const char *name;
  SwFilterField field;
} fields[] = {
  { "text:", SW_FILTER_TEXT },           { "hex:", SW_FILTER_BYTES },
  { "slot:", SW_FILTER_SLOT },           { "sender:", SW_FILTER_SENDER },
  { "transport:", SW_FILTER_TRANSPORT }, { "is:", SW_FILTER_REPEATED },
};

#define SIZE "size"
#define REPEATED "repeated"

/* In an order in which the longer come first. */
static const struct
{
  const char *sign;
  SwFilterComparison comparison;
} comparisons[] = {
  { "<=", SW_FILTER_LESS_OR_EQUAL }, { ">=", SW_FILTER_GREATER_OR_EQUAL },
  { "!=", SW_FILTER_NOT_EQUAL },     { "==", SW_FILTER_EQUAL },
  { "<", SW_FILTER_LESS },           { ">", SW_FILTER_GREATER },
  { "=", SW_FILTER_EQUAL },          { ":", SW_FILTER_EQUAL },
};

/* What makes a word something else, so that it needs quotes. */
#define SPECIAL ":\"'/<>=!"

static int
get_column (const Reader *self, const char *p)
{
  return (int) g_utf8_strlen (self->query, p - self->query) + 1;
}

static gboolean
is_blank (const char *p)
{
  return g_unichar_isspace (g_utf8_get_char (p));
}

static gboolean
is_end_of_term (const char *p)
{
  return *p == '\0' || is_blank (p);
}

static const char *
skip_blanks (const char *p)
{
  while (*p != '\0' && is_blank (p))
    p = g_utf8_next_char (p);
  return p;
}

static char *
read_word (Reader *self)
{
  const char *start = self->p;

  while (!is_end_of_term (self->p))
    self->p = g_utf8_next_char (self->p);
  return g_strndup (start, (gsize) (self->p - start));
}

/* Steps over the closing sign, which must be the last of the term. */
static gboolean
close_value (Reader *self, const char *start, GError **error)
{
  char sign[] = { *start, '\0' };

  if (*self->p != *start)
    {
      g_set_error (error,
                   SW_FILTER_ERROR,
                   SW_FILTER_ERROR_SYNTAX,
                   _ ("the closing %s is missing for the one at column %d"),
                   sign,
                   get_column (self, start));
      return FALSE;
    }
  self->p++;
  return TRUE;
}

static gboolean
check_end (Reader *self, const char *start, GError **error)
{
  if (is_end_of_term (self->p))
    return TRUE;
  if (*start == '/')
    g_set_error (error,
                 SW_FILTER_ERROR,
                 SW_FILTER_ERROR_SYNTAX,
                 _ ("the regular expression ends before column %d, but no blank follows: "
                    "write \\/ for a slash in it, or put a text with slashes in quotes"),
                 get_column (self, self->p));
  else
    g_set_error (error,
                 SW_FILTER_ERROR,
                 SW_FILTER_ERROR_SYNTAX,
                 _ ("a blank is missing at column %d, after the closing %c"),
                 get_column (self, self->p),
                 *start);
  return FALSE;
}

/* Reads a text between quotes; a quote in it is written twice. */
static char *
read_quoted (Reader *self, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *start = self->p++;

  while (*self->p != '\0' && (*self->p != *start || self->p[1] == *start))
    {
      self->p += *self->p == *start; /* the first of two */
      g_string_append_c (text, *self->p++);
    }
  if (!close_value (self, start, error) || !check_end (self, start, error))
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Reads a text between slashes; a slash in it has a backslash before. */
static char *
read_expression (Reader *self, SwFilterKind *kind, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *start = self->p++;

  while (*self->p != '\0' && *self->p != '/')
    {
      if (*self->p == '\\' && self->p[1] == '/')
        self->p++;
      else if (*self->p == '\\' && self->p[1] != '\0')
        g_string_append_c (text, *self->p++);
      g_string_append_c (text, *self->p++);
    }
  *kind = SW_FILTER_EXPRESSION;
  if (!close_value (self, start, error))
    return NULL;
  if (*self->p == 'i')
    {
      *kind = SW_FILTER_EXPRESSION_CASELESS;
      self->p++;
    }
  if (!check_end (self, start, error))
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
read_value (Reader *self, SwFilterKind *kind, GError **error)
{
  *kind = *self->p == '\'' ? SW_FILTER_EXACT : SW_FILTER_CASELESS;
  if (*self->p == '/')
    return read_expression (self, kind, error);
  if (*self->p == '"' || *self->p == '\'')
    return read_quoted (self, error);
  return read_word (self);
}

static gboolean
read_transport (SwFilterTerm *term, const char *value)
{
  for (MailslotTransport i = MAILSLOT_TRANSPORT_LOCAL; i <= MAILSLOT_TRANSPORT_CAPTURE;
       i++)
    if (g_ascii_strcasecmp (mailslot_transport_to_string (i), value) == 0)
      {
        term->transport = i;
        return TRUE;
      }
  return FALSE;
}

/* Puts @value (transfer full) where the field has it. */
static gboolean
set_value (Reader *self,
           SwFilterTerm *term,
           char *value,
           const char *start,
           GError **error)
{
  g_autofree char *owned = value;

  if (term->field <= SW_FILTER_SENDER)
    {
      term->text = g_steal_pointer (&owned);
      return TRUE;
    }
  if (term->field == SW_FILTER_TRANSPORT && !read_transport (term, value))
    {
      g_set_error (error,
                   SW_FILTER_ERROR,
                   SW_FILTER_ERROR_VALUE,
                   _ ("“%s” at column %d is no transport: there are local, netbios and "
                      "capture"),
                   value,
                   get_column (self, start));
      return FALSE;
    }
  if (term->field == SW_FILTER_REPEATED && g_ascii_strcasecmp (value, REPEATED) != 0)
    {
      g_set_error (error,
                   SW_FILTER_ERROR,
                   SW_FILTER_ERROR_VALUE,
                   _ ("“%s” at column %d is not known: there is only is:repeated"),
                   value,
                   get_column (self, start));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_field_value (Reader *self, SwFilterTerm *term, GError **error)
{
  const char *start = self->p;
  char *value = read_value (self, &term->kind, error);

  if (value == NULL)
    return FALSE;
  if (*value == '\0')
    {
      g_free (value);
      g_set_error (error,
                   SW_FILTER_ERROR,
                   SW_FILTER_ERROR_SYNTAX,
                   _ ("there is nothing to look for at column %d"),
                   get_column (self, start));
      return FALSE;
    }
  return set_value (self, term, value, start, error);
}

/* Steps over "size" and a comparison if that is what comes next. */
static gboolean
read_comparison (Reader *self, SwFilterTerm *term)
{
  const char *p;

  if (g_ascii_strncasecmp (self->p, SIZE, strlen (SIZE)) != 0)
    return FALSE;
  p = skip_blanks (self->p + strlen (SIZE));
  for (guint i = 0; i < G_N_ELEMENTS (comparisons); i++)
    if (g_str_has_prefix (p, comparisons[i].sign))
      {
        term->field = SW_FILTER_SIZE;
        term->comparison = comparisons[i].comparison;
        self->p = skip_blanks (p + strlen (comparisons[i].sign));
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_size (Reader *self, SwFilterTerm *term, GError **error)
{
  const char *start = self->p;
  g_autofree char *word = read_word (self);

  if (g_ascii_string_to_unsigned (word, 10, 0, G_MAXUINT64, &term->size, NULL))
    return TRUE;
  if (*word == '\0')
    g_set_error (error,
                 SW_FILTER_ERROR,
                 SW_FILTER_ERROR_SYNTAX,
                 _ ("the number of bytes is missing at column %d"),
                 get_column (self, start));
  else
    g_set_error (error,
                 SW_FILTER_ERROR,
                 SW_FILTER_ERROR_VALUE,
                 _ ("“%s” at column %d is not a number of bytes"),
                 word,
                 get_column (self, start));
  return FALSE;
}

static gboolean
read_term (Reader *self, SwFilterTerm *term, GError **error)
{
  if (*self->p == '-')
    {
      term->is_excluded = TRUE;
      self->p++;
    }
  if (read_comparison (self, term))
    return read_size (self, term, error);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_ascii_strncasecmp (self->p, fields[i].name, strlen (fields[i].name)) == 0)
      {
        term->field = fields[i].field;
        self->p += strlen (fields[i].name);
        break;
      }
  return read_field_value (self, term, error);
}

static void
term_clear (gpointer data)
{
  SwFilterTerm *term = data;

  g_clear_pointer ((char **) &term->text, g_free);
}

GArray *
sw_filter_query_parse (const char *query, GError **error)
{
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (SwFilterTerm));
  Reader reader = { query, skip_blanks (query) };

  g_array_set_clear_func (terms, term_clear);
  while (*reader.p != '\0')
    {
      SwFilterTerm term = { 0 };

      if (!read_term (&reader, &term, error))
        return NULL;
      g_array_append_val (terms, term);
      reader.p = skip_blanks (reader.p);
    }
  return g_steal_pointer (&terms);
}

static void
append_quoted (GString *query, const char *text, char quote)
{
  g_string_append_c (query, quote);
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == quote)
        g_string_append_c (query, quote);
      g_string_append_c (query, *p);
    }
  g_string_append_c (query, quote);
}

static void
append_expression (GString *query, const char *text)
{
  g_string_append_c (query, '/');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '/')
        g_string_append_c (query, '\\');
      g_string_append_c (query, *p);
      if (*p == '\\' && p[1] != '\0')
        g_string_append_c (query, *++p);
    }
  g_string_append_c (query, '/');
}

static gboolean
needs_quotes (const char *text)
{
  if (*text == '-' || strpbrk (text, SPECIAL) != NULL)
    return TRUE;
  while (*text != '\0' && !is_blank (text))
    text = g_utf8_next_char (text);
  return *text != '\0';
}

static void
append_text (GString *query, const SwFilterTerm *term)
{
  if (term->kind == SW_FILTER_EXPRESSION || term->kind == SW_FILTER_EXPRESSION_CASELESS)
    append_expression (query, term->text);
  else if (term->kind == SW_FILTER_EXACT)
    append_quoted (query, term->text, '\'');
  else if (needs_quotes (term->text))
    append_quoted (query, term->text, '"');
  else
    g_string_append (query, term->text);
  if (term->kind == SW_FILTER_EXPRESSION_CASELESS)
    g_string_append_c (query, 'i');
}

static void
append_size (GString *query, const SwFilterTerm *term)
{
  for (guint i = 0; i < G_N_ELEMENTS (comparisons); i++)
    if (comparisons[i].comparison == term->comparison && comparisons[i].sign[0] != ':'
        && strcmp (comparisons[i].sign, "==") != 0)
      {
        g_string_append_printf (query,
                                SIZE "%s%" G_GUINT64_FORMAT,
                                comparisons[i].sign,
                                term->size);
        return;
      }
}

void
sw_filter_query_append (GString *query, const SwFilterTerm *term)
{
  if (term->is_excluded)
    g_string_append_c (query, '-');
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].field == term->field && term->field != SW_FILTER_TEXT)
      g_string_append (query, fields[i].name);
  if (term->field == SW_FILTER_SIZE)
    append_size (query, term);
  else if (term->field == SW_FILTER_TRANSPORT)
    g_string_append (query, mailslot_transport_to_string (term->transport));
  else if (term->field == SW_FILTER_REPEATED)
    g_string_append (query, REPEATED);
  else
    append_text (query, term);
}
