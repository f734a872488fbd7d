/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-filter.h"

#include <string.h>

#include "session/sw-filter-check.h"
#include "session/sw-filter-probe.h"
#include "session/sw-filter-query.h"

struct _SwFilter
{
  GPtrArray *checks;    /* (owned) SwFilterCheck, in the order they were written in */
  GPtrArray *by_effort; /* (owned) the same, the quick ones first */
  gboolean has_expression;
  SwFilterProbe *probe; /* (owned) (nullable) */
  char *text;           /* (owned) canonical */
};

G_DEFINE_BOXED_TYPE (SwFilter, sw_filter, sw_filter_ref, sw_filter_unref)

GQuark
sw_filter_error_quark (void)
{
  return g_quark_from_static_string ("sw-filter-error-quark");
}

static int
compare_effort (gconstpointer a, gconstpointer b)
{
  return (int) sw_filter_check_get_effort (*(SwFilterCheck *const *) a)
         - (int) sw_filter_check_get_effort (*(SwFilterCheck *const *) b);
}

static gboolean
add_check (SwFilter *self, const SwFilterTerm *term, GError **error)
{
  SwFilterCheck *check = sw_filter_check_new (term, error);

  if (check == NULL)
    return FALSE;
  self->has_expression |=
      sw_filter_check_get_effort (check) == SW_FILTER_EFFORT_EXPRESSION;
  g_ptr_array_add (self->checks, check);
  return TRUE;
}

static void
filter_clear (gpointer data)
{
  SwFilter *self = data;

  g_clear_pointer (&self->by_effort, g_ptr_array_unref);
  g_clear_pointer (&self->probe, sw_filter_probe_free);
  g_ptr_array_unref (self->checks);
  g_free (self->text);
}

static char *
write_query (SwFilter *self)
{
  GString *query = g_string_new (NULL);

  for (guint i = 0; i < self->checks->len; i++)
    {
      if (i > 0)
        g_string_append_c (query, ' ');
      sw_filter_query_append (query, sw_filter_get_term (self, i));
    }
  return g_string_free (query, FALSE);
}

/* Makes a probe of the longest text that every match must hold. */
static void
make_probe (SwFilter *self)
{
  const SwFilterTerm *best = NULL;

  for (guint i = 0; i < self->checks->len; i++)
    {
      const SwFilterTerm *term = sw_filter_get_term (self, i);

      if (term->field == SW_FILTER_TEXT && !term->is_excluded
          && term->kind <= SW_FILTER_EXACT && g_str_is_ascii (term->text)
          && (best == NULL || strlen (term->text) > strlen (best->text)))
        best = term;
    }
  if (best != NULL)
    self->probe = sw_filter_probe_new (best->text, best->kind == SW_FILTER_CASELESS);
}

static gboolean
has_text (const SwFilterTerm *term)
{
  return term->field <= SW_FILTER_SENDER;
}

SwFilter *
sw_filter_new (const SwFilterTerm *terms, guint n_terms, GError **error)
{
  g_autoptr (SwFilter) self = g_atomic_rc_box_new0 (SwFilter);

  self->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) sw_filter_check_free);
  for (guint i = 0; i < n_terms; i++)
    {
      g_return_val_if_fail (has_text (&terms[i]) == (terms[i].text != NULL), NULL);
      if (!add_check (self, &terms[i], error))
        return NULL;
    }
  self->by_effort = g_ptr_array_copy (self->checks, NULL, NULL);
  g_ptr_array_set_free_func (self->by_effort, NULL);
  g_ptr_array_sort (self->by_effort, compare_effort);
  make_probe (self);
  self->text = write_query (self);
  return g_steal_pointer (&self);
}

SwFilter *
sw_filter_parse (const char *query, GError **error)
{
  g_autoptr (GArray) terms = NULL;

  g_return_val_if_fail (query != NULL && g_utf8_validate (query, -1, NULL), NULL);

  terms = sw_filter_query_parse (query, error);
  if (terms == NULL)
    return NULL;
  return sw_filter_new ((const SwFilterTerm *) (gpointer) terms->data, terms->len, error);
}

SwFilter *
sw_filter_join (SwFilter *a, SwFilter *b)
{
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (SwFilterTerm));
  SwFilter *filters[] = { a, b };
  SwFilter *self;

  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    for (guint k = 0; k < sw_filter_get_n_terms (filters[i]); k++)
      g_array_append_vals (terms, sw_filter_get_term (filters[i], k), 1);
  self = sw_filter_new ((const SwFilterTerm *) (gpointer) terms->data, terms->len, NULL);
  g_assert (self != NULL);
  return self;
}

SwFilter *
sw_filter_ref (SwFilter *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sw_filter_unref (SwFilter *self)
{
  g_atomic_rc_box_release_full (self, filter_clear);
}

guint
sw_filter_get_n_terms (SwFilter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->checks->len;
}

const SwFilterTerm *
sw_filter_get_term (SwFilter *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->checks->len, NULL);

  return sw_filter_check_get_term (g_ptr_array_index (self->checks, i));
}

gboolean
sw_filter_has_expression (SwFilter *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->has_expression;
}

const char *
sw_filter_to_string (SwFilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

gboolean
sw_filter_equal (SwFilter *a, SwFilter *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return strcmp (a->text, b->text) == 0;
}

gboolean
sw_filter_test (SwFilter *self, const MailslotRecord *record, SwFilterBudget *budget)
{
  g_auto (SwFilterMessage) message = { record };
  gboolean is_match = TRUE;
  gboolean is_undecided = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->by_effort->len; i++)
    {
      const SwFilterCheck *check = g_ptr_array_index (self->by_effort, i);
      gboolean is_excluded = sw_filter_check_get_term (check)->is_excluded;
      SwFilterVerdict verdict = sw_filter_check_run (check, &message, budget);
      gboolean is_present = verdict == SW_FILTER_PRESENT;

      if (verdict != SW_FILTER_UNDECIDED && is_present == is_excluded)
        return FALSE;
      is_undecided |= verdict == SW_FILTER_UNDECIDED;
      is_match &= is_present != is_excluded;
    }
  budget->n_undecided += is_undecided;
  return is_match;
}

gboolean
sw_filter_find_candidate (SwFilter *self, const guint8 *data, gsize size, gsize *place)
{
  gssize found;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->probe == NULL)
    return FALSE;
  found = sw_filter_probe_find (self->probe, data, size);
  *place = found < 0 ? size : (gsize) found;
  return TRUE;
}

gboolean
sw_filter_matches (SwFilter *self, const MailslotRecord *record)
{
  SwFilterBudget budget = { SW_FILTER_BUDGET_US, 0 };

  return sw_filter_test (self, record, &budget);
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const SwFilterRange *x = a;
  const SwFilterRange *y = b;

  return x->start < y->start ? -1 : x->start > y->start;
}

/* Brings the ranges in order and makes one of those that overlap. */
static GArray *
merge (GArray *ranges)
{
  guint n_merged = 0;

  g_array_sort (ranges, compare_ranges);
  for (guint i = 0; i < ranges->len; i++)
    {
      SwFilterRange range = g_array_index (ranges, SwFilterRange, i);
      SwFilterRange *last = &g_array_index (ranges, SwFilterRange, n_merged - 1);

      if (n_merged > 0 && range.start < last->end)
        last->end = MAX (last->end, range.end);
      else
        g_array_index (ranges, SwFilterRange, n_merged++) = range;
    }
  g_array_set_size (ranges, n_merged);
  return ranges;
}

GArray *
sw_filter_find (SwFilter *self, const char *text, gsize size)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (SwFilterRange));

  g_return_val_if_fail (self != NULL, ranges);

  for (guint i = 0; i < self->checks->len; i++)
    sw_filter_check_find (g_ptr_array_index (self->checks, i), text, size, ranges);
  return merge (ranges);
}

GArray *
sw_filter_find_bytes (SwFilter *self, const guint8 *data, gsize size)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (SwFilterRange));

  g_return_val_if_fail (self != NULL, ranges);

  for (guint i = 0; i < self->checks->len; i++)
    sw_filter_check_find_bytes (g_ptr_array_index (self->checks, i), data, size, ranges);
  return merge (ranges);
}
