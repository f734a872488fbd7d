/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-log-view.h"

G_BEGIN_DECLS

/**
 * SwSearchBar:
 *
 * Looks for messages without hiding the others: a field, the way to the next and the
 * previous hit, and which of them all is shown.
 *
 * Signals:
 * - "search-changed": something else is looked for; see sw_search_bar_get_query()
 * - "found" (guint64): a message to show
 * - "closed": the person is done
 */
#define SW_TYPE_SEARCH_BAR (sw_search_bar_get_type ())
G_DECLARE_FINAL_TYPE (SwSearchBar, sw_search_bar, SW, SEARCH_BAR, GtkBin)

/** Searches among the messages of @log_view; it is referenced. */
void sw_search_bar_set_log_view (SwSearchBar *self, SwLogView *log_view);

/**
 * sw_search_bar_set_place:
 * @serial: the message from which the next and the previous are counted, or 0
 */
void sw_search_bar_set_place (SwSearchBar *self, guint64 serial);

/** Returns: (nullable): what is looked for, %NULL if nothing is; owned by @self */
SwFilter *sw_search_bar_get_query (SwSearchBar *self);

/** Shows the bar and selects what is in the field. */
void sw_search_bar_open (SwSearchBar *self);
void sw_search_bar_close (SwSearchBar *self);

/**
 * sw_search_bar_go:
 * @forward: to newer messages
 *
 * Goes to the next hit, and on from the other end of the list behind the last.
 */
void sw_search_bar_go (SwSearchBar *self, gboolean forward);

G_END_DECLS
