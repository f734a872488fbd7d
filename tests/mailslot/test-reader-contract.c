/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "contract-slot.h"

/* What a slot promises on every system: the behaviour of Windows as its own programs rely
 * on it, after Microsoft's documentation and the assertions of Wine's conformance test,
 * as far as the engine's functions can express them. This one source is built for each
 * backend and runs on Linux and, for Windows, under Wine 10. Where Wine itself differs
 * from Windows the test says so with contract_is_wine(). */

static gint64
elapsed_ms (gint64 start_us)
{
  return (g_get_monotonic_time () - start_us) / G_TIME_SPAN_MILLISECOND;
}

/* Opening and closing */

static void
test_open_default_options (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  MailslotInfo info;

  g_assert_finalize_object (g_steal_pointer (&slot->reader));
  slot->reader = mailslot_reader_open (slot->address, NULL, &error);
  g_assert_no_error (error);
  mailslot_reader_get_info (slot->reader, &info, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (info.max_message_bytes, ==, 0);
  g_assert_cmpuint (info.next_size, ==, MAILSLOT_SIZE_NONE);
  g_assert_cmpuint (info.n_messages, ==, 0);
  g_assert_cmpint (info.read_timeout_ms, ==, MAILSLOT_TIMEOUT_INFINITE);
}

static void
test_open_largest_options (ContractSlot *slot, gconstpointer unused)
{
  const MailslotReaderOptions options = { G_MAXUINT32, G_MAXINT };
  g_autoptr (GError) error = NULL;
  MailslotInfo info;

  g_assert_finalize_object (g_steal_pointer (&slot->reader));
  slot->reader = mailslot_reader_open (slot->address, &options, &error);
  g_assert_no_error (error);
  mailslot_reader_get_info (slot->reader, &info, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (info.max_message_bytes, ==, G_MAXUINT32);
  g_assert_cmpint (info.read_timeout_ms, ==, G_MAXINT);
}

static void
test_open_remote_address (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotAddress) remote = NULL;

  remote = mailslot_address_parse ("\\\\HOST\\mailslot\\x", &error);
  g_assert_no_error (error);
  g_assert_null (mailslot_reader_open (remote, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_INVALID_ADDRESS);
}

static void
test_open_duplicate_in_another_case (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_ascii_strup (mailslot_address_get_name (slot->address), -1);
  g_autoptr (MailslotAddress) same = mailslot_address_new_local (name, &error);
  g_autoptr (MailslotWriter) writer = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (name, !=, mailslot_address_get_name (slot->address));
  g_assert_null (mailslot_reader_open (same, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ALREADY_EXISTS);

  /* The first one goes on, and answers to the other spelling. */
  g_clear_error (&error);
  writer = mailslot_writer_open (same, &error);
  g_assert_no_error (error);
  contract_send (writer, "still here");
  contract_assert_read (slot, "still here");
}

static void
test_open_name_of_all_kinds (ContractSlot *slot, gconstpointer unused)
{
  static const char *const names[] = { "a\\b\\c",
                                       "with blank",
                                       "邮件槽\\你好",
                                       "ÄÖÜ 100%" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name =
          g_strconcat (mailslot_address_get_name (slot->address), "\\", names[i], NULL);
      ContractSlot other = { mailslot_address_new_local (name, &error), NULL, NULL };
      g_autoptr (MailslotWriter) writer = NULL;
      const MailslotReaderOptions options = { 0, 0 };

      g_assert_no_error (error);
      other.reader = mailslot_reader_open (other.address, &options, &error);
      g_assert_no_error (error);
      writer = contract_slot_open_writer (&other);
      contract_send (writer, names[i]);
      contract_assert_read (&other, names[i]);
      g_assert_finalize_object (other.reader);
      mailslot_address_unref (other.address);
    }
}

/* A system that tells how many messages wait tells the truth, and the same each time; one
 * that does not says 0. */
static void
test_count_waiting (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);
  guint n_told;

  g_assert_cmpuint (mailslot_reader_count_waiting (slot->reader), ==, 0);
  contract_send (writer, "one");
  n_told = mailslot_reader_count_waiting (slot->reader);
  g_assert_cmpuint (n_told, <=, 1);
  contract_send (writer, "two");
  contract_send (writer, "three");
  g_assert_cmpuint (mailslot_reader_count_waiting (slot->reader), ==, 3 * n_told);
  contract_assert_read (slot, "one");
  g_assert_cmpuint (mailslot_reader_count_waiting (slot->reader), ==, 2 * n_told);
  mailslot_reader_close (slot->reader);
  g_assert_cmpuint (mailslot_reader_count_waiting (slot->reader), ==, 0);
}

static void
test_open_again_after_close (ContractSlot *slot, gconstpointer unused)
{
  const MailslotReaderOptions options = { 0, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);

  for (int i = 0; i < 3; i++)
    contract_send (writer, "never read");
  contract_assert_info (slot, strlen ("never read"), 3);
  /* On Wine, and perhaps on Windows, the name stays taken while a writer holds it. */
  mailslot_writer_close (writer);
  g_assert_finalize_object (g_steal_pointer (&slot->reader));

  slot->reader = mailslot_reader_open (slot->address, &options, &error);
  g_assert_no_error (error);
  contract_assert_info (slot, MAILSLOT_SIZE_NONE, 0);
  contract_assert_read_fails (slot, 16, MAILSLOT_ERROR_TIMED_OUT);
}

static void
test_close_ends_everything (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  MailslotInfo info;

  g_assert_false (mailslot_reader_is_closed (slot->reader));
  mailslot_reader_close (slot->reader);
  mailslot_reader_close (slot->reader);
  g_assert_true (mailslot_reader_is_closed (slot->reader));

  contract_assert_read_fails (slot, 16, MAILSLOT_ERROR_CLOSED);
  g_assert_false (mailslot_reader_receive (slot->reader, batch, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (mailslot_reader_get_info (slot->reader, &info, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (mailslot_reader_set_timeout (slot->reader, 1, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_null (mailslot_writer_open (slot->address, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NOT_FOUND);
}

/* Reading */

static void
test_read_timeout_none (ContractSlot *slot, gconstpointer unused)
{
  contract_assert_read_fails (slot, 16, MAILSLOT_ERROR_TIMED_OUT);
  contract_assert_read_fails (slot, 0, MAILSLOT_ERROR_TIMED_OUT);
}

static void
test_read_timeout_of_some_time (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  MailslotInfo info;
  gint64 start_us;

  mailslot_reader_set_timeout (slot->reader, 300, &error);
  g_assert_no_error (error);
  mailslot_reader_get_info (slot->reader, &info, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info.read_timeout_ms, ==, 300);

  start_us = g_get_monotonic_time ();
  contract_assert_read_fails (slot, 16, MAILSLOT_ERROR_TIMED_OUT);
  g_assert_cmpint (elapsed_ms (start_us), >=, 270);

  start_us = g_get_monotonic_time ();
  g_assert_false (mailslot_reader_receive (slot->reader, batch, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
  g_assert_cmpint (elapsed_ms (start_us), >=, 270);
  g_assert_cmpuint (mailslot_batch_get_n_messages (batch), ==, 0);
}

static void
test_read_timeout_changes (ContractSlot *slot, gconstpointer unused)
{
  static const int timeouts[] = { MAILSLOT_TIMEOUT_INFINITE, 1000, 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (timeouts); i++)
    {
      g_autoptr (GError) error = NULL;
      MailslotInfo info;

      g_assert_true (mailslot_reader_set_timeout (slot->reader, timeouts[i], &error));
      g_assert_true (mailslot_reader_get_info (slot->reader, &info, &error));
      g_assert_no_error (error);
      g_assert_cmpint (info.read_timeout_ms, ==, timeouts[i]);
    }
  contract_assert_read_fails (slot, 16, MAILSLOT_ERROR_TIMED_OUT);
}

static void
test_read_small_buffer_keeps_message (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);

  contract_send (writer, "0123456789");
  contract_send (writer, "next");
  contract_assert_read_fails (slot, 4, MAILSLOT_ERROR_BUFFER_TOO_SMALL);
  contract_assert_info (slot, 10, 2);
  contract_assert_read_fails (slot, 0, MAILSLOT_ERROR_BUFFER_TOO_SMALL);
  contract_assert_read_fails (slot, 9, MAILSLOT_ERROR_BUFFER_TOO_SMALL);
  contract_assert_info (slot, 10, 2);
  contract_assert_read (slot, "0123456789");
  contract_assert_info (slot, 4, 1);
  contract_assert_read (slot, "next");
}

static void
test_read_fills_no_more_than_the_message (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);
  char buffer[] = "................";

  contract_send (writer, "a\nb");
  g_assert_cmpint (
      mailslot_reader_read (slot->reader, buffer, sizeof buffer, NULL, &error),
      ==,
      3);
  g_assert_no_error (error);
  g_assert_cmpstr (buffer, ==, "a\nb.............");
}

/* Numbers 25 to 31 of Wine's conformance test, in its order. */
static void
test_read_info_over_two_writers (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (MailslotWriter) first = contract_slot_open_writer (slot);
  g_autoptr (MailslotWriter) second = contract_slot_open_writer (slot);

  contract_assert_info (slot, MAILSLOT_SIZE_NONE, 0);
  contract_send (first, "a");
  contract_assert_info (slot, 1, 1);
  contract_send (second, "bc");
  contract_assert_info (slot, 1, 2);
  contract_send (second, "");
  contract_assert_info (slot, 1, 3);
  contract_assert_read (slot, "a");
  contract_assert_info (slot, 2, 2);
  contract_assert_read (slot, "bc");
  contract_assert_info (slot, 0, 1);
  contract_assert_read (slot, "");
  contract_assert_info (slot, MAILSLOT_SIZE_NONE, 0);
  contract_assert_read_fails (slot, 16, MAILSLOT_ERROR_TIMED_OUT);
}

static void
test_read_empty_message_without_buffer (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);

  contract_send (writer, "");
  g_assert_cmpint (mailslot_reader_read (slot->reader, NULL, 0, NULL, &error), ==, 0);
  g_assert_no_error (error);
  contract_assert_info (slot, MAILSLOT_SIZE_NONE, 0);
}

static void
test_read_order_over_two_writers (ContractSlot *slot, gconstpointer unused)
{
  static const char *const texts[] = { "1", "2", "3", "4", "5", "6", "7", "8" };
  g_autoptr (MailslotWriter) odd = contract_slot_open_writer (slot);
  g_autoptr (MailslotWriter) even = contract_slot_open_writer (slot);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    contract_send (i % 2 == 0 ? odd : even, texts[i]);
  contract_assert_info (slot, 1, G_N_ELEMENTS (texts));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    contract_assert_read (slot, texts[i]);
}

static void
test_read_64_kib (ContractSlot *slot, gconstpointer unused)
{
  static const gsize size = 64 * 1024;
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);
  g_autofree guint8 *buffer = g_malloc (size);

  contract_send_fill (writer, size, 0xA5);
  contract_assert_info (slot, size, 1);
  contract_assert_read_fails (slot, size - 1, MAILSLOT_ERROR_BUFFER_TOO_SMALL);
  g_assert_cmpint (mailslot_reader_read (slot->reader, buffer, size, NULL, &error),
                   ==,
                   (gssize) size);
  g_assert_no_error (error);
  for (gsize i = 0; i < size; i++)
    g_assert_cmpuint (buffer[i], ==, 0xA5);
}

/* Sizes */

static void
test_max_size (ContractSlot *slot, gconstpointer unused)
{
  const MailslotReaderOptions options = { 16, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotWriter) writer = NULL;
  MailslotInfo info;

  g_assert_finalize_object (g_steal_pointer (&slot->reader));
  slot->reader = mailslot_reader_open (slot->address, &options, &error);
  g_assert_no_error (error);
  g_assert_true (mailslot_reader_get_info (slot->reader, &info, &error));
  g_assert_cmpuint (info.max_message_bytes, ==, 16);

  writer = contract_slot_open_writer (slot);
  contract_send (writer, "exactly 16 bytes");
  contract_assert_read (slot, "exactly 16 bytes");
  if (mailslot_writer_write (writer, "this is 17 bytes.", 17, NULL, &error))
    {
      g_test_message ("Wine lets a message pass that is longer than the slot takes");
      g_assert_true (contract_is_wine ());
      contract_assert_read (slot, "this is 17 bytes.");
    }
  else
    g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_MESSAGE_TOO_LARGE);
  contract_assert_info (slot, MAILSLOT_SIZE_NONE, 0);
}

/* Batches */

static void
test_receive_takes_what_waits (ContractSlot *slot, gconstpointer unused)
{
  static const char *const texts[] = { "one", "", "three", "four" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);
  gint64 start_us = g_get_real_time ();
  MailslotBatchIter iter;
  MailslotRecord record;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    contract_send (writer, texts[i]);
  while (mailslot_batch_get_n_messages (batch) < G_N_ELEMENTS (texts))
    {
      mailslot_reader_receive (slot->reader, batch, NULL, &error);
      g_assert_no_error (error);
    }
  contract_assert_info (slot, MAILSLOT_SIZE_NONE, 0);

  mailslot_batch_iter_init (&iter, batch);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (mailslot_batch_iter_next (&iter, &record));
      g_assert_cmpmem (record.payload, record.size, texts[i], strlen (texts[i]));
      g_assert_cmpint (record.transport, ==, MAILSLOT_TRANSPORT_LOCAL);
      g_assert_true (mailslot_address_equal (record.slot, slot->address));
      g_assert_nonnull (record.sender);
      g_assert_cmpint (ABS (record.arrival_time_us - start_us),
                       <,
                       60 * G_TIME_SPAN_SECOND);
    }
  g_assert_false (mailslot_batch_iter_next (&iter, &record));
}

static void
test_receive_large_among_small (ContractSlot *slot, gconstpointer unused)
{
  static const gsize sizes[] = { 1, 2, 100000, 3, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);
  MailslotBatchIter iter;
  MailslotRecord record;

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    contract_send_fill (writer, sizes[i], (guint8) i);
  while (mailslot_batch_get_n_messages (batch) < G_N_ELEMENTS (sizes))
    {
      mailslot_reader_receive (slot->reader, batch, NULL, &error);
      g_assert_no_error (error);
    }
  mailslot_batch_iter_init (&iter, batch);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_assert_true (mailslot_batch_iter_next (&iter, &record));
      g_assert_cmpuint (record.size, ==, sizes[i]);
      for (gsize j = 0; j < record.size; j++)
        g_assert_cmpuint (record.payload[j], ==, i);
    }
}

static void
test_receive_after_read (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);

  contract_send (writer, "by read");
  contract_send (writer, "by receive");
  contract_assert_read (slot, "by read");
  mailslot_reader_receive (slot->reader, batch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mailslot_batch_get_n_messages (batch), ==, 1);
  contract_assert_read_fails (slot, 16, MAILSLOT_ERROR_TIMED_OUT);
}

/* Writing */

static void
test_write_to_missing_slot (ContractSlot *slot, gconstpointer unused)
{
  static const char *const names[] = { "nobody-made-this", "a\\b\\nobody-made-this" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name =
          g_strconcat (mailslot_address_get_name (slot->address), "-", names[i], NULL);
      g_autoptr (MailslotAddress) missing = mailslot_address_new_local (name, &error);

      g_assert_no_error (error);
      g_assert_null (mailslot_writer_open (missing, &error));
      g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NOT_FOUND);
      g_assert_nonnull (strstr (error->message, mailslot_address_to_string (missing)));
    }
}

static void
test_write_after_owner_has_gone (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);

  contract_send (writer, "never read");
  g_assert_finalize_object (g_steal_pointer (&slot->reader));
  if (mailslot_writer_write (writer, "late", 4, NULL, &error))
    {
      g_test_message ("Wine takes a message although the slot's owner has gone");
      g_assert_true (contract_is_wine ());
    }
  else
    g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED);
}

static void
test_write_after_close (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);

  mailslot_writer_close (writer);
  mailslot_writer_close (writer);
  g_assert_false (mailslot_writer_write (writer, "late", 4, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED);
  contract_assert_info (slot, MAILSLOT_SIZE_NONE, 0);
}

static void
test_messages_outlive_their_writer (ContractSlot *slot, gconstpointer unused)
{
  MailslotWriter *writer = contract_slot_open_writer (slot);

  contract_send (writer, "posted");
  g_assert_finalize_object (writer);
  contract_assert_read (slot, "posted");
}

/* Slots live in a folder of this run alone where the system keeps them in folders. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_remove (file);
    }
  g_rmdir (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("slotwatch-XXXXXX", NULL);
  int code;

  g_setenv ("MAILSLOT_DIR", folder, TRUE);
  g_test_init (&argc, &argv, NULL);

  contract_add ("/open/default-options", test_open_default_options);
  contract_add ("/open/largest-options", test_open_largest_options);
  contract_add ("/open/remote-address", test_open_remote_address);
  contract_add ("/open/duplicate-in-another-case", test_open_duplicate_in_another_case);
  contract_add ("/open/name-of-all-kinds", test_open_name_of_all_kinds);
  contract_add ("/open/again-after-close", test_open_again_after_close);
  contract_add ("/count-waiting", test_count_waiting);
  contract_add ("/close/ends-everything", test_close_ends_everything);
  contract_add ("/read/timeout-none", test_read_timeout_none);
  contract_add ("/read/timeout-of-some-time", test_read_timeout_of_some_time);
  contract_add ("/read/timeout-changes", test_read_timeout_changes);
  contract_add ("/read/small-buffer-keeps-message", test_read_small_buffer_keeps_message);
  contract_add ("/read/fills-no-more", test_read_fills_no_more_than_the_message);
  contract_add ("/read/info-over-two-writers", test_read_info_over_two_writers);
  contract_add ("/read/empty-message", test_read_empty_message_without_buffer);
  contract_add ("/read/order-over-two-writers", test_read_order_over_two_writers);
  contract_add ("/read/64-kib", test_read_64_kib);
  contract_add ("/max-size", test_max_size);
  contract_add ("/receive/takes-what-waits", test_receive_takes_what_waits);
  contract_add ("/receive/large-among-small", test_receive_large_among_small);
  contract_add ("/receive/after-read", test_receive_after_read);
  contract_add ("/write/missing-slot", test_write_to_missing_slot);
  contract_add ("/write/owner-gone", test_write_after_owner_has_gone);
  contract_add ("/write/after-close", test_write_after_close);
  contract_add ("/write/outlives-writer", test_messages_outlive_their_writer);
  contract_add_threaded_tests ();
  contract_add_security_tests ();

  code = g_test_run ();
  remove_folder (folder);
  return code;
}
