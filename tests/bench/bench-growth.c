/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "flood-reader.h"
#include "message-fixture.h"
#include "session/sw-log-view.h"

/* What things cost with more and more messages kept, in processor time: appending one and
 * filtering one, drawing a frame while messages arrive, and jumping anywhere. None of
 * them may cost more with 5,000,000 messages than with 10,000, but for caches that a
 * larger log no longer fits: each line is the ratio of the two, the less the better. */

#define BATCH 1000
#define N_FRAMES 60
#define N_FILTER_ROUNDS 3
#define NOTHING "none of this is in a message"

static const guint64 sizes[] = { 10000, 100000, 1000000, 5000000 };

typedef struct
{
  double append_ns;
  double filter_ns;
  double frame_us;
  double jump_us;
} Costs;

typedef struct
{
  SwMessageLog *log;
  SwLogView *view;
  GtkWidget *window;
  SwMessageList *list;
  MailslotBatch *batch;
} Bench;

static double
get_time_ns (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec * 1e9 + (double) now.tv_nsec;
}

static MailslotBatch *
make_batch (guint n_messages)
{
  MailslotBatch *batch = mailslot_batch_new ();
  MailslotRecord record = flood_record ();

  for (guint i = 0; i < n_messages; i++)
    mailslot_batch_append (batch, &record);
  return batch;
}

static void
set_up (Bench *bench)
{
  bench->log = sw_message_log_new ();
  sw_message_log_set_limits (bench->log, G_MAXUINT64, G_MAXUINT64);
  bench->view = sw_log_view_new (bench->log);
  bench->batch = make_batch (BATCH);
  bench->list = SW_MESSAGE_LIST (sw_message_list_new ());
  sw_message_list_set_log (bench->list, bench->log);
  bench->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1000, 700);
  gtk_container_add (GTK_CONTAINER (bench->window), GTK_WIDGET (bench->list));
  gtk_widget_show_all (bench->window);
  fixture_wait_frames (bench->window, 3);
}

static void
tear_down (Bench *bench)
{
  gtk_widget_destroy (bench->window);
  g_object_unref (bench->view);
  g_object_unref (bench->log);
  mailslot_batch_unref (bench->batch);
}

static double
measure_append (Bench *bench, guint64 n_messages)
{
  guint64 n_new = n_messages - sw_message_log_get_n_messages (bench->log);
  double begin_ns = get_time_ns (CLOCK_THREAD_CPUTIME_ID);

  for (guint64 i = 0; i < n_new / BATCH; i++)
    sw_message_log_append_batch (bench->log, bench->batch);
  return (get_time_ns (CLOCK_THREAD_CPUTIME_ID) - begin_ns) / (double) n_new;
}

/* Returns: what a frame takes when one message arrived before it */
static double
measure_frame (Bench *bench)
{
  g_autoptr (MailslotBatch) batch = make_batch (1);
  double begin_ns;

  sw_message_list_scroll_to_end (bench->list);
  fixture_wait_frames (bench->window, 6);
  begin_ns = get_time_ns (CLOCK_THREAD_CPUTIME_ID);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      sw_message_log_append_batch (bench->log, batch);
      fixture_wait_frames (bench->window, 1);
    }
  return (get_time_ns (CLOCK_THREAD_CPUTIME_ID) - begin_ns) / N_FRAMES / 1e3;
}

/* Returns: what showing other rows takes, until they are drawn */
static double
measure_jump (Bench *bench)
{
  guint64 n_messages = sw_message_log_get_n_messages (bench->log);
  double begin_ns = get_time_ns (CLOCK_THREAD_CPUTIME_ID);

  for (guint i = 0; i < N_FRAMES; i++)
    {
      guint64 row = (guint64) (g_random_double () * (double) n_messages);

      sw_message_list_select (bench->list, 1 + row);
      fixture_wait_frames (bench->window, 2);
    }
  return (get_time_ns (CLOCK_THREAD_CPUTIME_ID) - begin_ns) / N_FRAMES / 1e3;
}

/* Returns: what looking at one message takes, of all threads */
static double
measure_filter (Bench *bench)
{
  g_autoptr (SwFilter) filter = sw_filter_parse ("\"" NOTHING "\"", NULL);
  guint64 n_messages = sw_message_log_get_n_messages (bench->log);
  double best_ns = G_MAXDOUBLE;

  for (guint i = 0; i < N_FILTER_ROUNDS; i++)
    {
      double begin_ns = get_time_ns (CLOCK_PROCESS_CPUTIME_ID);

      sw_log_view_set_filter (bench->view, filter);
      while (!sw_log_view_is_complete (bench->view))
        g_main_context_iteration (NULL, TRUE);
      sw_log_view_set_filter (bench->view, NULL);
      best_ns = MIN (best_ns, get_time_ns (CLOCK_PROCESS_CPUTIME_ID) - begin_ns);
    }
  return best_ns / (double) n_messages;
}

static Costs
measure (Bench *bench, guint64 n_messages)
{
  Costs costs;

  costs.append_ns = measure_append (bench, n_messages);
  costs.filter_ns = measure_filter (bench);
  costs.frame_us = measure_frame (bench);
  costs.jump_us = measure_jump (bench);
  g_print ("# %" G_GUINT64_FORMAT " messages: append %.0f ns and filter %.0f ns each, "
           "frame %.0f us, jump %.0f us\n",
           n_messages,
           costs.append_ns,
           costs.filter_ns,
           costs.frame_us,
           costs.jump_us);
  return costs;
}

static void
report (const char *name, double ratio, double pass_line)
{
  double load = 0;

  getloadavg (&load, 1);
  g_print ("%s %.2f pass <=%.1f load %.1f\n", name, ratio, pass_line, load);
}

int
main (int argc, char **argv)
{
  Bench bench;
  Costs first;
  Costs last;

  gtk_init (&argc, &argv);
  set_up (&bench);
  /* What is loaded for the first frames is no cost of theirs. */
  sw_message_log_append_batch (bench.log, bench.batch);
  measure_frame (&bench);
  measure_jump (&bench);
  first = measure (&bench, sizes[0]);
  for (guint i = 1; i < G_N_ELEMENTS (sizes); i++)
    last = measure (&bench, sizes[i]);
  tear_down (&bench);

  report ("growth-append", last.append_ns / first.append_ns, 1.5);
  report ("growth-filter", last.filter_ns / first.filter_ns, 1.5);
  report ("growth-frame", last.frame_us / first.frame_us, 1.5);
  report ("growth-jump", last.jump_us / first.jump_us, 1.5);
  return 0;
}
