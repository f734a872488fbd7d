/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "contract-slot.h"

#include <string.h>

/* The part of the contract that takes more than one thread: waiting, cancelling, many
 * writers. The reader stays in the test's own thread, which alone may use it. */

#define N_CANCELS 1000
#define MAX_CANCELS (20 * N_CANCELS)

/* A read that took longer before it was cancelled did wait: the way into a wait is much
 * shorter. */
#define BLOCKED_US 50

#define N_WRITERS 8
#define N_MESSAGES_PER_WRITER 500

static void
wait_without_limit (ContractSlot *slot)
{
  g_autoptr (GError) error = NULL;

  mailslot_reader_set_timeout (slot->reader, MAILSLOT_TIMEOUT_INFINITE, &error);
  g_assert_no_error (error);
}

/* A message that comes while the reader waits */

static gpointer
send_soon (gpointer data)
{
  MailslotWriter *writer = data;

  g_usleep (50 * G_TIME_SPAN_MILLISECOND);
  contract_send (writer, "at last");
  return NULL;
}

static void
test_wait_ends_with_message (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);
  GThread *sender;

  wait_without_limit (slot);
  sender = g_thread_new ("sender", send_soon, writer);
  contract_assert_read (slot, "at last");
  g_thread_join (sender);
}

static gpointer
count_and_send (gpointer data)
{
  ContractSlot *slot = data;
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);

  for (int i = 0; i < 100; i++)
    {
      g_assert_cmpuint (mailslot_reader_count_waiting (slot->reader), ==, 0);
      g_usleep (G_TIME_SPAN_MILLISECOND / 2);
    }
  contract_send (writer, "at last");
  return NULL;
}

/* Another thread may count, and is not held up until the read ends. */
static void
test_count_while_waiting (ContractSlot *slot, gconstpointer unused)
{
  GThread *sender;

  wait_without_limit (slot);
  sender = g_thread_new ("sender", count_and_send, slot);
  contract_assert_read (slot, "at last");
  g_thread_join (sender);
}

static void
test_wait_with_small_buffer (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);
  GThread *sender;

  wait_without_limit (slot);
  sender = g_thread_new ("sender", send_soon, writer);
  contract_assert_read_fails (slot, 3, MAILSLOT_ERROR_BUFFER_TOO_SMALL);
  contract_assert_info (slot, strlen ("at last"), 1);
  contract_assert_read (slot, "at last");
  g_thread_join (sender);
}

static gpointer
send_large_soon (gpointer data)
{
  MailslotWriter *writer = data;

  g_usleep (50 * G_TIME_SPAN_MILLISECOND);
  contract_send_fill (writer, 100000, 0x5A);
  return NULL;
}

static void
test_wait_ends_with_large_message (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);
  GThread *sender;
  MailslotBatchIter iter;
  MailslotRecord record;

  wait_without_limit (slot);
  sender = g_thread_new ("sender", send_large_soon, writer);
  mailslot_reader_receive (slot->reader, batch, NULL, &error);
  g_assert_no_error (error);
  mailslot_batch_iter_init (&iter, batch);
  g_assert_true (mailslot_batch_iter_next (&iter, &record));
  g_assert_cmpuint (record.size, ==, 100000);
  g_thread_join (sender);
}

/* Cancelling */

static void
test_cancel_before_reading (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);
  char buffer[16];

  wait_without_limit (slot);
  contract_send (writer, "stays");
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (
      mailslot_reader_read (slot->reader, buffer, sizeof buffer, cancellable, &error),
      ==,
      -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (mailslot_reader_receive (slot->reader, batch, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  contract_assert_info (slot, strlen ("stays"), 1);
  contract_assert_read (slot, "stays");
}

/* Cancels what is pushed to its queue, each after another short time, so that the cancel
 * falls before, into and after the reader's way into its wait. Ends with NULL as "quit".
 */
typedef struct
{
  GAsyncQueue *queue; /* (owned) of GCancellable */
  GThread *thread;
} Canceller;

static gpointer
canceller_run (gpointer data)
{
  static const gulong delays_us[] = { 0, 20, 100, 500, 2000 };
  GAsyncQueue *queue = data;
  gpointer cancellable;

  for (gsize i = 0; (cancellable = g_async_queue_pop (queue)) != queue; i++)
    {
      if (delays_us[i % G_N_ELEMENTS (delays_us)] > 0)
        g_usleep (delays_us[i % G_N_ELEMENTS (delays_us)]);
      g_cancellable_cancel (cancellable);
      g_object_unref (cancellable);
    }
  return NULL;
}

static void
canceller_start (Canceller *self)
{
  self->queue = g_async_queue_new ();
  self->thread = g_thread_new ("canceller", canceller_run, self->queue);
}

static GCancellable *
canceller_cancel_soon (Canceller *self)
{
  GCancellable *cancellable = g_cancellable_new ();

  g_async_queue_push (self->queue, g_object_ref (cancellable));
  return cancellable;
}

static void
canceller_stop (Canceller *self)
{
  g_async_queue_push (self->queue, self->queue);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
}

/* Enough of the cancels find the read waiting, the others on its way. */
static void
test_cancel_while_blocked (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);
  Canceller canceller;
  char buffer[16];
  int n_blocked = 0;
  int n;

  wait_without_limit (slot);
  canceller_start (&canceller);
  for (n = 0; n_blocked < N_CANCELS && n < MAX_CANCELS; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GCancellable) cancellable = canceller_cancel_soon (&canceller);
      gint64 start_us = g_get_monotonic_time ();

      g_assert_cmpint (
          mailslot_reader_read (slot->reader, buffer, sizeof buffer, cancellable, &error),
          ==,
          -1);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      if (g_get_monotonic_time () - start_us > BLOCKED_US)
        n_blocked++;
    }
  canceller_stop (&canceller);
  g_test_message ("%d of %d cancelled reads had blocked", n_blocked, n);
  g_assert_cmpint (n_blocked, ==, N_CANCELS);
  contract_send (writer, "still works");
  contract_assert_read (slot, "still works");
}

/* One cancel must not hit the wait that follows it. */
static void
test_cancel_hits_one_wait_only (ContractSlot *slot, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) used = g_cancellable_new ();
  g_autoptr (GCancellable) other = g_cancellable_new ();
  g_autoptr (MailslotWriter) writer = contract_slot_open_writer (slot);
  GThread *sender;
  char buffer[16];

  wait_without_limit (slot);
  contract_send (writer, "first");
  g_assert_cmpint (
      mailslot_reader_read (slot->reader, buffer, sizeof buffer, used, &error),
      ==,
      5);
  g_assert_no_error (error);
  g_cancellable_cancel (used);

  sender = g_thread_new ("sender", send_soon, writer);
  g_assert_cmpint (
      mailslot_reader_read (slot->reader, buffer, sizeof buffer, other, &error),
      ==,
      7);
  g_assert_no_error (error);
  g_thread_join (sender);
}

/* Many writers */

typedef struct
{
  MailslotWriter *writer; /* (owned) */
  guint32 number;
  guint32 n_messages;
} Sender;

static gpointer
send_numbers (gpointer data)
{
  Sender *self = data;

  for (guint32 i = 0; i < self->n_messages; i++)
    {
      const guint32 words[] = { self->number, i };
      g_autoptr (GError) error = NULL;

      mailslot_writer_write (self->writer, words, sizeof words, NULL, &error);
      g_assert_no_error (error);
    }
  return NULL;
}

static void
check_numbers (MailslotBatch *batch, guint32 *next)
{
  MailslotBatchIter iter;
  MailslotRecord record;
  guint32 words[2];

  mailslot_batch_iter_init (&iter, batch);
  while (mailslot_batch_iter_next (&iter, &record))
    {
      g_assert_cmpuint (record.size, ==, sizeof words);
      memcpy (words, record.payload, sizeof words);
      g_assert_cmpuint (words[0], <, N_WRITERS);
      g_assert_cmpuint (words[1], ==, next[words[0]]);
      next[words[0]]++;
    }
}

static void
test_many_writers_keep_order (ContractSlot *slot, gconstpointer unused)
{
  Sender senders[N_WRITERS];
  GThread *threads[N_WRITERS];
  guint32 next[N_WRITERS] = { 0 };
  gsize n_received = 0;

  wait_without_limit (slot);
  for (guint32 i = 0; i < N_WRITERS; i++)
    {
      senders[i].writer = contract_slot_open_writer (slot);
      senders[i].number = i;
      senders[i].n_messages = N_MESSAGES_PER_WRITER;
      threads[i] = g_thread_new ("sender", send_numbers, &senders[i]);
    }
  while (n_received < N_WRITERS * N_MESSAGES_PER_WRITER)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MailslotBatch) batch = mailslot_batch_new ();

      mailslot_reader_receive (slot->reader, batch, NULL, &error);
      g_assert_no_error (error);
      check_numbers (batch, next);
      n_received += mailslot_batch_get_n_messages (batch);
    }
  for (guint32 i = 0; i < N_WRITERS; i++)
    {
      g_thread_join (threads[i]);
      g_assert_finalize_object (senders[i].writer);
    }
  contract_assert_info (slot, MAILSLOT_SIZE_NONE, 0);
}

/* A message that comes together with a cancel is delivered or stays, but is never lost.
 */
static void
test_cancel_loses_nothing (ContractSlot *slot, gconstpointer unused)
{
  Sender sender = { contract_slot_open_writer (slot), 0, N_CANCELS };
  guint32 next[N_WRITERS] = { 0 };
  Canceller canceller;
  GThread *thread;

  wait_without_limit (slot);
  canceller_start (&canceller);
  thread = g_thread_new ("sender", send_numbers, &sender);
  while (next[0] < sender.n_messages)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
      g_autoptr (GCancellable) cancellable = canceller_cancel_soon (&canceller);

      if (mailslot_reader_receive (slot->reader, batch, cancellable, &error))
        check_numbers (batch, next);
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_thread_join (thread);
  canceller_stop (&canceller);
  g_assert_finalize_object (sender.writer);
  contract_assert_info (slot, MAILSLOT_SIZE_NONE, 0);
}

void
contract_add_threaded_tests (void)
{
  contract_add ("/wait/ends-with-message", test_wait_ends_with_message);
  contract_add ("/wait/counted-meanwhile", test_count_while_waiting);
  contract_add ("/wait/small-buffer", test_wait_with_small_buffer);
  contract_add ("/wait/ends-with-large-message", test_wait_ends_with_large_message);
  contract_add ("/cancel/before-reading", test_cancel_before_reading);
  contract_add ("/cancel/while-blocked", test_cancel_while_blocked);
  contract_add ("/cancel/hits-one-wait-only", test_cancel_hits_one_wait_only);
  contract_add ("/cancel/loses-nothing", test_cancel_loses_nothing);
  contract_add ("/writers/keep-order", test_many_writers_keep_order);
}
