/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-filter.h"

#include "cli/cli-options.h"

#include <glib/gi18n-lib.h>

/* What expressions that are hard may take of a second. The messages wait meanwhile. */
#define BUDGET_US (G_TIME_SPAN_SECOND / 4)

struct _CliFilter
{
  GPtrArray *matches;  /* (owned) SwFilter */
  GPtrArray *excludes; /* (owned) SwFilter */
  SwFilterBudget budget;
  gint64 renewed_us; /* monotonic; when the budget was made full */
};

static SwFilter *
parse (const char *option, const char *argument, GError **error)
{
  g_autofree char *query = cli_options_dup_text (argument, error);
  g_autoptr (SwFilter) filter = query != NULL ? sw_filter_parse (query, error) : NULL;

  if (filter == NULL)
    {
      g_prefix_error (error, "%s: ", option);
      return NULL;
    }
  if (sw_filter_get_n_terms (filter) == 0)
    {
      g_set_error (error,
                   SW_FILTER_ERROR,
                   SW_FILTER_ERROR_SYNTAX,
                   _ ("%s needs something to look for"),
                   option);
      return NULL;
    }
  return g_steal_pointer (&filter);
}

/* Returns: (transfer full): what was typed for @option */
static GPtrArray *
parse_all (const char *option, char **arguments, GError **error)
{
  g_autoptr (GPtrArray) filters =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sw_filter_unref);

  for (; arguments != NULL && *arguments != NULL; arguments++)
    {
      SwFilter *filter = parse (option, *arguments, error);

      if (filter == NULL)
        return NULL;
      g_ptr_array_add (filters, filter);
    }
  return g_steal_pointer (&filters);
}

CliFilter *
cli_filter_new (char **matches, char **excludes, GError **error)
{
  g_autoptr (CliFilter) self = g_new0 (CliFilter, 1);

  self->matches = parse_all ("--match", matches, error);
  if (self->matches != NULL)
    self->excludes = parse_all ("--exclude", excludes, error);
  return self->excludes != NULL ? g_steal_pointer (&self) : NULL;
}

void
cli_filter_free (CliFilter *self)
{
  g_clear_pointer (&self->matches, g_ptr_array_unref);
  g_clear_pointer (&self->excludes, g_ptr_array_unref);
  g_free (self);
}

gboolean
cli_filter_is_needed (CliFilter *self)
{
  return self->matches->len > 0 || self->excludes->len > 0;
}

static void
renew_budget (CliFilter *self)
{
  gint64 now_us = g_get_monotonic_time ();

  if (now_us - self->renewed_us < G_TIME_SPAN_SECOND)
    return;
  self->renewed_us = now_us;
  self->budget.left_us = BUDGET_US;
}

gboolean
cli_filter_wants (CliFilter *self, const MailslotRecord *record)
{
  guint64 n_undecided = self->budget.n_undecided;
  gboolean is_wanted = TRUE;

  renew_budget (self);
  for (guint i = 0; i < self->matches->len && is_wanted; i++)
    is_wanted = sw_filter_test (self->matches->pdata[i], record, &self->budget);
  for (guint i = 0; i < self->excludes->len && is_wanted; i++)
    is_wanted = !sw_filter_test (self->excludes->pdata[i], record, &self->budget);
  self->budget.n_undecided = MIN (self->budget.n_undecided, n_undecided + 1);
  return is_wanted;
}

void
cli_filter_report (CliFilter *self)
{
  guint64 n_undecided = self->budget.n_undecided;
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, n_undecided);

  if (n_undecided > 0)
    g_printerr (
        ngettext ("mailslot: A regular expression took too long for %s message, and was "
                  "taken as not found\n",
                  "mailslot: A regular expression took too long for %s messages, and was "
                  "taken as not found\n",
                  (gulong) n_undecided),
        number);
}
