/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-status-line.h"

#include "ui/sw-count-text.h"

#include <glib/gi18n-lib.h>

struct _SwStatusLine
{
  GtkBin parent_instance;

  gboolean is_live;

  /* template children */
  GtkLabel *count_label;
  GtkLabel *rate_label;
  SwNetworkButton *network_button;
  GtkLabel *paused_label;
  GtkLabel *trimmed_label;
  GtkLabel *malformed_label;
  GtkLabel *refused_label;
  GtkLabel *lost_label;
  GtkLabel *journal_label;
  GtkLabel *recording_label;
  GtkLabel *note_label;
};

G_DEFINE_FINAL_TYPE (SwStatusLine, sw_status_line, GTK_TYPE_BIN)

/* Shows @text, if there is anything to say; what is cut off is in the tooltip. */
static void
show_if (GtkLabel *label, gboolean is_shown, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), is_shown);
  /* A label measures itself anew even for the same text. */
  if (g_strcmp0 (gtk_label_get_text (label), text) == 0)
    return;
  gtk_label_set_text (label, text);
  if (gtk_label_get_ellipsize (label) != PANGO_ELLIPSIZE_NONE)
    gtk_widget_set_tooltip_text (GTK_WIDGET (label), text);
}

/* One that is shown disappears when it is set, even to the same text. */
static void
set_tooltip (GtkLabel *label, const char *text)
{
  g_autofree char *old = gtk_widget_get_tooltip_text (GTK_WIDGET (label));

  if (g_strcmp0 (old, text) != 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (label), text);
}

/* Pausing holds the view, not what comes, so the oldest messages are dropped as ever. */
static void
show_paused (SwStatusLine *self, const SwStatus *status)
{
  g_autofree char *text = sw_count_text_paused (status->n_unseen, status->n_gone);
  g_autofree char *tooltip = NULL;
  const char *advice =
      _ ("Press Ctrl+P to go on. To keep more messages, raise the limits "
         "under “Edit”, “Preferences”, or record to a journal.");

  show_if (self->paused_label, status->is_paused, text);
  tooltip = g_strjoin ("\n", text, advice, NULL);
  set_tooltip (self->paused_label, status->n_gone > 0 ? tooltip : text);
}

static void
show_trimmed (SwStatusLine *self, const SwLogFacts *facts)
{
  g_autofree char *text = sw_log_text_trimmed (facts);
  g_autofree char *limits = sw_log_text_limits (facts);
  g_autofree char *all = g_strjoin ("\n", text, limits, NULL);

  show_if (self->trimmed_label, facts->n_trimmed > 0, text);
  set_tooltip (self->trimmed_label, all);
}

static void
show_malformed (SwStatusLine *self, guint64 n_malformed)
{
  g_autofree char *number = sw_count_number (n_malformed);
  g_autofree char *text = g_strdup_printf (ngettext ("%s malformed message lost",
                                                     "%s malformed messages lost",
                                                     sw_count_plural (n_malformed)),
                                           number);

  show_if (self->malformed_label, n_malformed > 0, text);
}

static void
show_refused (SwStatusLine *self, guint64 n_refused)
{
  g_autofree char *number = sw_count_number (n_refused);
  g_autofree char *text = g_strdup_printf (ngettext ("%s damaged datagram refused",
                                                     "%s damaged datagrams refused",
                                                     sw_count_plural (n_refused)),
                                           number);

  show_if (self->refused_label, n_refused > 0, text);
}

static void
show_lost (SwStatusLine *self, guint64 n_lost)
{
  g_autofree char *number = sw_count_number (n_lost);
  /* Translators: the system had to drop them. */
  g_autofree char *text = g_strdup_printf (
      ngettext ("%s datagram lost", "%s datagrams lost", sw_count_plural (n_lost)),
      number);

  show_if (self->lost_label, n_lost > 0, text);
}

void
sw_status_line_show (SwStatusLine *self, const SwStatus *status)
{
  g_autofree char *n_messages =
      status->is_filtered ? sw_count_text_shown (status->n_shown, status->n_messages)
                          : sw_count_text_messages (status->n_messages);
  g_autofree char *rate = sw_count_text_rate (status->rate);

  g_return_if_fail (SW_IS_STATUS_LINE (self));

  show_if (self->count_label, TRUE, n_messages);
  show_if (self->rate_label, self->is_live, rate);
  show_paused (self, status);
  show_trimmed (self, &status->log);
  show_malformed (self, status->n_malformed);
  show_refused (self, status->network.status.n_refused);
  show_lost (self, status->network.status.n_lost);
  sw_network_button_show (self->network_button, &status->network);
}

void
sw_status_line_set_is_live (SwStatusLine *self, gboolean is_live)
{
  g_return_if_fail (SW_IS_STATUS_LINE (self));

  self->is_live = is_live;
  gtk_widget_set_visible (GTK_WIDGET (self->rate_label), is_live);
  gtk_widget_set_visible (GTK_WIDGET (self->network_button), is_live);
}

void
sw_status_line_pop_up_network (SwStatusLine *self)
{
  g_return_if_fail (SW_IS_STATUS_LINE (self));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->network_button), TRUE);
}

void
sw_status_line_set_recording (SwStatusLine *self, GFile *file)
{
  g_autofree char *name = file != NULL ? g_file_get_parse_name (file) : g_strdup ("");
  /* Translators: %s is a file. */
  g_autofree char *text = g_strdup_printf (_ ("Saving to %s"), name);

  g_return_if_fail (SW_IS_STATUS_LINE (self));

  show_if (self->recording_label, file != NULL, text);
}

void
sw_status_line_set_journal (SwStatusLine *self, const char *text, const char *file)
{
  g_return_if_fail (SW_IS_STATUS_LINE (self));

  show_if (self->journal_label, text != NULL, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->journal_label), file);
}

void
sw_status_line_set_note (SwStatusLine *self, const char *note)
{
  g_return_if_fail (SW_IS_STATUS_LINE (self));

  show_if (self->note_label, note != NULL, note != NULL ? note : "");
}

static void
sw_status_line_class_init (SwStatusLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SW_TYPE_NETWORK_BUTTON);
  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_STATUSBAR);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-status-line.ui");
  gtk_widget_class_bind_template_child (widget_class, SwStatusLine, count_label);
  gtk_widget_class_bind_template_child (widget_class, SwStatusLine, rate_label);
  gtk_widget_class_bind_template_child (widget_class, SwStatusLine, network_button);
  gtk_widget_class_bind_template_child (widget_class, SwStatusLine, paused_label);
  gtk_widget_class_bind_template_child (widget_class, SwStatusLine, trimmed_label);
  gtk_widget_class_bind_template_child (widget_class, SwStatusLine, malformed_label);
  gtk_widget_class_bind_template_child (widget_class, SwStatusLine, refused_label);
  gtk_widget_class_bind_template_child (widget_class, SwStatusLine, lost_label);
  gtk_widget_class_bind_template_child (widget_class, SwStatusLine, journal_label);
  gtk_widget_class_bind_template_child (widget_class, SwStatusLine, recording_label);
  gtk_widget_class_bind_template_child (widget_class, SwStatusLine, note_label);
}

static void
sw_status_line_init (SwStatusLine *self)
{
  self->is_live = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sw_status_line_new (void)
{
  return g_object_new (SW_TYPE_STATUS_LINE, NULL);
}
