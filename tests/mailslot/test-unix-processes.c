/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mailslot/mailslot.h"
#include "slot-folder.h"
#include "watchdog.h"

/* What happens between processes; the other one is slot-peer.c. */

typedef struct
{
  Watchdog *watchdog;       /* (owned) */
  char *folder;             /* (owned) */
  MailslotAddress *address; /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->watchdog = watchdog_start (300);
  self->folder = slot_folder_new ();
  self->address = slot_address_new ();
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  mailslot_address_unref (self->address);
  slot_folder_free (self->folder);
  watchdog_stop (self->watchdog);
}

/* Starts a peer and waits until it has said @word. */
static GSubprocess *
start_peer (const char *word,
            const char *command,
            MailslotAddress *slot,
            const char *count)
{
  g_autofree char *program =
      g_test_build_filename (G_TEST_BUILT, "mailslot", "slot-peer", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  GSubprocess *peer;

  peer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                           &error,
                           program,
                           command,
                           mailslot_address_get_name (slot),
                           count,
                           NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (peer));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (line, ==, word);
  return peer;
}

/* Lets a peer end in its own way. */
static void
end_peer (GSubprocess *peer)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (peer), NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (peer, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (peer);
}

static void
kill_peer (GSubprocess *peer)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_force_exit (peer);
  g_subprocess_wait (peer, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (peer));
  g_assert_cmpint (g_subprocess_get_term_sig (peer), ==, SIGKILL);
  g_object_unref (peer);
}

static void
test_name_is_taken (Fixture *self, gconstpointer unused)
{
  GSubprocess *peer = start_peer ("ready", "hold", self->address, NULL);
  g_autofree char *upper = g_ascii_strup (mailslot_address_get_name (self->address), -1);
  g_autoptr (MailslotAddress) same = mailslot_address_new_local (upper, NULL);
  g_autoptr (MailslotReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (mailslot_reader_open (same, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ALREADY_EXISTS);
  g_assert_nonnull (strstr (error->message, mailslot_address_to_string (same)));
  end_peer (peer);
  reader = slot_open_reader (same, NULL);
}

/* kill -9 never blocks a name, and its slot is gone at once for everybody. */
static void
test_owner_is_killed (Fixture *self, gconstpointer unused)
{
  for (int i = 0; i < 5; i++)
    {
      GSubprocess *peer = start_peer ("ready", "hold", self->address, NULL);
      g_autoptr (MailslotWriter) writer = slot_open_writer (self->address);
      g_autoptr (MailslotReader) reader = NULL;
      g_autoptr (GPtrArray) addresses = NULL;
      g_autoptr (GError) error = NULL;

      kill_peer (peer);
      addresses = mailslot_directory_list (&error);
      g_assert_no_error (error);
      g_assert_cmpuint (addresses->len, ==, 0);
      g_assert_false (mailslot_writer_write (writer, "x", 1, NULL, &error));
      g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED);
      g_clear_error (&error);
      g_assert_null (mailslot_writer_open (self->address, &error));
      g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NOT_FOUND);

      reader = slot_open_reader (self->address, NULL);
    }
}

/* A child that we start does not inherit the slot and keep it from dying. */
static void
test_child_inherits_nothing (Fixture *self, gconstpointer unused)
{
  g_autoptr (MailslotAddress) other = slot_address_new ();
  MailslotReader *reader = slot_open_reader (self->address, NULL);
  GSubprocess *peer = start_peer ("ready", "hold", other, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (reader);
  g_assert_null (mailslot_writer_open (self->address, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NOT_FOUND);
  end_peer (peer);
}

/* Every message comes with the process that sent it, in the order it sent them. */
static void
test_senders (Fixture *self, gconstpointer unused)
{
  g_autoptr (MailslotReader) reader = slot_open_reader (self->address, NULL);
  GSubprocess *peers[2];
  gint64 pids[2];
  guint32 next[2] = { 0 };

  for (int i = 0; i < 2; i++)
    {
      peers[i] = start_peer ("sent", "send", self->address, "3");
      pids[i] = strtoll (g_subprocess_get_identifier (peers[i]), NULL, 10);
    }
  for (int n = 0; n < 6;)
    {
      g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
      g_autoptr (GError) error = NULL;
      MailslotBatchIter iter;
      MailslotRecord record;

      mailslot_reader_receive (reader, batch, NULL, &error);
      g_assert_no_error (error);
      mailslot_batch_iter_init (&iter, batch);
      for (; mailslot_batch_iter_next (&iter, &record); n++)
        {
          gint64 pid = mailslot_sender_get_pid (record.sender);
          int who = pid == pids[0] ? 0 : 1;

          g_assert_cmpint (pid, ==, pids[who]);
          g_assert_cmpstr (mailslot_sender_get_process (record.sender), ==, "slot-peer");
          g_assert_cmpmem (record.payload, record.size, &next[who], sizeof (next[who]));
          next[who]++;
        }
    }
  end_peer (peers[0]);
  end_peer (peers[1]);
}

static void
test_messages_outlive_sender (Fixture *self, gconstpointer unused)
{
  g_autoptr (MailslotReader) reader = slot_open_reader (self->address, NULL);
  GSubprocess *peer = start_peer ("sent", "send", self->address, "1");
  gint64 pid = strtoll (g_subprocess_get_identifier (peer), NULL, 10);
  g_autoptr (MailslotMessage) message = NULL;

  kill_peer (peer);
  message = slot_assert_next (reader);
  g_assert_cmpint (
      mailslot_sender_get_pid (mailslot_message_get_record (message)->sender),
      ==,
      pid);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/unix-processes/name-is-taken", test_name_is_taken);
  add ("/unix-processes/owner-is-killed", test_owner_is_killed);
  add ("/unix-processes/child-inherits-nothing", test_child_inherits_nothing);
  add ("/unix-processes/senders", test_senders);
  add ("/unix-processes/messages-outlive-sender", test_messages_outlive_sender);
  return g_test_run ();
}
