/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "mailslot/mailslot-batch-private.h"

typedef struct
{
  MailslotAddress *slot; /* (owned) */
  MailslotBatch *batch;  /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->slot = mailslot_address_new_local ("x", NULL);
  self->batch = mailslot_batch_new ();
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  mailslot_batch_unref (self->batch);
  mailslot_address_unref (self->slot);
}

/* Appends @size bytes of the value @n from the sender @sender, at the time @n. */
static void
append (Fixture *self, MailslotBatch *batch, gint64 n, gsize size, MailslotSender *sender)
{
  g_autofree guint8 *payload = g_malloc (size);
  MailslotRecord record = {
    .arrival_time_us = n,
    .arrival_monotonic_us = -n,
    .transport = MAILSLOT_TRANSPORT_CAPTURE,
    .slot = self->slot,
    .sender = sender,
    .payload = payload,
    .size = size,
  };

  if (size > 0)
    memset (payload, (int) (n & 0xff), size);
  mailslot_batch_append (batch, &record);
}

static void
assert_next (Fixture *self, MailslotBatchIter *iter, gint64 n, gsize size, gint64 pid)
{
  MailslotRecord record;

  g_assert_true (mailslot_batch_iter_next (iter, &record));
  g_assert_cmpint (record.arrival_time_us, ==, n);
  g_assert_cmpint (record.arrival_monotonic_us, ==, -n);
  g_assert_cmpint (record.transport, ==, MAILSLOT_TRANSPORT_CAPTURE);
  g_assert_true (record.slot == self->slot);
  g_assert_cmpint (mailslot_sender_get_pid (record.sender), ==, pid);
  g_assert_cmpuint (record.size, ==, size);
  for (gsize i = 0; i < size; i++)
    g_assert_cmpuint (record.payload[i], ==, n & 0xff);
}

static void
test_empty (Fixture *self, gconstpointer unused)
{
  MailslotBatchIter iter;
  MailslotRecord record;

  g_assert_cmpuint (mailslot_batch_get_n_messages (self->batch), ==, 0);
  g_assert_cmpuint (mailslot_batch_get_n_bytes (self->batch), ==, 0);
  mailslot_batch_iter_init (&iter, self->batch);
  g_assert_false (mailslot_batch_iter_next (&iter, &record));
  g_assert_false (mailslot_batch_iter_next (&iter, &record));
}

/* Every size near the alignment, and an empty message at either end. */
static void
test_order_and_borders (Fixture *self, gconstpointer unused)
{
  MailslotSender *unknown = mailslot_sender_get_unknown ();
  MailslotBatchIter iter;
  MailslotRecord record;
  gint64 n = 0;

  for (gsize size = 0; size <= 33; size++)
    append (self, self->batch, n++, size, unknown);
  append (self, self->batch, n++, 100000, unknown);
  append (self, self->batch, n, 0, unknown);

  g_assert_cmpuint (mailslot_batch_get_n_messages (self->batch), ==, 36);
  g_assert_cmpuint (mailslot_batch_get_n_bytes (self->batch), >, 100000);
  mailslot_batch_iter_init (&iter, self->batch);
  n = 0;
  for (gsize size = 0; size <= 33; size++)
    assert_next (self, &iter, n++, size, 0);
  assert_next (self, &iter, n++, 100000, 0);
  assert_next (self, &iter, n, 0, 0);
  g_assert_false (mailslot_batch_iter_next (&iter, &record));
}

/* The batch keeps its senders alive, however often they take turns. */
static void
test_holds_senders (Fixture *self, gconstpointer unused)
{
  MailslotBatchIter iter;

  for (gint64 round = 0; round < 50; round++)
    for (gint64 i = 1; i <= 40; i++)
      {
        g_autoptr (MailslotSender) sender = mailslot_sender_new_process (i, 0, "p");

        append (self, self->batch, round, 3, sender);
        append (self, self->batch, round, 3, sender);
      }
  mailslot_batch_iter_init (&iter, self->batch);
  for (gint64 round = 0; round < 50; round++)
    for (gint64 i = 1; i <= 40; i++)
      {
        assert_next (self, &iter, round, 3, i);
        assert_next (self, &iter, round, 3, i);
      }
}

/* Whoever bounds the bytes bounds what a flood of strangers takes, too. */
static void
test_counts_strangers (Fixture *self, gconstpointer unused)
{
  g_autofree char *name = g_strnfill (400, 'x');
  gsize n_before;

  append (self, self->batch, 0, 0, mailslot_sender_get_unknown ());
  n_before = mailslot_batch_get_n_bytes (self->batch);
  for (gint64 i = 0; i < 100; i++)
    append (self, self->batch, i, 0, mailslot_sender_get_unknown ());
  g_assert_cmpuint (mailslot_batch_get_n_bytes (self->batch) - n_before, <, 100 * 100);

  n_before = mailslot_batch_get_n_bytes (self->batch);
  for (gint64 i = 0; i < 100; i++)
    {
      g_autoptr (MailslotSender) sender = mailslot_sender_new_remote ("PC", "::", 1);

      mailslot_address_unref (self->slot);
      self->slot = mailslot_address_new_destination (MAILSLOT_SCOPE_HOST, "PC", 0, name);
      append (self, self->batch, i, 0, sender);
    }
  g_assert_cmpuint (mailslot_batch_get_n_bytes (self->batch) - n_before, >, 100 * 1800);
}

static void
test_append_batch (Fixture *self, gconstpointer unused)
{
  MailslotBatch *other = mailslot_batch_new ();
  MailslotSender *sender = mailslot_sender_new_process (9, 0, "p");
  MailslotBatchIter iter;
  MailslotRecord record;

  mailslot_batch_append_batch (self->batch, other);
  g_assert_cmpuint (mailslot_batch_get_n_messages (self->batch), ==, 0);

  append (self, self->batch, 1, 5, mailslot_sender_get_unknown ());
  append (self, other, 2, 6, sender);
  append (self, other, 3, 0, sender);
  mailslot_batch_append_batch (self->batch, other);
  mailslot_batch_append_batch (self->batch, other);
  mailslot_batch_unref (other);
  mailslot_sender_unref (sender);

  g_assert_cmpuint (mailslot_batch_get_n_messages (self->batch), ==, 5);
  mailslot_batch_iter_init (&iter, self->batch);
  assert_next (self, &iter, 1, 5, 0);
  for (int i = 0; i < 2; i++)
    {
      assert_next (self, &iter, 2, 6, 9);
      assert_next (self, &iter, 3, 0, 9);
    }
  g_assert_false (mailslot_batch_iter_next (&iter, &record));
}

static void
test_clear (Fixture *self, gconstpointer unused)
{
  MailslotBatchIter iter;
  MailslotRecord record;

  /* Once less and once more than a cleared batch keeps. */
  for (gsize size = 100; size < 10000000; size *= 50000)
    {
      g_autoptr (MailslotSender) sender = mailslot_sender_new_process (9, 0, "p");

      append (self, self->batch, 1, size, sender);
      mailslot_batch_clear (self->batch);
      g_assert_cmpuint (mailslot_batch_get_n_messages (self->batch), ==, 0);
      g_assert_cmpuint (mailslot_batch_get_n_bytes (self->batch), ==, 0);
      append (self, self->batch, 2, 7, sender);
      mailslot_batch_iter_init (&iter, self->batch);
      assert_next (self, &iter, 2, 7, 9);
      g_assert_false (mailslot_batch_iter_next (&iter, &record));
      mailslot_batch_clear (self->batch);
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

  add ("/batch/empty", test_empty);
  add ("/batch/order-and-borders", test_order_and_borders);
  add ("/batch/holds-senders", test_holds_senders);
  add ("/batch/counts-strangers", test_counts_strangers);
  add ("/batch/append-batch", test_append_batch);
  add ("/batch/clear", test_clear);
  return g_test_run ();
}
