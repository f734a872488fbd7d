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

/* The window is one type in several files, split by what it does: its life, its session
 * and its keys (sw-window.c), its actions (-actions), what went wrong (-cards), which
 * messages are shown and searched (-filter), its panes (-panes), its part in the network
 * (-network), what was set once for all (-preferences), keeping what is shown up to date
 * (-refresh), saving messages (-save), recording them (-journal), showing a file (-saved)
 * and remembering its state (-state).
 *
 * It is built in two steps, because a person waits for the first frame. sw-window.ui is
 * what that frame shows; sw-window-rest.ui (-rest) is everything else, and is built by
 * sw_window_complete() as soon as the frame is on screen, before anything that a person
 * did meanwhile is handled. Until then its widgets are NULL.
 *
 * - Whatever may come earlier calls sw_window_complete() first. Actions do that by
 *   themselves if they are added by sw_window_add_action_entries().
 * - Whatever only keeps a widget up to date leaves it alone while it is NULL:
 *   sw_window_complete() brings everything up to date at its end.
 * - Nothing in the first frame moves when the rest comes: what is seen of it has its
 * place kept free.
 */

struct _SwWindow
{
  GtkApplicationWindow parent_instance;

  SwSession *session;            /* (owned) */
  GSettings *settings;           /* (owned) */
  SwSendHistory *history;        /* (owned) */
  GCancellable *saving;          /* (owned) (nullable): while messages are saved */
  MailslotSource network_source; /* that is asked for */
  GtkWindow *preferences;        /* (unowned) (nullable): while they are open */
  GFile *saved_file;             /* (owned) (nullable): what it shows, else slots */
  GCancellable *loading;         /* (owned) (nullable): of that file */
  GtkWidget *saved_bar;          /* (unowned) (nullable): with a file only */
  GtkWidget *saved_label;        /* (unowned) (nullable): while there are no messages */
  guint refresh_id;              /* source: numbers changed and are shown soon */
  gint64 refreshed_us;           /* monotonic: when numbers were shown last */
  guint tick_id;                 /* source: rates change by themselves */
  guint complete_id;             /* source: the first frame was drawn */

  /* template children */
  GtkWidget *toolbar;
  GtkWidget *side_paned;
  GtkWidget *compose_paned;
  GtkBox *list_box; /* where the bars go */
  GtkStack *content_stack;
  GtkWidget *compose_place; /* where the form goes */
  SwCardStack *cards;
  SwSlotList *slot_list;
  SwEmptyState *empty_state;
  SwStatusLine *status_line;

  /* the rest: NULL until the window is complete */
  SwFilterBar *filter_bar;
  SwSearchBar *search_bar;
  GtkWidget *detail_paned;
  SwMessageList *message_list;
  SwMessageDetail *message_detail;
  SwComposePane *compose_pane;
};

/* sw-window.c */

/* Sends to @watch until a person says otherwise. */
void sw_window_suggest_target (SwWindow *self, SwWatch *watch);

void sw_window_selected_serial_cb (SwWindow *self);

/* sw-window-cards.c */

/* A slot can fail at once or after hours, and be mended from the card or from the list,
 * so a card follows the state of @watch. */
void sw_window_follow_watch (SwWindow *self, SwWatch *watch);
void sw_window_compose_sent_cb (SwWindow *self);
void sw_window_compose_failed_cb (SwWindow *self, const char *title, const GError *error);

/* sw-window-refresh.c */

/* Shows every number anew, a little later: messages come in batches, eyes do not. */
void sw_window_queue_refresh (SwWindow *self);

/* Shows every number anew. */
void sw_window_refresh (SwWindow *self);

/* sw-window-rest.c */

/* Builds what the first frame does not show, unless it is there. */
void sw_window_complete (SwWindow *self);

/* Returns: whether it is there */
gboolean sw_window_is_complete (SwWindow *self);

/* sw-window-actions.c */

/* Adds actions whose callbacks take the window as their data, and find it complete. */
void sw_window_add_action_entries (SwWindow *self,
                                   const GActionEntry *entries,
                                   guint n_entries);
void sw_window_add_actions (SwWindow *self);

/* Once the list is there: its toggles are its properties. */
void sw_window_add_list_toggles (SwWindow *self);
void sw_window_update_actions (SwWindow *self);
void sw_window_set_action_enabled (SwWindow *self, const char *name, gboolean enabled);

/* sw-window-filter.c */
void sw_window_add_filter_actions (SwWindow *self);
void sw_window_add_filter (SwWindow *self);
void sw_window_update_filter_actions (SwWindow *self);
void sw_window_filter_changed_cb (SwWindow *self);
void sw_window_filter_closed_cb (SwWindow *self);
void sw_window_search_changed_cb (SwWindow *self);
void sw_window_search_found_cb (SwWindow *self, guint64 serial);
void sw_window_search_closed_cb (SwWindow *self);

/* sw-window-journal.c */
void sw_window_add_journal (SwWindow *self);
void sw_window_show_journal (SwWindow *self);

/* sw-window-network.c */
void sw_window_add_network (SwWindow *self);
void sw_window_get_network_facts (SwWindow *self, SwNetworkFacts *facts);

/* Returns: a card that says why all slots on the network are not watched */
GtkWidget *sw_window_network_card_new (const GError *error);

/* sw-window-panes.c */
void sw_window_add_pane_actions (SwWindow *self);

/* Shows @widget while the setting @key says so. */
void sw_window_bind_shown (SwWindow *self, const char *key, gpointer widget);

/* sw-window-preferences.c */
void sw_window_add_preferences (SwWindow *self);

/* sw-window-save.c */
void sw_window_save_messages (SwWindow *self);

/* sw-window-saved.c */
void sw_window_add_open_action (SwWindow *self);
void sw_window_add_saved_parts (SwWindow *self);
char *sw_window_saved_title_new (SwWindow *self);

/* sw-window-state.c */
void sw_window_restore_state (SwWindow *self);
void sw_window_restore_rest (SwWindow *self);

/* Adds the action that shows and changes the setting @key, and is called like it. */
void sw_window_add_setting (SwWindow *self, const char *key);

/* Removes all these, when the window goes; again is nothing. */
void sw_window_remove_settings (SwWindow *self);

G_END_DECLS
