/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-filter-expression.h"
#include "session/sw-filter-message.h"

G_BEGIN_DECLS

/**
 * SwFilterPattern:
 *
 * What a term for text or bytes looks for. Immutable; any thread may use it.
 */
typedef struct _SwFilterPattern SwFilterPattern;

/**
 * sw_filter_pattern_new:
 * @term: one for text, bytes, slot or sender
 *
 * Fails as sw_filter_new() does.
 */
SwFilterPattern *sw_filter_pattern_new (const SwFilterTerm *term, GError **error);
void sw_filter_pattern_free (SwFilterPattern *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwFilterPattern, sw_filter_pattern_free)

gboolean sw_filter_pattern_is_expression (const SwFilterPattern *self);

/** Looks into a message, as text in any encoding and, unless it is an expression, as
 * bytes. */
SwFilterVerdict sw_filter_pattern_test_message (const SwFilterPattern *self,
                                                SwFilterMessage *message,
                                                SwFilterBudget *budget);

/** Looks into @text (nullable), such as the name of a slot. */
SwFilterVerdict sw_filter_pattern_test_text (const SwFilterPattern *self,
                                             const char *text,
                                             SwFilterBudget *budget);

/** Appends every place in @text that is not empty to @ranges. */
void sw_filter_pattern_find (const SwFilterPattern *self,
                             const char *text,
                             gsize size,
                             GArray *ranges);

/** Appends every place in @data to @ranges; none if it is an expression. */
void sw_filter_pattern_find_bytes (const SwFilterPattern *self,
                                   const guint8 *data,
                                   gsize size,
                                   GArray *ranges);

G_END_DECLS
