/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "slot-folder.h"

#include <glib/gstdio.h>
#include <string.h>

char *
slot_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("slotwatch-test-XXXXXX", &error);

  g_assert_no_error (error);
  g_setenv ("MAILSLOT_DIR", folder, TRUE);
  return folder;
}

static void
remove_tree (const char *path)
{
  const char *name;
  GDir *dir;

  if (g_remove (path) == 0)
    return;
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_remove (path);
}

void
slot_folder_free (char *folder)
{
  remove_tree (folder);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_unsetenv ("MAILSLOT_DIR");
  g_free (folder);
}

MailslotAddress *
slot_address_new (void)
{
  static int n_addresses = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  MailslotAddress *address;

  name = g_strdup_printf ("Test-%08x-%d", g_random_int (), ++n_addresses);
  address = mailslot_address_new_local (name, &error);
  g_assert_no_error (error);
  return address;
}

MailslotReader *
slot_open_reader (MailslotAddress *address, const MailslotReaderOptions *options)
{
  g_autoptr (GError) error = NULL;
  MailslotReader *reader = mailslot_reader_open (address, options, &error);

  g_assert_no_error (error);
  return reader;
}

MailslotWriter *
slot_open_writer (MailslotAddress *address)
{
  g_autoptr (GError) error = NULL;
  MailslotWriter *writer = mailslot_writer_open (address, &error);

  g_assert_no_error (error);
  mailslot_writer_set_timeout (writer, MAILSLOT_TIMEOUT_INFINITE);
  return writer;
}

void
slot_send (MailslotWriter *writer, const char *text)
{
  g_autoptr (GError) error = NULL;

  mailslot_writer_write (writer, text, strlen (text), NULL, &error);
  g_assert_no_error (error);
}

void
slot_assert_read (MailslotReader *reader, const char *text)
{
  g_autoptr (GError) error = NULL;
  char buffer[1024];
  gssize size = mailslot_reader_read (reader, buffer, sizeof (buffer), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (buffer, size, text, strlen (text));
}

MailslotMessage *
slot_assert_next (MailslotReader *reader)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  MailslotBatchIter iter;
  MailslotRecord record;

  mailslot_reader_receive (reader, batch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mailslot_batch_get_n_messages (batch), ==, 1);
  mailslot_batch_iter_init (&iter, batch);
  mailslot_batch_iter_next (&iter, &record);
  return mailslot_message_new (&record, 1);
}
