/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <pthread.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "mailslot/mailslot.h"
#include "slot-folder.h"
#include "watchdog.h"

/* What is not there without end. When the process may have no more, opening says so, and
 * nothing ends the program: these tests run in processes of their own, whose limits they
 * lower. When the other side has no end, ours has. */

/* More than a slot needs beside what every program has open. */
#define MAX_DESCRIPTORS 40

static void
limit_descriptors (rlim_t limit)
{
  struct rlimit limits;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limits), ==, 0);
  limits.rlim_cur = MIN (limit, limits.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limits), ==, 0);
}

static guint
count_names (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  guint n = 0;

  g_assert_no_error (error);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_too_many (const GError *error)
{
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES);
  g_assert_nonnull (strstr (error->message, "Too many open files"));
}

static void
run_in_child (void)
{
  g_test_trap_subprocess (NULL,
                          300 * G_USEC_PER_SEC,
                          G_TEST_SUBPROCESS_INHERIT_STDOUT
                              | G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* A slot that could be opened can also be waited for. */
static gboolean
open_and_wait (MailslotAddress *address)
{
  const MailslotReaderOptions options = { 0, 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (MailslotReader) reader = mailslot_reader_open (address, &options, &error);

  if (reader == NULL)
    {
      assert_too_many (error);
      return FALSE;
    }
  g_assert_false (mailslot_reader_receive (reader, batch, cancellable, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
  return TRUE;
}

static void
test_reader_without_descriptors (void)
{
  G_GNUC_UNUSED g_autoptr (Watchdog) watchdog = watchdog_start (300);
  g_autoptr (MailslotAddress) address = slot_address_new ();
  gboolean was_opened = FALSE;
  guint n_before;
  char *folder;

  if (!g_test_subprocess ())
    {
      run_in_child ();
      return;
    }
  folder = slot_folder_new ();
  n_before = count_names ("/proc/self/fd");
  for (rlim_t limit = 3; limit < MAX_DESCRIPTORS; limit++)
    {
      limit_descriptors (limit);
      was_opened = open_and_wait (address);
      limit_descriptors (RLIM_INFINITY);
      g_assert_cmpuint (count_names (folder), ==, 0);
      g_assert_cmpuint (count_names ("/proc/self/fd"), ==, n_before);
    }
  g_assert_true (was_opened);
  slot_folder_free (folder);
}

/* Sends until it has to wait; the slot takes four bytes, and a writer knows. */
static gboolean
send_and_wait (MailslotAddress *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MailslotWriter) writer = mailslot_writer_open (address, &error);

  if (writer == NULL)
    {
      assert_too_many (error);
      return FALSE;
    }
  mailslot_writer_set_timeout (writer, 1);
  while (mailslot_writer_write (writer, "four", 4, cancellable, &error))
    continue;
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
  g_clear_error (&error);
  g_assert_false (mailslot_writer_write (writer, "five5", 5, cancellable, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_MESSAGE_TOO_LARGE);
  return TRUE;
}

static void
test_writer_without_descriptors (void)
{
  const MailslotReaderOptions options = { 4, 0 };
  G_GNUC_UNUSED g_autoptr (Watchdog) watchdog = watchdog_start (300);
  g_autoptr (MailslotAddress) address = slot_address_new ();
  gboolean was_opened = FALSE;
  MailslotReader *reader;
  guint n_before;
  char *folder;

  if (!g_test_subprocess ())
    {
      run_in_child ();
      return;
    }
  folder = slot_folder_new ();
  reader = slot_open_reader (address, &options);
  n_before = count_names ("/proc/self/fd");
  for (rlim_t limit = 3; limit < MAX_DESCRIPTORS; limit++)
    {
      limit_descriptors (limit);
      was_opened = send_and_wait (address);
      limit_descriptors (RLIM_INFINITY);
      g_assert_cmpuint (count_names ("/proc/self/fd"), ==, n_before);
    }
  g_assert_true (was_opened);
  g_assert_finalize_object (reader);
  slot_folder_free (folder);
}

static void
failed_cb (MailslotWatcher *watcher, GError *error, guint *n_failures)
{
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  (*n_failures)++;
}

static void
batch_received_cb (MailslotWatcher *watcher, MailslotBatch *batch, guint *n_messages)
{
  *n_messages += mailslot_batch_get_n_messages (batch);
}

/* No thread gets a stack that is larger than the address space. */
static void
forbid_threads (void)
{
  pthread_attr_t attributes;

  g_assert_cmpint (pthread_attr_init (&attributes), ==, 0);
  g_assert_cmpint (pthread_attr_setstacksize (&attributes, (gsize) 1 << 60), ==, 0);
  g_assert_cmpint (pthread_setattr_default_np (&attributes), ==, 0);
  pthread_attr_destroy (&attributes);
}

static void
test_watcher_without_threads (void)
{
  G_GNUC_UNUSED g_autoptr (Watchdog) watchdog = watchdog_start (300);
  g_autoptr (MailslotAddress) address = slot_address_new ();
  g_autoptr (MailslotWriter) writer = NULL;
  MailslotReader *reader;
  MailslotWatcher *watcher;
  guint n_failures = 0;
  guint n_messages = 0;
  char *folder;

  if (!g_test_subprocess ())
    {
      run_in_child ();
      return;
    }
  folder = slot_folder_new ();
  reader = slot_open_reader (address, NULL);
  writer = slot_open_writer (address);
  watcher = mailslot_watcher_new (reader);
  g_signal_connect (watcher, "failed", G_CALLBACK (failed_cb), &n_failures);
  g_signal_connect (watcher,
                    "batch-received",
                    G_CALLBACK (batch_received_cb),
                    &n_messages);

  forbid_threads ();
  mailslot_watcher_start (watcher);
  g_assert_cmpuint (n_failures, ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (n_failures, ==, 1);
  slot_send (writer, "nobody reads");
  mailslot_watcher_stop (watcher);
  g_assert_cmpuint (n_messages, ==, 1);

  g_assert_finalize_object (watcher);
  g_assert_finalize_object (reader);
  slot_folder_free (folder);
}

/* No sender is fast enough to be sure to keep a reader busy, so the kernel is played
 * here: it stands before the one of the C library. */

#define REFUSED_MESSAGES 1000000

static gboolean is_flooded = FALSE;
static guint n_refused = 0;

int
recvmmsg (int fd,
          struct mmsghdr *headers,
          unsigned int n_headers,
          int flags,
          struct timespec *timeout)
{
  if (!is_flooded || n_refused >= REFUSED_MESSAGES)
    return (int) syscall (SYS_recvmmsg, fd, headers, n_headers, flags, timeout);
  for (guint i = 0; i < n_headers; i++)
    {
      headers[i].msg_len = 5;
      headers[i].msg_hdr.msg_flags = 0;
    }
  n_refused += n_headers;
  return (int) n_headers;
}

/* Asking for the number comes back, although ever more messages come that do not count.
 */
static void
test_info_in_flood_of_refused (void)
{
  const MailslotReaderOptions options = { 4, 0 };
  G_GNUC_UNUSED g_autoptr (Watchdog) watchdog = watchdog_start (300);
  g_autoptr (MailslotAddress) address = slot_address_new ();
  g_autoptr (GError) error = NULL;
  char *folder = slot_folder_new ();
  MailslotReader *reader = slot_open_reader (address, &options);
  MailslotInfo info;

  is_flooded = TRUE;
  g_assert_true (mailslot_reader_get_info (reader, &info, &error));
  is_flooded = FALSE;
  g_assert_no_error (error);
  g_assert_cmpuint (info.n_messages, ==, 0);
  g_assert_cmpuint (n_refused, >=, 10000);
  g_assert_cmpuint (n_refused, <, 10100);

  g_assert_finalize_object (reader);
  slot_folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/unix-limits/descriptors/reader", test_reader_without_descriptors);
  g_test_add_func ("/unix-limits/descriptors/writer", test_writer_without_descriptors);
  g_test_add_func ("/unix-limits/threads", test_watcher_without_threads);
  g_test_add_func ("/unix-limits/info-in-flood-of-refused",
                   test_info_in_flood_of_refused);
  return g_test_run ();
}
