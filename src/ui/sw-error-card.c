/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-error-card.h"

#include "mailslot/mailslot-error.h"
#include "ui/sw-command-box.h"
#include "ui/sw-error-command.h"
#include "ui/sw-hyphens.h"

#include <glib/gi18n-lib.h>

struct _SwErrorCard
{
  GtkInfoBar parent_instance;

  /* template children */
  GtkLabel *title_label;
  GtkLabel *message_label;
  GtkLabel *advice_label;
  SwCommandBox *command_box;
  GtkLabel *number_label;
  GtkWidget *retry_button;
  GtkWidget *dismiss_button;
};

enum
{
  RETRY,
  DISMISSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SwErrorCard, sw_error_card, GTK_TYPE_INFO_BAR)

static void
retry_cb (SwErrorCard *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

void
sw_error_card_dismiss (SwErrorCard *self)
{
  g_return_if_fail (SW_IS_ERROR_CARD (self));
  g_signal_emit (self, signals[DISMISSED], 0);
}

static void
sw_error_card_class_init (SwErrorCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[RETRY] = g_signal_new ("retry",
                                 SW_TYPE_ERROR_CARD,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
  signals[DISMISSED] = g_signal_new ("dismissed",
                                     SW_TYPE_ERROR_CARD,
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     0);

  g_type_ensure (SW_TYPE_COMMAND_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-error-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SwErrorCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, SwErrorCard, message_label);
  gtk_widget_class_bind_template_child (widget_class, SwErrorCard, advice_label);
  gtk_widget_class_bind_template_child (widget_class, SwErrorCard, command_box);
  gtk_widget_class_bind_template_child (widget_class, SwErrorCard, number_label);
  gtk_widget_class_bind_template_child (widget_class, SwErrorCard, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SwErrorCard, dismiss_button);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, sw_error_card_dismiss);
}

static void
sw_error_card_init (SwErrorCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sw_hyphens_forbid (self->title_label);
  sw_hyphens_forbid (self->message_label);
}

static void
show_number (SwErrorCard *self, const GError *error)
{
  guint code = mailslot_error_get_win32_code (error);
  /* Translators: the number of an error as Windows counts them. */
  g_autofree char *number = g_strdup_printf (_ ("Windows error %u"), code);

  gtk_label_set_text (self->number_label, number);
  gtk_widget_set_visible (GTK_WIDGET (self->number_label), code != 0);
}

char *
sw_error_sentence_new (const char *message)
{
  g_autofree char *first =
      g_utf8_substring (message, 0, MIN (g_utf8_strlen (message, -1), 1));
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, message + strlen (first), NULL);
}

void
sw_error_card_set_advice (SwErrorCard *self, const char *advice)
{
  g_return_if_fail (SW_IS_ERROR_CARD (self));
  gtk_label_set_text (self->advice_label, advice != NULL ? advice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->advice_label), advice != NULL);
}

void
sw_error_card_set_command (SwErrorCard *self, const char *command)
{
  g_return_if_fail (SW_IS_ERROR_CARD (self));
  sw_command_box_set_command (self->command_box, command);
}

GtkWidget *
sw_error_card_new (const char *title, const GError *error)
{
  SwErrorCard *self = g_object_new (SW_TYPE_ERROR_CARD, NULL);
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));
  g_autofree char *message = sw_error_sentence_new (error->message);
  g_autofree char *command = sw_error_command_new (error);

  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->message_label, message);
  sw_error_card_set_advice (self, mailslot_error_get_advice (error));
  sw_error_card_set_command (self, command);
  show_number (self, error);
  atk_object_set_name (accessible, title);
  /* Screen readers read an alert out when it appears. */
  atk_object_set_role (accessible, ATK_ROLE_ALERT);
  return GTK_WIDGET (self);
}

void
sw_error_card_set_can_retry (SwErrorCard *self, gboolean can_retry)
{
  g_return_if_fail (SW_IS_ERROR_CARD (self));
  gtk_widget_set_visible (self->retry_button, can_retry);
}
