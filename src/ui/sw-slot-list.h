/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-session.h"

G_BEGIN_DECLS

/**
 * SwSlotList:
 *
 * The slots that a session watches, with buttons to watch another one, to stop and start
 * the selected one and to take it out of the list.
 *
 * Property "selected-watch" (#SwWatch, read-only, may be %NULL) notifies.
 */
#define SW_TYPE_SLOT_LIST (sw_slot_list_get_type ())
G_DECLARE_FINAL_TYPE (SwSlotList, sw_slot_list, SW, SLOT_LIST, GtkBin)

GtkWidget *sw_slot_list_new (void);

void sw_slot_list_set_session (SwSlotList *self, SwSession *session);

/** Sets the menu of the rows; its actions are looked up from the list upwards. */
void sw_slot_list_set_context_menu (SwSlotList *self, GMenuModel *menu);

/** Returns: (transfer none) (nullable): the watch that commands are about */
SwWatch *sw_slot_list_get_selected_watch (SwSlotList *self);

void sw_slot_list_select (SwSlotList *self, SwWatch *watch);

/**
 * sw_slot_list_refresh:
 *
 * Shows the numbers as they are now.
 *
 * Returns: in how many µs there may be others although no message came; %G_MAXINT64 if
 * never
 */
gint64 sw_slot_list_refresh (SwSlotList *self);

G_END_DECLS
