/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-send-history.h"
#include "ui/sw-card-stack.h"
#include "ui/sw-compose-pane.h"
#include "ui/sw-empty-state.h"
#include "ui/sw-filter-bar.h"
#include "ui/sw-message-detail.h"
#include "ui/sw-message-list.h"
#include "ui/sw-network-text.h"
#include "ui/sw-search-bar.h"
#include "ui/sw-slot-list.h"
#include "ui/sw-status-line.h"
#include "ui/sw-window.h"

G_BEGIN_DECLS

/* The window is one type in several files, split by what it does: building it and keeping
 * it up to date (sw-window.c), its actions (-actions), which messages are shown and
 * searched (-filter), its panes (-panes), its part in the network (-network), saving
 * messages (-save) and remembering its state (-state).
 */

struct _SwWindow
{
  GtkApplicationWindow parent_instance;

  SwSession *session;            /* (owned) */
  GSettings *settings;           /* (owned) */
  SwSendHistory *history;        /* (owned) */
  GCancellable *saving;          /* (owned) (nullable): while messages are saved */
  MailslotSource network_source; /* that is asked for */
  guint refresh_id;              /* source: numbers changed and are shown soon */
  guint tick_id;                 /* source: rates change by themselves */

  /* template children */
  GtkWidget *toolbar;
  GtkWidget *side_paned;
  GtkWidget *compose_paned;
  GtkWidget *detail_paned;
  GtkStack *content_stack;
  SwCardStack *cards;
  SwFilterBar *filter_bar;
  SwSearchBar *search_bar;
  SwSlotList *slot_list;
  SwEmptyState *empty_state;
  SwMessageList *message_list;
  SwMessageDetail *message_detail;
  SwComposePane *compose_pane;
  SwStatusLine *status_line;
};

/* sw-window.c */

/* Shows every number anew, a little later: messages come in batches, eyes do not. */
void sw_window_queue_refresh (SwWindow *self);

/* sw-window-actions.c */
void sw_window_add_actions (SwWindow *self);
void sw_window_update_actions (SwWindow *self);
void sw_window_set_action_enabled (SwWindow *self, const char *name, gboolean enabled);

/* sw-window-filter.c */
void sw_window_add_filter (SwWindow *self);
void sw_window_update_filter_actions (SwWindow *self);
void sw_window_filter_changed_cb (SwWindow *self);
void sw_window_filter_closed_cb (SwWindow *self);
void sw_window_search_changed_cb (SwWindow *self);
void sw_window_search_found_cb (SwWindow *self, guint64 serial);
void sw_window_search_closed_cb (SwWindow *self);

/* sw-window-network.c */
void sw_window_add_network (SwWindow *self);
void sw_window_get_network_facts (SwWindow *self, SwNetworkFacts *facts);

/* Returns: a card that says why all slots on the network are not watched */
GtkWidget *sw_window_network_card_new (const GError *error);

/* sw-window-panes.c */
void sw_window_add_pane_actions (SwWindow *self);

/* sw-window-save.c */
void sw_window_save_messages (SwWindow *self);

/* sw-window-state.c */
void sw_window_restore_state (SwWindow *self);

G_END_DECLS
