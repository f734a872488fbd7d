/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "mailslot/mailslot.h"
#include "scripted-reader.h"
#include "slot-folder.h"
#include "watchdog.h"

/* The most that the inbox holds before the worker waits, and what one call may add to it:
 * see the top of mailslot-watcher.c. */
#define INBOX_MAX_MESSAGES 65536
#define BATCH_MESSAGES 64

typedef struct
{
  Watchdog *watchdog;     /* (owned) */
  char *folder;           /* (owned) */
  GMainContext *context;  /* (owned), private, the thread default of the test */
  ScriptedReader *reader; /* (owned) (nullable), gone once a test has seen it finalized */
  MailslotWatcher *watcher; /* (owned) (nullable) */
  GThread *thread;          /* (unowned), the test's */

  guint n_emissions;
  guint n_messages;
  guint n_largest; /* messages in one emission */
  guint n_failures;
  guint stop_at; /* stops after so many messages, 0 never */
} Fixture;

static void
batch_received_cb (MailslotWatcher *watcher, MailslotBatch *batch, Fixture *self)
{
  gsize n_messages = mailslot_batch_get_n_messages (batch);
  MailslotBatchIter iter;
  MailslotRecord record;

  g_assert_true (g_thread_self () == self->thread);
  g_assert_cmpuint (n_messages, >, 0);
  g_assert_cmpuint (self->n_failures, ==, 0);
  self->n_emissions++;
  self->n_largest = MAX (self->n_largest, n_messages);
  mailslot_batch_iter_init (&iter, batch);
  for (; mailslot_batch_iter_next (&iter, &record); self->n_messages++)
    g_assert_cmpuint (scripted_reader_get_number (&record), ==, self->n_messages);
  if (self->stop_at > 0 && self->n_messages >= self->stop_at)
    mailslot_watcher_stop (watcher);
}

static void
failed_cb (MailslotWatcher *watcher, GError *error, Fixture *self)
{
  g_assert_true (g_thread_self () == self->thread);
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED);
  self->n_failures++;
}

static MailslotWatcher *
new_watcher (Fixture *self, MailslotReader *reader)
{
  MailslotWatcher *watcher = mailslot_watcher_new (reader);

  g_signal_connect (watcher, "batch-received", G_CALLBACK (batch_received_cb), self);
  g_signal_connect (watcher, "failed", G_CALLBACK (failed_cb), self);
  return watcher;
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->watchdog = watchdog_start (300);
  self->folder = slot_folder_new ();
  self->thread = g_thread_self ();
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->reader = scripted_reader_new ();
  self->watcher = new_watcher (self, MAILSLOT_READER (self->reader));
}

static void
iterate_until (Fixture *self, guint *counter, guint wanted)
{
  while (*counter < wanted)
    g_main_context_iteration (self->context, TRUE);
}

static void
iterate_all (Fixture *self)
{
  while (g_main_context_iteration (self->context, FALSE))
    continue;
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  if (self->watcher != NULL)
    g_assert_finalize_object (self->watcher);
  iterate_all (self);
  g_assert_true (mailslot_reader_is_closed (MAILSLOT_READER (self->reader)));
  g_assert_finalize_object (self->reader);
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  slot_folder_free (self->folder);
  watchdog_stop (self->watchdog);
}

static void
test_never_started (Fixture *self, gconstpointer unused)
{
  g_assert_true (mailslot_watcher_get_address (self->watcher)
                 == mailslot_reader_get_address (MAILSLOT_READER (self->reader)));
  g_assert_cmpuint (mailslot_watcher_get_n_malformed (self->watcher), ==, 0);
  mailslot_watcher_stop (self->watcher);
  g_assert_true (mailslot_reader_is_closed (MAILSLOT_READER (self->reader)));
}

static void
test_delivers (Fixture *self, gconstpointer unused)
{
  mailslot_watcher_start (self->watcher);
  for (guint i = 1; i <= 20; i++)
    {
      scripted_reader_push_messages (self->reader, i);
      iterate_until (self, &self->n_messages, i * (i + 1) / 2);
    }
  g_assert_cmpuint (self->n_messages, ==, 210);
  g_assert_cmpuint (self->n_failures, ==, 0);
}

/* While the main loop is busy one source waits for it, however much comes. */
static void
test_one_pending_source (Fixture *self, gconstpointer unused)
{
  mailslot_watcher_start (self->watcher);
  for (int round = 0; round < 3; round++)
    {
      for (int i = 0; i < 500; i++)
        scripted_reader_push_messages (self->reader, 2);
      scripted_reader_wait_until_idle (self->reader);
      /* The first pass may only wait. */
      while (!g_main_context_iteration (self->context, TRUE))
        continue;
      g_assert_cmpuint (self->n_messages, ==, 1000 * (round + 1));
      g_assert_false (g_main_context_iteration (self->context, FALSE));
      g_assert_cmpuint (self->n_emissions, ==, round + 1);
    }
}

/* However often something comes, the main loop is not woken more than every 8 ms. */
static void
test_paced (Fixture *self, gconstpointer unused)
{
  gint64 begin_us = g_get_monotonic_time ();
  guint n_pushed = 0;
  gint64 elapsed_us;

  mailslot_watcher_start (self->watcher);
  do
    {
      scripted_reader_push_messages (self->reader, 1);
      scripted_reader_wait_until_idle (self->reader);
      n_pushed++;
      while (g_main_context_iteration (self->context, FALSE))
        continue;
      elapsed_us = g_get_monotonic_time () - begin_us;
    }
  while (elapsed_us < 100 * G_TIME_SPAN_MILLISECOND);
  iterate_until (self, &self->n_messages, n_pushed);

  elapsed_us = g_get_monotonic_time () - begin_us;
  g_assert_cmpint (self->n_emissions, <=, elapsed_us / (8 * G_TIME_SPAN_MILLISECOND) + 1);
}

static void
test_stop_while_blocked (Fixture *self, gconstpointer unused)
{
  mailslot_watcher_start (self->watcher);
  scripted_reader_wait_until_idle (self->reader);
  mailslot_watcher_stop (self->watcher);
  g_assert_true (mailslot_reader_is_closed (MAILSLOT_READER (self->reader)));
  mailslot_watcher_stop (self->watcher);
  g_assert_cmpuint (self->n_emissions, ==, 0);
}

static void
test_stop_emits_the_rest (Fixture *self, gconstpointer unused)
{
  mailslot_watcher_start (self->watcher);
  scripted_reader_push_messages (self->reader, 5);
  scripted_reader_push_messages (self->reader, 6);
  scripted_reader_wait_until_idle (self->reader);
  g_assert_cmpuint (self->n_messages, ==, 0);
  mailslot_watcher_stop (self->watcher);
  g_assert_cmpuint (self->n_messages, ==, 11);
  iterate_all (self);
  g_assert_cmpuint (self->n_messages, ==, 11);
  g_assert_cmpuint (self->n_emissions, ==, 1);
}

static void
test_stop_in_handler (Fixture *self, gconstpointer unused)
{
  self->stop_at = 3;
  mailslot_watcher_start (self->watcher);
  scripted_reader_push_messages (self->reader, 3);
  scripted_reader_push_error (self->reader, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED);
  iterate_until (self, &self->n_messages, 3);
  iterate_all (self);
  g_assert_cmpuint (self->n_messages, ==, 3);
  g_assert_cmpuint (self->n_failures, ==, 0);
}

static void
drop_watcher_cb (MailslotWatcher *watcher, MailslotBatch *batch, Fixture *self)
{
  self->n_messages += mailslot_batch_get_n_messages (batch);
  g_clear_object (&self->watcher);
}

/* The last reference goes in the middle of an emission. */
static void
test_owner_goes_in_handler (Fixture *self, gconstpointer unused)
{
  g_signal_handlers_disconnect_by_data (self->watcher, self);
  g_signal_connect (self->watcher, "batch-received", G_CALLBACK (drop_watcher_cb), self);
  mailslot_watcher_start (self->watcher);
  scripted_reader_push_messages (self->reader, 4);
  iterate_until (self, &self->n_messages, 4);
  g_assert_null (self->watcher);
}

/* Nobody is left to be told of what still waits, and the pending source knows. */
static void
test_dispose_emits_nothing (Fixture *self, gconstpointer unused)
{
  mailslot_watcher_start (self->watcher);
  scripted_reader_push_messages (self->reader, 5);
  scripted_reader_wait_until_idle (self->reader);
  g_assert_finalize_object (g_steal_pointer (&self->watcher));
  iterate_all (self);
  g_assert_cmpuint (self->n_emissions, ==, 0);
}

static void
test_context_goes_first (Fixture *self, gconstpointer unused)
{
  GMainContext *context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  mailslot_watcher_start (self->watcher);
  scripted_reader_push_messages (self->reader, 5);
  scripted_reader_wait_until_idle (self->reader);
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
  mailslot_watcher_stop (self->watcher);
  g_assert_cmpuint (self->n_messages, ==, 5);
}

static void
test_failure_comes_last (Fixture *self, gconstpointer unused)
{
  for (int i = 0; i < 100; i++)
    scripted_reader_push_messages (self->reader, 3);
  scripted_reader_push_error (self->reader, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED);
  mailslot_watcher_start (self->watcher);
  iterate_until (self, &self->n_failures, 1);
  g_assert_cmpuint (self->n_messages, ==, 300);
  iterate_all (self);
  g_assert_cmpuint (self->n_failures, ==, 1);
  mailslot_watcher_stop (self->watcher);
  g_assert_cmpuint (self->n_failures, ==, 1);
}

static void
test_failure_after_stop (Fixture *self, gconstpointer unused)
{
  scripted_reader_push_messages (self->reader, 3);
  scripted_reader_push_error (self->reader, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED);
  mailslot_watcher_start (self->watcher);
  while (scripted_reader_get_n_steps (self->reader) > 0)
    g_thread_yield ();
  mailslot_watcher_stop (self->watcher);
  iterate_all (self);
  g_assert_cmpuint (self->n_messages, ==, 3);
  g_assert_cmpuint (self->n_failures, ==, 0);
}

/* What concerns one message does not end the watching. */
static void
test_goes_on_after_damage (Fixture *self, gconstpointer unused)
{
  for (int i = 0; i < 1000; i++)
    {
      scripted_reader_push_error (self->reader, MAILSLOT_ERROR, MAILSLOT_ERROR_MALFORMED);
      scripted_reader_push_error (self->reader, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
      scripted_reader_push_messages (self->reader, 1);
    }
  mailslot_watcher_start (self->watcher);
  /* Asking while the worker counts is allowed. */
  while (self->n_messages < 1000)
    {
      g_assert_cmpuint (mailslot_watcher_get_n_malformed (self->watcher), <=, 1000);
      g_main_context_iteration (self->context, FALSE);
    }
  g_assert_cmpuint (mailslot_watcher_get_n_malformed (self->watcher), ==, 1000);
  mailslot_watcher_stop (self->watcher);
  g_assert_cmpuint (mailslot_watcher_get_n_malformed (self->watcher), ==, 1000);
  g_assert_cmpuint (self->n_failures, ==, 0);
}

/* Returns when the worker has taken what fills the inbox. More it must not take, however
 * long it is waited for. */
static void
fill_inbox (Fixture *self, guint n_messages)
{
  guint n_left = (n_messages - INBOX_MAX_MESSAGES) / BATCH_MESSAGES;

  for (guint n = 0; n < n_messages; n += BATCH_MESSAGES)
    scripted_reader_push_messages (self->reader, BATCH_MESSAGES);
  mailslot_watcher_start (self->watcher);
  while (scripted_reader_get_n_steps (self->reader) > n_left)
    g_thread_yield ();
  g_usleep (100 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (scripted_reader_get_n_steps (self->reader), ==, n_left);
}

static void
test_inbox_is_bounded (Fixture *self, gconstpointer unused)
{
  const guint n_messages = 4 * INBOX_MAX_MESSAGES;

  fill_inbox (self, n_messages);
  iterate_until (self, &self->n_messages, n_messages);
  g_assert_cmpuint (self->n_messages, ==, n_messages);
  g_assert_cmpuint (self->n_largest, <=, INBOX_MAX_MESSAGES + BATCH_MESSAGES);
}

/* What waits for a main loop that does not come is counted; what is on its way is not. */
static void
test_counts_what_waits (Fixture *self, gconstpointer unused)
{
  const guint n_messages = 2 * INBOX_MAX_MESSAGES;

  g_assert_cmpuint (mailslot_watcher_get_n_waiting (self->watcher), ==, 0);
  fill_inbox (self, n_messages);
  while (mailslot_watcher_get_n_waiting (self->watcher) < INBOX_MAX_MESSAGES)
    g_thread_yield ();
  iterate_until (self, &self->n_messages, n_messages);
  g_assert_cmpuint (mailslot_watcher_get_n_waiting (self->watcher), ==, 0);
  scripted_reader_push_messages (self->reader, 1);
  g_assert_cmpuint (mailslot_watcher_get_n_waiting (self->watcher), ==, 0);
  mailslot_watcher_stop (self->watcher);
  g_assert_cmpuint (mailslot_watcher_get_n_waiting (self->watcher), ==, 0);
}

/* While the inbox is full the worker waits for room, and the rest in the slot. */
static void
test_stop_takes_what_waits (Fixture *self, gconstpointer unused)
{
  fill_inbox (self, 2 * INBOX_MAX_MESSAGES);
  mailslot_watcher_stop (self->watcher);
  g_assert_cmpuint (self->n_messages, ==, 2 * INBOX_MAX_MESSAGES);
  g_assert_cmpuint (self->n_emissions, ==, 2);
  g_assert_cmpuint (scripted_reader_get_n_steps (self->reader), ==, 0);
}

/* Taking what waits ends where something is wrong with the slot. */
static void
test_stop_takes_up_to_failure (Fixture *self, gconstpointer unused)
{
  fill_inbox (self, 2 * INBOX_MAX_MESSAGES);
  scripted_reader_push_error (self->reader, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED);
  scripted_reader_push_messages (self->reader, 1);
  mailslot_watcher_stop (self->watcher);
  g_assert_cmpuint (self->n_messages, ==, 2 * INBOX_MAX_MESSAGES);
  g_assert_cmpuint (self->n_failures, ==, 0);
  g_assert_cmpuint (scripted_reader_get_n_steps (self->reader), ==, 2);
}

/* With the reader of the platform */

static gpointer
send_some (gpointer data)
{
  MailslotWriter *writer = data;
  g_autoptr (GError) error = NULL;

  for (guint32 i = 0; i < 20; i++)
    if (!mailslot_writer_write (writer, &i, sizeof (i), NULL, &error))
      break; /* stopped before all were sent */
  return NULL;
}

/* A stop meets the worker wherever it happens to be. */
static void
test_rounds (Fixture *self, gconstpointer unused)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (MailslotAddress) address = slot_address_new ();
      g_autoptr (MailslotReader) reader = slot_open_reader (address, NULL);
      g_autoptr (MailslotWriter) writer = slot_open_writer (address);
      MailslotWatcher *watcher = new_watcher (self, reader);
      GThread *sender = g_thread_new ("sender", send_some, writer);

      self->n_messages = 0;
      mailslot_watcher_start (watcher);
      if (round % 4 != 0)
        iterate_until (self, &self->n_messages, round % 4 * 5);
      if (round % 2 == 0)
        mailslot_watcher_stop (watcher);
      if (round % 4 == 0)
        g_assert_true (mailslot_reader_is_closed (reader));
      g_assert_finalize_object (watcher);
      g_assert_true (mailslot_reader_is_closed (reader));
      g_thread_join (sender);
    }
}

static void
test_stop_real_while_blocked (Fixture *self, gconstpointer unused)
{
  for (int round = 0; round < 50; round++)
    {
      g_autoptr (MailslotAddress) address = slot_address_new ();
      g_autoptr (MailslotReader) reader = slot_open_reader (address, NULL);
      g_autoptr (MailslotWatcher) watcher = new_watcher (self, reader);
      g_autoptr (MailslotWriter) writer = slot_open_writer (address);
      const guint32 first = 0;

      self->n_messages = 0;
      mailslot_watcher_start (watcher);
      g_assert_true (mailslot_writer_write (writer, &first, sizeof (first), NULL, NULL));
      iterate_until (self, &self->n_messages, 1);
      mailslot_watcher_stop (watcher);
    }
}

/* Whoever was told that the message was sent can rely on it. */
static void
test_stop_real_loses_nothing (Fixture *self, gconstpointer unused)
{
  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (MailslotAddress) address = slot_address_new ();
      g_autoptr (MailslotReader) reader = slot_open_reader (address, NULL);
      g_autoptr (MailslotWatcher) watcher = new_watcher (self, reader);
      g_autoptr (MailslotWriter) writer = slot_open_writer (address);

      self->n_messages = 0;
      mailslot_watcher_start (watcher);
      for (guint32 i = 0; i < round % 40; i++)
        {
          g_autoptr (GError) error = NULL;

          mailslot_writer_write (writer, &i, sizeof (i), NULL, &error);
          g_assert_no_error (error);
        }
      mailslot_watcher_stop (watcher);
      g_assert_cmpuint (self->n_messages, ==, round % 40);
    }
}

typedef struct
{
  MailslotWriter *writer; /* (unowned) */
  gint is_over;           /* atomic */
} Flood;

static gpointer
flood_run (gpointer data)
{
  Flood *flood = data;
  guint32 i = 0;

  while (!g_atomic_int_get (&flood->is_over)
         && mailslot_writer_write (flood->writer, &i, sizeof (i), NULL, NULL))
    i++;
  return NULL;
}

/* A sender that goes on cannot keep a stop from coming back. */
static void
test_stop_real_in_flood (Fixture *self, gconstpointer unused)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (MailslotAddress) address = slot_address_new ();
      g_autoptr (MailslotReader) reader = slot_open_reader (address, NULL);
      g_autoptr (MailslotWatcher) watcher = new_watcher (self, reader);
      g_autoptr (MailslotWriter) writer = slot_open_writer (address);
      Flood flood = { writer, FALSE };
      GThread *sender = g_thread_new ("flood", flood_run, &flood);

      self->n_messages = 0;
      mailslot_watcher_start (watcher);
      iterate_until (self, &self->n_messages, 100);
      mailslot_watcher_stop (watcher);
      g_atomic_int_set (&flood.is_over, TRUE);
      g_thread_join (sender);
    }
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/watcher/never-started", test_never_started);
  add ("/watcher/delivers", test_delivers);
  add ("/watcher/one-pending-source", test_one_pending_source);
  add ("/watcher/paced", test_paced);
  add ("/watcher/stop/while-blocked", test_stop_while_blocked);
  add ("/watcher/stop/emits-the-rest", test_stop_emits_the_rest);
  add ("/watcher/stop/in-handler", test_stop_in_handler);
  add ("/watcher/stop/takes-what-waits", test_stop_takes_what_waits);
  add ("/watcher/stop/takes-up-to-failure", test_stop_takes_up_to_failure);
  add ("/watcher/owner-goes-in-handler", test_owner_goes_in_handler);
  add ("/watcher/dispose-emits-nothing", test_dispose_emits_nothing);
  add ("/watcher/context-goes-first", test_context_goes_first);
  add ("/watcher/failure/comes-last", test_failure_comes_last);
  add ("/watcher/failure/after-stop", test_failure_after_stop);
  add ("/watcher/goes-on-after-damage", test_goes_on_after_damage);
  add ("/watcher/inbox-is-bounded", test_inbox_is_bounded);
  add ("/watcher/counts-what-waits", test_counts_what_waits);
  add ("/watcher/real/rounds", test_rounds);
  add ("/watcher/real/stop-while-blocked", test_stop_real_while_blocked);
  add ("/watcher/real/stop-loses-nothing", test_stop_real_loses_nothing);
  add ("/watcher/real/stop-in-flood", test_stop_real_in_flood);
  return g_test_run ();
}
