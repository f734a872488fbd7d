/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-network-button.h"

#include "ui/sw-command-box.h"
#include "ui/sw-count-text.h"
#include "ui/sw-hyphens.h"

#include <glib/gi18n-lib.h>

struct _SwNetworkButton
{
  GtkMenuButton parent_instance;

  /* template children */
  GtkWidget *problem_icon;
  GtkLabel *summary_label;
  GtkLabel *headline_label;
  GtkLabel *explanation_label;
  SwCommandBox *command_box;
  GtkWidget *counts_grid;
  GtkLabel *messages_label;
  GtkLabel *refused_label;
  GtkLabel *duplicates_label;
  GtkLabel *repeats_label;
  GtkLabel *lost_label;
  GtkLabel *names_label;
};

G_DEFINE_FINAL_TYPE (SwNetworkButton, sw_network_button, GTK_TYPE_MENU_BUTTON)

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
  /* A label measures itself anew, and forgets its selection, even for the same text. */
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

static void
show_count (GtkLabel *label, guint64 count)
{
  g_autofree char *number = sw_count_number (count);

  set_label (label, number);
}

static void
show_counts (SwNetworkButton *self, const MailslotPortStatus *status)
{
  show_count (self->messages_label, status->n_messages);
  show_count (self->refused_label, status->n_refused);
  show_count (self->duplicates_label, status->n_duplicates);
  show_count (self->repeats_label, status->n_repeats);
  show_count (self->lost_label, status->n_lost);
}

static void
show_names (SwNetworkButton *self, MailslotNetwork *network)
{
  g_autofree char *names = NULL;

  /* Translators: NetBIOS names, such as OFFICE and WORKGROUP. */
  names = g_strdup_printf (_ ("This computer is %1$s in the workgroup %2$s."),
                           mailslot_network_get_computer (network),
                           mailslot_network_get_workgroup (network));
  set_label (self->names_label, names);
}

static void
show_summary (SwNetworkButton *self, const char *summary, const char *tooltip)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));

  set_label (self->summary_label, summary);
  /* Told to screen readers even if it is the same. */
  if (g_strcmp0 (atk_object_get_name (accessible), summary) != 0)
    atk_object_set_name (accessible, summary);
  if (g_strcmp0 (atk_object_get_description (accessible), tooltip) == 0)
    return;
  atk_object_set_description (accessible, tooltip);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
}

void
sw_network_button_show (SwNetworkButton *self, const SwNetworkFacts *facts)
{
  g_autofree char *summary = sw_network_text_summary (facts);
  g_autofree char *explanation = sw_network_text_explanation (facts);
  g_autofree char *command = NULL;
  const char *headline = sw_network_text_headline (facts);

  g_return_if_fail (SW_IS_NETWORK_BUTTON (self));

  if (facts->error != NULL)
    command = sw_network_text_command_new (facts->error);
  show_summary (self, summary, headline);
  gtk_widget_set_visible (self->problem_icon, sw_network_text_is_problem (facts));
  set_label (self->headline_label, headline);
  set_label (self->explanation_label, explanation);
  sw_command_box_set_command (self->command_box, command);
  gtk_widget_set_visible (self->counts_grid, facts->has_status);
  if (facts->has_status)
    show_counts (self, &facts->status);
  show_names (self, facts->network);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (
      class,
      "/io/github/slotwatch/Slotwatch/sw-network-button.ui");
  gtk_widget_class_bind_template_child (class, SwNetworkButton, problem_icon);
  gtk_widget_class_bind_template_child (class, SwNetworkButton, summary_label);
  gtk_widget_class_bind_template_child (class, SwNetworkButton, headline_label);
  gtk_widget_class_bind_template_child (class, SwNetworkButton, explanation_label);
  gtk_widget_class_bind_template_child (class, SwNetworkButton, command_box);
  gtk_widget_class_bind_template_child (class, SwNetworkButton, counts_grid);
  gtk_widget_class_bind_template_child (class, SwNetworkButton, messages_label);
  gtk_widget_class_bind_template_child (class, SwNetworkButton, refused_label);
  gtk_widget_class_bind_template_child (class, SwNetworkButton, duplicates_label);
  gtk_widget_class_bind_template_child (class, SwNetworkButton, repeats_label);
  gtk_widget_class_bind_template_child (class, SwNetworkButton, lost_label);
  gtk_widget_class_bind_template_child (class, SwNetworkButton, names_label);
}

static void
sw_network_button_class_init (SwNetworkButtonClass *klass)
{
  g_type_ensure (SW_TYPE_COMMAND_BOX);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
sw_network_button_init (SwNetworkButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sw_hyphens_forbid (self->explanation_label);
}

GtkWidget *
sw_network_button_new (void)
{
  return g_object_new (SW_TYPE_NETWORK_BUTTON, NULL);
}
