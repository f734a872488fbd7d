/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-window-private.h"

#include <glib/gi18n-lib.h>

/* Which messages the list shows, and the search among them. */

#define SAVED_KEY "saved-filters"

/* ---- In force ---- */

/* What is searched stands out; without a search, what is filtered. */
static void
update_highlight (SwWindow *self)
{
  SwFilter *highlight = sw_search_bar_get_query (self->search_bar);

  if (highlight == NULL)
    highlight = sw_filter_bar_get_filter (self->filter_bar);
  sw_message_list_set_highlight (self->message_list, highlight);
  sw_message_detail_set_highlight (self->message_detail, highlight);
}

static void
update_saved_actions (SwWindow *self)
{
  g_auto (GStrv) saved = g_settings_get_strv (self->settings, SAVED_KEY);
  SwFilter *filter = sw_filter_bar_get_filter (self->filter_bar);
  gboolean is_saved =
      filter != NULL
      && g_strv_contains ((const char *const *) saved, sw_filter_to_string (filter));

  sw_window_set_action_enabled (self, "save-filter", filter != NULL && !is_saved);
  sw_window_set_action_enabled (self, "forget-filter", is_saved);
  sw_window_set_action_enabled (self, "clear-filter", filter != NULL);
}

void
sw_window_filter_changed_cb (SwWindow *self)
{
  if (self->session == NULL)
    return;
  sw_message_list_set_filter (self->message_list,
                              sw_filter_bar_get_filter (self->filter_bar));
  update_highlight (self);
  update_saved_actions (self);
  sw_window_queue_refresh (self);
}

static void
show_bar (SwWindow *self, gboolean is_shown)
{
  g_settings_set_boolean (self->settings, "show-filter", is_shown);
}

void
sw_window_filter_closed_cb (SwWindow *self)
{
  show_bar (self, FALSE);
  g_action_group_activate_action (G_ACTION_GROUP (self), "focus-list", NULL);
}

static void
use_query (SwWindow *self, const char *query)
{
  show_bar (self, TRUE);
  sw_filter_bar_set_query (self->filter_bar, query);
}

/* ---- By the selected message ---- */

/* A term for nothing but this: in quotes where that says it, else an expression. */
static void
set_whole (SwFilterTerm *term, char **text, const char *whole)
{
  g_autofree char *escaped = NULL;

  if (g_str_has_suffix (whole, ")")) /* closed by a number or an address */
    {
      term->kind = SW_FILTER_CASELESS;
      *text = g_strdup (whole);
    }
  else
    {
      term->kind = SW_FILTER_EXPRESSION_CASELESS;
      escaped = g_regex_escape_string (whole, -1);
      *text = g_strdup_printf ("^%s$", escaped);
    }
  term->text = *text;
}

/* The terms of the filter in force that do not contradict @term. */
static GArray *
collect_terms (SwWindow *self, const SwFilterTerm *term)
{
  GArray *terms = g_array_new (FALSE, FALSE, sizeof (SwFilterTerm));
  SwFilter *filter = sw_filter_bar_get_filter (self->filter_bar);
  guint n_terms = filter != NULL ? sw_filter_get_n_terms (filter) : 0;

  for (guint i = 0; i < n_terms; i++)
    {
      const SwFilterTerm *old = sw_filter_get_term (filter, i);
      gboolean is_same =
          old->field == term->field && g_strcmp0 (old->text, term->text) == 0;
      gboolean is_replaced =
          old->field == term->field && !old->is_excluded && !term->is_excluded;

      if (!is_same && !is_replaced)
        g_array_append_val (terms, *old);
    }
  return terms;
}

static void
add_term (SwWindow *self, SwFilterField field, gboolean is_excluded)
{
  MailslotMessage *message = sw_message_detail_get_message (self->message_detail);
  SwFilterTerm term = { .field = field, .is_excluded = is_excluded };
  const MailslotRecord *record;
  g_autoptr (GArray) terms = NULL;
  g_autoptr (SwFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (message == NULL)
    return;
  record = mailslot_message_get_record (message);
  set_whole (&term,
             &text,
             field == SW_FILTER_SLOT ? mailslot_address_get_name (record->slot)
                                     : mailslot_sender_to_string (record->sender));
  terms = collect_terms (self, &term);
  g_array_append_val (terms, term);
  filter =
      sw_filter_new ((const SwFilterTerm *) (gpointer) terms->data, terms->len, &error);
  if (filter != NULL)
    use_query (self, sw_filter_to_string (filter));
  else
    g_warning ("no filter for this message: %s", error->message);
}

static void
show_slot_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  add_term (self, SW_FILTER_SLOT, FALSE);
}

static void
hide_slot_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  add_term (self, SW_FILTER_SLOT, TRUE);
}

static void
show_sender_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  add_term (self, SW_FILTER_SENDER, FALSE);
}

static void
hide_sender_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  add_term (self, SW_FILTER_SENDER, TRUE);
}

void
sw_window_update_filter_actions (SwWindow *self)
{
  MailslotMessage *message = sw_window_is_complete (self)
                                 ? sw_message_detail_get_message (self->message_detail)
                                 : NULL;
  gboolean has_sender =
      message != NULL
      && *mailslot_sender_to_string (mailslot_message_get_record (message)->sender)
             != '\0';

  sw_window_set_action_enabled (self, "show-slot", message != NULL);
  sw_window_set_action_enabled (self, "hide-slot", message != NULL);
  sw_window_set_action_enabled (self, "show-sender", has_sender);
  sw_window_set_action_enabled (self, "hide-sender", has_sender);
}

/* ---- Saved ---- */

static void
append_filter (GMenu *menu, const char *query)
{
  g_auto (GStrv) parts = g_strsplit (query, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts); /* no mnemonic */
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.use-filter", "s", query);
  g_menu_append_item (menu, item);
}

static void
saved_changed_cb (SwWindow *self)
{
  g_auto (GStrv) saved = g_settings_get_strv (self->settings, SAVED_KEY);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) commands = g_menu_new ();
  g_autoptr (GMenu) filters = g_menu_new ();

  g_menu_append (commands, _ ("_Save This Filter"), "win.save-filter");
  g_menu_append (commands, _ ("_Forget This Filter"), "win.forget-filter");
  for (guint i = 0; saved[i] != NULL; i++)
    append_filter (filters, saved[i]);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (filters));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (commands));
  sw_filter_bar_set_menu (self->filter_bar, G_MENU_MODEL (menu));
  update_saved_actions (self);
}

static void
save_filter_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;
  g_auto (GStrv) saved = g_settings_get_strv (self->settings, SAVED_KEY);
  SwFilter *filter = sw_filter_bar_get_filter (self->filter_bar);
  g_autoptr (GPtrArray) queries = g_ptr_array_new ();

  for (guint i = 0; saved[i] != NULL; i++)
    g_ptr_array_add (queries, saved[i]);
  g_ptr_array_add (queries, (gpointer) sw_filter_to_string (filter));
  g_ptr_array_add (queries, NULL);
  g_settings_set_strv (self->settings, SAVED_KEY, (const char *const *) queries->pdata);
}

static void
forget_filter_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;
  g_auto (GStrv) saved = g_settings_get_strv (self->settings, SAVED_KEY);
  SwFilter *filter = sw_filter_bar_get_filter (self->filter_bar);
  g_autoptr (GPtrArray) queries = g_ptr_array_new ();

  for (guint i = 0; saved[i] != NULL; i++)
    if (!g_str_equal (saved[i], sw_filter_to_string (filter)))
      g_ptr_array_add (queries, saved[i]);
  g_ptr_array_add (queries, NULL);
  g_settings_set_strv (self->settings, SAVED_KEY, (const char *const *) queries->pdata);
}

static void
use_filter_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  use_query (self, g_variant_get_string (parameter, NULL));
}

/* ---- Filter and search by keys ---- */

static void
filter_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  show_bar (self, TRUE);
  sw_filter_bar_focus (self->filter_bar);
}

static void
clear_filter_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  sw_filter_bar_set_query (self->filter_bar, "");
  g_action_group_activate_action (G_ACTION_GROUP (self), "focus-list", NULL);
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  sw_search_bar_open (self->search_bar);
}

static void
find_next_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  sw_search_bar_go (self->search_bar, TRUE);
}

static void
find_previous_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  sw_search_bar_go (self->search_bar, FALSE);
}

void
sw_window_search_changed_cb (SwWindow *self)
{
  if (self->session != NULL)
    update_highlight (self);
}

void
sw_window_search_found_cb (SwWindow *self, guint64 serial)
{
  g_autoptr (MailslotMessage) message = NULL;

  sw_message_list_select (self->message_list, serial);
  if (sw_message_list_get_selected_serial (self->message_list) == serial)
    return;
  /* A frozen list has no row for what came since; the message can be read all the same.
   */
  message = sw_message_log_dup_message (sw_session_get_log (self->session), serial);
  sw_message_detail_set_message (self->message_detail, message);
}

void
sw_window_search_closed_cb (SwWindow *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self), "focus-list", NULL);
}

/* ---- Building ---- */

static void
connect_log_view (SwWindow *self, SwLogView *log_view)
{
  static const char *const changes[] = { "rows-appended",
                                         "rows-trimmed",
                                         "reset",
                                         "progress" };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (log_view,
                             changes[i],
                             G_CALLBACK (sw_window_queue_refresh),
                             self,
                             G_CONNECT_SWAPPED);
  sw_search_bar_set_log_view (self->search_bar, log_view);
}

void
sw_window_add_filter_actions (SwWindow *self)
{
  static const GActionEntry entries[] = {
    { "filter", filter_cb },
    { "clear-filter", clear_filter_cb },
    { "use-filter", use_filter_cb, "s" },
    { "save-filter", save_filter_cb },
    { "forget-filter", forget_filter_cb },
    { "show-slot", show_slot_cb },
    { "hide-slot", hide_slot_cb },
    { "show-sender", show_sender_cb },
    { "hide-sender", hide_sender_cb },
    { "find", find_cb },
    { "find-next", find_next_cb },
    { "find-previous", find_previous_cb },
  };

  sw_window_add_action_entries (self, entries, G_N_ELEMENTS (entries));
}

void
sw_window_add_filter (SwWindow *self)
{
  connect_log_view (self, sw_message_list_get_log_view (self->message_list));
  g_signal_connect_object (self->settings,
                           "changed::" SAVED_KEY,
                           G_CALLBACK (saved_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  saved_changed_cb (self);
  sw_window_filter_changed_cb (self);
}
