/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-history-button.h"

#include "payload/sw-text.h"

#include <glib/gi18n-lib.h>

#define CONTENT_CHARACTERS 60

struct _SwHistoryButton
{
  GtkMenuButton parent_instance;

  SwSendHistory *history; /* (owned) */

  /* template children */
  GtkPopover *list_popover;
  GtkListBox *list_box;
  GtkWidget *placeholder;
  GtkWidget *clear_button;
};

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SwHistoryButton, sw_history_button, GTK_TYPE_MENU_BUTTON)

static GtkWidget *
label_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CONTENT_CHARACTERS);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), style);
  return label;
}

static GtkWidget *
row_new (gpointer item, gpointer data)
{
  SwSentMessage *message = item;
  const SwSentFields *fields = sw_sent_message_get_fields (message);
  const char *target = fields->target;
  g_autofree char *line = sw_text_show_controls (fields->content, FALSE);
  const char *content = *line != '\0' ? line : _ ("empty message");
  /* Translators: a row for a screen reader: what was sent, and where to. */
  g_autofree char *name = g_strdup_printf (_ ("%1$s, to %2$s"), content, target);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  g_object_set_data_full (G_OBJECT (row),
                          "message",
                          g_object_ref (message),
                          g_object_unref);
  gtk_container_set_border_width (GTK_CONTAINER (box), 6);
  gtk_container_add (GTK_CONTAINER (box), label_new (content, "sw-monospace"));
  gtk_container_add (GTK_CONTAINER (box), label_new (target, "dim-label"));
  gtk_container_add (GTK_CONTAINER (row), box);
  atk_object_set_name (gtk_widget_get_accessible (row), name);
  gtk_widget_show_all (row);
  return row;
}

static void
row_activated_cb (SwHistoryButton *self, GtkListBoxRow *row)
{
  g_autoptr (SwSentMessage) message =
      g_object_ref (g_object_get_data (G_OBJECT (row), "message"));

  gtk_popover_popdown (self->list_popover);
  g_signal_emit (self, signals[CHOSEN], 0, message);
}

static void
clear_cb (SwHistoryButton *self)
{
  sw_send_history_clear (self->history);
}

static void
items_changed_cb (SwHistoryButton *self)
{
  gtk_widget_set_sensitive (self->clear_button,
                            g_list_model_get_n_items (G_LIST_MODEL (self->history)) > 0);
}

static void
sw_history_button_dispose (GObject *object)
{
  g_clear_object (&SW_HISTORY_BUTTON (object)->history);

  G_OBJECT_CLASS (sw_history_button_parent_class)->dispose (object);
}

static void
sw_history_button_class_init (SwHistoryButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sw_history_button_dispose;

  signals[CHOSEN] = g_signal_new ("chosen",
                                  SW_TYPE_HISTORY_BUTTON,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  SW_TYPE_SENT_MESSAGE);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-history-button.ui");
  gtk_widget_class_bind_template_child (widget_class, SwHistoryButton, list_popover);
  gtk_widget_class_bind_template_child (widget_class, SwHistoryButton, list_box);
  gtk_widget_class_bind_template_child (widget_class, SwHistoryButton, placeholder);
  gtk_widget_class_bind_template_child (widget_class, SwHistoryButton, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
sw_history_button_init (SwHistoryButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_placeholder (self->list_box, self->placeholder);
}

GtkWidget *
sw_history_button_new (void)
{
  return g_object_new (SW_TYPE_HISTORY_BUTTON, NULL);
}

void
sw_history_button_set_history (SwHistoryButton *self, SwSendHistory *history)
{
  g_return_if_fail (SW_IS_HISTORY_BUTTON (self));

  g_set_object (&self->history, history);
  gtk_list_box_bind_model (self->list_box, G_LIST_MODEL (history), row_new, NULL, NULL);
  g_signal_connect_object (history,
                           "items-changed",
                           G_CALLBACK (items_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self);
}
