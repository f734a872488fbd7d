/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#define START_US G_GINT64_CONSTANT (1700000000123456)
#define MONOTONIC_START_US G_GINT64_CONSTANT (5000000)

static char *folder;

const char *
fixture_get_folder (void)
{
  return folder;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR)
          && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (path);
}

int
fixture_run (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *slots = NULL;
  int result;

  folder = g_dir_make_tmp ("slotwatch-test-XXXXXX", &error);
  g_assert_no_error (error);
  slots = g_build_filename (folder, "slots", NULL);
  g_setenv ("MAILSLOT_DIR", slots, TRUE);
  result = g_test_run ();
  remove_folder (folder);
  g_clear_pointer (&folder, g_free);
  return result;
}

MailslotAddress *
fixture_address_new (void)
{
  static guint n_addresses;
  g_autofree char *folder_name = g_path_get_basename (folder);
  g_autofree char *name = g_strdup_printf ("%s-%u", folder_name, n_addresses++);
  g_autoptr (GError) error = NULL;
  MailslotAddress *address = mailslot_address_new_local (name, &error);

  g_assert_no_error (error);
  return address;
}

static MailslotAddress *
get_slot (guint64 number)
{
  static MailslotAddress *slots[2];

  if (slots[0] == NULL)
    {
      slots[0] = mailslot_address_new_local ("first", NULL);
      slots[1] = mailslot_address_new_local ("second", NULL);
    }
  return slots[number / 5 % 2];
}

static MailslotSender *
get_sender (guint64 number)
{
  static MailslotSender *senders[3];

  if (senders[0] == NULL)
    {
      senders[0] = mailslot_sender_new_process (4711, 1000, "python3");
      senders[1] = mailslot_sender_new_remote ("WORKSTATION", "192.0.2.7", 138);
      senders[2] = mailslot_sender_get_unknown ();
    }
  return senders[number % 3];
}

static guint8
get_byte (guint64 number, gsize index)
{
  return (guint8) (number * 31 + index * 7 + (number >> 8));
}

MailslotRecord
fixture_record (guint64 number, guint8 *buffer, gsize size)
{
  for (gsize i = 0; i < size; i++)
    buffer[i] = get_byte (number, i);
  return (MailslotRecord){
    .arrival_time_us = START_US + (gint64) number * 1001,
    .arrival_monotonic_us = MONOTONIC_START_US + (gint64) number * 1000,
    .transport = (MailslotTransport) (number / 7 % 2),
    .slot = get_slot (number),
    .sender = get_sender (number),
    .payload = size > 0 ? buffer : NULL,
    .size = size,
  };
}

void
fixture_append (SwMessageLog *log, guint64 first, guint64 n_messages, gsize size)
{
  g_autofree guint8 *buffer = g_malloc (size + 1);
  guint64 number = first;

  while (number < first + n_messages)
    {
      g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
      guint64 end = MIN (number + 64, first + n_messages);

      for (; number < end; number++)
        {
          MailslotRecord record = fixture_record (number, buffer, size);

          mailslot_batch_append (batch, &record);
        }
      sw_message_log_append_batch (log, batch);
    }
}

void
fixture_assert_record (const MailslotRecord *record, guint64 number, gsize size)
{
  g_autofree guint8 *buffer = g_malloc (size + 1);
  MailslotRecord expected = fixture_record (number, buffer, size);

  g_assert_cmpint (record->arrival_time_us, ==, expected.arrival_time_us);
  g_assert_cmpint (record->arrival_monotonic_us, ==, expected.arrival_monotonic_us);
  g_assert_cmpint (record->transport, ==, expected.transport);
  g_assert_true (record->slot == expected.slot);
  g_assert_true (record->sender == expected.sender);
  g_assert_cmpmem (record->payload, record->size, expected.payload, expected.size);
}

void
fixture_send (MailslotAddress *address, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotWriter) writer = mailslot_writer_open (address, &error);

  g_assert_no_error (error);
  mailslot_writer_set_timeout (writer, MAILSLOT_TIMEOUT_INFINITE);
  mailslot_writer_write (writer, text, strlen (text), NULL, &error);
  g_assert_no_error (error);
}

void
fixture_store_result_cb (GObject *source, GAsyncResult *result, gpointer place)
{
  GAsyncResult **stored = place;

  g_assert_null (*stored);
  *stored = g_object_ref (result);
}
