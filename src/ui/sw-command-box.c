/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-command-box.h"

#include "ui/sw-hyphens.h"

struct _SwCommandBox
{
  GtkBox parent_instance;

  /* template children */
  GtkLabel *command_label;
};

G_DEFINE_FINAL_TYPE (SwCommandBox, sw_command_box, GTK_TYPE_BOX)

static void
copy_cb (SwCommandBox *self)
{
  GtkClipboard *clipboard =
      gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD);

  gtk_clipboard_set_text (clipboard, gtk_label_get_text (self->command_label), -1);
}

/* The focus comes here by itself, so the command shall not look as if it was chosen. */
static void
command_grab_focus_cb (GtkLabel *label)
{
  gtk_label_select_region (label, 0, 0);
}

static void
sw_command_box_class_init (SwCommandBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-command-box.ui");
  gtk_widget_class_bind_template_child (widget_class, SwCommandBox, command_label);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, command_grab_focus_cb);
}

static void
sw_command_box_init (SwCommandBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sw_hyphens_forbid (self->command_label);
}

GtkWidget *
sw_command_box_new (void)
{
  return g_object_new (SW_TYPE_COMMAND_BOX, NULL);
}

void
sw_command_box_set_command (SwCommandBox *self, const char *command)
{
  g_return_if_fail (SW_IS_COMMAND_BOX (self));

  gtk_widget_set_visible (GTK_WIDGET (self), command != NULL);
  /* A label forgets its selection even for the same text. */
  if (command != NULL
      && g_strcmp0 (gtk_label_get_text (self->command_label), command) != 0)
    gtk_label_set_text (self->command_label, command);
}
