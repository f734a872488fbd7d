/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-window-private.h"

#include "session/sw-saved-load.h"
#include "ui/sw-count-text.h"
#include "ui/sw-saved-bar.h"

#include <glib/gi18n-lib.h>

/* A window on a file in place of slots: a session of its own, whose log is filled from
 * the file. It has neither what watches nor what sends. */

#define CARD_KEY "saved"

/** Keeps the dialog while it is open. */
#define DIALOG "open-dialog"

/* ---- Loading ---- */

static void
progress_cb (double progress, gpointer data)
{
  SwWindow *self = data;

  if (self->session != NULL)
    sw_saved_bar_set_progress (SW_SAVED_BAR (self->saved_bar), progress);
}

static void
show_error (SwWindow *self, const GError *error)
{
  SwMessageLog *log = sw_session_get_log (self->session);
  gboolean has_messages = sw_message_log_get_n_messages (log) > 0;
  const char *title = has_messages ? _ ("The file was not read to its end")
                                   : _ ("The file cannot be shown");

  sw_card_stack_add (self->cards,
                     CARD_KEY,
                     SW_ERROR_CARD (sw_error_card_new (title, error)));
}

static void
show_broken (SwWindow *self, guint64 n_broken, const char *complaint)
{
  g_autofree char *number = sw_count_number (n_broken);
  g_autofree char *title = g_strdup_printf (
      ngettext ("%s line of the file is no message, and was left out",
                "%s lines of the file are no messages, and were left out",
                sw_count_plural (n_broken)),
      number);
  g_autoptr (GError) error =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, complaint);

  sw_card_stack_add (self->cards,
                     CARD_KEY,
                     SW_ERROR_CARD (sw_error_card_new (title, error)));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SwWindow) self = data;
  g_autofree char *complaint = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_broken = 0;
  gboolean is_whole = sw_saved_load_finish (result, &n_broken, &complaint, &error);

  /* The window was closed meanwhile. */
  if (self->session == NULL)
    return;
  sw_saved_bar_end (SW_SAVED_BAR (self->saved_bar), is_whole);
  gtk_label_set_text (GTK_LABEL (self->saved_label), _ ("There are no messages in it"));
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
  else if (n_broken > 0)
    show_broken (self, n_broken, complaint);
  sw_window_queue_refresh (self);
}

static void
load (SwWindow *self)
{
  self->loading = g_cancellable_new ();
  g_signal_connect_object (self->saved_bar,
                           "cancelled",
                           G_CALLBACK (g_cancellable_cancel),
                           self->loading,
                           G_CONNECT_SWAPPED);
  sw_saved_load_async (self->saved_file,
                       sw_session_get_log (self->session),
                       self->loading,
                       progress_cb,
                       loaded_cb,
                       g_object_ref (self));
}

/* ---- The window ---- */

static void
hide_live_parts (SwWindow *self)
{
  static const char *const actions[] = {
    "watch-slot",     "watch-example", "start-watching", "stop-watching", "remove-slot",
    "clear-list",     "send-message",  "stop-sending",   "focus-slots",   "focus-compose",
    "show-slot-list", "show-compose",  "show-toolbar",   "pause",         "follow",
  };
  GtkWidget *parts[] = { self->toolbar,
                         GTK_WIDGET (self->slot_list),
                         self->compose_place };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_action_map_remove_action (G_ACTION_MAP (self), actions[i]);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_settings_unbind (parts[i], "visible");
      gtk_widget_hide (parts[i]);
    }
  sw_status_line_set_is_live (self->status_line, FALSE);
}

void
sw_window_add_saved_parts (SwWindow *self)
{
  sw_window_complete (self);
  hide_live_parts (self);
  self->saved_bar = sw_saved_bar_new (self->saved_file);
  gtk_box_pack_start (self->list_box, self->saved_bar, FALSE, TRUE, 0);
  gtk_box_reorder_child (self->list_box, self->saved_bar, 0);
  self->saved_label = gtk_label_new (_ ("The file is being read…"));
  gtk_widget_show (self->saved_label);
  gtk_stack_add_named (self->content_stack, self->saved_label, "saved");
  load (self);
}

char *
sw_window_saved_title_new (SwWindow *self)
{
  g_autofree char *path = g_file_get_parse_name (self->saved_file);
  g_autofree char *name = g_path_get_basename (path);

  /* Translators: the title of a window; %s is the name of a file. */
  return g_strdup_printf (_ ("%s (saved messages) — Slotwatch"), name);
}

/* ---- Opening ---- */

static void
response_cb (SwWindow *self, int response, GtkFileChooserNative *dialog)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      gtk_window_present (GTK_WINDOW (sw_window_new_saved (application, file)));
    }
  g_object_set_data (G_OBJECT (self), DIALOG, NULL);
}

static void
add_filters (GtkFileChooser *chooser)
{
  GtkFileFilter *ours = gtk_file_filter_new ();
  GtkFileFilter *all = gtk_file_filter_new ();

  gtk_file_filter_set_name (ours, _ ("Journals and JSON Lines"));
  gtk_file_filter_add_pattern (ours, "*.journal");
  gtk_file_filter_add_pattern (ours, "*.jsonl");
  gtk_file_chooser_add_filter (chooser, ours);
  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;
  const char *folder = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Open Saved Messages"),
                                   GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_OPEN,
                                   _ ("_Open"),
                                   _ ("_Cancel"));

  add_filters (GTK_FILE_CHOOSER (dialog));
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog),
                                       folder != NULL ? folder : g_get_home_dir ());
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog,
                           "response",
                           G_CALLBACK (response_cb),
                           self,
                           G_CONNECT_SWAPPED);
  /* A native dialog is no widget: nobody else holds it while it is shown. */
  g_object_set_data_full (G_OBJECT (self), DIALOG, dialog, g_object_unref);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
sw_window_add_open_action (SwWindow *self)
{
  static const GActionEntry entries[] = { { "open", open_cb } };

  sw_window_add_action_entries (self, entries, G_N_ELEMENTS (entries));
}
