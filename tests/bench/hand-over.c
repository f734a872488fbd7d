/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "flood-reader.h"
#include "mailslot/mailslot-watcher.h"

/* Hands messages from a worker thread to the main loop, which looks at each:
 *
 *   hand-over batches N    our way
 *   hand-over idles N      with one g_idle_add() a message, as many programs do */

static GMainLoop *loop;
static guint64 n_bytes_left;

static void
look_at (const guint8 *payload, gsize size)
{
  g_assert (payload[0] == 'a');
  n_bytes_left -= size;
}

static void
batch_received_cb (MailslotWatcher *watcher, MailslotBatch *batch)
{
  MailslotBatchIter iter;
  MailslotRecord record;

  mailslot_batch_iter_init (&iter, batch);
  while (mailslot_batch_iter_next (&iter, &record))
    look_at (record.payload, record.size);
}

static void
hand_over_batches (guint64 n_messages)
{
  g_autoptr (MailslotReader) reader = flood_reader_new (n_messages);
  g_autoptr (MailslotWatcher) watcher = mailslot_watcher_new (reader);

  g_signal_connect (watcher, "batch-received", G_CALLBACK (batch_received_cb), NULL);
  g_signal_connect_swapped (watcher, "failed", G_CALLBACK (g_main_loop_quit), loop);
  mailslot_watcher_start (watcher);
  g_main_loop_run (loop);
}

static gboolean
message_received_cb (gpointer payload)
{
  look_at (payload, FLOOD_PAYLOAD_BYTES);
  g_free (payload);
  if (n_bytes_left == 0)
    g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static gpointer
add_idles (gpointer n_messages)
{
  MailslotRecord record = flood_record ();

  for (guint64 i = 0; i < *(guint64 *) n_messages; i++)
    g_idle_add (message_received_cb, g_memdup2 (record.payload, record.size));
  return NULL;
}

static void
hand_over_idles (guint64 n_messages)
{
  GThread *thread = g_thread_new ("idles", add_idles, &n_messages);

  g_main_loop_run (loop);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  guint64 n_messages;

  g_assert (argc == 3);
  n_messages = g_ascii_strtoull (argv[2], NULL, 10);
  n_bytes_left = n_messages * FLOOD_PAYLOAD_BYTES;
  loop = g_main_loop_new (NULL, FALSE);
  if (strcmp (argv[1], "batches") == 0)
    hand_over_batches (n_messages);
  else
    hand_over_idles (n_messages);
  g_main_loop_unref (loop);
  return n_bytes_left == 0 ? 0 : 1;
}
