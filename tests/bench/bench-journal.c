/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include <glib/gstdio.h>

#include "flood-reader.h"
#include "session/sw-journal-reader.h"
#include "session/sw-journal.h"

/* How many messages a second a journal takes, with every transaction on the disk, beside
 * the 200,000 that may arrive: by the clock, and by the processor time of its thread. */

#define N_MESSAGES 1000000
#define N_ROUNDS 5
#define BATCH 64
#define ARRIVAL_RATE 200000.0
#define PASS_LINE 2.0

static double
get_seconds (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* Processor time of all threads but this one: there is no other than the journal's. */
static double
get_journal_seconds (void)
{
  return get_seconds (CLOCK_PROCESS_CPUTIME_ID) - get_seconds (CLOCK_THREAD_CPUTIME_ID);
}

static MailslotBatch *
make_batch (void)
{
  MailslotBatch *batch = mailslot_batch_new ();
  MailslotRecord record = flood_record ();

  for (guint i = 0; i < BATCH; i++)
    mailslot_batch_append (batch, &record);
  return batch;
}

static void
record_messages (GFile *file)
{
  g_autoptr (SwJournal) journal = sw_journal_new (file, SW_JOURNAL_WAIT);
  g_autoptr (MailslotBatch) batch = make_batch ();
  SwJournalCounts counts;

  for (guint i = 0; i < N_MESSAGES / BATCH; i++)
    sw_journal_append (journal, batch);
  sw_journal_stop (journal);
  sw_journal_get_counts (journal, &counts);
  if (counts.n_written != N_MESSAGES)
    g_error ("recorded %" G_GUINT64_FORMAT " messages of %d",
             counts.n_written,
             N_MESSAGES);
}

static double
read_messages (GFile *file)
{
  g_autoptr (SwJournalReader) reader = sw_journal_reader_open (file, NULL);
  double begin = get_seconds (CLOCK_THREAD_CPUTIME_ID);
  MailslotRecord record;
  guint64 serial = 0;

  while (sw_journal_reader_next (reader, &record, &serial, NULL))
    ;
  g_assert (serial == N_MESSAGES);
  return (get_seconds (CLOCK_THREAD_CPUTIME_ID) - begin) * 1e9 / N_MESSAGES;
}

static double
get_file_bytes (GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  GStatBuf status;

  g_assert (g_stat (path, &status) == 0);
  return (double) status.st_size;
}

/* @rates: (out): by the clock, and by the processor time */
static void
measure (GFile *file, double *rates)
{
  double cpu = get_journal_seconds ();
  double wall = get_seconds (CLOCK_MONOTONIC);

  record_messages (file);
  wall = get_seconds (CLOCK_MONOTONIC) - wall;
  cpu = get_journal_seconds () - cpu;
  rates[0] = N_MESSAGES / wall / ARRIVAL_RATE;
  rates[1] = N_MESSAGES / cpu / ARRIVAL_RATE;
  g_print ("# %.0f messages/s, CPU %.0f ns a message, %.1f bytes on the disk; "
           "CPU %.0f ns to read one\n",
           N_MESSAGES / wall,
           cpu * 1e9 / N_MESSAGES,
           get_file_bytes (file) / N_MESSAGES,
           read_messages (file));
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
report (const char *name, double *ratios)
{
  double load = NAN;

  qsort (ratios, N_ROUNDS, sizeof *ratios, compare_doubles);
  getloadavg (&load, 1);
  g_print ("%s %.2f pass %.1f load %.1f\n", name, ratios[N_ROUNDS / 2], PASS_LINE, load);
}

int
main (void)
{
  char folder[] = "bench-journal-XXXXXX"; /* on the disk of the build, not in memory */
  g_autoptr (GFile) file = NULL;
  double walls[N_ROUNDS];
  double cpus[N_ROUNDS];

  G_STATIC_ASSERT (N_MESSAGES % BATCH == 0);
  if (g_mkdtemp (folder) == NULL)
    g_error ("no folder to write to");
  file = g_file_new_build_filename (folder, "messages.journal", NULL);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      double rates[2];

      measure (file, rates);
      walls[i] = rates[0];
      cpus[i] = rates[1];
      g_file_delete (file, NULL, NULL);
    }
  g_rmdir (folder);
  report ("journal", walls);
  report ("journal-cpu", cpus);
  return 0;
}
