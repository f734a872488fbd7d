/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-filter.h"

G_BEGIN_DECLS

/**
 * SwFilterExpression:
 *
 * A regular expression whose effort is bounded. Lines end at a line feed, a carriage
 * return or both; `^` and `$` match at each line. Immutable; any thread may use it.
 */
typedef struct _SwFilterExpression SwFilterExpression;

/** More of a text is not looked at. */
#define SW_FILTER_EXPRESSION_MAX_BYTES ((gsize) 256 << 10)

typedef enum
{
  SW_FILTER_ABSENT,
  SW_FILTER_PRESENT,
  SW_FILTER_UNDECIDED, /* it took too long, or the text is too long */
} SwFilterVerdict;

/**
 * sw_filter_expression_new:
 *
 * Fails with %SW_FILTER_ERROR_EXPRESSION and a message that says what is wrong and at
 * which character.
 *
 * Returns: (transfer full): the expression, or %NULL with @error set
 */
SwFilterExpression *sw_filter_expression_new (const char *text,
                                              gboolean is_caseless,
                                              GError **error);

void sw_filter_expression_free (SwFilterExpression *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwFilterExpression, sw_filter_expression_free)

/**
 * sw_filter_expression_find:
 * @text: valid UTF-8
 * @from: where to begin
 * @range: (out): where it is, if it is present
 * @budget: what to take time from if an ordinary effort is not enough
 */
SwFilterVerdict sw_filter_expression_find (const SwFilterExpression *self,
                                           const char *text,
                                           gsize size,
                                           gsize from,
                                           SwFilterRange *range,
                                           SwFilterBudget *budget);

G_END_DECLS
