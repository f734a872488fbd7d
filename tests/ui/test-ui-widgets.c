/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "mailslot/mailslot.h"
#include "ui/sw-application.h"
#include "ui/sw-card-stack.h"
#include "ui/sw-command-box.h"
#include "ui/sw-compose-pane.h"
#include "ui/sw-empty-state.h"
#include "ui/sw-history-button.h"
#include "ui/sw-icon.h"
#include "ui/sw-log-limits.h"
#include "ui/sw-network-button.h"
#include "ui/sw-network-choice.h"
#include "ui/sw-network-dialog.h"
#include "ui/sw-preferences.h"
#include "ui/sw-slot-list.h"
#include "ui/sw-slot-row.h"
#include "ui/sw-sparkline.h"
#include "ui/sw-status-line.h"
#include "ui/sw-target-combo.h"
#include "ui/sw-watch-dialog.h"
#include "ui/sw-window-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* Every widget is made, shown and given up; a warning or a reference that stays ends the
 * test. What they show is tested from outside, by test-window-*.py. */

static void
show_and_finalize (GtkWidget *widget)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);

  g_object_ref_sink (widget);
  gtk_container_add (GTK_CONTAINER (window), widget);
  gtk_widget_show_all (window);
  while (gtk_events_pending ())
    gtk_main_iteration ();

  gtk_widget_destroy (window);
  g_assert_finalize_object (widget);
}

static void
test_simple_widgets (void)
{
  show_and_finalize (sw_card_stack_new ());
  show_and_finalize (sw_command_box_new ());
  show_and_finalize (sw_compose_pane_new ());
  show_and_finalize (sw_empty_state_new ());
  show_and_finalize (sw_history_button_new ());
  show_and_finalize (sw_network_button_new ());
  show_and_finalize (sw_slot_list_new ());
  show_and_finalize (sw_sparkline_new ());
  show_and_finalize (sw_status_line_new ());
  show_and_finalize (sw_target_combo_new ());
}

/* The choice is shown on Windows only; what it says is the same everywhere. */
static void
test_compose_transport (void)
{
  static const char *const cases[][2] = {
    { "default", "default" },
    { "datagram", "datagram" },
    { "windows", "default" },
  };
  GtkWidget *pane = g_object_ref_sink (sw_compose_pane_new ());

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = NULL;

      g_object_set (pane, "transport-id", cases[i][0], NULL);
      g_object_get (pane, "transport-id", &id, NULL);
      g_assert_cmpstr (id, ==, cases[i][1]);
    }
  gtk_widget_destroy (pane);
  g_assert_finalize_object (pane);
}

static void
test_error_card (void)
{
  g_autoptr (GError) error =
      g_error_new_literal (MAILSLOT_ERROR, MAILSLOT_ERROR_NOT_FOUND, "ätherisch");

  show_and_finalize (sw_error_card_new ("A title", error));
  g_clear_error (&error);
  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "");
  show_and_finalize (sw_error_card_new ("A title", error));
}

static void
test_card_stack (void)
{
  g_autoptr (GError) error =
      g_error_new_literal (MAILSLOT_ERROR, MAILSLOT_ERROR_NOT_FOUND, "not found");
  GtkWidget *widget = sw_card_stack_new ();
  SwCardStack *stack = SW_CARD_STACK (widget);

  g_object_ref_sink (widget);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);
      sw_card_stack_add (stack, key, SW_ERROR_CARD (sw_error_card_new (key, error)));
    }
  sw_card_stack_add (stack, "3", SW_ERROR_CARD (sw_error_card_new ("again", error)));
  g_assert_cmpuint (sw_card_stack_get_n_cards (stack), ==, 4);
  sw_card_stack_dismiss_top (stack);
  sw_card_stack_remove (stack, "3");
  sw_card_stack_remove (stack, "0");
  g_assert_cmpuint (sw_card_stack_get_n_cards (stack), ==, 2);

  gtk_widget_destroy (widget);
  g_assert_finalize_object (widget);
}

/* A window is as high as its parts need where they are narrowest, if only for a moment:
 * that must not be one letter wide. */
static void
test_empty_state_height (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwNetwork) network = sw_network_new ();
  g_autofree char *name = g_strnfill (150, 'n');
  g_autoptr (MailslotAddress) address = mailslot_address_new_local (name, NULL);
  g_autoptr (SwWatch) watch = sw_watch_new (address, log, network);
  g_autoptr (GtkWidget) widget = g_object_ref_sink (sw_empty_state_new ());
  int width, natural_width;
  int height, natural_height;

  sw_empty_state_show_watch (SW_EMPTY_STATE (widget), watch);
  gtk_widget_show (widget);
  gtk_widget_get_preferred_width (widget, &width, &natural_width);
  gtk_widget_get_preferred_height_for_width (widget, width, &height, NULL);
  gtk_widget_get_preferred_height_for_width (widget,
                                             natural_width,
                                             &natural_height,
                                             NULL);
  g_test_message ("%d x %d, at best %d x %d",
                  width,
                  height,
                  natural_width,
                  natural_height);
  g_assert_cmpint (height, <, 3 * natural_height);
}

static void
test_slot_row (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (MailslotAddress) address = mailslot_address_new_local ("row", NULL);
  g_autoptr (SwNetwork) network = sw_network_new ();
  g_autoptr (SwWatch) watch = sw_watch_new (address, log, network);

  show_and_finalize (sw_slot_row_new (watch));
}

/* The rights of a slot that listens, and only then. */
static void
test_slot_row_security (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (MailslotAddress) address = mailslot_address_new_local ("rights", NULL);
  g_autoptr (MailslotSecurity) user = mailslot_security_new (MAILSLOT_SECURITY_USER);
  g_autoptr (SwNetwork) network = sw_network_new ();
  g_autoptr (SwWatch) watch = sw_watch_new (address, log, network);
  g_autoptr (GtkWidget) row = g_object_ref_sink (sw_slot_row_new (watch));
  g_autofree char *before = gtk_widget_get_tooltip_text (row);
  g_autofree char *listening = NULL;
  g_autofree char *after = NULL;

  sw_watch_set_security (watch, user);
  g_assert_true (sw_watch_start (watch));
  listening = gtk_widget_get_tooltip_text (row);
  g_assert_nonnull (strstr (listening, "Owner: "));
  g_assert_nonnull (strstr (listening, sw_watch_get_owner (watch)));
  g_assert_nonnull (strstr (listening, "Rights: "));
  g_assert_nonnull (strstr (listening, sw_watch_get_rights (watch)));
  sw_watch_stop (watch);
  after = gtk_widget_get_tooltip_text (row);
  g_assert_cmpstr (after, ==, before);
}

typedef struct
{
  const char *name;
  GtkWidget *found;
} Search;

static void
find_cb (GtkWidget *widget, gpointer data)
{
  Search *search = data;
  const char *name = atk_object_get_name (gtk_widget_get_accessible (widget));

  if (g_strcmp0 (name, search->name) == 0)
    search->found = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), find_cb, search);
}

/* The widget in @container that a screen reader knows by @name. */
static GtkWidget *
find_named (GtkWidget *container, const char *name)
{
  Search search = { name, NULL };

  find_cb (container, &search);
  g_assert_nonnull (search.found);
  return search.found;
}

static void
assert_security (GtkWidget *dialog, const char *expected)
{
  MailslotSecurity *security = sw_watch_dialog_get_security (SW_WATCH_DIALOG (dialog));

  if (expected == NULL)
    g_assert_null (security);
  else
    g_assert_cmpstr (mailslot_security_to_string (security), ==, expected);
}

static void
test_watch_dialog_security (void)
{
  GtkWidget *dialog = g_object_ref (sw_watch_dialog_new (NULL));
  GtkComboBox *combo = GTK_COMBO_BOX (find_named (dialog, "Who may send"));
  int n_choices = gtk_tree_model_iter_n_children (gtk_combo_box_get_model (combo), NULL);
  GtkEntry *entry = GTK_ENTRY (find_named (dialog, "SDDL string"));

  gtk_widget_show (dialog);
  assert_security (dialog, "default");
  gtk_combo_box_set_active_id (combo, "everyone");
  assert_security (dialog, "everyone");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (entry)));
  g_assert_cmpint (n_choices, ==, mailslot_security_has_sddl () ? 4 : 2);
  if (mailslot_security_has_sddl ())
    {
      gtk_combo_box_set_active (combo, n_choices - 1);
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (entry)));
      assert_security (dialog, NULL);
      gtk_entry_set_text (entry, "D:(A;;FA;;;QQ)");
      assert_security (dialog, NULL);
      gtk_entry_set_text (entry, "D:(A;;FA;;;WD)");
      assert_security (dialog, "D:(A;;FA;;;WD)");
      gtk_combo_box_set_active (combo, 0);
      assert_security (dialog, "default");
    }
  gtk_widget_destroy (dialog);
  g_assert_finalize_object (dialog);
}

static void
test_watch_dialog (void)
{
  GtkWidget *dialog = sw_watch_dialog_new (NULL);

  g_object_ref (dialog);
  gtk_widget_show (dialog);
  g_assert_null (sw_watch_dialog_get_address (SW_WATCH_DIALOG (dialog)));
  gtk_widget_destroy (dialog);
  g_assert_finalize_object (dialog);
}

static void
test_network_dialog (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  GtkWidget *dialog = sw_network_dialog_new (NULL, settings);

  g_object_ref (dialog);
  gtk_widget_show (dialog);
  gtk_widget_destroy (dialog);
  g_assert_finalize_object (dialog);
}

static void
test_preferences (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  GtkWidget *dialog = sw_preferences_new (NULL, settings);

  g_object_ref (dialog);
  gtk_widget_show (dialog);
  gtk_widget_destroy (dialog);
  g_assert_finalize_object (dialog);
}

/* The log follows the settings, whoever changes them, and they know what it does without
 * them. */
static void
test_log_limits (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (SwMessageLog) log = sw_message_log_new ();

  sw_message_log_set_limits (log, 1, 1);
  sw_log_limits_bind (settings, log);
  g_assert_cmpuint (sw_message_log_get_max_messages (log),
                    ==,
                    SW_MESSAGE_LOG_DEFAULT_MESSAGES);
  g_assert_cmpuint (sw_message_log_get_max_bytes (log), ==, SW_MESSAGE_LOG_DEFAULT_BYTES);
  g_settings_set_uint (settings, SW_LOG_LIMITS_MESSAGES_KEY, 5000000);
  g_assert_cmpuint (sw_message_log_get_max_messages (log), ==, 5000000);
  g_settings_set_uint (settings, SW_LOG_LIMITS_MEMORY_KEY, 16384);
  g_assert_cmpuint (sw_message_log_get_max_bytes (log), ==, (guint64) 16384 << 20);
  g_settings_reset (settings, SW_LOG_LIMITS_MESSAGES_KEY);
  g_settings_reset (settings, SW_LOG_LIMITS_MEMORY_KEY);
  g_assert_cmpuint (sw_message_log_get_max_messages (log),
                    ==,
                    SW_MESSAGE_LOG_DEFAULT_MESSAGES);
}

static void
count_event_cb (guint *n_events)
{
  (*n_events)++;
}

/* Every value comes back, and all of them change together. */
static void
test_network_choice (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (GSettings) observer = g_settings_new (APPLICATION_ID);
  SwNetworkSettings chosen = { .options = MAILSLOT_NETWORK_OPTIONS_INIT };
  g_autoptr (SwNetworkChoice) empty = sw_network_choice_load (settings);
  g_autoptr (SwNetworkChoice) loaded = NULL;
  guint n_events = 0;

  g_assert_null (empty->settings.options.computer);
  g_assert_null (empty->settings.options.workgroup);
  g_assert_null (empty->settings.options.wins);
  g_assert_cmpint (empty->settings.source, ==, mailslot_source_get_default ());
  g_assert_false (empty->settings.answers_names);

  g_signal_connect_swapped (observer,
                            "change-event",
                            G_CALLBACK (count_event_cb),
                            &n_events);
  chosen.options.computer = "PC";
  chosen.options.workgroup = "GROUP";
  chosen.options.wins = "192.0.2.1";
  chosen.options.remote_transport = MAILSLOT_REMOTE_TRANSPORT_DATAGRAM;
  chosen.source = MAILSLOT_SOURCE_DIRECT;
  chosen.answers_names = TRUE;
  chosen.leaves_out_repeats = TRUE;
  sw_network_choice_save (&chosen, settings);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  loaded = sw_network_choice_load (observer);
  g_assert_cmpstr (loaded->settings.options.computer, ==, "PC");
  g_assert_cmpstr (loaded->settings.options.workgroup, ==, "GROUP");
  g_assert_cmpstr (loaded->settings.options.wins, ==, "192.0.2.1");
  g_assert_cmpint (loaded->settings.options.remote_transport,
                   ==,
                   MAILSLOT_REMOTE_TRANSPORT_DATAGRAM);
  g_assert_cmpint (loaded->settings.source, ==, MAILSLOT_SOURCE_DIRECT);
  g_assert_true (loaded->settings.answers_names);
  g_assert_true (loaded->settings.leaves_out_repeats);
  g_assert_cmpuint (n_events, ==, 1);
  sw_network_choice_save (&empty->settings, settings);
}

/* No server at all is something else than the one that Samba says. */
static void
test_network_choice_no_wins (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  SwNetworkSettings chosen = { .options = MAILSLOT_NETWORK_OPTIONS_INIT };
  g_autoptr (SwNetworkChoice) none = NULL;
  g_autoptr (SwNetworkChoice) unset = NULL;

  chosen.options.wins = "";
  sw_network_choice_save (&chosen, settings);
  none = sw_network_choice_load (settings);
  g_assert_cmpstr (none->settings.options.wins, ==, "");
  chosen.options.wins = NULL;
  sw_network_choice_save (&chosen, settings);
  unset = sw_network_choice_load (settings);
  g_assert_null (unset->settings.options.wins);
}

static GtkApplication *
application_new (void)
{
  SwApplication *application = sw_application_new ();
  g_autoptr (GError) error = NULL;

  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application))
                               | G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  return GTK_APPLICATION (application);
}

/* It can be closed before its first frame, and after. */
static void
test_window (void)
{
  g_autoptr (GtkApplication) application = application_new ();
  g_autoptr (SwSession) session = sw_session_new ();
  SwWindow *early = sw_window_new (application, session);
  SwWindow *window = sw_window_new (application, session);

  g_object_ref (early);
  g_assert_false (sw_window_is_complete (early));
  gtk_widget_destroy (GTK_WIDGET (early));
  g_object_ref (window);
  gtk_window_present (GTK_WINDOW (window));
  while (!sw_window_is_complete (window))
    gtk_main_iteration ();
  gtk_widget_destroy (GTK_WIDGET (window));
  /* GTK forgets the closed window in its next turns. */
  while (gtk_events_pending ())
    gtk_main_iteration ();
  g_assert_finalize_object (early);
  g_assert_finalize_object (window);
}

static void
check_colour (cairo_surface_t *surface, const GdkRGBA *color)
{
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint n_full = 0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      {
        guint32 pixel;

        memcpy (&pixel, data + y * stride + x * 4, sizeof pixel);
        if (pixel >> 24 != 255)
          continue;
        n_full++;
        g_assert_cmpfloat_with_epsilon ((pixel >> 16 & 255) / 255.0, color->red, 0.01);
        g_assert_cmpfloat_with_epsilon ((pixel >> 8 & 255) / 255.0, color->green, 0.01);
        g_assert_cmpfloat_with_epsilon ((pixel & 255) / 255.0, color->blue, 0.01);
      }
  g_assert_cmpuint (n_full, >, 0);
}

static void
test_icon (void)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *icon = g_object_new (SW_TYPE_ICON, "picture", "stop", NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 16, 16);
  GtkStyleContext *style = gtk_widget_get_style_context (icon);
  cairo_t *cr;
  GdkRGBA color;

  g_object_ref_sink (icon);
  gtk_container_add (GTK_CONTAINER (window), icon);
  gtk_widget_set_halign (icon, GTK_ALIGN_START);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_show_all (window);
  cr = cairo_create (surface);
  gtk_widget_draw (icon, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &color);
  check_colour (surface, &color);
  cairo_surface_destroy (surface);
  gtk_widget_destroy (window);
  g_assert_finalize_object (icon);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/finalize/simple-widgets", test_simple_widgets);
  g_test_add_func ("/compose-pane/transport", test_compose_transport);
  g_test_add_func ("/ui/finalize/error-card", test_error_card);
  g_test_add_func ("/ui/finalize/slot-row", test_slot_row);
  g_test_add_func ("/ui/empty-state/height", test_empty_state_height);
  g_test_add_func ("/ui/finalize/watch-dialog", test_watch_dialog);
  g_test_add_func ("/ui/slot-row/security", test_slot_row_security);
  g_test_add_func ("/ui/watch-dialog/security", test_watch_dialog_security);
  g_test_add_func ("/ui/finalize/network-dialog", test_network_dialog);
  g_test_add_func ("/ui/finalize/preferences", test_preferences);
  g_test_add_func ("/log-limits/follow-the-settings", test_log_limits);
  g_test_add_func ("/network-choice/comes-back-and-changes-at-once", test_network_choice);
  g_test_add_func ("/network-choice/no-wins-server", test_network_choice_no_wins);
  g_test_add_func ("/ui/finalize/window", test_window);
  g_test_add_func ("/icon/has-the-colour-of-the-text", test_icon);
  g_test_add_func ("/card-stack/one-card-a-matter", test_card_stack);

  return g_test_run ();
}
