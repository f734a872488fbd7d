/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-filter-pattern.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "payload/sw-hex.h"
#include "session/sw-filter-needle.h"

struct _SwFilterPattern
{
  SwFilterExpression *expression; /* (owned) (nullable) or the needles */
  SwFilterNeedle *needle;         /* (owned) (nullable) UTF-8, or the bytes */
  SwFilterNeedle *wide;           /* (owned) (nullable) UTF-16LE */
  gboolean is_bytes;
  gboolean is_ascii;
};

void
sw_filter_pattern_free (SwFilterPattern *self)
{
  g_clear_pointer (&self->expression, sw_filter_expression_free);
  g_clear_pointer (&self->needle, sw_filter_needle_free);
  g_clear_pointer (&self->wide, sw_filter_needle_free);
  g_free (self);
}

static gboolean
set_bytes (SwFilterPattern *self, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = sw_hex_parse (text, error);
  gconstpointer data;
  gsize size;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  if (size == 0)
    {
      g_set_error_literal (error,
                           SW_FILTER_ERROR,
                           SW_FILTER_ERROR_VALUE,
                           _ ("the bytes to look for are missing"));
      return FALSE;
    }
  self->is_bytes = TRUE;
  self->needle = sw_filter_needle_new_bytes (data, size);
  return TRUE;
}

static gboolean
set_text (SwFilterPattern *self, const SwFilterTerm *term, GError **error)
{
  gboolean is_caseless =
      term->kind == SW_FILTER_CASELESS || term->kind == SW_FILTER_EXPRESSION_CASELESS;

  if (*term->text == '\0')
    {
      g_set_error_literal (error,
                           SW_FILTER_ERROR,
                           SW_FILTER_ERROR_VALUE,
                           _ ("the text to look for is missing"));
      return FALSE;
    }
  if (term->kind == SW_FILTER_EXPRESSION || term->kind == SW_FILTER_EXPRESSION_CASELESS)
    {
      self->expression = sw_filter_expression_new (term->text, is_caseless, error);
      return self->expression != NULL;
    }
  self->is_ascii = g_str_is_ascii (term->text);
  self->needle =
      sw_filter_needle_new_text (term->text, is_caseless, SW_FILTER_NEEDLE_UTF8);
  self->wide =
      sw_filter_needle_new_text (term->text, is_caseless, SW_FILTER_NEEDLE_UTF16LE);
  return TRUE;
}

SwFilterPattern *
sw_filter_pattern_new (const SwFilterTerm *term, GError **error)
{
  g_autoptr (SwFilterPattern) self = g_new0 (SwFilterPattern, 1);

  if (term->field == SW_FILTER_BYTES ? !set_bytes (self, term->text, error)
                                     : !set_text (self, term, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
sw_filter_pattern_is_expression (const SwFilterPattern *self)
{
  return self->expression != NULL;
}

static gboolean
is_in (const SwFilterNeedle *needle, const void *data, gsize size)
{
  return sw_filter_needle_find (needle, data, size, NULL) >= 0;
}

SwFilterVerdict
sw_filter_pattern_test_message (const SwFilterPattern *self,
                                SwFilterMessage *message,
                                SwFilterBudget *budget)
{
  const guint8 *data = message->record->payload;
  gsize n_bytes = message->record->size;
  const char *text;
  gsize size;

  if (self->expression != NULL)
    {
      SwFilterRange range;

      text = sw_filter_message_get_text (message, &size);
      return sw_filter_expression_find (self->expression, text, size, 0, &range, budget);
    }
  if (is_in (self->needle, data, n_bytes))
    return SW_FILTER_PRESENT;
  if (self->is_bytes)
    return SW_FILTER_ABSENT;
  if (is_in (self->wide, data, n_bytes))
    return SW_FILTER_PRESENT;
  text = sw_filter_message_get_foreign_text (message, self->is_ascii, &size);
  return text != NULL && is_in (self->needle, text, size) ? SW_FILTER_PRESENT
                                                          : SW_FILTER_ABSENT;
}

SwFilterVerdict
sw_filter_pattern_test_text (const SwFilterPattern *self,
                             const char *text,
                             SwFilterBudget *budget)
{
  SwFilterRange range;

  if (text == NULL)
    return SW_FILTER_ABSENT;
  if (self->expression != NULL)
    return sw_filter_expression_find (self->expression,
                                      text,
                                      strlen (text),
                                      0,
                                      &range,
                                      budget);
  return is_in (self->needle, text, strlen (text)) ? SW_FILTER_PRESENT : SW_FILTER_ABSENT;
}

static void
find_all (const SwFilterNeedle *needle, const guint8 *data, gsize size, GArray *ranges)
{
  gsize from = 0;
  gsize length;
  gssize place;

  while ((place = sw_filter_needle_find (needle, data + from, size - from, &length)) >= 0)
    {
      SwFilterRange range = { from + (gsize) place, from + length };

      g_array_append_val (ranges, range);
      from = range.end;
    }
}

static void
find_expression (const SwFilterExpression *expression,
                 const char *text,
                 gsize size,
                 GArray *ranges)
{
  SwFilterBudget budget = { SW_FILTER_BUDGET_US / 100, 0 };
  SwFilterRange range;
  gsize from = 0;

  while (from < size
         && sw_filter_expression_find (expression, text, size, from, &range, &budget)
                == SW_FILTER_PRESENT)
    {
      from = range.end;
      if (range.end > range.start)
        g_array_append_val (ranges, range);
      else if (from < size)
        from = (gsize) (g_utf8_next_char (text + from) - text);
    }
}

void
sw_filter_pattern_find (const SwFilterPattern *self,
                        const char *text,
                        gsize size,
                        GArray *ranges)
{
  if (self->expression != NULL)
    find_expression (self->expression, text, size, ranges);
  else if (!self->is_bytes)
    find_all (self->needle, (const guint8 *) text, size, ranges);
}

void
sw_filter_pattern_find_bytes (const SwFilterPattern *self,
                              const guint8 *data,
                              gsize size,
                              GArray *ranges)
{
  if (self->needle != NULL)
    find_all (self->needle, data, size, ranges);
  if (self->wide != NULL)
    find_all (self->wide, data, size, ranges);
}
