/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "message-fixture.h"
#include "session/sw-session.h"
#include "session/sw-watch-private.h"
#include "ui/sw-slot-list.h"
#include "ui/sw-slot-row.h"

#include <string.h>

/* What a row says of its slot. The slot is stopped, so that nothing comes but what a test
 * counts. */

typedef struct
{
  SwMessageLog *log;  /* (owned) */
  SwNetwork *network; /* (owned) */
  SwWatch *watch;     /* (owned) */
  SwSlotRow *row;     /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (MailslotAddress) address = mailslot_address_new_local ("row", NULL);

  self->log = sw_message_log_new ();
  self->network = sw_network_new ();
  self->watch = sw_watch_new (address, self->log, self->network);
  self->row = SW_SLOT_ROW (g_object_ref_sink (sw_slot_row_new (self->watch)));
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  gtk_widget_destroy (GTK_WIDGET (self->row));
  g_assert_finalize_object (self->row);
  g_object_unref (self->watch);
  g_object_unref (self->network);
  g_object_unref (self->log);
}

/* Counts a message of 100 bytes that came so long ago. */
static void
count (Fixture *self, gint64 age_us)
{
  MailslotRecord record = {
    .arrival_time_us = g_get_real_time () - age_us,
    .arrival_monotonic_us = MAX (0, g_get_monotonic_time () - age_us),
    .transport = MAILSLOT_TRANSPORT_LOCAL,
    .slot = sw_watch_get_address (self->watch),
    .sender = mailslot_sender_get_unknown (),
    .size = 100,
  };

  sw_watch_count (self->watch, &record);
}

static GtkWidget *
get_child (Fixture *self, const char *id)
{
  return GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (self->row), SW_TYPE_SLOT_ROW, id));
}

static const char *
get_text (Fixture *self, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (get_child (self, id)));
}

static const char *
get_description (Fixture *self)
{
  return atk_object_get_description (gtk_widget_get_accessible (GTK_WIDGET (self->row)));
}

static void
test_nothing_came (Fixture *self, gconstpointer unused)
{
  g_assert_cmpint (sw_slot_row_refresh (self->row), ==, G_MAXINT64);
  g_assert_cmpstr (get_text (self, "count_label"), ==, "0 messages");
  g_assert_cmpstr (get_text (self, "rate_label"), ==, "0/s");
  g_assert_cmpstr (get_text (self, "age_label"), ==, "No message yet");
  g_assert_false (gtk_widget_get_visible (get_child (self, "byte_rate_label")));
  g_assert_false (gtk_widget_get_visible (get_child (self, "waiting_label")));
  g_assert_cmpstr (get_description (self), ==, "No message yet");
}

/* What comes in a second is shown when the second is over, with its bytes. So much comes
 * in each second that it does not matter in which one we look. */
static void
test_rates (Fixture *self, gconstpointer unused)
{
  for (gint64 second = -1; second < 50; second++)
    {
      for (guint i = 0; i < 12; i++)
        count (self, -second * G_TIME_SPAN_SECOND);
    }
  g_assert_cmpint (sw_slot_row_refresh (self->row), <=, G_TIME_SPAN_SECOND);
  g_assert_cmpstr (get_text (self, "count_label"), ==, "612 messages");
  g_assert_cmpstr (get_text (self, "rate_label"), ==, "12/s");
  g_assert_true (gtk_widget_get_visible (get_child (self, "byte_rate_label")));
  g_assert_nonnull (strstr (get_text (self, "byte_rate_label"), "1.2"));
  g_assert_cmpstr (get_text (self, "age_label"), ==, "just now");
}

/* An old message wakes nobody every second, and the older the more seldom. */
static void
test_old (Fixture *self, gconstpointer unused)
{
  gint64 next_us;

  count (self, 3 * G_TIME_SPAN_HOUR + G_TIME_SPAN_MINUTE);
  next_us = sw_slot_row_refresh (self->row);
  g_assert_cmpstr (get_text (self, "age_label"), ==, "3 h ago");
  g_assert_cmpint (next_us, >, 5 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (next_us, <=, 59 * G_TIME_SPAN_MINUTE);
}

/* A blind person gets the same numbers, and not a new sentence with every message. */
static void
test_description (Fixture *self, gconstpointer unused)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self->row));
  g_autofree char *before = NULL;

  sw_slot_row_refresh (self->row);
  before = g_strdup (atk_object_get_name (accessible));
  g_assert_cmpstr (before, ==, "\\\\.\\mailslot\\row, Stopped, 0 messages");
  count (self, 3 * G_TIME_SPAN_HOUR + G_TIME_SPAN_MINUTE);
  while (g_str_equal (atk_object_get_name (accessible), before))
    sw_slot_row_refresh (self->row);
  g_assert_cmpstr (atk_object_get_name (accessible),
                   ==,
                   "\\\\.\\mailslot\\row, Stopped, 1 message");
  g_assert_cmpstr (get_description (self), ==, "0/s, 0 bytes/s, last message: 3 h ago");
}

/* Of a name that is too long the end stays to be seen, and all of it is in the tooltip.
 */
static void
test_long_name (Fixture *self, gconstpointer unused)
{
  g_autofree char *name = g_strdup_printf ("department%0*d-last", 120, 0);
  g_autoptr (MailslotAddress) address = mailslot_address_new_local (name, NULL);
  g_autoptr (SwWatch) watch = sw_watch_new (address, self->log, self->network);
  GtkWidget *row = g_object_ref_sink (sw_slot_row_new (watch));
  g_autofree char *tooltip = gtk_widget_get_tooltip_text (row);
  int short_width, long_width;

  g_assert_nonnull (strstr (tooltip, name));
  gtk_widget_get_preferred_width (row, &long_width, NULL);
  gtk_widget_get_preferred_width (GTK_WIDGET (self->row), &short_width, NULL);
  g_assert_cmpint (long_width, ==, short_width);
  gtk_widget_destroy (row);
  g_assert_finalize_object (row);
}

/* The list tells the soonest of its rows. */
static void
test_list (void)
{
  g_autoptr (SwSession) session = sw_session_new ();
  GtkWidget *list = g_object_ref_sink (sw_slot_list_new ());

  sw_slot_list_set_session (SW_SLOT_LIST (list), session);
  g_assert_cmpint (sw_slot_list_refresh (SW_SLOT_LIST (list)), ==, G_MAXINT64);
  sw_session_watch (session, mailslot_address_get_all ());
  sw_watch_stop (sw_session_find (session, mailslot_address_get_all ()));
  g_assert_cmpint (sw_slot_list_refresh (SW_SLOT_LIST (list)), ==, G_MAXINT64);
  gtk_widget_destroy (list);
  g_assert_finalize_object (list);
}

/* ---- A list that is longer than its place ---- */

#define N_SLOTS 30

static void
find_selected_cb (GtkWidget *widget, gpointer row)
{
  if (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (widget)))
    *(GtkWidget **) row = widget;
}

static GtkWidget *
get_selected_row (GtkWidget *list)
{
  GtkWidget *row = NULL;

  gtk_container_foreach (GTK_CONTAINER (fixture_find (list, GTK_TYPE_LIST_BOX)),
                         find_selected_cb,
                         &row);
  return row;
}

static gboolean
is_selected_in_view (gpointer list)
{
  GtkWidget *row = get_selected_row (list);
  GtkWidget *place = fixture_find (list, GTK_TYPE_VIEWPORT);
  int y;

  return row != NULL && gtk_widget_get_mapped (row)
         && gtk_widget_translate_coordinates (row, place, 0, 0, NULL, &y) && y >= 0
         && y + gtk_widget_get_allocated_height (row)
                <= gtk_widget_get_allocated_height (place);
}

static SwWatch *
watch_number (SwSession *session, int number)
{
  g_autofree char *name = g_strdup_printf ("slot%d", number);
  g_autoptr (MailslotAddress) address = mailslot_address_new_local (name, NULL);
  SwWatch *watch = sw_session_watch (session, address);

  sw_watch_stop (watch);
  return watch;
}

static void
test_selected_in_view (void)
{
  g_autoptr (SwSession) session = sw_session_new ();
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *list = sw_slot_list_new ();
  SwWatch *first = watch_number (session, 1);
  SwWatch *last = NULL;

  gtk_container_add (GTK_CONTAINER (window), list);
  gtk_widget_show (list);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 300);
  sw_slot_list_set_session (SW_SLOT_LIST (list), session);
  gtk_widget_show (window);
  fixture_wait_until (is_selected_in_view, list);

  for (int i = 2; i <= N_SLOTS; i++)
    last = watch_number (session, i);
  sw_slot_list_select (SW_SLOT_LIST (list), last);
  fixture_wait_until (is_selected_in_view, list);
  sw_slot_list_select (SW_SLOT_LIST (list), first);
  fixture_wait_until (is_selected_in_view, list);

  /* Scrolled away by the person, and asked for again. */
  gtk_adjustment_set_value (
      gtk_list_box_get_adjustment (GTK_LIST_BOX (fixture_find (list, GTK_TYPE_LIST_BOX))),
      G_MAXINT);
  g_assert_false (is_selected_in_view (list));
  sw_slot_list_select (SW_SLOT_LIST (list), first);
  fixture_wait_until (is_selected_in_view, list);
  gtk_widget_destroy (window);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  add ("/slot-row/nothing-came", test_nothing_came);
  add ("/slot-row/rates", test_rates);
  add ("/slot-row/old", test_old);
  add ("/slot-row/description", test_description);
  add ("/slot-row/long-name", test_long_name);
  g_test_add_func ("/slot-list/soonest", test_list);
  g_test_add_func ("/slot-list/selected-in-view", test_selected_in_view);

  return g_test_run ();
}
