/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-watch.h"

G_BEGIN_DECLS

/** The slot that the first button watches: the one of the tutorials. */
#define SW_EMPTY_STATE_EXAMPLE "Mymailslot"

/**
 * SwEmptyState:
 *
 * What stands in place of the message list while there is no message: what to do first,
 * or, when a slot is watched, how to send to it.
 */
#define SW_TYPE_EMPTY_STATE (sw_empty_state_get_type ())
G_DECLARE_FINAL_TYPE (SwEmptyState, sw_empty_state, SW, EMPTY_STATE, GtkBin)

GtkWidget *sw_empty_state_new (void);

/**
 * sw_empty_state_show_watch:
 * @watch: (nullable): the slot that a message is waited for, %NULL if none is watched
 */
void sw_empty_state_show_watch (SwEmptyState *self, SwWatch *watch);

G_END_DECLS
