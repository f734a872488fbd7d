/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-message-log.h"

#include <string.h>

#include "session-fixture.h"

static void
assert_message (SwMessageLog *log, guint64 serial, guint64 number, gsize size)
{
  MailslotRecord record;

  g_assert_true (sw_message_log_get_record (log, serial, &record));
  fixture_assert_record (&record, number, size);
}

static void
count_cb (guint *n_calls)
{
  (*n_calls)++;
}

static void
test_finalize (void)
{
  SwMessageLog *log = sw_message_log_new ();

  fixture_append (log, 1, 10, 100);
  g_assert_finalize_object (log);
}

static void
test_empty (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  MailslotRecord record;
  guint n_changed = 0;

  g_signal_connect_swapped (log, "changed", G_CALLBACK (count_cb), &n_changed);
  sw_message_log_append_batch (log, batch);
  sw_message_log_clear (log);
  g_assert_cmpuint (sw_message_log_get_first_serial (log), ==, 1);
  g_assert_cmpuint (sw_message_log_get_end_serial (log), ==, 1);
  g_assert_cmpuint (sw_message_log_get_n_messages (log), ==, 0);
  g_assert_cmpuint (sw_message_log_get_n_bytes (log), ==, 0);
  g_assert_cmpuint (n_changed, ==, 0);
  g_assert_false (sw_message_log_get_record (log, 0, &record));
  g_assert_false (sw_message_log_get_record (log, 1, &record));
  g_assert_null (sw_message_log_dup_message (log, 1));
}

static void
test_append (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  MailslotRecord record;
  guint n_changed = 0;

  g_signal_connect_swapped (log, "changed", G_CALLBACK (count_cb), &n_changed);
  fixture_append (log, 1, 64, 10);
  g_assert_cmpuint (n_changed, ==, 1);
  fixture_append (log, 65, 128, 10);
  g_assert_cmpuint (n_changed, ==, 3);
  g_assert_cmpuint (sw_message_log_get_n_messages (log), ==, 192);
  g_assert_cmpuint (sw_message_log_get_n_trimmed (log), ==, 0);
  for (guint64 serial = 1; serial <= 192; serial++)
    assert_message (log, serial, serial, 10);
  g_assert_false (sw_message_log_get_record (log, 0, &record));
  g_assert_false (sw_message_log_get_record (log, 193, &record));
  g_assert_false (sw_message_log_get_record (log, G_MAXUINT64, &record));
}

/* From nothing to more than a segment, and whatever comes after each of them. */
static void
test_sizes (void)
{
  static const gsize sizes[] = { 0,       1,       2,       3,       4,
                                 5,       424,     65536,   1048500, 1048556,
                                 1048557, 1048576, 1048577, 3000000, 0,
                                 17,      900000,  900000,  7 };
  g_autoptr (SwMessageLog) log = sw_message_log_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    fixture_append (log, i + 1, 1, sizes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    assert_message (log, i + 1, i + 1, sizes[i]);
}

static void
test_empty_message (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  MailslotRecord record;

  fixture_append (log, 1, 3, 0);
  g_assert_cmpuint (sw_message_log_get_n_messages (log), ==, 3);
  g_assert_true (sw_message_log_get_record (log, 2, &record));
  g_assert_null (record.payload);
  g_assert_cmpuint (record.size, ==, 0);
}

/* The wall clock is set by an hour, by a year, and back; both times stay exact. */
static void
test_clock_is_set (void)
{
  static const gint64 steps_us[] = { 0,
                                     1,
                                     -1,
                                     G_TIME_SPAN_HOUR,
                                     -G_TIME_SPAN_HOUR,
                                     365 * G_TIME_SPAN_DAY,
                                     -20000 * G_TIME_SPAN_DAY,
                                     5 };
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  guint8 byte;

  for (guint i = 0; i < G_N_ELEMENTS (steps_us); i++)
    {
      g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
      MailslotRecord record = fixture_record (i, &byte, 1);

      record.arrival_time_us += steps_us[i];
      mailslot_batch_append (batch, &record);
      sw_message_log_append_batch (log, batch);
    }
  for (guint i = 0; i < G_N_ELEMENTS (steps_us); i++)
    {
      MailslotRecord record;

      g_assert_true (sw_message_log_get_record (log, i + 1, &record));
      record.arrival_time_us -= steps_us[i];
      fixture_assert_record (&record, i, 1);
    }
}

static void
test_dup_message (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (MailslotMessage) message = NULL;

  fixture_append (log, 1, 3, 30);
  message = sw_message_log_dup_message (log, 2);
  g_clear_object (&log);
  g_assert_cmpuint (mailslot_message_get_serial (message), ==, 2);
  fixture_assert_record (mailslot_message_get_record (message), 2, 30);
}

/* Equal senders are one, even if each message brings its own: they take no memory. */
static void
test_equal_senders (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  guint64 n_bytes;
  guint8 byte;

  fixture_append (log, 1, 30, 1);
  n_bytes = sw_message_log_get_n_bytes (log);
  for (guint i = 31; i <= 60; i++)
    {
      g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
      MailslotRecord record = fixture_record (i, &byte, 1);
      g_autoptr (MailslotSender) sender =
          mailslot_sender_new_process (4711, 1000, "python3");
      g_autoptr (MailslotAddress) slot = mailslot_address_new_local ("first", NULL);

      record.sender = sender;
      record.slot = slot;
      record.transport = MAILSLOT_TRANSPORT_LOCAL;
      mailslot_batch_append (batch, &record);
      sw_message_log_append_batch (log, batch);
    }
  g_assert_cmpuint (sw_message_log_get_n_bytes (log) - n_bytes, ==, 30 * (20 + 4 + 4));
}

/* Slots that differ only in the case of their letters are shown as they were made. */
static void
test_different_origins (void)
{
  static const char *const names[] = { "slot", "Slot", "SLOT", "slot" };
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  guint8 byte;

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
      MailslotRecord record = fixture_record (i, &byte, 1);
      g_autoptr (MailslotSender) sender =
          mailslot_sender_new_process (i / 4 + 1, 0, NULL);
      g_autoptr (MailslotAddress) slot = mailslot_address_new_local (names[i % 4], NULL);

      record.sender = sender;
      record.slot = slot;
      mailslot_batch_append (batch, &record);
      sw_message_log_append_batch (log, batch);
    }
  for (guint i = 0; i < 2000; i++)
    {
      MailslotRecord record;

      g_assert_true (sw_message_log_get_record (log, i + 1, &record));
      g_assert_cmpstr (mailslot_address_get_name (record.slot), ==, names[i % 4]);
      g_assert_cmpint (mailslot_sender_get_pid (record.sender), ==, i / 4 + 1);
    }
}

static void
test_million (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  guint64 n_messages = 1000000;

  fixture_append (log, 1, n_messages, 100);
  g_assert_cmpuint (sw_message_log_get_n_messages (log), ==, n_messages);
  for (guint64 serial = 1; serial <= n_messages; serial += 997)
    assert_message (log, serial, serial, 100);
  assert_message (log, n_messages, n_messages, 100);

  /* The header, the payload and the index: design section 9 allows 140. */
  g_assert_cmpuint (sw_message_log_get_n_bytes (log), <, n_messages * 125);
}

static gpointer
read_snapshot (gpointer data)
{
  SwLogSnapshot *snapshot = data;
  MailslotRecord record;
  guint64 serial;
  guint64 n_messages = 0;

  while (sw_log_snapshot_next (snapshot, &record, &serial))
    {
      fixture_assert_record (&record, serial, 100);
      n_messages++;
    }
  sw_log_snapshot_free (snapshot);
  return GSIZE_TO_POINTER (n_messages);
}

/* A thread reads the messages of then while the log goes on and drops all of them. */
static void
test_snapshot (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  GThread *thread;

  sw_message_log_set_limits (log, 30000, 1 << 30);
  fixture_append (log, 1, 40000, 100);
  thread = g_thread_new ("read", read_snapshot, sw_message_log_take_snapshot (log));
  fixture_append (log, 40001, 40000, 100);
  sw_message_log_clear (log);
  g_assert_cmpuint (GPOINTER_TO_SIZE (g_thread_join (thread)), ==, 30000);

  fixture_append (log, 80001, 10, 100);
  for (guint64 serial = 80001; serial <= 80010; serial++)
    assert_message (log, serial, serial, 100);
}

static void
test_snapshot_empty (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();

  g_assert_null (read_snapshot (sw_message_log_take_snapshot (log)));
  fixture_append (log, 1, 10, 1);
  sw_message_log_clear (log);
  g_assert_null (read_snapshot (sw_message_log_take_snapshot (log)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-log/finalize", test_finalize);
  g_test_add_func ("/message-log/empty", test_empty);
  g_test_add_func ("/message-log/append", test_append);
  g_test_add_func ("/message-log/sizes", test_sizes);
  g_test_add_func ("/message-log/empty-message", test_empty_message);
  g_test_add_func ("/message-log/clock-is-set", test_clock_is_set);
  g_test_add_func ("/message-log/dup-message", test_dup_message);
  g_test_add_func ("/message-log/equal-senders", test_equal_senders);
  g_test_add_func ("/message-log/different-origins", test_different_origins);
  g_test_add_func ("/message-log/million", test_million);
  g_test_add_func ("/message-log/snapshot", test_snapshot);
  g_test_add_func ("/message-log/snapshot/empty", test_snapshot_empty);
  return g_test_run ();
}
