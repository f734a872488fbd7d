/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-application.h"

#include "mailslot/mailslot.h"
#include "session/sw-recorder.h"
#include "session/sw-session.h"
#include "ui/sw-about.h"
#include "ui/sw-command-line.h"
#include "ui/sw-menu-bar.h"
#include "ui/sw-platform.h"
#include "ui/sw-window.h"

#include <glib/gi18n-lib.h>

#define EXIT_USAGE 2

struct _SwApplication
{
  GtkApplication parent_instance;

  SwSession *session;   /* (owned) */
  GPtrArray *recorders; /* (owned) of SwRecorder, one for each --save */
};

G_DEFINE_FINAL_TYPE (SwApplication, sw_application, GTK_TYPE_APPLICATION)

/* ---- Window ---- */

/* Returns: (transfer none) (nullable): the window on the slots; its dialogs are windows
 * too, and those on files */
static SwWindow *
find_window (SwApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (SW_IS_WINDOW (l->data) && !sw_window_is_saved (l->data))
        return l->data;
    }
  return NULL;
}

static SwWindow *
ensure_window (SwApplication *self)
{
  SwWindow *window = find_window (self);

  if (window == NULL)
    window = sw_window_new (GTK_APPLICATION (self), self->session);
  return window;
}

static void
sw_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (ensure_window (SW_APPLICATION (application))));
}

/* ---- Command line ---- */

static void
print_usage_error (const GError *error)
{
  g_printerr (_ ("slotwatch: %s\n"), error->message);
  g_printerr (_ ("Try “slotwatch --help”.\n"));
}

/* Without a session bus, or with a broken one, the program runs alone. */
static void
register_or_run_alone (GApplication *application)
{
  g_autoptr (GError) error = NULL;

  if (g_application_get_is_registered (application)
      || g_application_register (application, NULL, &error))
    return;

  g_message ("not reachable by a second start: %s", error->message);
  g_application_set_flags (application,
                           g_application_get_flags (application)
                               | G_APPLICATION_NON_UNIQUE);
  g_clear_error (&error);
  if (!g_application_register (application, NULL, &error))
    g_warning ("cannot register the application: %s", error->message);
}

/* Runs in the program that was started, before the first one hears of it: a wrong call is
 * told where it was made. */
static gboolean
sw_application_local_command_line (GApplication *application,
                                   char ***arguments,
                                   int *exit_status)
{
  g_autoptr (SwCommandLine) line = NULL;
  g_autoptr (GError) error = NULL;

  if (g_strv_contains ((const char *const *) *arguments, "--gapplication-service"))
    return G_APPLICATION_CLASS (sw_application_parent_class)
        ->local_command_line (application, arguments, exit_status);

  if (sw_platform_check_arguments (&error))
    line = sw_command_line_parse ((const char *const *) *arguments, &error);
  if (line == NULL)
    {
      print_usage_error (error);
      *exit_status = EXIT_USAGE;
      return TRUE;
    }
  if (line->show_version)
    {
      g_print ("slotwatch %s\n", VERSION);
      *exit_status = EXIT_SUCCESS;
      return TRUE;
    }

  register_or_run_alone (application);
  return FALSE;
}

static void
recorder_failed_cb (SwApplication *self, GError *error, SwRecorder *recorder)
{
  SwWindow *window = find_window (self);
  GFile *file = sw_recorder_get_file (recorder);
  g_autofree char *name = g_file_get_parse_name (file);

  if (window != NULL)
    sw_window_show_record_error (window, file, error);
  else
    g_printerr (_ ("slotwatch: cannot save to %s: %s\n"), name, error->message);
}

static gboolean
record_to (SwApplication *self, GApplicationCommandLine *command_line, const char *path)
{
  g_autoptr (GFile) file =
      g_application_command_line_create_file_for_arg (command_line, path);
  g_autofree char *name = g_file_get_parse_name (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (SwRecorder) recorder =
      sw_recorder_new (sw_session_get_log (self->session), file, &error);

  if (recorder == NULL)
    {
      g_application_command_line_printerr (command_line,
                                           _ ("slotwatch: cannot save to %s: %s\n"),
                                           name,
                                           error->message);
      return FALSE;
    }

  g_signal_connect_object (recorder,
                           "failed",
                           G_CALLBACK (recorder_failed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (self->recorders, g_steal_pointer (&recorder));
  sw_window_show_recording (ensure_window (self), file);
  return TRUE;
}

/* Whether it can be opened shows in the window. */
static void
start_journal (SwApplication *self,
               GApplicationCommandLine *command_line,
               const char *path)
{
  g_autoptr (GFile) file =
      g_application_command_line_create_file_for_arg (command_line, path);

  ensure_window (self);
  sw_session_start_journal (self->session, file);
}

static void
open_file (SwApplication *self, GApplicationCommandLine *command_line, const char *path)
{
  g_autoptr (GFile) file =
      g_application_command_line_create_file_for_arg (command_line, path);

  gtk_window_present (GTK_WINDOW (sw_window_new_saved (GTK_APPLICATION (self), file)));
}

static int
sw_application_command_line (GApplication *application,
                             GApplicationCommandLine *command_line)
{
  SwApplication *self = SW_APPLICATION (application);
  g_auto (GStrv) arguments =
      g_application_command_line_get_arguments (command_line, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SwCommandLine) line =
      sw_command_line_parse ((const char *const *) arguments, &error);

  if (line == NULL)
    {
      g_application_command_line_printerr (command_line,
                                           _ ("slotwatch: %s\n"),
                                           error->message);
      return EXIT_USAGE;
    }
  if (line->save_path != NULL && !record_to (self, command_line, line->save_path))
    return EXIT_FAILURE;

  if (line->journal_path != NULL)
    start_journal (self, command_line, line->journal_path);

  for (guint i = 0; i < line->addresses->len; i++)
    sw_window_watch (ensure_window (self), g_ptr_array_index (line->addresses, i));
  if (line->watches_all)
    sw_window_watch (ensure_window (self), mailslot_address_get_all ());
  if (line->open_path != NULL)
    open_file (self, command_line, line->open_path);
  if (line->open_path == NULL || find_window (self) != NULL)
    g_application_activate (application);
  return EXIT_SUCCESS;
}

/* ---- Start and end ---- */

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sw_about_show (gtk_application_get_active_window (data));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *window = find_window (data);

  if (window != NULL)
    sw_window_remember_state (window);
  g_application_quit (data);
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider,
                                       "/io/github/slotwatch/Slotwatch/style.css");
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (),
                                             GTK_STYLE_PROVIDER (provider),
                                             GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
sw_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { "about", about_cb },
    { "quit", quit_cb },
  };
  SwApplication *self = SW_APPLICATION (application);
  const char *const quit_accels[] = { "<Primary>q", NULL };

  /* Fonts are found in a thread of their own, while GTK reads its theme. */
  pango_cairo_font_map_get_default ();
  G_APPLICATION_CLASS (sw_application_parent_class)->startup (application);

  g_set_application_name (_ ("Slotwatch"));
  load_style ();
  sw_menu_bar_add_titles (GTK_APPLICATION (self));
  sw_platform_follow_theme (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self),
                                   actions,
                                   G_N_ELEMENTS (actions),
                                   self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", quit_accels);
  sw_window_add_accels (GTK_APPLICATION (self));
  sw_platform_quit_on_signals (application);
}

static void
stop_journal (SwApplication *self)
{
  SwJournal *journal = sw_session_get_journal (self->session);
  g_autofree char *name = NULL;

  sw_session_stop_journal (self->session);
  if (journal == NULL || sw_journal_get_error (journal) == NULL)
    return;
  name = g_file_get_parse_name (sw_journal_get_file (journal));
  g_printerr (_ ("slotwatch: cannot record to %s: %s\n"),
              name,
              sw_journal_get_error (journal)->message);
}

/* The end of the program: the slots go first, so that what they still held is recorded.
 */
static void
sw_application_shutdown (GApplication *application)
{
  SwApplication *self = SW_APPLICATION (application);

  sw_session_stop_all (self->session);
  stop_journal (self);
  for (guint i = 0; i < self->recorders->len; i++)
    sw_recorder_stop (g_ptr_array_index (self->recorders, i));
  g_ptr_array_set_size (self->recorders, 0);

  G_APPLICATION_CLASS (sw_application_parent_class)->shutdown (application);
}

/* Who closes the window on the slots does not want them any more, though there are still
 * windows on files. With the last window the program ends, and stops everything. */
static void
sw_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  SwApplication *self = SW_APPLICATION (application);

  GTK_APPLICATION_CLASS (sw_application_parent_class)
      ->window_removed (application, window);
  if (find_window (self) != NULL || gtk_application_get_windows (application) == NULL)
    return;
  sw_session_stop_all (self->session);
  sw_session_stop_journal (self->session);
}

static void
sw_application_dispose (GObject *object)
{
  SwApplication *self = SW_APPLICATION (object);

  g_clear_pointer (&self->recorders, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sw_application_parent_class)->dispose (object);
}

static void
sw_application_class_init (SwApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sw_application_dispose;
  application_class->activate = sw_application_activate;
  application_class->command_line = sw_application_command_line;
  application_class->local_command_line = sw_application_local_command_line;
  application_class->shutdown = sw_application_shutdown;
  application_class->startup = sw_application_startup;
  GTK_APPLICATION_CLASS (klass)->window_removed = sw_application_window_removed;
}

static void
sw_application_init (SwApplication *self)
{
  self->session = sw_session_new ();
  self->recorders = g_ptr_array_new_with_free_func (g_object_unref);
}

SwApplication *
sw_application_new (void)
{
  return g_object_new (SW_TYPE_APPLICATION,
                       "application-id",
                       APPLICATION_ID,
                       "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path",
                       "/io/github/slotwatch/Slotwatch",
                       NULL);
}
