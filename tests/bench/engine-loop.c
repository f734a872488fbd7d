/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <time.h>

#include "mailslot/mailslot-batch-private.h"
#include "mailslot/mailslot.h"

/* engine-loop SLOT N: receives N messages as a worker does, and prints the nanoseconds of
 * processor time that it took. */

static guint64
get_process_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (guint64) now.tv_sec * 1000000000 + (guint64) now.tv_nsec;
}

static void
receive (MailslotReader *reader, guint64 n_messages)
{
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  guint64 n_received = 0;

  while (n_received < n_messages)
    {
      if (!mailslot_reader_receive (reader, batch, NULL, NULL))
        g_error ("cannot receive");
      n_received += mailslot_batch_get_n_messages (batch);
      mailslot_batch_clear (batch);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (MailslotAddress) address = NULL;
  g_autoptr (MailslotReader) reader = NULL;
  guint64 begin_ns;

  g_assert (argc == 3);
  address = mailslot_address_new_local (argv[1], NULL);
  reader = mailslot_reader_open (address, NULL, NULL);
  g_assert (reader != NULL);
  puts ("ready");
  fflush (stdout);
  begin_ns = get_process_ns ();
  receive (reader, g_ascii_strtoull (argv[2], NULL, 10));
  g_print ("%" G_GUINT64_FORMAT "\n", get_process_ns () - begin_ns);
  return 0;
}
