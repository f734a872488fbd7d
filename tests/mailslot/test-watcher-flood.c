/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "mailslot/mailslot.h"
#include "slot-folder.h"
#include "watchdog.h"

/* Many messages, as fast as the system carries them, through a real slot: every one
 * arrives, in order, and what waits on the way stays bounded.
 *
 *     test-watcher-flood [COUNT] */

#define PAYLOAD_BYTES 100
#define SECONDS 600

/* The bounds of the inbox; one call of the reader may add a little. */
#define MAX_MESSAGES_AT_ONCE (65536 + 64)
#define MAX_BYTES_AT_ONCE (8 * 1024 * 1024 + 64 * 1024)

static guint32 n_wanted = 1000000;

typedef struct
{
  GMainLoop *loop; /* (owned) */
  guint32 n_received;
  guint n_emissions;
} Receiver;

static gpointer
send_all (gpointer data)
{
  MailslotAddress *address = data;
  g_autoptr (MailslotWriter) writer = slot_open_writer (address);
  g_autoptr (GError) error = NULL;
  guint8 payload[PAYLOAD_BYTES] = { 0 };

  for (guint32 i = 0; i < n_wanted; i++)
    {
      memcpy (payload, &i, sizeof (i));
      mailslot_writer_write (writer, payload, sizeof (payload), NULL, &error);
      g_assert_no_error (error);
    }
  return NULL;
}

static void
batch_received_cb (MailslotWatcher *watcher, MailslotBatch *batch, Receiver *self)
{
  MailslotBatchIter iter;
  MailslotRecord record;

  g_assert_cmpuint (mailslot_batch_get_n_messages (batch), <=, MAX_MESSAGES_AT_ONCE);
  g_assert_cmpuint (mailslot_batch_get_n_bytes (batch), <=, MAX_BYTES_AT_ONCE);
  self->n_emissions++;
  mailslot_batch_iter_init (&iter, batch);
  while (mailslot_batch_iter_next (&iter, &record))
    {
      guint32 number;

      g_assert_cmpuint (record.size, ==, PAYLOAD_BYTES);
      memcpy (&number, record.payload, sizeof (number));
      g_assert_cmpuint (number, ==, self->n_received);
      self->n_received++;
    }
  if (self->n_received == n_wanted)
    g_main_loop_quit (self->loop);
}

static void
failed_cb (MailslotWatcher *watcher, GError *error, Receiver *self)
{
  g_assert_no_error (error);
}

static void
test_flood (void)
{
  G_GNUC_UNUSED g_autoptr (Watchdog) watchdog = watchdog_start (SECONDS);
  char *folder = slot_folder_new ();
  g_autoptr (MailslotAddress) address = slot_address_new ();
  MailslotReader *reader = slot_open_reader (address, NULL);
  MailslotWatcher *watcher = mailslot_watcher_new (reader);
  Receiver receiver = { g_main_loop_new (NULL, FALSE), 0, 0 };
  GThread *sender = g_thread_new ("sender", send_all, address);

  g_signal_connect (watcher, "batch-received", G_CALLBACK (batch_received_cb), &receiver);
  g_signal_connect (watcher, "failed", G_CALLBACK (failed_cb), &receiver);
  mailslot_watcher_start (watcher);
  g_main_loop_run (receiver.loop);
  g_thread_join (sender);
  mailslot_watcher_stop (watcher);

  g_test_message ("%u messages in %u emissions",
                  receiver.n_received,
                  receiver.n_emissions);
  g_assert_cmpuint (receiver.n_received, ==, n_wanted);
  g_assert_cmpuint (mailslot_watcher_get_n_malformed (watcher), ==, 0);
  g_assert_finalize_object (watcher);
  g_assert_finalize_object (reader);
  g_main_loop_unref (receiver.loop);
  slot_folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    n_wanted = (guint32) strtoul (argv[1], NULL, 10);

  g_test_add_func ("/watcher/flood", test_flood);
  return g_test_run ();
}
