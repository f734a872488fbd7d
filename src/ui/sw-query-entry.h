/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-filter.h"

G_BEGIN_DECLS

/**
 * SwQueryEntry:
 *
 * A field for a line in the language of #SwFilter. What is typed is read after a short
 * pause; while it cannot be read, the last filter that could stays, and an icon says so.
 *
 * Signal "changed-query": the filter or the error is another one.
 */
#define SW_TYPE_QUERY_ENTRY (sw_query_entry_get_type ())
G_DECLARE_FINAL_TYPE (SwQueryEntry, sw_query_entry, SW, QUERY_ENTRY, GtkSearchEntry)

/** Sets and reads @text without a pause. */
void sw_query_entry_set_query (SwQueryEntry *self, const char *text);

/** Reads what was typed now. */
void sw_query_entry_flush (SwQueryEntry *self);

/** Returns: (nullable): the filter, %NULL for a line without terms; owned by @self */
SwFilter *sw_query_entry_get_filter (SwQueryEntry *self);

/**
 * sw_query_entry_announce:
 * @result: what came of the line
 *
 * Tells those who cannot see it: a screen reader speaks a new description of what has the
 * focus. An error is told by itself.
 */
void sw_query_entry_announce (SwQueryEntry *self, const char *result);

/** Returns: (nullable): why the line cannot be read, as a sentence; owned by @self */
const char *sw_query_entry_get_error (SwQueryEntry *self);

G_END_DECLS
