/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "mailslot/mailslot.h"

/* numbered-writer SLOT WRITER N: sends "WRITER 1" to "WRITER N", each as fast as it goes.
 */
int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotAddress) address = NULL;
  g_autoptr (MailslotWriter) writer = NULL;
  guint64 n_messages;

  g_assert_cmpint (argc, ==, 4);
  n_messages = g_ascii_strtoull (argv[3], NULL, 10);
  address = mailslot_address_parse (argv[1], &error);
  g_assert_no_error (error);
  writer = mailslot_writer_open (address, &error);
  g_assert_no_error (error);
  mailslot_writer_set_timeout (writer, MAILSLOT_TIMEOUT_INFINITE);

  for (guint64 i = 1; i <= n_messages; i++)
    {
      char text[64];
      int size = g_snprintf (text, sizeof text, "%s %" G_GUINT64_FORMAT, argv[2], i);

      mailslot_writer_write (writer, text, (gsize) size, NULL, &error);
      g_assert_no_error (error);
    }
  return 0;
}
