/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include <gtk/gtk.h>

#include "session/sw-log-view.h"

/* Filters a million rows: our view of a log, and a GtkTreeModelFilter on a GtkListStore
 * of the same texts. The two take turns, and what counts is the middle one of the ratios
 * of their times. Then what other filters cost, and how the cost grows with the log. */

#define N_ROWS 1000000
#define N_ROUNDS 7
#define PASS_LINE 8.0

#define PAYLOAD_BYTES 100
#define NEEDLE "needle"

static const guint64 growth[] = { 10000, 100000, 1000000, 5000000 };

static const char *const queries[] = {
  NEEDLE,           ("'" NEEDLE "'"),  ("-" NEEDLE),         "payload", "\"世界\"",
  "/need[l]e \\d/", "/NEED[L]E \\d/i", "slot:x size>50 a b", "größe",   "none -payload",
};

typedef struct
{
  double wall_ms;
  double cpu_ms; /* of all threads */
} Cost;

static double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static Cost
start_clock (void)
{
  return (Cost){ (double) g_get_monotonic_time () / 1e3, get_cpu_ms () };
}

static Cost
stop_clock (Cost start)
{
  Cost now = start_clock ();

  return (Cost){ now.wall_ms - start.wall_ms, now.cpu_ms - start.cpu_ms };
}

/* A row of text, 100 bytes long; one of a hundred has the needle. */
static void
make_text (char text[PAYLOAD_BYTES + 1], guint64 number)
{
  int length =
      g_snprintf (text,
                  PAYLOAD_BYTES + 1,
                  "message %010" G_GUINT64_FORMAT " with a payload as tools write it",
                  number);

  memset (text + length, '.', (gsize) (PAYLOAD_BYTES - length));
  text[PAYLOAD_BYTES] = '\0';
  if (number % 100 == 0)
    memcpy (text + 60, NEEDLE " 7", strlen (NEEDLE " 7"));
}

static void
append (SwMessageLog *log, guint64 n_rows)
{
  g_autoptr (MailslotAddress) slot = mailslot_address_new_local ("x", NULL);
  char text[PAYLOAD_BYTES + 1];
  MailslotRecord record = { .arrival_time_us = 1,
                            .slot = slot,
                            .sender = mailslot_sender_get_unknown (),
                            .payload = (const guint8 *) text,
                            .size = PAYLOAD_BYTES };
  guint64 number = sw_message_log_get_end_serial (log);
  guint64 end = number + n_rows;

  while (number < end)
    {
      g_autoptr (MailslotBatch) batch = mailslot_batch_new ();

      for (guint i = 0; i < 1000; i++)
        {
          make_text (text, number++);
          mailslot_batch_append (batch, &record);
        }
      sw_message_log_append_batch (log, batch);
    }
}

/* From setting the filter until every row is known. */
static Cost
filter_view (SwLogView *view, const char *query, guint64 *n_rows)
{
  g_autoptr (SwFilter) filter = sw_filter_parse (query, NULL);
  Cost start;
  Cost cost;

  g_assert (filter != NULL);
  start = start_clock ();
  sw_log_view_set_filter (view, filter);
  while (!sw_log_view_is_complete (view))
    g_main_context_iteration (NULL, TRUE);
  cost = stop_clock (start);
  *n_rows = sw_log_view_get_n_rows (view);
  sw_log_view_set_filter (view, NULL);
  return cost;
}

static GtkListStore *
make_store (void)
{
  GtkListStore *store = gtk_list_store_new (1, G_TYPE_STRING);
  char text[PAYLOAD_BYTES + 1];

  for (guint64 number = 1; number <= N_ROWS; number++)
    {
      make_text (text, number);
      gtk_list_store_insert_with_values (store, NULL, -1, 0, text, -1);
    }
  return store;
}

static gboolean
is_visible (GtkTreeModel *model, GtkTreeIter *iter, gpointer data)
{
  g_autofree char *text = NULL;

  gtk_tree_model_get (model, iter, 0, &text, -1);
  return strstr (text, NEEDLE) != NULL;
}

static Cost
filter_store (GtkListStore *store, guint64 *n_rows)
{
  g_autoptr (GtkTreeModel) filter = NULL;
  Cost start = start_clock ();

  filter = gtk_tree_model_filter_new (GTK_TREE_MODEL (store), NULL);
  gtk_tree_model_filter_set_visible_func (GTK_TREE_MODEL_FILTER (filter),
                                          is_visible,
                                          NULL,
                                          NULL);
  *n_rows = (guint64) gtk_tree_model_iter_n_children (filter, NULL);
  return stop_clock (start);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
get_median (double *values, guint n_values)
{
  qsort (values, n_values, sizeof *values, compare_doubles);
  return values[n_values / 2];
}

static double
get_load (void)
{
  double load = NAN;

  if (getloadavg (&load, 1) != 1)
    return NAN;
  return load;
}

/* Returns: the ratio of times, rival to ours */
static double
compare (SwLogView *view)
{
  g_autoptr (GtkListStore) store = make_store ();
  double walls[N_ROUNDS];
  double cpus[N_ROUNDS];
  double ratio;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      guint64 n_rows;
      guint64 n_rival_rows;
      Cost ours = filter_view (view, "'" NEEDLE "'", &n_rows);
      Cost rival = filter_store (store, &n_rival_rows);

      g_assert (n_rows == N_ROWS / 100 && n_rows == n_rival_rows);
      walls[i] = rival.wall_ms / ours.wall_ms;
      cpus[i] = rival.cpu_ms / ours.cpu_ms;
      g_print ("# ours %.1f ms (CPU %.1f), rival %.1f ms (CPU %.1f)\n",
               ours.wall_ms,
               ours.cpu_ms,
               rival.wall_ms,
               rival.cpu_ms);
    }
  ratio = get_median (walls, N_ROUNDS);
  g_print ("filter %.1f pass %.1f load %.2f\n", ratio, PASS_LINE, get_load ());
  g_print ("filter-cpu %.1f pass %.1f load %.2f\n",
           get_median (cpus, N_ROUNDS),
           PASS_LINE,
           get_load ());
  return ratio;
}

static Cost
get_middle_cost (SwLogView *view, const char *query, guint64 *n_rows)
{
  double walls[3];
  double cpus[3];

  for (guint i = 0; i < G_N_ELEMENTS (walls); i++)
    {
      Cost cost = filter_view (view, query, n_rows);

      walls[i] = cost.wall_ms;
      cpus[i] = cost.cpu_ms;
    }
  return (Cost){ get_median (walls, G_N_ELEMENTS (walls)),
                 get_median (cpus, G_N_ELEMENTS (cpus)) };
}

static void
show_queries (SwLogView *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      guint64 n_rows;
      Cost cost = get_middle_cost (view, queries[i], &n_rows);

      g_print ("# %s: %.1f ms (CPU %.1f), %" G_GUINT64_FORMAT " rows\n",
               queries[i],
               cost.wall_ms,
               cost.cpu_ms,
               n_rows);
    }
}

static void
show_growth (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (growth); i++)
    {
      g_autoptr (SwMessageLog) log = sw_message_log_new ();
      g_autoptr (SwLogView) view = sw_log_view_new (log);
      guint64 n_rows;
      Cost cost;

      sw_message_log_set_limits (log, G_MAXUINT64, G_MAXUINT64);
      append (log, growth[i]);
      cost = get_middle_cost (view, NEEDLE, &n_rows);
      g_print ("# %" G_GUINT64_FORMAT " rows: %.1f ms, CPU %.1f ns a row\n",
               growth[i],
               cost.wall_ms,
               cost.cpu_ms * 1e6 / (double) growth[i]);
    }
}

int
main (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (SwLogView) view = sw_log_view_new (log);
  double ratio;

  setlocale (LC_ALL, "");
  append (log, N_ROWS);
  ratio = compare (view);
  show_queries (view);
  g_clear_object (&view);
  g_clear_object (&log);
  show_growth ();
  return ratio >= PASS_LINE ? 0 : 1;
}
