/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-saved-bar.h"

#include <glib/gi18n-lib.h>

struct _SwSavedBar
{
  GtkInfoBar parent_instance;

  GFile *file; /* (owned) */

  /* template children */
  GtkLabel *label;
  GtkProgressBar *progress_bar;
  GtkWidget *cancel_button;
};

enum
{
  SIGNAL_CANCELLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SwSavedBar, sw_saved_bar, GTK_TYPE_INFO_BAR)

static void
cancel_cb (SwSavedBar *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

static void
sw_saved_bar_finalize (GObject *object)
{
  g_clear_object (&SW_SAVED_BAR (object)->file);
  G_OBJECT_CLASS (sw_saved_bar_parent_class)->finalize (object);
}

static void
sw_saved_bar_class_init (SwSavedBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sw_saved_bar_finalize;

  signals[SIGNAL_CANCELLED] = g_signal_new ("cancelled",
                                            SW_TYPE_SAVED_BAR,
                                            G_SIGNAL_RUN_LAST,
                                            0,
                                            NULL,
                                            NULL,
                                            NULL,
                                            G_TYPE_NONE,
                                            0);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-saved-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SwSavedBar, label);
  gtk_widget_class_bind_template_child (widget_class, SwSavedBar, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SwSavedBar, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
sw_saved_bar_init (SwSavedBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sw_saved_bar_new (GFile *file)
{
  SwSavedBar *self = g_object_new (SW_TYPE_SAVED_BAR, NULL);
  g_autofree char *name = g_file_get_parse_name (file);
  /* Translators: %s is a file. */
  g_autofree char *text = g_strdup_printf (_ ("Saved messages from %s"), name);

  self->file = g_object_ref (file);
  gtk_label_set_text (self->label, text);
  return GTK_WIDGET (self);
}

void
sw_saved_bar_set_progress (SwSavedBar *self, double progress)
{
  g_return_if_fail (SW_IS_SAVED_BAR (self));

  gtk_progress_bar_set_fraction (self->progress_bar, progress);
}

void
sw_saved_bar_end (SwSavedBar *self, gboolean is_whole)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (SW_IS_SAVED_BAR (self));

  gtk_widget_hide (GTK_WIDGET (self->progress_bar));
  gtk_widget_hide (self->cancel_button);
  if (is_whole)
    return;
  name = g_file_get_parse_name (self->file);
  /* Translators: %s is a file. */
  text = g_strdup_printf (_ ("The first of the saved messages from %s"), name);
  gtk_label_set_text (self->label, text);
}
