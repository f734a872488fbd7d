/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-watch.h"

#include <string.h>

#include "session-fixture.h"

typedef struct
{
  MailslotAddress *address;
  SwMessageLog *log;
  SwNetwork *network;
  SwWatch *watch;
  guint n_state_notifies;
  guint n_count_notifies;
} Fixture;

static void
count_cb (guint *n_calls)
{
  (*n_calls)++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->address = fixture_address_new ();
  fixture->log = sw_message_log_new ();
  fixture->network = sw_network_new ();
  fixture->watch = sw_watch_new (fixture->address, fixture->log, fixture->network);
  g_signal_connect_swapped (fixture->watch,
                            "notify::state",
                            G_CALLBACK (count_cb),
                            &fixture->n_state_notifies);
  g_signal_connect_swapped (fixture->watch,
                            "notify::n-messages",
                            G_CALLBACK (count_cb),
                            &fixture->n_count_notifies);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->watch);
  g_assert_finalize_object (fixture->log);
  g_assert_finalize_object (fixture->network);
  mailslot_address_unref (fixture->address);
}

static void
assert_text (SwMessageLog *log, guint64 serial, const char *text)
{
  MailslotRecord record;

  g_assert_true (sw_message_log_get_record (log, serial, &record));
  g_assert_cmpmem (record.payload, record.size, text, strlen (text));
}

static void
test_new (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (sw_watch_get_state (fixture->watch), ==, SW_WATCH_STOPPED);
  g_assert_null (sw_watch_get_error (fixture->watch));
  g_assert_true (sw_watch_get_address (fixture->watch) == fixture->address);
  g_assert_cmpuint (sw_watch_get_n_messages (fixture->watch), ==, 0);
  g_assert_cmpint (sw_watch_get_last_arrival_us (fixture->watch), ==, 0);
  sw_watch_stop (fixture->watch);
  g_assert_cmpuint (fixture->n_state_notifies, ==, 0);
}

static void
test_listen (Fixture *fixture, gconstpointer data)
{
  gint64 before_us = g_get_real_time ();
  int state;

  g_assert_true (sw_watch_start (fixture->watch));
  g_assert_true (sw_watch_start (fixture->watch));
  g_object_get (fixture->watch, "state", &state, NULL);
  g_assert_cmpint (state, ==, SW_WATCH_LISTENING);
  g_assert_cmpuint (fixture->n_state_notifies, ==, 1);

  fixture_send (fixture->address, "one");
  fixture_send (fixture->address, "");
  fixture_send (fixture->address, "你好");
  fixture_wait_for (sw_watch_get_n_messages (fixture->watch) == 3);
  g_assert_cmpuint (sw_watch_get_n_bytes (fixture->watch), ==, 9);
  g_assert_cmpuint (fixture->n_count_notifies, >=, 1);
  g_assert_cmpuint (fixture->n_count_notifies, <=, 3);
  g_assert_cmpint (sw_watch_get_last_arrival_us (fixture->watch), >=, before_us);
  g_assert_cmpint (sw_watch_get_last_arrival_us (fixture->watch), <=, g_get_real_time ());
  assert_text (fixture->log, 1, "one");
  assert_text (fixture->log, 2, "");
  assert_text (fixture->log, 3, "你好");
}

static guint64
count_history (SwWatch *watch)
{
  guint64 history[SW_RATE_METER_SECONDS];
  guint64 sum = 0;

  /* Two seconds on, so that the seconds in which the messages came are full. */
  sw_rate_meter_get_history (sw_watch_get_rate_meter (watch),
                             g_get_monotonic_time () + 2 * G_USEC_PER_SEC,
                             history);
  for (guint i = 0; i < SW_RATE_METER_SECONDS; i++)
    sum += history[i];
  return sum;
}

/* What was sent before the stop is counted, even if the main loop never ran. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sw_watch_start (fixture->watch);
  for (guint i = 0; i < 100; i++)
    fixture_send (fixture->address, "x");
  fixture_wait_for (sw_watch_get_n_messages (fixture->watch) == 100);
  sw_watch_stop (fixture->watch);
  g_assert_cmpint (sw_watch_get_state (fixture->watch), ==, SW_WATCH_STOPPED);
  g_assert_cmpuint (sw_watch_get_n_messages (fixture->watch),
                    ==,
                    sw_message_log_get_n_messages (fixture->log));
  g_assert_cmpuint (count_history (fixture->watch), ==, 100);

  g_assert_null (mailslot_writer_open (fixture->address, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NOT_FOUND);
}

/* However many got through by then: the watch and the log agree. */
static void
test_stop_under_load (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < 20; round++)
    {
      sw_watch_start (fixture->watch);
      g_assert_cmpint (sw_watch_get_state (fixture->watch), ==, SW_WATCH_LISTENING);
      for (guint i = 0; i < 50; i++)
        fixture_send (fixture->address, "x");
      sw_watch_stop (fixture->watch);
      g_assert_cmpuint (sw_watch_get_n_messages (fixture->watch),
                        ==,
                        sw_message_log_get_n_messages (fixture->log));
    }
}

static void
test_restart (Fixture *fixture, gconstpointer data)
{
  for (guint64 round = 1; round <= 3; round++)
    {
      g_assert_true (sw_watch_start (fixture->watch));
      fixture_send (fixture->address, "again");
      fixture_wait_for (sw_watch_get_n_messages (fixture->watch) == round);
      sw_watch_stop (fixture->watch);
    }
  g_assert_cmpuint (fixture->n_state_notifies, ==, 6);
  g_assert_cmpuint (sw_message_log_get_n_messages (fixture->log), ==, 3);
}

static void
test_taken_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotReader) reader =
      mailslot_reader_open (fixture->address, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (sw_watch_start (fixture->watch));
  g_assert_cmpint (sw_watch_get_state (fixture->watch), ==, SW_WATCH_FAILED);
  g_assert_error (sw_watch_get_error (fixture->watch),
                  MAILSLOT_ERROR,
                  MAILSLOT_ERROR_ALREADY_EXISTS);
  g_assert_cmpuint (fixture->n_state_notifies, ==, 1);

  mailslot_reader_close (reader);
  g_assert_true (sw_watch_start (fixture->watch));
  g_assert_null (sw_watch_get_error (fixture->watch));
  g_assert_cmpuint (fixture->n_state_notifies, ==, 2);
}

static void
test_stop_after_failure (Fixture *fixture, gconstpointer data)
{
  G_GNUC_UNUSED g_autoptr (MailslotReader) reader =
      mailslot_reader_open (fixture->address, NULL, NULL);

  g_assert_false (sw_watch_start (fixture->watch));
  sw_watch_stop (fixture->watch);
  g_assert_cmpint (sw_watch_get_state (fixture->watch), ==, SW_WATCH_STOPPED);
  g_assert_null (sw_watch_get_error (fixture->watch));
}

/* The slot goes with the watch: tear_down() takes the last reference while it listens. */
static void
test_dispose_while_listening (Fixture *fixture, gconstpointer data)
{
  g_assert_true (sw_watch_start (fixture->watch));
  fixture_send (fixture->address, "never shown");
}

static void
release_cb (SwWatch *watch, GParamSpec *pspec, SwWatch **place)
{
  g_clear_object (place);
}

/* Who is told of a message may take the last reference away. */
static void
test_dispose_in_handler (void)
{
  g_autoptr (MailslotAddress) address = fixture_address_new ();
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwNetwork) network = sw_network_new ();
  SwWatch *watch = sw_watch_new (address, log, network);
  SwWatch *place = watch;

  g_object_add_weak_pointer (G_OBJECT (watch), (gpointer *) &watch);
  g_signal_connect (watch, "notify::n-messages", G_CALLBACK (release_cb), &place);
  sw_watch_start (watch);
  fixture_send (address, "the last");
  fixture_wait_for (watch == NULL);
  g_assert_null (place);
}

#define add(path, function)                                                              \
  g_test_add ("/watch/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("new", test_new);
  add ("listen", test_listen);
  add ("stop", test_stop);
  add ("stop-under-load", test_stop_under_load);
  add ("restart", test_restart);
  add ("taken-name", test_taken_name);
  add ("stop-after-failure", test_stop_after_failure);
  add ("dispose-while-listening", test_dispose_while_listening);
  g_test_add_func ("/watch/dispose-in-handler", test_dispose_in_handler);
  return fixture_run ();
}
