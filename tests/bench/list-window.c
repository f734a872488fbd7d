/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>
#include <time.h>

#include "flood-reader.h"
#include "mailslot/mailslot-watcher.h"
#include "message-fixture.h"

/* A window with a list of messages that a worker makes:
 *
 *   ours     our watcher, log and list
 *   naive    GtkListStore, g_idle_add() and a scroll to the end a message, in columns
 * that fit their text: what many programs do fixed    the same with rows of one height
 * and columns of fixed width
 *
 * `list-window KIND N` has N messages made as fast as it can be done, and prints how many
 * nanoseconds of the main thread each took until the last of them was drawn and nothing
 * was left to do.
 *
 * `list-window KIND-rate RATE KEPT SECONDS`, with ours or naive, has so many a second
 * made while as many are kept from before, and prints the frames a second and which part
 * of the messages was not taken in at the end. */

#define N_COLUMNS 5

typedef struct
{
  guint64 n_messages; /* still to come */
  guint64 rate;       /* messages a second */
  guint n_frames;
  SwMessageLog *log;   /* of ours (unowned) */
  GtkTreeView *view;   /* of the rivals */
  GtkListStore *store; /* of the rivals */
  gboolean is_done;
} Bench;

static guint64
get_thread_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (guint64) now.tv_sec * 1000000000 + (guint64) now.tv_nsec;
}

static GtkWidget *
show_window (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);

  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_container_add (GTK_CONTAINER (window), child);
  gtk_widget_show_all (window);
  fixture_wait_frames (window, 3);
  return window;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
set_true_cb (gboolean *is_done)
{
  *is_done = TRUE;
}

static gboolean
idle_cb (gpointer is_idle)
{
  *(gboolean *) is_idle = TRUE;
  return G_SOURCE_REMOVE;
}

/* A tree view looks at rows that are not on screen when it has time. */
static void
wait_until_drawn (Bench *bench, GtkWidget *window)
{
  gboolean is_idle = FALSE;

  fixture_wait_until (is_true, &bench->is_done);
  fixture_wait_frames (window, 3);
  g_idle_add_full (G_PRIORITY_LOW, idle_cb, &is_idle, NULL);
  fixture_wait_until (is_true, &is_idle);
}

static guint64
run_ours (Bench *bench)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (MailslotReader) reader = flood_reader_new (bench->n_messages);
  g_autoptr (MailslotWatcher) watcher = mailslot_watcher_new (reader);
  GtkWidget *list = sw_message_list_new ();
  GtkWidget *window;
  guint64 begin_ns;

  sw_message_log_set_limits (log, G_MAXUINT64, G_MAXUINT64);
  sw_message_list_set_log (SW_MESSAGE_LIST (list), log);
  g_signal_connect_object (watcher,
                           "batch-received",
                           G_CALLBACK (sw_message_log_append_batch),
                           log,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (watcher, "failed", G_CALLBACK (set_true_cb), &bench->is_done);
  window = show_window (list);
  begin_ns = get_thread_ns ();
  mailslot_watcher_start (watcher);
  wait_until_drawn (bench, window);
  g_assert (sw_message_log_get_n_messages (log) == bench->n_messages);
  return get_thread_ns () - begin_ns;
}

static gboolean
message_received_cb (gpointer user_data)
{
  Bench *bench = user_data;
  MailslotRecord record = flood_record ();
  g_autoptr (GtkTreePath) path = NULL;
  GtkTreeIter iter;

  gtk_list_store_insert_with_values (bench->store,
                                     &iter,
                                     -1,
                                     0,
                                     "12:34:56.789",
                                     1,
                                     mailslot_address_get_name (record.slot),
                                     2,
                                     "python3 (4711)",
                                     3,
                                     "100",
                                     4,
                                     (const char *) record.payload,
                                     -1);
  path = gtk_tree_model_get_path (GTK_TREE_MODEL (bench->store), &iter);
  gtk_tree_view_scroll_to_cell (bench->view, path, NULL, FALSE, 0, 0);
  bench->is_done = --bench->n_messages == 0;
  return G_SOURCE_REMOVE;
}

static gpointer
add_idles (gpointer user_data)
{
  Bench *bench = user_data;
  guint64 n_messages = bench->n_messages;

  for (guint64 i = 0; i < n_messages; i++)
    g_idle_add (message_received_cb, bench);
  return NULL;
}

static void
add_columns (Bench *bench, gboolean is_fixed)
{
  const char *const titles[N_COLUMNS] = { "Time", "Slot", "Sender", "Size", "Message" };

  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkTreeViewColumn *column =
          gtk_tree_view_column_new_with_attributes (titles[i],
                                                    gtk_cell_renderer_text_new (),
                                                    "text",
                                                    i,
                                                    NULL);

      if (is_fixed)
        {
          gtk_tree_view_column_set_sizing (column, GTK_TREE_VIEW_COLUMN_FIXED);
          gtk_tree_view_column_set_fixed_width (column, i < N_COLUMNS - 1 ? 100 : 600);
        }
      gtk_tree_view_append_column (bench->view, column);
    }
  gtk_tree_view_set_fixed_height_mode (bench->view, is_fixed);
}

static GtkWidget *
show_rival (Bench *bench, gboolean is_fixed)
{
  GtkWidget *scroller = gtk_scrolled_window_new (NULL, NULL);

  bench->store = gtk_list_store_new (N_COLUMNS,
                                     G_TYPE_STRING,
                                     G_TYPE_STRING,
                                     G_TYPE_STRING,
                                     G_TYPE_STRING,
                                     G_TYPE_STRING);
  bench->view =
      GTK_TREE_VIEW (gtk_tree_view_new_with_model (GTK_TREE_MODEL (bench->store)));
  add_columns (bench, is_fixed);
  gtk_container_add (GTK_CONTAINER (scroller), GTK_WIDGET (bench->view));
  return show_window (scroller);
}

static guint64
run_rival (Bench *bench, gboolean is_fixed)
{
  GtkWidget *window = show_rival (bench, is_fixed);
  guint64 begin_ns = get_thread_ns ();
  GThread *thread = g_thread_new ("idles", add_idles, bench);

  wait_until_drawn (bench, window);
  g_thread_join (thread);
  return get_thread_ns () - begin_ns;
}

/* ---- At a rate ---- */

#define KEPT_BATCH 1000

static gboolean
count_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ((Bench *) user_data)->n_frames++;
  return G_SOURCE_CONTINUE;
}

/* Prints what became of @seconds; @count tells how many messages were taken in. */
static void
watch_rate (Bench *bench, GtkWidget *window, guint seconds, guint64 (*count) (Bench *))
{
  gint64 begin_us = g_get_monotonic_time ();
  gint64 end_us = begin_us + seconds * G_USEC_PER_SEC;
  guint64 n_taken = count (bench);
  gint64 now_us;
  guint64 n_due;

  gtk_widget_add_tick_callback (window, count_frame_cb, bench, NULL);
  while ((now_us = g_get_monotonic_time ()) < end_us)
    g_main_context_iteration (NULL, TRUE);
  n_taken = count (bench) - n_taken;
  n_due = flood_count_due (bench->rate, begin_us);
  g_print ("%.1f %.4f\n",
           (double) bench->n_frames * G_USEC_PER_SEC / (double) (now_us - begin_us),
           1 - (double) MIN (n_taken, n_due) / (double) n_due);
}

static void
keep_messages (SwMessageLog *log, guint64 n_kept)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  MailslotRecord record = flood_record ();

  for (guint i = 0; i < KEPT_BATCH; i++)
    mailslot_batch_append (batch, &record);
  for (guint64 i = 0; i < n_kept / KEPT_BATCH; i++)
    sw_message_log_append_batch (log, batch);
}

static guint64
count_ours (Bench *bench)
{
  return sw_message_log_get_n_messages (bench->log);
}

static void
run_ours_at_rate (Bench *bench, guint64 n_kept, guint seconds)
{
  g_autoptr (SwMessageLog) log = bench->log = sw_message_log_new ();
  g_autoptr (MailslotReader) reader = flood_reader_new_paced (bench->rate);
  g_autoptr (MailslotWatcher) watcher = mailslot_watcher_new (reader);
  GtkWidget *list = sw_message_list_new ();
  GtkWidget *window;

  sw_message_log_set_limits (log, G_MAXUINT64, G_MAXUINT64);
  keep_messages (log, n_kept);
  sw_message_list_set_log (SW_MESSAGE_LIST (list), log);
  g_signal_connect_object (watcher,
                           "batch-received",
                           G_CALLBACK (sw_message_log_append_batch),
                           log,
                           G_CONNECT_SWAPPED);
  window = show_window (list);
  mailslot_watcher_start (watcher);
  watch_rate (bench, window, seconds, count_ours);
}

static gpointer
add_idles_at_rate (gpointer user_data)
{
  Bench *bench = user_data;
  gint64 begin_us = g_get_monotonic_time ();
  guint64 n_made = 0;

  for (;;)
    {
      for (; n_made < flood_count_due (bench->rate, begin_us); n_made++)
        g_idle_add (message_received_cb, bench);
      g_usleep (FLOOD_NAP_US);
    }
  return NULL;
}

static guint64
count_rival (Bench *bench)
{
  return (guint64) gtk_tree_model_iter_n_children (GTK_TREE_MODEL (bench->store), NULL);
}

/* Its worker goes on until the program ends. */
static void
run_rival_at_rate (Bench *bench, guint seconds)
{
  GtkWidget *window = show_rival (bench, FALSE);

  bench->n_messages = G_MAXUINT64;
  g_thread_unref (g_thread_new ("idles", add_idles_at_rate, bench));
  watch_rate (bench, window, seconds, count_rival);
}

static void
measure_rate (Bench *bench, char **argv)
{
  guint64 n_kept = g_ascii_strtoull (argv[3], NULL, 10);
  guint seconds = (guint) g_ascii_strtoull (argv[4], NULL, 10);

  bench->rate = g_ascii_strtoull (argv[2], NULL, 10);
  if (strcmp (argv[1], "ours-rate") == 0)
    run_ours_at_rate (bench, n_kept, seconds);
  else
    run_rival_at_rate (bench, seconds);
}

static void
measure_cost (Bench *bench, char **argv)
{
  guint64 n_messages = g_ascii_strtoull (argv[2], NULL, 10);
  guint64 time_ns;

  bench->n_messages = n_messages;
  if (strcmp (argv[1], "ours") == 0)
    time_ns = run_ours (bench);
  else
    time_ns = run_rival (bench, strcmp (argv[1], "fixed") == 0);
  g_print ("%.1f\n", (double) time_ns / (double) n_messages);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };

  gtk_init (&argc, &argv);
  g_assert (argc == 3 || argc == 5);
  if (argc == 5)
    measure_rate (&bench, argv);
  else
    measure_cost (&bench, argv);
  return 0;
}
