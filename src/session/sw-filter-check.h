/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-filter-pattern.h"

G_BEGIN_DECLS

/**
 * SwFilterCheck:
 *
 * One term of a filter, ready to be held against messages. Immutable; any thread may use
 * it.
 */
typedef struct _SwFilterCheck SwFilterCheck;

/** What a check costs, the least first. */
typedef enum
{
  SW_FILTER_EFFORT_NUMBER,
  SW_FILTER_EFFORT_NAME,
  SW_FILTER_EFFORT_PAYLOAD,
  SW_FILTER_EFFORT_EXPRESSION,
} SwFilterEffort;

/** Copies @term. Fails as sw_filter_new() does. */
SwFilterCheck *sw_filter_check_new (const SwFilterTerm *term, GError **error);
void sw_filter_check_free (SwFilterCheck *self);

const SwFilterTerm *sw_filter_check_get_term (const SwFilterCheck *self);
SwFilterEffort sw_filter_check_get_effort (const SwFilterCheck *self);

/** Returns: whether the message has what the term names, wanted or excluded */
SwFilterVerdict sw_filter_check_run (const SwFilterCheck *self,
                                     SwFilterMessage *message,
                                     SwFilterBudget *budget);

/** Appends to @ranges where in @text it is, if it is wanted and for text. */
void sw_filter_check_find (const SwFilterCheck *self,
                           const char *text,
                           gsize size,
                           GArray *ranges);

/** Appends to @ranges where in the message @data it is, if it is wanted. */
void sw_filter_check_find_bytes (const SwFilterCheck *self,
                                 const guint8 *data,
                                 gsize size,
                                 GArray *ranges);

G_END_DECLS
