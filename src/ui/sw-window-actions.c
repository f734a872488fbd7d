/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-window-private.h"

#include "ui/sw-watch-dialog.h"

#include <glib/gi18n-lib.h>

/* ---- Slots ---- */

static void
watch_dialog_response_cb (SwWindow *self, int response, SwWatchDialog *dialog)
{
  g_autoptr (MailslotAddress) address = NULL;
  g_autoptr (MailslotSecurity) security = NULL;

  if (response == GTK_RESPONSE_OK && sw_watch_dialog_get_address (dialog) != NULL)
    {
      address = mailslot_address_ref (sw_watch_dialog_get_address (dialog));
      security = mailslot_security_ref (sw_watch_dialog_get_security (dialog));
    }
  gtk_widget_destroy (GTK_WIDGET (dialog));
  if (address != NULL)
    sw_window_watch_with_security (self, address, security);
}

static void
watch_slot_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  GtkWidget *dialog = sw_watch_dialog_new (GTK_WINDOW (self));

  g_signal_connect_object (dialog,
                           "response",
                           G_CALLBACK (watch_dialog_response_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
watch_example_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;
  g_autoptr (MailslotAddress) address =
      mailslot_address_new_local (SW_EMPTY_STATE_EXAMPLE, NULL);

  sw_compose_pane_set_target (self->compose_pane, mailslot_address_to_string (address));
  if (!sw_compose_pane_has_content (self->compose_pane))
    /* Translators: the text of the first message a person sends. */
    sw_compose_pane_set_content (self->compose_pane, _ ("Hello from Slotwatch"));
  sw_window_watch (self, address);
  g_action_group_change_action_state (G_ACTION_GROUP (self),
                                      "show-compose",
                                      g_variant_new_boolean (TRUE));
  sw_compose_pane_focus (self->compose_pane);
}

static void
start_watching_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;
  SwWatch *watch = sw_slot_list_get_selected_watch (self->slot_list);

  sw_window_watch (self, sw_watch_get_address (watch));
}

static void
stop_watching_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  sw_watch_stop (sw_slot_list_get_selected_watch (self->slot_list));
}

static void
remove_slot_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;
  g_autoptr (SwWatch) watch =
      g_object_ref (sw_slot_list_get_selected_watch (self->slot_list));

  /* Stopped first, so that the card of a failed slot goes with it. */
  sw_watch_stop (watch);
  sw_session_remove (self->session, watch);
}

/* ---- Messages ---- */

static void
clear_list_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  sw_message_list_unselect_all (self->message_list);
  sw_message_log_clear (sw_session_get_log (self->session));
}

static void
save_messages_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sw_window_save_messages (data);
}

static void
copy_text_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  sw_message_list_copy (self->message_list, SW_COPY_TEXT);
}

static void
copy_hex_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  sw_message_list_copy (self->message_list, SW_COPY_HEX);
}

static void
copy_json_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  sw_message_list_copy (self->message_list, SW_COPY_JSON_LINES);
}

static void
select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  sw_message_list_select_all (self->message_list);
}

/* ---- Sending ---- */

static void
send_message_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  sw_compose_pane_send (self->compose_pane);
}

static void
stop_sending_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  sw_compose_pane_stop (self->compose_pane);
}

/* ---- Window ---- */

static void
dismiss_error_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  sw_card_stack_dismiss_top (self->cards);
}

static void
close_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_close (data);
}

/* ---- Which can be done now ---- */

void
sw_window_set_action_enabled (SwWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  /* Children tell of themselves before the window has its actions. */
  if (action != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_slot_actions (SwWindow *self)
{
  SwWatch *watch = sw_slot_list_get_selected_watch (self->slot_list);
  gboolean is_listening =
      watch != NULL && sw_watch_get_state (watch) == SW_WATCH_LISTENING;

  sw_window_set_action_enabled (self, "start-watching", watch != NULL && !is_listening);
  sw_window_set_action_enabled (self, "stop-watching", is_listening);
  sw_window_set_action_enabled (self, "remove-slot", watch != NULL);
}

static void
update_message_actions (SwWindow *self)
{
  SwMessageLog *log = sw_session_get_log (self->session);
  gboolean has_messages = sw_message_log_get_n_messages (log) > 0;
  gboolean has_selection = sw_window_is_complete (self)
                           && sw_message_list_get_n_selected (self->message_list) > 0;

  sw_window_set_action_enabled (self, "clear-list", has_messages);
  sw_window_set_action_enabled (self,
                                "save-messages",
                                has_messages && self->saving == NULL);
  sw_window_set_action_enabled (self, "select-all", has_messages);
  sw_window_set_action_enabled (self, "copy-text", has_selection);
  sw_window_set_action_enabled (self, "copy-hex", has_selection);
  sw_window_set_action_enabled (self, "copy-json", has_selection);
  sw_window_update_filter_actions (self);
}

static void
update_send_actions (SwWindow *self)
{
  gboolean can_send = FALSE;
  gboolean is_sending = FALSE;

  if (sw_window_is_complete (self))
    g_object_get (self->compose_pane,
                  "can-send",
                  &can_send,
                  "is-sending",
                  &is_sending,
                  NULL);
  sw_window_set_action_enabled (self, "send-message", can_send);
  sw_window_set_action_enabled (self, "stop-sending", is_sending);
}

void
sw_window_update_actions (SwWindow *self)
{
  /* Children tell of themselves while the window is built and torn down. */
  if (self->session == NULL)
    return;

  update_send_actions (self);
  sw_window_set_action_enabled (self,
                                "dismiss-error",
                                sw_card_stack_get_n_cards (self->cards) > 0);
  update_slot_actions (self);
  update_message_actions (self);
}

/* Under the name that GTK knows it would be built for each window at its start. */
#define SHORTCUTS_RESOURCE "/io/github/slotwatch/Slotwatch/sw-shortcuts.ui"

static void
show_shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (SHORTCUTS_RESOURCE);
  GObject *shortcuts = gtk_builder_get_object (builder, "help_overlay");

  /* From now on this action is GTK's own, which shows the same window again. */
  gtk_application_window_set_help_overlay (data, GTK_SHORTCUTS_WINDOW (shortcuts));
  gtk_widget_show (GTK_WIDGET (shortcuts));
}

/* ---- Tables ---- */

static const GActionEntry entries[] = {
  { "watch-slot", watch_slot_cb },
  { "watch-example", watch_example_cb },
  { "start-watching", start_watching_cb },
  { "stop-watching", stop_watching_cb },
  { "remove-slot", remove_slot_cb },
  { "clear-list", clear_list_cb },
  { "save-messages", save_messages_cb },
  { "copy-text", copy_text_cb },
  { "copy-hex", copy_hex_cb },
  { "copy-json", copy_json_cb },
  { "select-all", select_all_cb },
  { "send-message", send_message_cb },
  { "stop-sending", stop_sending_cb },
  { "dismiss-error", dismiss_error_cb },
  { "show-help-overlay", show_shortcuts_cb },
  { "close", close_cb },
};

void
sw_window_add_action_entries (SwWindow *self, const GActionEntry *table, guint n_entries)
{
  for (guint i = 0; i < n_entries; i++)
    {
      const char *type = table[i].parameter_type;
      g_autoptr (GSimpleAction) action =
          g_simple_action_new (table[i].name,
                               type != NULL ? G_VARIANT_TYPE (type) : NULL);

      g_signal_connect_swapped (action,
                                "activate",
                                G_CALLBACK (sw_window_complete),
                                self);
      g_signal_connect (action, "activate", G_CALLBACK (table[i].activate), self);
      g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
    }
}

/* Stands in until the window is complete: then the list's own toggle has this name. */
static void
stand_in_cb (GSimpleAction *action, GVariant *state, gpointer self)
{
  sw_window_complete (self);
  g_action_group_change_action_state (self, g_action_get_name (G_ACTION (action)), state);
}

static void
add_stand_in (SwWindow *self, const char *name, gboolean is_on)
{
  g_autoptr (GSimpleAction) action =
      g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (is_on));

  g_signal_connect (action, "change-state", G_CALLBACK (stand_in_cb), self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
}

static void
add_list_toggle (SwWindow *self, const char *name, const char *property)
{
  g_autoptr (GPropertyAction) action =
      g_property_action_new (name, self->message_list, property);

  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
}

void
sw_window_add_list_toggles (SwWindow *self)
{
  add_list_toggle (self, "pause", "paused");
  add_list_toggle (self, "follow", "following");
}

void
sw_window_add_actions (SwWindow *self)
{
  sw_window_add_action_entries (self, entries, G_N_ELEMENTS (entries));
  add_stand_in (self, "pause", FALSE);
  add_stand_in (self, "follow", TRUE);
}

void
sw_window_add_accels (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } table[] = {
    { "win.watch-slot", { "<Primary>n" } },
    { "win.watch-network", { "<Primary>k" } },
    { "win.network-status", { "<Primary>i" } },
    { "win.network-settings", { "<Primary><Shift>k" } },
    { "win.preferences", { "<Primary>comma" } },
    { "win.watch-example", { "<Primary><Shift>n" } },
    { "win.start-watching", { "<Primary>r" } },
    { "win.stop-watching", { "<Primary>t" } },
    { "win.remove-slot", { "<Primary>BackSpace" } },
    { "win.clear-list", { "<Primary>l" } },
    { "win.save-messages", { "<Primary>s" } },
    { "win.open", { "<Primary>o" } },
    { "win.record-journal", { "<Primary>j" } },
    { "win.copy-text", { "<Primary>c", "<Primary>Insert" } },
    { "win.copy-hex", { "<Primary><Shift>c" } },
    { "win.copy-json", { "<Primary><Shift>j" } },
    { "win.select-all", { "<Primary>a" } },
    { "win.find", { "<Primary>f" } },
    { "win.find-next", { "<Primary>g", "F3" } },
    { "win.find-previous", { "<Primary><Shift>g", "<Shift>F3" } },
    { "win.filter", { "<Primary><Shift>f" } },
    { "win.pause", { "<Primary>p" } },
    { "win.follow", { "<Primary>e" } },
    { "win.send-message", { "<Primary>Return", "<Primary>KP_Enter" } },
    { "win.stop-sending", { "<Primary>period" } },
    { "win.dismiss-error", { "Escape" } },
    { "win.next-pane", { "F6" } },
    { "win.previous-pane", { "<Shift>F6" } },
    { "win.focus-slots", { "<Primary>1" } },
    { "win.focus-list", { "<Primary>2" } },
    { "win.focus-detail", { "<Primary>3" } },
    { "win.focus-compose", { "<Primary>4", "<Primary>m" } },
    { "win.show-toolbar", { "<Shift>F9" } },
    { "win.show-slot-list", { "F9" } },
    { "win.show-detail", { "F7" } },
    { "win.show-compose", { "F8" } },
    { "win.show-status-line", { "<Shift>F8" } },
    { "win.close", { "<Primary>w" } },
    { "win.show-help-overlay", { "<Primary>F1", "<Primary>question" } },
    { "app.about", { "F1" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_application_set_accels_for_action (application, table[i].action, table[i].accels);
}
