/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "mailslot/mailslot.h"
#include "message-fixture.h"
#include "ui/sw-application.h"
#include "ui/sw-compose-pane-private.h"
#include "ui/sw-window-private.h"

#include <time.h>

/* Nothing of the window may be cut off, and nothing may take seconds to lay out. */

#define LONG_CONTENT_SIZE (64 * 1024)
/** Lays out, draws, and then what drawing itself asked for. */
#define N_FRAMES 5
#define LAYOUT_LIMIT_SECONDS 2

typedef struct
{
  SwSession *session; /* (owned) */
  SwWindow *window;
} Fixture;

/* One for all tests: a process has one. */
static GtkApplication *application;

static void
register_application (void)
{
  g_autoptr (GError) error = NULL;

  application = GTK_APPLICATION (sw_application_new ());
  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application))
                               | G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->session = sw_session_new ();
  self->window = sw_window_new (application, self->session);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_widget_destroy (GTK_WIDGET (self->window));
  g_object_unref (self->session);
}

static gboolean
is_complete (gpointer window)
{
  return sw_window_is_complete (window);
}

static void
present_complete (Fixture *self)
{
  gtk_window_present (GTK_WINDOW (self->window));
  fixture_wait_until (is_complete, self->window);
  fixture_wait_frames (GTK_WIDGET (self->window), N_FRAMES);
}

static void
add_card (Fixture *self, const char *key)
{
  g_autoptr (GError) error =
      g_error_new_literal (MAILSLOT_ERROR, MAILSLOT_ERROR_NOT_FOUND, "no such slot");
  GtkWidget *card = sw_error_card_new ("The message was not sent to a slot", error);

  sw_card_stack_add (self->window->cards, key, SW_ERROR_CARD (card));
}

/* Asserts that every label below @widget has the room that its text takes. */
static void
check_labels (GtkWidget *widget, gpointer window)
{
  int x, y, needed;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (!GTK_IS_LABEL (widget))
    {
      if (GTK_IS_CONTAINER (widget))
        gtk_container_forall (GTK_CONTAINER (widget), check_labels, window);
      return;
    }

  gtk_widget_get_preferred_height_for_width (widget,
                                             gtk_widget_get_allocated_width (widget),
                                             &needed,
                                             NULL);
  g_assert_cmpint (gtk_widget_get_allocated_height (widget), >=, needed);
  g_assert_true (gtk_widget_translate_coordinates (widget, window, 0, 0, &x, &y));
  g_assert_cmpint (x, >=, 0);
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (x + gtk_widget_get_allocated_width (widget),
                   <=,
                   gtk_widget_get_allocated_width (window));
}

/* Asserts that the cards are one under the other, and the panes under them. */
static void
check_cards (Fixture *self)
{
  GtkWidget *cards = GTK_WIDGET (self->window->cards);
  int needed, y;

  fixture_wait_frames (GTK_WIDGET (self->window), N_FRAMES);
  gtk_widget_get_preferred_height_for_width (cards,
                                             gtk_widget_get_allocated_width (cards),
                                             &needed,
                                             NULL);
  g_assert_cmpint (gtk_widget_get_allocated_height (cards), >=, needed);
  g_assert_true (
      gtk_widget_translate_coordinates (cards,
                                        self->window->side_paned,
                                        0,
                                        gtk_widget_get_allocated_height (cards),
                                        NULL,
                                        &y));
  g_assert_cmpint (y, <=, 0);
  check_labels (cards, self->window);
}

static void
test_cards (Fixture *self, gconstpointer data)
{
  int width = GPOINTER_TO_INT (data);

  gtk_window_set_default_size (GTK_WINDOW (self->window), width, 760);
  present_complete (self);
  fixture_append (sw_session_get_log (self->session), 3);
  fixture_wait_frames (GTK_WIDGET (self->window), N_FRAMES);
  add_card (self, "first");
  check_cards (self);
  add_card (self, "second");
  check_cards (self);
  sw_card_stack_dismiss_top (self->window->cards);
  check_cards (self);
}

static void
test_long_content (Fixture *self, gconstpointer data)
{
  g_autofree char *content = g_strnfill (LONG_CONTENT_SIZE, 'x');
  clock_t start;

  present_complete (self);
  /* The time of our own processor, which a busy computer does not change. */
  start = clock ();
  sw_compose_pane_set_content (self->window->compose_pane, content);
  fixture_wait_frames (GTK_WIDGET (self->window), N_FRAMES);
  g_assert_cmpint ((clock () - start) / CLOCKS_PER_SEC, <, LAYOUT_LIMIT_SECONDS);
}

static int
get_min_width (SwComposePane *pane)
{
  int width;

  gtk_widget_get_preferred_width (GTK_WIDGET (pane), &width, NULL);
  return width;
}

/* A form that asks for more while it sends pushes the slots aside. */
static void
test_sending_moves_nothing (Fixture *self, gconstpointer data)
{
  SwComposePane *pane;
  int width;

  present_complete (self);
  pane = self->window->compose_pane;
  width = get_min_width (pane);
  gtk_progress_bar_set_text (pane->progress_bar, "1,000,000 of 1,000,000");
  gtk_stack_set_visible_child_name (pane->repeat_stack, "progress");
  g_assert_cmpint (get_min_width (pane), ==, width);
  gtk_stack_set_visible_child_name (pane->repeat_stack, "fields");
  gtk_label_set_text (pane->result_label, "Sent 1,000,000 messages");
  g_assert_cmpint (get_min_width (pane), ==, width);
}

/* ---- The size of the window ---- */

/** As small as the window can be. */
#define NO_SIZE 1

typedef struct
{
  const char *font;
  int max_width;
  int max_height;
} SizeCase;

static const SizeCase size_cases[] = {
  { "Sans 11", 800, 600 },
  { "Sans 20", 1280, 800 },
};

static void
watch_stopped (Fixture *self, const char *name)
{
  g_autoptr (MailslotAddress) address = mailslot_address_new_local (name, NULL);

  sw_watch_stop (sw_session_watch (self->session, address));
}

static void
watch_long_name (Fixture *self)
{
  g_autofree char *name = g_strnfill (192, 'm');

  watch_stopped (self, name);
}

static void
receive (Fixture *self)
{
  fixture_append (sw_session_get_log (self->session), 1200);
}

static void
select_message (Fixture *self)
{
  sw_message_list_select (self->window->message_list, 7);
}

static void
clear_list (Fixture *self)
{
  sw_message_log_clear (sw_session_get_log (self->session));
}

static void
type_wrong (Fixture *self)
{
  sw_compose_pane_set_target (self->window->compose_pane, "\\\\.\\mailslot\\a\\\\b");
  sw_compose_pane_set_content (self->window->compose_pane, "\\x4");
}

static void
send_slowly (Fixture *self)
{
  SwComposePane *pane = self->window->compose_pane;

  gtk_progress_bar_set_text (pane->progress_bar, "1,000,000,000 of 1,000,000,000");
  gtk_stack_set_visible_child_name (pane->repeat_stack, "progress");
}

static void
end_sending (Fixture *self)
{
  SwComposePane *pane = self->window->compose_pane;

  gtk_stack_set_visible_child_name (pane->repeat_stack, "fields");
  gtk_label_set_text (pane->result_label, "Sent 1,000,000,000 messages");
}

static void
fail_to_send (Fixture *self)
{
  add_card (self, "first");
}

static void
show_much (Fixture *self)
{
  SwStatus status = {
    .n_messages = G_MAXUINT64,
    .rate = G_MAXUINT32,
    .is_paused = TRUE,
    .n_unseen = G_MAXUINT64,
    .n_malformed = G_MAXUINT64,
    .log = { .max_messages = 1, .max_bytes = G_MAXUINT64, .n_trimmed = G_MAXUINT64 },
  };

  sw_window_get_network_facts (self->window, &status.network);
  sw_status_line_show (self->window->status_line, &status);
  sw_status_line_set_journal (self->window->status_line, "Recording to x.journal", NULL);
}

/* Whatever happens, the window stays as wide as the person made it, and fits on the
 * screen. */
static void
test_size_stays (Fixture *self, gconstpointer data)
{
  void (*const events[]) (Fixture *) = { watch_long_name, receive,     select_message,
                                         show_much,       type_wrong,  fail_to_send,
                                         send_slowly,     end_sending, clear_list };
  const SizeCase *size_case = data;
  GtkSettings *settings = gtk_settings_get_default ();
  int width;

  g_object_set (settings, "gtk-font-name", size_case->font, NULL);
  gtk_window_set_default_size (GTK_WINDOW (self->window), NO_SIZE, NO_SIZE);
  present_complete (self);
  gtk_window_get_size (GTK_WINDOW (self->window), &width, NULL);
  g_assert_cmpint (width, <=, size_case->max_width);
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      GtkRequisition needed;

      sw_window_refresh (self->window);
      events[i](self);
      fixture_wait_frames (GTK_WIDGET (self->window), N_FRAMES);
      gtk_widget_get_preferred_size (GTK_WIDGET (self->window), &needed, NULL);
      g_assert_cmpint (needed.width, <=, width);
      g_assert_cmpint (needed.height, <=, size_case->max_height);
    }
  gtk_settings_reset_property (settings, "gtk-font-name");
}

/* ---- The first frame ---- */

static void
test_first_focus (Fixture *self, gconstpointer data)
{
  GtkWidget *focus;

  present_complete (self);
  focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (self->window->empty_state)));
}

/* ---- What comes after the first frame ---- */

static void
append_place (GtkWidget *widget, gpointer places)
{
  int x, y;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), append_place, places);
  if (!GTK_IS_LABEL (widget) && !GTK_IS_IMAGE (widget))
    return;
  gtk_widget_translate_coordinates (widget,
                                    gtk_widget_get_toplevel (widget),
                                    0,
                                    0,
                                    &x,
                                    &y);
  g_string_append_printf (places,
                          "%s %d,%d %dx%d\n",
                          GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                                                : "image",
                          x,
                          y,
                          gtk_widget_get_allocated_width (widget),
                          gtk_widget_get_allocated_height (widget));
}

/* Returns: where everything is that the first frame shows */
static GString *
get_places (Fixture *self)
{
  SwWindow *window = self->window;
  GtkWidget *const shown[] = { window->toolbar,
                               GTK_WIDGET (window->slot_list),
                               GTK_WIDGET (window->empty_state),
                               GTK_WIDGET (window->status_line) };
  GString *places = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    append_place (shown[i], places);
  return places;
}

static void
test_first_frame_stays (Fixture *self, gconstpointer data)
{
  GString *before;
  GString *after;

  gtk_window_set_default_size (GTK_WINDOW (self->window), 1040, 760);
  gtk_window_present (GTK_WINDOW (self->window));
  g_assert_false (sw_window_is_complete (self->window));
  before = get_places (self);
  present_complete (self);
  after = get_places (self);
  g_assert_cmpstr (after->str, ==, before->str);
  g_string_free (before, TRUE);
  g_string_free (after, TRUE);
}

static void
test_action_completes (Fixture *self, gconstpointer data)
{
  GActionGroup *actions = G_ACTION_GROUP (self->window);
  g_auto (GStrv) names = g_action_group_list_actions (actions);
  const char *action = data;

  g_assert_false (sw_window_is_complete (self->window));
  g_assert_true (g_strv_contains ((const char *const *) names, action));
  g_action_group_activate_action (actions, action, NULL);
  g_assert_true (sw_window_is_complete (self->window));
}

static void
test_toggle_completes (Fixture *self, gconstpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "pause", NULL);
  g_assert_true (sw_window_is_complete (self->window));
  g_assert_true (sw_message_list_get_paused (self->window->message_list));
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "pause", NULL);
  g_assert_false (sw_message_list_get_paused (self->window->message_list));
}

/* Every menu of the bar has what its menu in the resources has, however many windows. */
static void
test_menus (Fixture *self, gconstpointer data)
{
  SwWindow *second = sw_window_new (application, self->session);
  GMenuModel *bar = gtk_application_get_menubar (application);
  GMenuModel *menus =
      G_MENU_MODEL (gtk_application_get_menu_by_id (application, "menus"));

  sw_window_complete (self->window);
  sw_window_complete (second);
  g_assert_cmpint (g_menu_model_get_n_items (bar), ==, g_menu_model_get_n_items (menus));
  for (int i = 0; i < g_menu_model_get_n_items (bar); i++)
    {
      g_autoptr (GMenuModel) shown =
          g_menu_model_get_item_link (bar, i, G_MENU_LINK_SUBMENU);
      g_autoptr (GMenuModel) sections =
          g_menu_model_get_item_link (menus, i, G_MENU_LINK_SUBMENU);

      g_assert_cmpint (g_menu_model_get_n_items (shown), >, 0);
      g_assert_cmpint (g_menu_model_get_n_items (shown),
                       ==,
                       g_menu_model_get_n_items (sections));
    }
  gtk_widget_destroy (GTK_WIDGET (second));
}

/* Where nothing is watched, or nothing came and nothing can come, nobody is woken up. */
static void
test_no_ticks (Fixture *self, gconstpointer data)
{
  SwWatch *watch;

  g_assert_cmpuint (self->window->tick_id, ==, 0);
  watch = sw_session_watch (self->session, mailslot_address_get_all ());
  sw_watch_stop (watch);
  sw_window_refresh (self->window);
  g_assert_cmpuint (self->window->tick_id, ==, 0);
  sw_session_remove (self->session, watch);
  sw_window_refresh (self->window);
  g_assert_cmpuint (self->window->tick_id, ==, 0);
}

/* ---- Windows that come and go ---- */

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* What one window leaves behind must not hear of what is switched in another. */
static void
test_saved_window_goes (Fixture *self, gconstpointer data)
{
  static const char *const toggles[] = { "show-filter",
                                         "show-detail",
                                         "show-status-line" };
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent.journal");
  SwWindow *saved = sw_window_new_saved (application, file);

  present_complete (self);
  gtk_window_present (GTK_WINDOW (saved));
  fixture_wait_frames (GTK_WIDGET (saved), N_FRAMES);
  g_object_add_weak_pointer (G_OBJECT (saved), (gpointer *) &saved);
  gtk_widget_destroy (GTK_WIDGET (saved));
  fixture_wait_until (is_null, &saved);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (toggles); i++)
    {
      const char *toggle = toggles[i % G_N_ELEMENTS (toggles)];
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->window), toggle);
      g_autoptr (GVariant) before = g_action_get_state (action);
      g_autoptr (GVariant) after = NULL;

      g_action_activate (action, NULL);
      fixture_wait_frames (GTK_WIDGET (self->window), 1);
      after = g_action_get_state (action);
      g_assert_false (g_variant_equal (before, after));
    }
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer), int width)
{
  g_test_add (path, Fixture, GINT_TO_POINTER (width), set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  int result;

  gtk_test_init (&argc, &argv, NULL);
  register_application ();

  add ("/window/cards/wide", test_cards, 1040);
  add ("/window/cards/narrow", test_cards, 1);
  add ("/window/long-content-is-laid-out-at-once", test_long_content, 0);
  add ("/window/sending-moves-nothing", test_sending_moves_nothing, 0);
  for (guint i = 0; i < G_N_ELEMENTS (size_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/window/size-stays/", size_cases[i].font, NULL);

      g_test_add (path, Fixture, &size_cases[i], set_up, test_size_stays, tear_down);
    }
  add ("/window/first-button-has-the-focus", test_first_focus, 0);
  add ("/window/first-frame-stays-where-it-is", test_first_frame_stays, 0);
  g_test_add ("/window/complete/by-an-action",
              Fixture,
              "find",
              set_up,
              test_action_completes,
              tear_down);
  add ("/window/complete/by-a-toggle", test_toggle_completes, 0);
  add ("/window/complete/menus", test_menus, 0);

  add ("/window/saved/leaves-nothing-behind", test_saved_window_goes, 0);
  add ("/window/no-ticks-while-nothing-is-watched", test_no_ticks, 0);

  result = g_test_run ();
  g_object_unref (application);
  return result;
}
