/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-network-dialog.h"

#include "ui/sw-error-card.h"
#include "ui/sw-hyphens.h"
#include "ui/sw-network-choice.h"
#include "ui/sw-network-text.h"
#include "ui/sw-platform.h"

#include <glib/gi18n-lib.h>

#define WINDOWS_ID "windows"
#define DATAGRAM_ID "datagram"

struct _SwNetworkDialog
{
  GtkDialog parent_instance;

  /* template children */
  GtkEntry *computer_entry;
  GtkEntry *workgroup_entry;
  GtkEntry *wins_entry;
  GtkToggleButton *no_wins_button;
  GtkLabel *computer_problem;
  GtkLabel *workgroup_problem;
  GtkLabel *wins_problem;
  GtkComboBoxText *source_combo;
  GtkLabel *source_hint;
  GtkLabel *transport_label;
  GtkComboBoxText *transport_combo;
  GtkLabel *transport_hint;
  GtkToggleButton *answer_button;
  GtkToggleButton *repeats_button;
};

G_DEFINE_FINAL_TYPE (SwNetworkDialog, sw_network_dialog, GTK_TYPE_DIALOG)

/* ---- What is typed ---- */

/* An empty field stands for the value that is shown in it in grey. */
static const char *
get_text (GtkEntry *entry)
{
  const char *text = gtk_entry_get_text (entry);

  return *text != '\0' ? text : NULL;
}

/* Empty for no server, as the engine wants it. */
static const char *
get_wins (SwNetworkDialog *self)
{
  if (gtk_toggle_button_get_active (self->no_wins_button))
    return "";
  return get_text (self->wins_entry);
}

/* Returns: whether @options, which hold this one value, are right */
static gboolean
check (const MailslotNetworkOptions *options, GtkEntry *entry, GtkLabel *problem)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (entry));
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotNetwork) network = mailslot_network_new (options, &error);
  g_autofree char *sentence =
      error != NULL ? sw_error_sentence_new (error->message) : g_strdup ("");

  gtk_label_set_text (problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (problem), error != NULL);
  atk_object_set_description (accessible, sentence);
  return network != NULL;
}

static void
validate_cb (SwNetworkDialog *self)
{
  MailslotNetworkOptions computer = MAILSLOT_NETWORK_OPTIONS_INIT;
  MailslotNetworkOptions workgroup = MAILSLOT_NETWORK_OPTIONS_INIT;
  MailslotNetworkOptions wins = MAILSLOT_NETWORK_OPTIONS_INIT;
  gboolean is_right;

  computer.computer = get_text (self->computer_entry);
  workgroup.workgroup = get_text (self->workgroup_entry);
  wins.wins = get_wins (self);
  is_right = check (&computer, self->computer_entry, self->computer_problem);
  is_right &= check (&workgroup, self->workgroup_entry, self->workgroup_problem);
  is_right &= check (&wins, self->wins_entry, self->wins_problem);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), GTK_RESPONSE_OK, is_right);
}

/* ---- What is chosen ---- */

static MailslotSource
get_source (SwNetworkDialog *self)
{
  guint n_sources;
  const MailslotSource *sources = sw_platform_get_sources (&n_sources);
  int active = gtk_combo_box_get_active (GTK_COMBO_BOX (self->source_combo));

  return sources[active >= 0 ? active : 0];
}

static void
set_source (SwNetworkDialog *self, MailslotSource source)
{
  guint n_sources;
  const MailslotSource *sources = sw_platform_get_sources (&n_sources);

  for (guint i = 0; i < n_sources; i++)
    {
      if (sources[i] == source)
        gtk_combo_box_set_active (GTK_COMBO_BOX (self->source_combo), (int) i);
    }
}

static const char *
get_source_hint (MailslotSource source)
{
  switch (source)
    {
    case MAILSLOT_SOURCE_AUTO:
      return _ ("The first of these that there is: Samba, the relay, UDP port 138.");
    case MAILSLOT_SOURCE_NONE:
      if (sw_platform_can_send_by_windows ())
        return _ ("Windows puts messages of other computers into the slots that are "
                  "watched. All slots on the network cannot be watched.");
      return _ ("Messages of other computers are left out.");
    case MAILSLOT_SOURCE_SAMBA:
    case MAILSLOT_SOURCE_RELAY:
    case MAILSLOT_SOURCE_DIRECT:
    default:
      return mailslot_source_get_limits (source);
    }
}

static void
source_changed_cb (SwNetworkDialog *self)
{
  gtk_label_set_text (self->source_hint, get_source_hint (get_source (self)));
}

static void
fill_sources (SwNetworkDialog *self)
{
  guint n_sources;
  const MailslotSource *sources = sw_platform_get_sources (&n_sources);

  for (guint i = 0; i < n_sources; i++)
    {
      g_autofree char *name = sw_error_sentence_new (sw_network_text_source (sources[i]));

      gtk_combo_box_text_append (self->source_combo, NULL, name);
    }
}

/* ---- Life ---- */

/* The value in grey goes away while the field has the focus; the tooltip stays. */
static void
show_default (GtkEntry *entry, const char *value)
{
  /* Translators: what is used as long as a field is empty. */
  g_autofree char *tooltip = g_strdup_printf (_ ("If empty: %s"), value);

  gtk_entry_set_placeholder_text (entry, value);
  gtk_widget_set_tooltip_text (GTK_WIDGET (entry), tooltip);
}

static void
show_defaults (SwNetworkDialog *self)
{
  MailslotNetwork *network = mailslot_network_get_default ();
  const char *wins = mailslot_network_get_wins (network);

  show_default (self->computer_entry, mailslot_network_get_computer (network));
  show_default (self->workgroup_entry, mailslot_network_get_workgroup (network));
  /* Translators: there is no WINS server. */
  show_default (self->wins_entry, wins != NULL ? wins : C_ ("WINS server", "none"));
}

static void
set_text (GtkEntry *entry, const char *text)
{
  gtk_entry_set_text (entry, text != NULL ? text : "");
}

/* To have none is a choice only where there would be one. */
static void
show_no_wins (SwNetworkDialog *self, gboolean has_none)
{
  const char *wins = mailslot_network_get_wins (mailslot_network_get_default ());

  gtk_widget_set_visible (GTK_WIDGET (self->no_wins_button), has_none || wins != NULL);
  gtk_toggle_button_set_active (self->no_wins_button, has_none);
}

static void
show_choice (SwNetworkDialog *self, const SwNetworkSettings *chosen)
{
  gboolean is_datagram =
      chosen->options.remote_transport == MAILSLOT_REMOTE_TRANSPORT_DATAGRAM;

  set_text (self->computer_entry, chosen->options.computer);
  set_text (self->workgroup_entry, chosen->options.workgroup);
  set_text (self->wins_entry, chosen->options.wins);
  show_no_wins (self, g_strcmp0 (chosen->options.wins, "") == 0);
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->source_combo), 0);
  set_source (self, chosen->source);
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->transport_combo),
                               is_datagram ? DATAGRAM_ID : WINDOWS_ID);
  gtk_toggle_button_set_active (self->answer_button, chosen->answers_names);
  gtk_toggle_button_set_active (self->repeats_button, chosen->leaves_out_repeats);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (
      class,
      "/io/github/slotwatch/Slotwatch/sw-network-dialog.ui");
  gtk_widget_class_bind_template_child (class, SwNetworkDialog, computer_entry);
  gtk_widget_class_bind_template_child (class, SwNetworkDialog, workgroup_entry);
  gtk_widget_class_bind_template_child (class, SwNetworkDialog, wins_entry);
  gtk_widget_class_bind_template_child (class, SwNetworkDialog, no_wins_button);
  gtk_widget_class_bind_template_child (class, SwNetworkDialog, computer_problem);
  gtk_widget_class_bind_template_child (class, SwNetworkDialog, workgroup_problem);
  gtk_widget_class_bind_template_child (class, SwNetworkDialog, wins_problem);
  gtk_widget_class_bind_template_child (class, SwNetworkDialog, source_combo);
  gtk_widget_class_bind_template_child (class, SwNetworkDialog, source_hint);
  gtk_widget_class_bind_template_child (class, SwNetworkDialog, transport_label);
  gtk_widget_class_bind_template_child (class, SwNetworkDialog, transport_combo);
  gtk_widget_class_bind_template_child (class, SwNetworkDialog, transport_hint);
  gtk_widget_class_bind_template_child (class, SwNetworkDialog, answer_button);
  gtk_widget_class_bind_template_child (class, SwNetworkDialog, repeats_button);
  gtk_widget_class_bind_template_callback (class, validate_cb);
  gtk_widget_class_bind_template_callback (class, source_changed_cb);
}

static void
sw_network_dialog_class_init (SwNetworkDialogClass *klass)
{
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
sw_network_dialog_init (SwNetworkDialog *self)
{
  gboolean has_windows = sw_platform_can_send_by_windows ();

  gtk_widget_init_template (GTK_WIDGET (self));
  sw_hyphens_forbid (self->computer_problem);
  sw_hyphens_forbid (self->workgroup_problem);
  sw_hyphens_forbid (self->wins_problem);
  fill_sources (self);
  show_defaults (self);
  gtk_widget_set_visible (GTK_WIDGET (self->transport_label), has_windows);
  gtk_widget_set_visible (GTK_WIDGET (self->transport_combo), has_windows);
  gtk_widget_set_visible (GTK_WIDGET (self->transport_hint), has_windows);
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_OK);
  gtk_widget_grab_focus (GTK_WIDGET (self->source_combo));
}

GtkWidget *
sw_network_dialog_new (GtkWindow *parent, GSettings *settings)
{
  /* The header bar follows the native frame of the window, whatever the theme says. */
  SwNetworkDialog *self = g_object_new (SW_TYPE_NETWORK_DIALOG,
                                        "transient-for",
                                        parent,
                                        "use-header-bar",
                                        FALSE,
                                        NULL);
  g_autoptr (SwNetworkChoice) choice = sw_network_choice_load (settings);

  show_choice (self, &choice->settings);
  validate_cb (self);
  return GTK_WIDGET (self);
}

void
sw_network_dialog_save (SwNetworkDialog *self, GSettings *settings)
{
  SwNetworkSettings chosen = { .options = MAILSLOT_NETWORK_OPTIONS_INIT };
  const char *transport =
      gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->transport_combo));

  g_return_if_fail (SW_IS_NETWORK_DIALOG (self));

  chosen.options.computer = get_text (self->computer_entry);
  chosen.options.workgroup = get_text (self->workgroup_entry);
  chosen.options.wins = get_wins (self);
  if (sw_platform_can_send_by_windows () && g_strcmp0 (transport, DATAGRAM_ID) == 0)
    chosen.options.remote_transport = MAILSLOT_REMOTE_TRANSPORT_DATAGRAM;
  chosen.source = get_source (self);
  chosen.answers_names = gtk_toggle_button_get_active (self->answer_button);
  chosen.leaves_out_repeats = gtk_toggle_button_get_active (self->repeats_button);
  sw_network_choice_save (&chosen, settings);
}
