/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-send-job.h"

#include <string.h>

#include "session-fixture.h"

typedef struct
{
  MailslotAddress *address;
  GBytes *payload;
  MailslotReader *reader;
  Watchdog *watchdog;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const MailslotReaderOptions options = { 0, 0 };
  g_autoptr (GError) error = NULL;

  fixture->watchdog = watchdog_start (300);
  fixture->address = fixture_address_new ();
  fixture->payload = g_bytes_new_static ("hello", 6);
  fixture->reader = mailslot_reader_open (fixture->address, &options, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->reader);
  g_bytes_unref (fixture->payload);
  mailslot_address_unref (fixture->address);
  watchdog_stop (fixture->watchdog);
}

/* How many messages wait; each is the fixture's. */
static guint
drain (Fixture *fixture)
{
  char buffer[100];
  guint n_messages = 0;
  gssize size;

  while (
      (size = mailslot_reader_read (fixture->reader, buffer, sizeof buffer, NULL, NULL))
      >= 0)
    {
      g_assert_cmpmem (buffer, size, "hello", 6);
      n_messages++;
    }
  return n_messages;
}

static void
test_once (Fixture *fixture, gconstpointer data)
{
  SwSendJob *job = sw_send_job_new (fixture->address, fixture->payload, 1, 1000000);
  g_autoptr (GError) error = NULL;

  g_assert_true (sw_send_job_get_target (job) == fixture->address);
  g_assert_cmpuint (sw_send_job_get_n_repeats (job), ==, 1);
  g_assert_cmpuint (sw_send_job_get_n_sent (job), ==, 0);
  g_assert_true (sw_send_job_run (job, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sw_send_job_get_n_sent (job), ==, 1);
  g_assert_cmpuint (drain (fixture), ==, 1);
  g_assert_finalize_object (job);
}

static void
test_empty_message (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (SwSendJob) job = sw_send_job_new (fixture->address, nothing, 2, 0);
  g_autoptr (GError) error = NULL;
  char buffer[10];

  g_assert_true (sw_send_job_run (job, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (
          mailslot_reader_read (fixture->reader, buffer, sizeof buffer, NULL, &error),
          ==,
          0);
      g_assert_no_error (error);
    }
}

static void
test_repeat (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SwSendJob) job = sw_send_job_new (fixture->address, fixture->payload, 10, 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (sw_send_job_run (job, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sw_send_job_get_n_sent (job), ==, 10);
  g_assert_cmpuint (drain (fixture), ==, 10);
}

/* Pauses are between the messages: two for three of them, with and without a cancellable.
 */
static void
test_interval (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GCancellable) cancellable = i == 0 ? NULL : g_cancellable_new ();
      g_autoptr (SwSendJob) job =
          sw_send_job_new (fixture->address, fixture->payload, 3, 50);
      gint64 start_us = g_get_monotonic_time ();

      g_assert_true (sw_send_job_run (job, cancellable, NULL));
      g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 100 * 1000);
      g_assert_cmpuint (drain (fixture), ==, 3);
    }
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SwSendJob) job = sw_send_job_new (fixture->address, fixture->payload, 5, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sw_send_job_run_async (job, NULL, fixture_store_result_cb, &result);
  fixture_wait_for (result != NULL);
  g_assert_true (sw_send_job_run_finish (job, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (drain (fixture), ==, 5);
}

/* Cancelled in an endless pause: the end comes at once, with one message sent. */
static void
test_cancel_in_pause (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SwSendJob) job =
      sw_send_job_new (fixture->address, fixture->payload, 2, G_MAXUINT);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sw_send_job_run_async (job, cancellable, fixture_store_result_cb, &result);
  while (sw_send_job_get_n_sent (job) == 0)
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  fixture_wait_for (result != NULL);
  g_assert_false (sw_send_job_run_finish (job, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (sw_send_job_get_n_sent (job), ==, 1);
  g_assert_cmpuint (drain (fixture), ==, 1);
}

static void
test_cancel_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SwSendJob) job = sw_send_job_new (fixture->address, fixture->payload, 3, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (sw_send_job_run (job, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (sw_send_job_get_n_sent (job), ==, 0);
  g_assert_cmpuint (drain (fixture), ==, 0);
}

static void
test_missing_slot (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MailslotAddress) missing = fixture_address_new ();
  g_autoptr (SwSendJob) job = sw_send_job_new (missing, fixture->payload, 3, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sw_send_job_run_async (job, NULL, fixture_store_result_cb, &result);
  fixture_wait_for (result != NULL);
  g_assert_false (sw_send_job_run_finish (job, result, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NOT_FOUND);
  g_assert_cmpuint (sw_send_job_get_n_sent (job), ==, 0);
}

#define add(path, function)                                                              \
  g_test_add ("/send-job/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("once", test_once);
  add ("empty-message", test_empty_message);
  add ("repeat", test_repeat);
  add ("interval", test_interval);
  add ("async", test_async);
  add ("cancel-in-pause", test_cancel_in_pause);
  add ("cancel-before", test_cancel_before);
  add ("missing-slot", test_missing_slot);
  return fixture_run ();
}
