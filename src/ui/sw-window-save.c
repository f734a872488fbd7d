/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-window-private.h"

#include "session/sw-json-lines.h"
#include "ui/sw-count-text.h"

#include <glib/gi18n-lib.h>

#define CARD_KEY "save"

/** The choice in the dialog while there is a filter. */
#define SHOWN_CHOICE "shown"

typedef struct
{
  SwWindow *window; /* (owned) */
  GFile *file;      /* (owned) */
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->window);
  g_object_unref (saving->file);
  g_free (saving);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
show_saved (Saving *saving, guint64 n_saved)
{
  g_autofree char *name = g_file_get_parse_name (saving->file);
  g_autofree char *number = sw_count_number (n_saved);
  /* Translators: %1$s is a number, %2$s is a file. */
  g_autofree char *text = g_strdup_printf (ngettext ("Saved %1$s message to %2$s",
                                                     "Saved %1$s messages to %2$s",
                                                     sw_count_plural (n_saved)),
                                           number,
                                           name);

  sw_status_line_set_note (saving->window->status_line, text);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  SwWindow *self = saving->window;
  g_autofree char *name = g_file_get_parse_name (saving->file);
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_saved = 0;
  gboolean is_saved = sw_json_lines_save_finish (result, &n_saved, &error);

  /* The window was closed meanwhile. */
  if (self->session == NULL)
    return;

  g_clear_object (&self->saving);
  sw_window_update_actions (self);
  if (is_saved)
    show_saved (saving, n_saved);
  if (is_saved || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Translators: %s is a file. */
  title = g_strdup_printf (_ ("The messages were not saved to %s"), name);
  sw_card_stack_add (self->cards,
                     CARD_KEY,
                     SW_ERROR_CARD (sw_error_card_new (title, error)));
}

static void
save_to (SwWindow *self, GFile *file, SwFilter *filter)
{
  Saving *saving = g_new (Saving, 1);

  saving->window = g_object_ref (self);
  saving->file = g_object_ref (file);
  self->saving = g_cancellable_new ();
  sw_status_line_set_note (self->status_line, NULL);
  sw_card_stack_remove (self->cards, CARD_KEY);
  sw_window_update_actions (self);
  sw_json_lines_save_async (sw_session_get_log (self->session),
                            filter,
                            file,
                            self->saving,
                            saved_cb,
                            saving);
}

/* People expect what they see; the others are one click away. */
static void
add_choice (GtkFileChooser *chooser, SwFilter *filter)
{
  gtk_file_chooser_add_choice (chooser,
                               SHOWN_CHOICE,
                               _ ("Only messages that match the filter"),
                               NULL,
                               NULL);
  gtk_file_chooser_set_choice (chooser, SHOWN_CHOICE, "true");
  g_object_set_data_full (G_OBJECT (chooser),
                          SHOWN_CHOICE,
                          sw_filter_ref (filter),
                          (GDestroyNotify) sw_filter_unref);
}

/* Returns: (nullable): which messages to save; a dialog without the choice has none to
 * ask for */
static SwFilter *
get_chosen (GtkFileChooser *chooser)
{
  SwFilter *filter = g_object_get_data (G_OBJECT (chooser), SHOWN_CHOICE);

  if (filter == NULL
      || g_strcmp0 (gtk_file_chooser_get_choice (chooser, SHOWN_CHOICE), "true") != 0)
    return NULL;
  return filter;
}

static void
response_cb (SwWindow *self, int response, GtkFileChooserNative *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
      g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);

      save_to (self, file, get_chosen (chooser));
    }
  /* The window keeps the dialog alive while it is open, see below. */
  g_object_set_data (G_OBJECT (self), "save-dialog", NULL);
}

void
sw_window_save_messages (SwWindow *self)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Save Messages"),
                                   GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_SAVE,
                                   _ ("_Save"),
                                   _ ("_Cancel"));
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  GtkFileFilter *filter = gtk_file_filter_new ();
  SwFilter *shown =
      sw_log_view_get_filter (sw_message_list_get_log_view (self->message_list));
  const char *folder = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  gtk_file_filter_set_name (filter, _ ("JSON Lines"));
  gtk_file_filter_add_pattern (filter, "*.jsonl");
  gtk_file_chooser_add_filter (chooser, filter);
  gtk_file_chooser_set_do_overwrite_confirmation (chooser, TRUE);
  /* Translators: the name of the file that is offered; keep ".jsonl". */
  gtk_file_chooser_set_current_name (chooser, _ ("messages.jsonl"));
  gtk_file_chooser_set_current_folder (chooser,
                                       folder != NULL ? folder : g_get_home_dir ());
  if (shown != NULL)
    add_choice (chooser, shown);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);

  g_signal_connect_object (dialog,
                           "response",
                           G_CALLBACK (response_cb),
                           self,
                           G_CONNECT_SWAPPED);
  /* A native dialog is no widget: nobody else holds it while it is shown. */
  g_object_set_data_full (G_OBJECT (self), "save-dialog", dialog, g_object_unref);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
