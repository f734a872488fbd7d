/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

#include "mailslot/mailslot-batch-private.h"
#include "mailslot/mailslot.h"
#include "slot-folder.h"
#include "watchdog.h"

/* A slot where the kernel queues many messages, as on desktops: there the reader lets
 * them gather. The length of the queue belongs to the network, so this program has one of
 * its own, which needs a right. */

#define QUEUE_LENGTH_FILE "/proc/sys/net/unix/max_dgram_qlen"
#define QUEUE_LENGTH "512"

/* More than one call takes, less than what a writer may have on the way. */
#define N_BURST 100
#define N_FLOOD 200000

static gboolean has_long_queue;

static gboolean
lengthen_queue (void)
{
  int fd =
      unshare (CLONE_NEWNET) == 0 ? open (QUEUE_LENGTH_FILE, O_WRONLY | O_CLOEXEC) : -1;
  gboolean is_done = fd >= 0 && write (fd, QUEUE_LENGTH, strlen (QUEUE_LENGTH)) > 0;

  if (fd >= 0)
    close (fd);
  return is_done;
}

typedef struct
{
  Watchdog *watchdog;       /* (owned) */
  char *folder;             /* (owned) */
  MailslotAddress *address; /* (owned) */
  MailslotReader *reader;   /* (owned) */
  MailslotWriter *writer;   /* (owned) */
  guint32 n_sent;
  guint32 n_received;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->watchdog = watchdog_start (300);
  self->folder = slot_folder_new ();
  self->address = slot_address_new ();
  self->reader = slot_open_reader (self->address, NULL);
  self->writer = slot_open_writer (self->address);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_assert_finalize_object (self->writer);
  g_assert_finalize_object (self->reader);
  mailslot_address_unref (self->address);
  slot_folder_free (self->folder);
  watchdog_stop (self->watchdog);
}

static void
send_numbers (Fixture *self, guint32 n)
{
  g_autoptr (GError) error = NULL;

  for (guint32 i = 0; i < n; i++)
    {
      mailslot_writer_write (self->writer, &self->n_sent, sizeof (guint32), NULL, &error);
      g_assert_no_error (error);
      self->n_sent++;
    }
}

static void
receive_numbers (Fixture *self)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (GError) error = NULL;
  MailslotBatchIter iter;
  MailslotRecord record;

  mailslot_reader_receive (self->reader, batch, NULL, &error);
  g_assert_no_error (error);
  mailslot_batch_iter_init (&iter, batch);
  while (mailslot_batch_iter_next (&iter, &record))
    {
      guint32 number;

      g_assert_cmpuint (record.size, ==, sizeof (number));
      memcpy (&number, record.payload, sizeof (number));
      g_assert_cmpuint (number, ==, self->n_received);
      self->n_received++;
    }
}

static void
assert_no_more (Fixture *self, int timeout_ms)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (mailslot_reader_set_timeout (self->reader, timeout_ms, NULL));
  g_assert_false (mailslot_reader_receive (self->reader, batch, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
}

/* After a burst the reader expects more; that none comes keeps it no longer than it was
 * told to wait. */
static void
test_burst (Fixture *self, gconstpointer unused)
{
  if (!has_long_queue)
    {
      g_test_skip ("needs the right to a network of its own, with a longer queue");
      return;
    }
  send_numbers (self, N_BURST);
  while (self->n_received < N_BURST)
    receive_numbers (self);
  send_numbers (self, 1);
  receive_numbers (self);
  g_assert_cmpuint (self->n_received, ==, N_BURST + 1);
  send_numbers (self, 2);
  receive_numbers (self);
  assert_no_more (self, 1);
  assert_no_more (self, 0);
}

static gpointer
send_flood (gpointer data)
{
  send_numbers (data, N_FLOOD);
  return NULL;
}

static void
test_flood (Fixture *self, gconstpointer unused)
{
  GThread *sender;
  guint n_calls = 0;

  if (!has_long_queue)
    {
      g_test_skip ("needs the right to a network of its own, with a longer queue");
      return;
    }
  sender = g_thread_new ("sender", send_flood, self);
  for (; self->n_received < N_FLOOD; n_calls++)
    receive_numbers (self);
  g_thread_join (sender);
  g_test_message ("%u messages in %u calls", self->n_received, n_calls);
  assert_no_more (self, 0);
}

int
main (int argc, char **argv)
{
  /* Before there is any thread. */
  has_long_queue = lengthen_queue ();
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/unix-queue/burst", Fixture, NULL, set_up, test_burst, tear_down);
  g_test_add ("/unix-queue/flood", Fixture, NULL, set_up, test_flood, tear_down);
  return g_test_run ();
}
