/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-filter.h"

G_BEGIN_DECLS

/**
 * sw_filter_query_parse:
 * @query: a line as #SwFilter describes, valid UTF-8
 *
 * Fails with %SW_FILTER_ERROR_SYNTAX or %SW_FILTER_ERROR_VALUE.
 *
 * Returns: (transfer full) (element-type SwFilterTerm): the terms, which own their texts
 */
GArray *sw_filter_query_parse (const char *query, GError **error);

/** Appends @term as sw_filter_query_parse() reads it. */
void sw_filter_query_append (GString *query, const SwFilterTerm *term);

G_END_DECLS
