/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "flood-reader.h"
#include "session/sw-message-log.h"

/* How much the memory of the process grows with a log of a million messages, beside the
 * bytes of their payloads. The less, the better. */

#define N_MESSAGES 1000000
#define BATCH 1000
#define PASS_LINE 1.4

static double
get_resident_bytes (void)
{
  g_autofree char *text = NULL;
  long n_pages = 0;

  g_assert (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert (sscanf (text, "%*d %ld", &n_pages) == 1);
  return (double) n_pages * (double) sysconf (_SC_PAGESIZE);
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

int
main (void)
{
  g_autoptr (SwMessageLog) log = sw_message_log_new ();
  g_autoptr (MailslotBatch) batch = make_batch ();
  double load = NAN;
  double begin = get_resident_bytes ();
  double ratio;

  for (guint i = 0; i < N_MESSAGES / BATCH; i++)
    sw_message_log_append_batch (log, batch);
  g_assert (sw_message_log_get_n_messages (log) == N_MESSAGES);
  ratio = (get_resident_bytes () - begin) / ((double) N_MESSAGES * FLOOD_PAYLOAD_BYTES);
  g_print ("# the log counts %.1f bytes a message\n",
           (double) sw_message_log_get_n_bytes (log) / N_MESSAGES);
  getloadavg (&load, 1);
  g_print ("memory %.2f pass <=%.1f load %.1f\n", ratio, PASS_LINE, load);
  return 0;
}
