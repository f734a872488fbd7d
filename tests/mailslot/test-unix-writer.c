/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sys/fsuid.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mailslot/mailslot.h"
#include "slot-folder.h"
#include "watchdog.h"

/* How a writer on Linux is held back while the reader is behind, and every way out. */

typedef struct
{
  Watchdog *watchdog;       /* (owned) */
  char *folder;             /* (owned) */
  MailslotAddress *address; /* (owned) */
  MailslotReader *reader;   /* (owned) (nullable) */
  MailslotWriter *writer;   /* (owned) */
  guint n_sent;             /* until nothing more went into the slot */
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->watchdog = watchdog_start (300);
  self->folder = slot_folder_new ();
  self->address = slot_address_new ();
  self->reader = slot_open_reader (self->address, NULL);
  self->writer = slot_open_writer (self->address);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_assert_finalize_object (self->writer);
  if (self->reader != NULL)
    g_assert_finalize_object (self->reader);
  mailslot_address_unref (self->address);
  slot_folder_free (self->folder);
  watchdog_stop (self->watchdog);
}

static void
fill_slot (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  mailslot_writer_set_timeout (self->writer, 0);
  while (mailslot_writer_write (self->writer, "full", 4, NULL, &error))
    self->n_sent++;
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
  g_assert_cmpuint (self->n_sent, >, 0);
  mailslot_writer_set_timeout (self->writer, MAILSLOT_TIMEOUT_INFINITE);
}

/* Another thread that sends one message, and how that ended. */
typedef struct
{
  Fixture *fixture;
  GCancellable *cancellable; /* (owned) */
  GError *error;             /* (owned) (nullable) */
  GThread *thread;
} Sender;

static gpointer
send_one (gpointer data)
{
  Sender *self = data;

  mailslot_writer_write (self->fixture->writer,
                         "late",
                         4,
                         self->cancellable,
                         &self->error);
  return NULL;
}

/* Whether @thread_id of this process sleeps in the kernel, as in poll(). */
static gboolean
has_sleeping_thread (const char *name)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *id;

  while ((id = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/proc/self/task/%s/stat", id);
      g_autofree char *status = NULL;
      g_autofree char *wanted = g_strdup_printf ("(%s) S", name);

      if (g_file_get_contents (path, &status, NULL, NULL)
          && strstr (status, wanted) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Returns once the sender waits for room. */
static void
start_blocked_sender (Sender *self, Fixture *fixture)
{
  fill_slot (fixture);
  self->fixture = fixture;
  self->cancellable = g_cancellable_new ();
  self->error = NULL;
  self->thread = g_thread_new ("blocked-sender", send_one, self);
  while (!has_sleeping_thread ("blocked-sender"))
    g_usleep (100);
}

static void
join_sender (Sender *self)
{
  g_thread_join (self->thread);
  g_object_unref (self->cancellable);
}

static void
test_blocked_then_freed (Fixture *self, gconstpointer unused)
{
  Sender sender;

  start_blocked_sender (&sender, self);
  for (guint i = 0; i < self->n_sent; i++)
    slot_assert_read (self->reader, "full");
  slot_assert_read (self->reader, "late");
  join_sender (&sender);
  g_assert_no_error (sender.error);
}

static void
test_blocked_then_cancelled (Fixture *self, gconstpointer unused)
{
  Sender sender;

  start_blocked_sender (&sender, self);
  g_cancellable_cancel (sender.cancellable);
  join_sender (&sender);
  g_assert_error (sender.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&sender.error);
  for (guint i = 0; i < self->n_sent; i++)
    slot_assert_read (self->reader, "full");
}

static void
test_blocked_then_closed (Fixture *self, gconstpointer unused)
{
  Sender sender;

  start_blocked_sender (&sender, self);
  mailslot_reader_close (self->reader);
  join_sender (&sender);
  g_assert_error (sender.error, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED);
  g_clear_error (&sender.error);
}

static void
test_time_out (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 start_us;

  fill_slot (self);
  mailslot_writer_set_timeout (self->writer, 120);
  g_assert_cmpint (mailslot_writer_get_timeout (self->writer), ==, 120);
  start_us = g_get_monotonic_time ();
  g_assert_false (mailslot_writer_write (self->writer, "x", 1, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
  g_assert_nonnull (strstr (error->message, "120 ms"));
  g_assert_nonnull (strstr (error->message, mailslot_address_to_string (self->address)));
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 120000);
}

/* Once the slot is gone its writer stays without one, even when the name is back. */
static void
test_slot_is_replaced (Fixture *self, gconstpointer unused)
{
  g_autoptr (MailslotWriter) fresh = NULL;

  g_assert_finalize_object (g_steal_pointer (&self->reader));
  self->reader = slot_open_reader (self->address, NULL);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (mailslot_writer_write (self->writer, "x", 1, NULL, &error));
      g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED);
    }
  fresh = slot_open_writer (self->address);
  slot_send (fresh, "new");
  slot_assert_read (self->reader, "new");
}

static void
test_too_long_for_the_system (Fixture *self, gconstpointer unused)
{
  const gsize size = 256 * 1024 * 1024;
  g_autofree char *data = g_malloc0 (size);
  g_autoptr (GError) error = NULL;

  g_assert_false (mailslot_writer_write (self->writer, data, size, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_MESSAGE_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "268435456"));

  slot_send (self->writer, "still works");
  slot_assert_read (self->reader, "still works");
}

/* As another user, or as root in the shoes of one. */
static void
test_denied (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  uid_t user = geteuid ();
  mode_t mode = user == 0 ? 0700 : 0;

  g_assert_cmpint (chmod (self->folder, mode), ==, 0);
  if (user == 0)
    setfsuid (65534);
  g_assert_null (mailslot_writer_open (self->address, &error));
  setfsuid (user);
  g_assert_cmpint (chmod (self->folder, 0700), ==, 0);
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED);
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

  add ("/unix-writer/blocked/then-freed", test_blocked_then_freed);
  add ("/unix-writer/blocked/then-cancelled", test_blocked_then_cancelled);
  add ("/unix-writer/blocked/then-closed", test_blocked_then_closed);
  add ("/unix-writer/time-out", test_time_out);
  add ("/unix-writer/slot-is-replaced", test_slot_is_replaced);
  add ("/unix-writer/too-long-for-the-system", test_too_long_for_the_system);
  add ("/unix-writer/denied", test_denied);
  return g_test_run ();
}
