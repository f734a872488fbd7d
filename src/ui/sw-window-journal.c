/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-window-private.h"

#include "ui/sw-journal-text.h"

#include <glib/gi18n-lib.h>

/* Recording: the session's journal is started and stopped here, and shown as it is, by
 * whomever it was started. */

#define ACTION "record-journal"
#define CARD_KEY "journal"

/** Keeps the dialog while it is open. */
#define DIALOG "journal-dialog"

void
sw_window_show_journal (SwWindow *self)
{
  SwJournal *journal = sw_session_get_journal (self->session);
  SwJournalCounts counts;
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (journal == NULL)
    return;
  path = g_file_get_parse_name (sw_journal_get_file (journal));
  name = g_path_get_basename (path);
  sw_journal_get_counts (journal, &counts);
  text = sw_journal_text_state (sw_journal_get_state (journal), name, &counts);
  sw_status_line_set_journal (self->status_line, text, path);
}

/* ---- Errors ---- */

static void
retry_cb (SwWindow *self)
{
  SwJournal *journal = sw_session_get_journal (self->session);
  g_autoptr (GFile) file = g_object_ref (sw_journal_get_file (journal));

  sw_session_start_journal (self->session, file);
}

static void
show_error (SwWindow *self, SwJournal *journal)
{
  const GError *error = sw_journal_get_error (journal);
  g_autofree char *name = g_file_get_parse_name (sw_journal_get_file (journal));
  /* Translators: %s is a file. */
  g_autofree char *title =
      g_strdup_printf (_ ("New messages are not recorded to %s"), name);
  GtkWidget *card = sw_error_card_new (title, error);

  sw_error_card_set_advice (SW_ERROR_CARD (card), sw_journal_text_advice (error));
  sw_error_card_set_can_retry (SW_ERROR_CARD (card), TRUE);
  g_signal_connect_object (card, "retry", G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
  sw_card_stack_add (self->cards, CARD_KEY, SW_ERROR_CARD (card));
}

/* ---- State ---- */

static void
set_action_state (SwWindow *self, gboolean is_recording)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), ACTION);

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_boolean (is_recording));
}

static void
state_cb (SwWindow *self, GParamSpec *pspec, SwJournal *journal)
{
  SwJournalState state = sw_journal_get_state (journal);

  /* One that was replaced may end later. */
  if (self->session == NULL || journal != sw_session_get_journal (self->session))
    return;
  set_action_state (self, state < SW_JOURNAL_STOPPING);
  sw_window_show_journal (self);
  if (sw_journal_get_error (journal) != NULL)
    show_error (self, journal);
  else
    sw_card_stack_remove (self->cards, CARD_KEY);
}

static void
journal_cb (SwWindow *self)
{
  SwJournal *journal = sw_session_get_journal (self->session);

  if (journal == NULL)
    return;
  g_signal_connect_object (journal,
                           "notify::state",
                           G_CALLBACK (state_cb),
                           self,
                           G_CONNECT_SWAPPED);
  state_cb (self, NULL, journal);
}

/* ---- Choosing a file ---- */

static void
record_to (SwWindow *self, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  g_settings_set_string (self->settings, "journal-file", uri);
  sw_session_start_journal (self->session, file);
}

static void
response_cb (SwWindow *self, int response, GtkFileChooserNative *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      record_to (self, file);
    }
  g_object_set_data (G_OBJECT (self), DIALOG, NULL);
}

/* Offers the file of the last time: a journal is appended to. */
static void
offer_file (SwWindow *self, GtkFileChooser *chooser)
{
  g_autofree char *uri = g_settings_get_string (self->settings, "journal-file");
  g_autoptr (GFile) file = *uri != '\0' ? g_file_new_for_uri (uri) : NULL;
  const char *folder = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  if (file != NULL && g_file_query_exists (file, NULL))
    {
      gtk_file_chooser_set_file (chooser, file, NULL);
      return;
    }
  gtk_file_chooser_set_current_folder (chooser,
                                       folder != NULL ? folder : g_get_home_dir ());
  /* Translators: the name of the file that is offered; keep ".journal". */
  gtk_file_chooser_set_current_name (chooser, _ ("messages.journal"));
}

static void
choose_file (SwWindow *self)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Record to Journal"),
                                   GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_SAVE,
                                   _ ("_Record"),
                                   _ ("_Cancel"));
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Journals"));
  gtk_file_filter_add_pattern (filter, "*.journal");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  offer_file (self, GTK_FILE_CHOOSER (dialog));
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

/* The state follows the journal, not the wish. */
static void
change_state_cb (GSimpleAction *action, GVariant *wanted, gpointer data)
{
  SwWindow *self = data;
  SwJournal *journal = sw_session_get_journal (self->session);
  gboolean is_recording =
      journal != NULL && sw_journal_get_state (journal) < SW_JOURNAL_STOPPING;

  if (g_variant_get_boolean (wanted) && !is_recording)
    choose_file (self);
  else if (!g_variant_get_boolean (wanted) && is_recording)
    sw_journal_begin_stop (journal);
}

void
sw_window_add_journal (SwWindow *self)
{
  g_autoptr (GSimpleAction) action =
      g_simple_action_new_stateful (ACTION, NULL, g_variant_new_boolean (FALSE));

  g_signal_connect (action, "change-state", G_CALLBACK (change_state_cb), self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
  g_signal_connect_object (self->session,
                           "notify::journal",
                           G_CALLBACK (journal_cb),
                           self,
                           G_CONNECT_SWAPPED);
  journal_cb (self);
}
