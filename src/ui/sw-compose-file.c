/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-compose-file.h"

#include <glib/gi18n-lib.h>

struct _SwComposeFile
{
  GtkBox parent_instance;

  GtkEntry *entry;              /* (unowned): a child */
  GtkFileChooserNative *dialog; /* (owned) (nullable): while it is open */
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SwComposeFile, sw_compose_file, GTK_TYPE_BOX)

static void
changed_cb (SwComposeFile *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
response_cb (SwComposeFile *self, int response)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      g_autofree char *path = g_file_get_parse_name (file);

      sw_compose_file_set_path (self, path);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    }
  g_clear_object (&self->dialog);
}

/* Opens where the file lies that is named already. */
static void
choose_cb (SwComposeFile *self)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  const char *path = sw_compose_file_get_path (self);

  if (self->dialog != NULL)
    return;
  self->dialog = gtk_file_chooser_native_new (_ ("Choose the File to Send"),
                                              GTK_WINDOW (window),
                                              GTK_FILE_CHOOSER_ACTION_OPEN,
                                              _ ("_Choose"),
                                              _ ("_Cancel"));
  if (*path != '\0')
    {
      g_autoptr (GFile) file = g_file_parse_name (path);

      gtk_file_chooser_set_file (GTK_FILE_CHOOSER (self->dialog), file, NULL);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->dialog), TRUE);
  g_signal_connect_object (self->dialog,
                           "response",
                           G_CALLBACK (response_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

static void
sw_compose_file_dispose (GObject *object)
{
  SwComposeFile *self = SW_COMPOSE_FILE (object);

  if (self->dialog != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->dialog));
  g_clear_object (&self->dialog);

  G_OBJECT_CLASS (sw_compose_file_parent_class)->dispose (object);
}

static void
sw_compose_file_class_init (SwComposeFileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sw_compose_file_dispose;

  signals[CHANGED] = g_signal_new ("changed",
                                   SW_TYPE_COMPOSE_FILE,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
sw_compose_file_init (SwComposeFile *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Choose…"));

  self->entry = GTK_ENTRY (entry);
  gtk_entry_set_placeholder_text (self->entry, _ ("Path of the file"));
  atk_object_set_name (gtk_widget_get_accessible (entry), _ ("File to send"));
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose_cb), self);

  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_box_pack_start (GTK_BOX (self), entry, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (self), button, FALSE, FALSE, 0);
  gtk_widget_show_all (GTK_WIDGET (self));
}

GtkWidget *
sw_compose_file_new (void)
{
  return g_object_new (SW_TYPE_COMPOSE_FILE, NULL);
}

const char *
sw_compose_file_get_path (SwComposeFile *self)
{
  g_return_val_if_fail (SW_IS_COMPOSE_FILE (self), "");
  return gtk_entry_get_text (self->entry);
}

void
sw_compose_file_set_path (SwComposeFile *self, const char *path)
{
  g_return_if_fail (SW_IS_COMPOSE_FILE (self));

  gtk_entry_set_text (self->entry, path);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

GtkWidget *
sw_compose_file_get_entry (SwComposeFile *self)
{
  g_return_val_if_fail (SW_IS_COMPOSE_FILE (self), NULL);
  return GTK_WIDGET (self->entry);
}
