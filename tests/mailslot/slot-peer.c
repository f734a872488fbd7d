/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mailslot/mailslot.h"

/* The other process of the tests that need two.
 *
 *     slot-peer hold NAME          creates the slot, says "ready", ends with its input
 *     slot-peer send NAME COUNT    sends the numbers from 0 as 32-bit words, says "sent"
 * and ends with its input
 */

static MailslotAddress *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  MailslotAddress *address = mailslot_address_parse (text, &error);

  if (address == NULL)
    g_error ("%s", error->message);
  return address;
}

static void
say_and_wait (const char *word)
{
  puts (word);
  fflush (stdout);
  while (getchar () != EOF)
    continue;
}

static int
hold (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotAddress) address = parse (name);
  g_autoptr (MailslotReader) reader = mailslot_reader_open (address, NULL, &error);

  if (reader == NULL)
    {
      puts (error->message);
      return mailslot_error_get_win32_code (error);
    }
  say_and_wait ("ready");
  return 0;
}

static int
send_numbers (const char *name, guint32 count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotAddress) address = parse (name);
  g_autoptr (MailslotWriter) writer = mailslot_writer_open (address, &error);

  if (writer != NULL)
    mailslot_writer_set_timeout (writer, MAILSLOT_TIMEOUT_INFINITE);
  for (guint32 i = 0; writer != NULL && i < count; i++)
    if (!mailslot_writer_write (writer, &i, sizeof (i), NULL, &error))
      break;
  if (error != NULL)
    {
      puts (error->message);
      return mailslot_error_get_win32_code (error);
    }
  say_and_wait ("sent");
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "hold") == 0)
    return hold (argv[2]);
  if (argc == 4 && strcmp (argv[1], "send") == 0)
    return send_numbers (argv[2], (guint32) strtoul (argv[3], NULL, 10));
  return 255;
}
