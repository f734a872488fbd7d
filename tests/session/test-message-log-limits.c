/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-message-log.h"

#include "session-fixture.h"

static void
assert_kept (SwMessageLog *log, guint64 first, guint64 end, gsize size)
{
  MailslotRecord record;

  g_assert_cmpuint (sw_message_log_get_first_serial (log), ==, first);
  g_assert_cmpuint (sw_message_log_get_end_serial (log), ==, end);
  g_assert_cmpuint (sw_message_log_get_n_messages (log), ==, end - first);
  g_assert_false (sw_message_log_get_record (log, first - 1, &record));
  for (guint64 serial = first; serial < end; serial++)
    {
      g_assert_true (sw_message_log_get_record (log, serial, &record));
      fixture_assert_record (&record, serial, size);
    }
}

static void
test_count (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();

  sw_message_log_set_limits (log, 100, G_MAXUINT64);
  fixture_append (log, 1, 100, 50);
  assert_kept (log, 1, 101, 50);
  g_assert_cmpuint (sw_message_log_get_n_trimmed (log), ==, 0);
  fixture_append (log, 101, 1, 50);
  assert_kept (log, 2, 102, 50);
  fixture_append (log, 102, 100000, 50);
  assert_kept (log, 100002, 100102, 50);
  g_assert_cmpuint (sw_message_log_get_n_trimmed (log), ==, 100001);
}

static void
test_one_message (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();

  sw_message_log_set_limits (log, 1, G_MAXUINT64);
  for (guint64 serial = 1; serial < 200; serial++)
    {
      fixture_append (log, serial, 1, serial * 100);
      assert_kept (log, serial, serial + 1, serial * 100);
    }
}

static void
test_bytes (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  guint64 max_bytes = 100000;

  sw_message_log_set_limits (log, G_MAXUINT64, max_bytes);
  for (guint64 serial = 1; serial < 30000; serial += 640)
    {
      fixture_append (log, serial, 640, 100);
      g_assert_cmpuint (sw_message_log_get_n_bytes (log), <=, max_bytes);
      /* No more goes than has to: another message, with its header, would not fit. */
      if (serial > 1000)
        g_assert_cmpuint (sw_message_log_get_n_bytes (log), >, max_bytes - 124 - 5 * 200);
    }
  assert_kept (log,
               sw_message_log_get_first_serial (log),
               sw_message_log_get_end_serial (log),
               100);
}

/* One message that is too large by itself replaces everything, and goes with the next. */
static void
test_newest_stays (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();

  sw_message_log_set_limits (log, 1000, 10000);
  fixture_append (log, 1, 20, 100);
  fixture_append (log, 21, 1, 5000000);
  assert_kept (log, 21, 22, 5000000);
  fixture_append (log, 22, 1, 100);
  assert_kept (log, 22, 23, 100);
}

static void
count_cb (guint *n_calls)
{
  (*n_calls)++;
}

static void
test_lower_limits (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  guint n_changed = 0;

  fixture_append (log, 1, 50000, 100);
  g_signal_connect_swapped (log, "changed", G_CALLBACK (count_cb), &n_changed);
  sw_message_log_set_limits (log, 50000, G_MAXUINT64);
  g_assert_cmpuint (n_changed, ==, 0);
  sw_message_log_set_limits (log, 20000, G_MAXUINT64);
  g_assert_cmpuint (n_changed, ==, 1);
  assert_kept (log, 30001, 50001, 100);
  sw_message_log_set_limits (log, 20000, 500000);
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_cmpuint (sw_message_log_get_n_bytes (log), <=, 500000);
  sw_message_log_set_limits (log, 1, 0);
  assert_kept (log, 50000, 50001, 100);
  g_assert_cmpuint (sw_message_log_get_n_trimmed (log), ==, 49999);
}

/* Why messages went. */
static void
test_reasons (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();

  g_assert_cmpuint (sw_message_log_get_max_messages (log), ==, 1000000);
  g_assert_cmpuint (sw_message_log_get_max_bytes (log), ==, 512 << 20);
  sw_message_log_set_limits (log, 300, 20000);
  g_assert_cmpuint (sw_message_log_get_max_messages (log), ==, 300);
  g_assert_cmpuint (sw_message_log_get_max_bytes (log), ==, 20000);
  fixture_append (log, 1, 400, 0);
  g_assert_cmpuint (sw_message_log_get_n_trimmed (log), ==, 100);
  g_assert_cmpuint (sw_message_log_get_n_trimmed_by_bytes (log), ==, 0);
  fixture_append (log, 401, 1, 15000);
  g_assert_cmpuint (sw_message_log_get_n_trimmed (log),
                    ==,
                    sw_message_log_get_first_serial (log) - 1);
  g_assert_cmpuint (sw_message_log_get_n_trimmed_by_bytes (log), >, 0);
  g_assert_cmpuint (sw_message_log_get_n_trimmed_by_bytes (log),
                    <,
                    sw_message_log_get_n_trimmed (log) - 99);
  sw_message_log_clear (log);
  g_assert_cmpuint (sw_message_log_get_n_trimmed (log), <, 401);
}

/* What the window says of memory is what the log counts. */
static void
test_bytes_per_message (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  guint64 n_bytes;

  fixture_append (log, 1, 100, 0);
  n_bytes = sw_message_log_get_n_bytes (log);
  fixture_append (log, 101, 100, 0);
  g_assert_cmpuint (sw_message_log_get_n_bytes (log) - n_bytes,
                    ==,
                    100 * SW_MESSAGE_LOG_BYTES_PER_MESSAGE);
}

/* Limits that go up and down, over many segments at once, against what has to be kept. */
static void
test_changing_limits (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  guint64 end = 1;

  for (guint i = 0; i < 60; i++)
    {
      guint64 n_messages = (guint64) g_test_rand_int_range (1, 20000);
      guint64 max_messages = (guint64) g_test_rand_int_range (1, 60000);
      guint64 max_bytes = (guint64) g_test_rand_int_range (1, 8 << 20);
      guint64 first;

      fixture_append (log, end, n_messages, 100);
      end += n_messages;
      sw_message_log_set_limits (log, max_messages, max_bytes);
      first = sw_message_log_get_first_serial (log);
      g_assert_cmpuint (end - first, <=, max_messages);
      if (end - first > 1)
        g_assert_cmpuint (sw_message_log_get_n_bytes (log), <=, max_bytes);
      g_assert_cmpuint (sw_message_log_get_n_trimmed (log), ==, first - 1);
      assert_kept (log, first, end, 100);
      if (g_test_rand_bit ())
        g_main_context_iteration (NULL, FALSE);
    }
}

/* The pages of what goes are written anew, but not while somebody still reads them. */
static void
test_lower_under_snapshot (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwLogSnapshot) snapshot = NULL;
  MailslotRecord record;
  guint64 n_messages = 100000;
  guint64 serial;

  fixture_append (log, 1, n_messages, 100);
  snapshot = sw_message_log_take_snapshot (log);
  sw_message_log_set_limits (log, 1, G_MAXUINT64);
  sw_message_log_set_limits (log, 20000, G_MAXUINT64);
  fixture_append (log, n_messages + 1, n_messages, 100);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  for (guint64 expected = 1; expected <= n_messages; expected++)
    {
      g_assert_true (sw_log_snapshot_next (snapshot, &record, &serial));
      g_assert_cmpuint (serial, ==, expected);
      fixture_assert_record (&record, serial, 100);
    }
  g_assert_false (sw_log_snapshot_next (snapshot, &record, &serial));
  assert_kept (log, 2 * n_messages - 19999, 2 * n_messages + 1, 100);
}

static void
test_clear (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  guint n_changed = 0;

  fixture_append (log, 1, 50000, 100);
  g_signal_connect_swapped (log, "changed", G_CALLBACK (count_cb), &n_changed);
  sw_message_log_clear (log);
  g_assert_cmpuint (n_changed, ==, 1);
  assert_kept (log, 50001, 50001, 100);
  g_assert_cmpuint (sw_message_log_get_n_bytes (log), ==, 0);
  g_assert_cmpuint (sw_message_log_get_n_trimmed (log), ==, 0);
  fixture_append (log, 50001, 3, 100);
  assert_kept (log, 50001, 50004, 100);
}

/* A batch may be larger than the log. */
static void
test_large_batch (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  guint8 buffer[100];

  for (guint64 number = 1; number <= 50000; number++)
    {
      MailslotRecord record = fixture_record (number, buffer, sizeof buffer);

      mailslot_batch_append (batch, &record);
    }
  sw_message_log_set_limits (log, 7, G_MAXUINT64);
  sw_message_log_append_batch (log, batch);
  assert_kept (log, 49994, 50001, 100);
}

/* Message sizes that leave a hole at the end of each segment, for more segments than
 * their numbers have bits. */
static void
test_many_segments (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  guint n_messages = 20000;

  sw_message_log_set_limits (log, 4, G_MAXUINT64);
  for (guint64 serial = 1; serial <= n_messages; serial++)
    {
      G_GNUC_UNUSED g_autoptr (SwLogSnapshot) snapshot =
          sw_message_log_take_snapshot (log);

      fixture_append (log, serial, 1, 10);
    }
  assert_kept (log, n_messages - 3, n_messages + 1, 10);
}

/* More segments than the index can tell apart: the oldest goes, nothing is mistaken. */
static void
test_too_many_segments (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();

  if (IS_THREAD_SANITIZED)
    {
      g_test_skip ("the thread sanitizer maps more memory for so many than Linux allows");
      return;
    }
  for (guint64 serial = 1; serial <= 16400; serial++)
    {
      G_GNUC_UNUSED g_autoptr (SwLogSnapshot) snapshot =
          sw_message_log_take_snapshot (log);

      fixture_append (log, serial, 1, 10);
    }
  assert_kept (log, 16400 - 16383, 16401, 10);
}

/* A record of which both the sender and the slot are like no other. */
static void
append_from_stranger (SwMessageLog *log, guint number)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autofree char *host = g_strdup_printf ("HOST%u", number);
  g_autofree char *ip =
      g_strdup_printf ("10.%u.%u.%u", number >> 16, number >> 8 & 0xFF, number & 0xFF);
  g_autoptr (MailslotSender) sender = mailslot_sender_new_remote (host, ip, 138);
  g_autoptr (MailslotAddress) slot =
      mailslot_address_new_destination (MAILSLOT_SCOPE_HOST, host, 0, "x");
  guint8 byte;
  MailslotRecord record = fixture_record (number, &byte, 1);

  record.sender = sender;
  record.slot = slot;
  mailslot_batch_append (batch, &record);
  sw_message_log_append_batch (log, batch);
}

/* A flood in which nothing is the same twice takes no more than what the log may have:
 * some 700 bytes each, as measured with glibc. */
static void
test_strangers (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  guint64 max_bytes = 8 << 20;
  guint n_messages = 30000;

  sw_message_log_set_limits (log, G_MAXUINT64, max_bytes);
  for (guint number = 1; number <= n_messages; number++)
    append_from_stranger (log, number);
  g_assert_cmpuint (sw_message_log_get_n_bytes (log), <=, max_bytes);
  g_assert_cmpuint (sw_message_log_get_n_messages (log), <, max_bytes / 600);
  g_assert_cmpuint (sw_message_log_get_n_messages (log), >, max_bytes / 2 / 800);
  for (guint64 serial = sw_message_log_get_first_serial (log); serial <= n_messages;
       serial++)
    {
      g_autofree char *host = g_strdup_printf ("HOST%" G_GUINT64_FORMAT, serial);
      MailslotRecord record;

      g_assert_true (sw_message_log_get_record (log, serial, &record));
      g_assert_cmpstr (mailslot_sender_get_name (record.sender), ==, host);
      g_assert_cmpstr (mailslot_address_get_host (record.slot), ==, host);
    }
}

/* The same name and address from every port, as a hostile sender can do it: what tells
 * them apart is found fast. */
static void
test_many_ports (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  guint8 byte;

  for (guint port = 1; port <= 60000; port++)
    {
      g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
      g_autoptr (MailslotSender) sender =
          mailslot_sender_new_remote ("HOST", "192.0.2.7", (guint16) port);
      MailslotRecord record = fixture_record (1, &byte, 1);

      record.sender = sender;
      mailslot_batch_append (batch, &record);
      sw_message_log_append_batch (log, batch);
    }
  for (guint port = 1; port <= 60000; port++)
    {
      MailslotRecord record;

      g_assert_true (sw_message_log_get_record (log, port, &record));
      g_assert_cmpuint (mailslot_sender_get_port (record.sender), ==, port);
    }
}

/* The log against a list that does the same in the simplest way. */
static void
test_random (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize none = 0;

  sw_message_log_set_limits (log, 500, 8 << 20);
  g_array_append_val (sizes, none);
  for (guint i = 0; i < 3000; i++)
    {
      gsize size =
          (gsize) (g_test_rand_int_range (0, 8) == 0 ? g_test_rand_int_range (0, 200000)
                                                     : g_test_rand_int_range (0, 2000));
      guint64 n_messages = (guint64) g_test_rand_int_range (1, 5);
      guint64 serial;

      fixture_append (log, sizes->len, n_messages, size);
      for (guint64 j = 0; j < n_messages; j++)
        g_array_append_val (sizes, size);
      if (g_test_rand_int_range (0, 300) == 0)
        sw_message_log_clear (log);
      g_assert_cmpuint (sw_message_log_get_end_serial (log), ==, sizes->len);
      g_assert_cmpuint (sw_message_log_get_n_messages (log), <=, 500);
      g_assert_cmpuint (sw_message_log_get_n_bytes (log), <=, 8 << 20);
      for (serial = sw_message_log_get_first_serial (log); serial < sizes->len;
           serial += 50)
        {
          MailslotRecord record;

          g_assert_true (sw_message_log_get_record (log, serial, &record));
          fixture_assert_record (&record, serial, g_array_index (sizes, gsize, serial));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-log/limits/count", test_count);
  g_test_add_func ("/message-log/limits/one-message", test_one_message);
  g_test_add_func ("/message-log/limits/bytes", test_bytes);
  g_test_add_func ("/message-log/limits/newest-stays", test_newest_stays);
  g_test_add_func ("/message-log/limits/lower", test_lower_limits);
  g_test_add_func ("/message-log/limits/reasons", test_reasons);
  g_test_add_func ("/message-log/limits/bytes-per-message", test_bytes_per_message);
  g_test_add_func ("/message-log/limits/changing", test_changing_limits);
  g_test_add_func ("/message-log/limits/lower-under-snapshot", test_lower_under_snapshot);
  g_test_add_func ("/message-log/limits/clear", test_clear);
  g_test_add_func ("/message-log/limits/large-batch", test_large_batch);
  g_test_add_func ("/message-log/limits/many-segments", test_many_segments);
  g_test_add_func ("/message-log/limits/too-many-segments", test_too_many_segments);
  g_test_add_func ("/message-log/limits/strangers", test_strangers);
  g_test_add_func ("/message-log/limits/many-ports", test_many_ports);
  g_test_add_func ("/message-log/limits/random", test_random);
  return g_test_run ();
}
