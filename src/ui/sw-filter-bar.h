/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-log-view.h"

G_BEGIN_DECLS

/**
 * SwFilterBar:
 *
 * Which messages to show: a field for the line of a filter, how many match, and what is
 * wrong with the line. A bar that is hidden filters nothing, and keeps its line.
 *
 * Signals:
 * - "filter-changed": see sw_filter_bar_get_filter()
 * - "closed": the person is done; hide it
 */
#define SW_TYPE_FILTER_BAR (sw_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (SwFilterBar, sw_filter_bar, SW, FILTER_BAR, GtkBin)

/** Returns: (nullable): the filter in force, %NULL for all messages; owned by @self */
SwFilter *sw_filter_bar_get_filter (SwFilterBar *self);

/** Replaces the line. */
void sw_filter_bar_set_query (SwFilterBar *self, const char *query);

/** Shows how many messages of @log_view match, and how far the look at them is. */
void sw_filter_bar_show_counts (SwFilterBar *self, SwLogView *log_view);

/** The menu of saved filters. */
void sw_filter_bar_set_menu (SwFilterBar *self, GMenuModel *menu);

/** Gives the field the focus, its line selected. */
void sw_filter_bar_focus (SwFilterBar *self);

G_END_DECLS
