/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-window-private.h"

#include "ui/sw-network-choice.h"
#include "ui/sw-network-dialog.h"

#include <glib/gi18n-lib.h>

/* The network as a person chose it: what is kept in the settings is applied as soon as it
 * changes, whoever changes it. */

#define SETTINGS_CARD "network-settings"
#define NAMES_CARD "network-names"

GtkWidget *
sw_window_network_card_new (const GError *error)
{
  GtkWidget *card = sw_error_card_new (_ ("The network is not watched"), error);
  g_autofree char *command = sw_network_text_command_new (error);

  sw_error_card_set_advice (SW_ERROR_CARD (card), sw_network_text_advice (error));
  sw_error_card_set_command (SW_ERROR_CARD (card), command);
  return card;
}

void
sw_window_get_network_facts (SwWindow *self, SwNetworkFacts *facts)
{
  SwWatch *watch = sw_session_find (self->session, mailslot_address_get_all ());

  sw_network_facts_init (facts,
                         sw_session_get_network (self->session),
                         self->network_source);
  facts->wants_all = watch != NULL && sw_watch_get_state (watch) != SW_WATCH_STOPPED;
}

static void
show_names_error (SwWindow *self, const GError *error)
{
  GtkWidget *card;

  sw_card_stack_remove (self->cards, NAMES_CARD);
  if (error == NULL)
    return;
  card = sw_error_card_new (_ ("Nobody answers for the names of this computer"), error);
  sw_error_card_set_advice (SW_ERROR_CARD (card), sw_network_text_names_advice (error));
  sw_card_stack_add (self->cards, NAMES_CARD, SW_ERROR_CARD (card));
}

/* Also while the window lets go of its session. */
static void
state_cb (SwWindow *self)
{
  if (self->session == NULL)
    return;
  show_names_error (self,
                    sw_network_get_names_error (sw_session_get_network (self->session)));
  sw_window_queue_refresh (self);
}

static void
show_settings_error (SwWindow *self, const GError *error)
{
  GtkWidget *card;

  sw_card_stack_remove (self->cards, SETTINGS_CARD);
  if (error == NULL)
    return;
  card = sw_error_card_new (_ ("The network settings are not used"), error);
  sw_error_card_set_advice (SW_ERROR_CARD (card),
                            _ ("Correct them under “Network”, “Settings…”."));
  sw_card_stack_add (self->cards, SETTINGS_CARD, SW_ERROR_CARD (card));
}

static void
apply (SwWindow *self)
{
  SwNetwork *network = sw_session_get_network (self->session);
  g_autoptr (SwNetworkChoice) choice = sw_network_choice_load (self->settings);
  g_autoptr (GError) error = NULL;

  self->network_source = choice->settings.source;
  sw_network_apply (network, &choice->settings, &error);
  show_settings_error (self, error);
  if (sw_window_is_complete (self))
    sw_compose_pane_set_network (self->compose_pane, sw_network_get_network (network));
  sw_window_queue_refresh (self);
}

/* One event for all keys that changed together; without keys, any may have. */
static gboolean
change_event_cb (SwWindow *self, gpointer keys, int n_keys)
{
  const GQuark *quarks = keys;
  gboolean is_ours = quarks == NULL;

  for (int i = 0; quarks != NULL && i < n_keys; i++)
    is_ours |= sw_network_choice_has_key (g_quark_to_string (quarks[i]));
  if (is_ours)
    apply (self);
  return GDK_EVENT_PROPAGATE;
}

/* ---- Actions ---- */

static void
watch_network_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  sw_window_watch (self, mailslot_address_get_all ());
}

static void
dialog_response_cb (SwWindow *self, int response, SwNetworkDialog *dialog)
{
  /* Of their own, because they are written together. */
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);

  if (response == GTK_RESPONSE_OK)
    sw_network_dialog_save (dialog, settings);
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
network_settings_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;
  GtkWindow *parent = self->preferences != NULL ? self->preferences : GTK_WINDOW (self);
  GtkWidget *dialog = sw_network_dialog_new (parent, self->settings);

  g_signal_connect_object (dialog,
                           "response",
                           G_CALLBACK (dialog_response_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
network_status_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  g_action_group_change_action_state (G_ACTION_GROUP (self),
                                      "show-status-line",
                                      g_variant_new_boolean (TRUE));
  sw_status_line_pop_up_network (self->status_line);
}

void
sw_window_add_network (SwWindow *self)
{
  static const GActionEntry entries[] = {
    { "watch-network", watch_network_cb },
    { "network-settings", network_settings_cb },
    { "network-status", network_status_cb },
  };

  sw_window_add_action_entries (self, entries, G_N_ELEMENTS (entries));
  sw_window_add_setting (self, "network-leave-out-repeats");
  g_signal_connect_object (self->settings,
                           "change-event",
                           G_CALLBACK (change_event_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sw_session_get_network (self->session),
                           "notify::state",
                           G_CALLBACK (state_cb),
                           self,
                           G_CONNECT_SWAPPED);
  apply (self);
}
