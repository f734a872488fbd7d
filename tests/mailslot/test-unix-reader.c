/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "mailslot/mailslot.h"
#include "mailslot/unix/mailslot-unix-slot-path.h"
#include "slot-folder.h"
#include "watchdog.h"

/* What only the Linux engine does: its files, its datagrams, and what foreign programs
 * may do with both. */

typedef struct
{
  Watchdog *watchdog;       /* (owned) */
  char *folder;             /* (owned) */
  MailslotAddress *address; /* (owned) */
  char *socket_path;        /* (owned) */
  char *lock_path;          /* (owned) */
  MailslotReader *reader;   /* (owned) (nullable) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autofree char *file = NULL;
  g_autofree char *base = NULL;

  self->watchdog = watchdog_start (300);
  self->folder = slot_folder_new ();
  self->address = slot_address_new ();
  file = mailslot_unix_slot_path_encode (self->address);
  base = g_build_filename (self->folder, file, NULL);
  self->socket_path = g_strconcat (base, MAILSLOT_UNIX_SOCKET_SUFFIX, NULL);
  self->lock_path = g_strconcat (base, MAILSLOT_UNIX_LOCK_SUFFIX, NULL);
  self->reader = slot_open_reader (self->address, NULL);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  if (self->reader != NULL)
    g_assert_finalize_object (self->reader);
  mailslot_address_unref (self->address);
  g_free (self->socket_path);
  g_free (self->lock_path);
  slot_folder_free (self->folder);
  watchdog_stop (self->watchdog);
}

/* A socket of a program that does not use our engine. */
static int
open_foreign_socket (Fixture *self)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  const int size = 4 * 1024 * 1024;
  int fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  g_strlcpy (address.sun_path, self->socket_path, sizeof (address.sun_path));
  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof (address)), ==, 0);
  setsockopt (fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof (size));
  return fd;
}

static guint
get_mode (const char *path)
{
  struct stat status;

  g_assert_cmpint (lstat (path, &status), ==, 0);
  return status.st_mode & 07777;
}

static void
test_files (Fixture *self, gconstpointer unused)
{
  g_assert_cmphex (get_mode (self->socket_path), ==, 0600);
  /* Those who tidy up temporary folders leave a file with the sticky bit alone. */
  g_assert_cmphex (get_mode (self->lock_path), ==, S_ISVTX | 0600);
  mailslot_reader_close (self->reader);
  g_assert_false (g_file_test (self->socket_path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (self->lock_path, G_FILE_TEST_EXISTS));
}

/* What a killed program leaves behind does not block the name. */
static void
test_stale_files (Fixture *self, gconstpointer unused)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (g_steal_pointer (&self->reader));
  g_strlcpy (address.sun_path, self->socket_path, sizeof (address.sun_path));
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof (address)), ==, 0);
  close (fd);
  g_assert_true (g_file_set_contents (self->lock_path, "mailsl", -1, NULL));

  g_assert_null (mailslot_writer_open (self->address, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NOT_FOUND);
  self->reader = slot_open_reader (self->address, NULL);
}

/* A killed program may have come no further than to make the file. */
static void
test_stale_empty_lock (Fixture *self, gconstpointer unused)
{
  g_assert_finalize_object (g_steal_pointer (&self->reader));
  g_assert_true (g_file_set_contents (self->lock_path, "", 0, NULL));
  g_assert_cmpint (g_chmod (self->lock_path, S_ISVTX | 0600), ==, 0);
  self->reader = slot_open_reader (self->address, NULL);
}

/* The slot's folder may be any folder of the user. */

static void
make_text (const char *path)
{
  g_assert_true (g_file_set_contents (path, "# yarn lockfile v1\n", -1, NULL));
}

static void
make_empty_file (const char *path)
{
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
make_link (const char *path)
{
  g_assert_cmpint (symlink ("/dev/null", path), ==, 0);
}

static void
make_second_name (const char *path)
{
  g_autofree char *first = g_strconcat (path, ".first", NULL);

  g_assert_true (g_file_set_contents (first, "mailslot 1\n0\nx\n", -1, NULL));
  g_assert_cmpint (link (first, path), ==, 0);
  g_assert_cmpint (g_unlink (first), ==, 0);
  g_assert_cmpint (link (path, first), ==, 0);
}

static void
make_fifo (const char *path)
{
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
}

static void
make_folder (const char *path)
{
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

/* Sockets live as long as the test. */
static int
bind_foreign (const char *path, int type)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, type | SOCK_CLOEXEC, 0);

  g_strlcpy (address.sun_path, path, sizeof (address.sun_path));
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof (address)), ==, 0);
  return fd;
}

static void
make_stream_socket (const char *path)
{
  g_assert_cmpint (listen (bind_foreign (path, SOCK_STREAM), 1), ==, 0);
}

static void
make_connected_socket (const char *path)
{
  struct sockaddr_un nobody = { .sun_family = AF_UNIX };
  socklen_t size = sizeof (nobody);
  int peer = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  /* The kernel chooses a name. */
  g_assert_cmpint (bind (peer, (struct sockaddr *) &nobody, sizeof (sa_family_t)), ==, 0);
  g_assert_cmpint (getsockname (peer, (struct sockaddr *) &nobody, &size), ==, 0);
  g_assert_cmpint (
      connect (bind_foreign (path, SOCK_DGRAM), (struct sockaddr *) &nobody, size),
      ==,
      0);
}

typedef struct
{
  const char *name;
  void (*make) (const char *path);
} Foreign;

static void
assert_left_alone (Fixture *self,
                   const char *path,
                   const char *other,
                   const Foreign *foreign)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_path_get_basename (path);
  struct stat before;
  struct stat after;

  g_test_message ("%s at %s", foreign->name, file);
  foreign->make (path);
  g_assert_cmpint (lstat (path, &before), ==, 0);

  g_assert_null (mailslot_reader_open (self->address, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, file));
  g_assert_nonnull (strstr (error->message, self->folder));

  g_assert_cmpint (lstat (path, &after), ==, 0);
  g_assert_cmpuint (after.st_ino, ==, before.st_ino);
  g_assert_cmpint (after.st_size, ==, before.st_size);
  g_assert_cmphex (after.st_mode, ==, before.st_mode);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
test_foreign_lock (Fixture *self, gconstpointer unused)
{
  static const Foreign foreign[] = {
    { "a text", make_text },
    { "an empty file", make_empty_file },
    { "a link", make_link },
    { "a second name", make_second_name },
    { "a pipe", make_fifo },
    { "a folder", make_folder },
    { "a socket", make_stream_socket },
  };

  g_assert_finalize_object (g_steal_pointer (&self->reader));
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    assert_left_alone (self, self->lock_path, self->socket_path, &foreign[i]);
}

static void
test_foreign_socket (Fixture *self, gconstpointer unused)
{
  static const Foreign foreign[] = {
    { "a text", make_text },
    { "a link", make_link },
    { "a folder", make_folder },
    { "a stream", make_stream_socket },
    { "a connected socket", make_connected_socket },
  };

  g_assert_finalize_object (g_steal_pointer (&self->reader));
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    assert_left_alone (self, self->socket_path, self->lock_path, &foreign[i]);
}

/* Somebody tidied up while the slot lives: it is neither taken over now, nor does it take
 * the files of its successor away later. */
static void
test_lost_lock (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_unlink (self->lock_path), ==, 0);
  g_assert_null (mailslot_reader_open (self->address, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ALREADY_EXISTS);
  g_assert_true (g_file_test (self->socket_path, G_FILE_TEST_EXISTS));
}

static void
test_lost_files (Fixture *self, gconstpointer unused)
{
  g_autoptr (MailslotReader) successor = NULL;

  g_assert_cmpint (g_unlink (self->lock_path), ==, 0);
  g_assert_cmpint (g_unlink (self->socket_path), ==, 0);
  successor = slot_open_reader (self->address, NULL);
  g_assert_finalize_object (g_steal_pointer (&self->reader));
  g_assert_true (g_file_test (self->lock_path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (self->socket_path, G_FILE_TEST_EXISTS));
}

static void
test_long_names (Fixture *self, gconstpointer unused)
{
  g_autofree char *level = g_strnfill (100, 'l');
  g_autofree char *name = g_strdup_printf ("%s\\%s\\邮件槽", level, level);
  g_autoptr (MailslotAddress) address = mailslot_address_new_local (name, NULL);
  g_autoptr (MailslotReader) reader = slot_open_reader (address, NULL);
  g_autoptr (MailslotWriter) writer = slot_open_writer (address);

  slot_send (writer, "long");
  slot_assert_read (reader, "long");
}

/* Where a message comes from and when. */

static void
test_sender (Fixture *self, gconstpointer unused)
{
  g_autoptr (MailslotWriter) writer = slot_open_writer (self->address);
  g_autoptr (MailslotMessage) message = NULL;
  g_autofree char *command = NULL;
  const MailslotRecord *record;

  g_assert_true (g_file_get_contents ("/proc/self/comm", &command, NULL, NULL));
  slot_send (writer, "from here");
  message = slot_assert_next (self->reader);
  record = mailslot_message_get_record (message);
  g_assert_cmpint (record->transport, ==, MAILSLOT_TRANSPORT_LOCAL);
  g_assert_true (record->slot == self->address);
  g_assert_cmpint (mailslot_sender_get_pid (record->sender), ==, getpid ());
  g_assert_cmpint (mailslot_sender_get_uid (record->sender), ==, getuid ());
  g_assert_cmpstr (mailslot_sender_get_process (record->sender),
                   ==,
                   g_strchomp (command));
}

/* A thousand messages are from one sender and not from a thousand. */
static void
test_sender_is_shared (Fixture *self, gconstpointer unused)
{
  g_autoptr (MailslotWriter) writer = slot_open_writer (self->address);
  g_autoptr (MailslotMessage) first = NULL;

  slot_send (writer, "first");
  first = slot_assert_next (self->reader);
  for (int i = 0; i < 1000; i++)
    {
      g_autoptr (MailslotMessage) message = NULL;

      slot_send (writer, "further");
      message = slot_assert_next (self->reader);
      g_assert_true (mailslot_message_get_record (message)->sender
                     == mailslot_message_get_record (first)->sender);
    }
}

/* The time is that of sending, however late the message is read, on both clocks. */
static void
test_arrival_times (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (MailslotWriter) writer = slot_open_writer (self->address);
  MailslotBatchIter iter;
  MailslotRecord record;
  gint64 wall_us = g_get_real_time ();
  gint64 monotonic_us = g_get_monotonic_time ();
  gint64 sent_us;
  gint64 last_us = 0;

  for (int i = 0; i < 5; i++)
    slot_send (writer, "x");
  sent_us = g_get_monotonic_time ();
  g_usleep (20 * G_TIME_SPAN_MILLISECOND);

  mailslot_reader_receive (self->reader, batch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mailslot_batch_get_n_messages (batch), ==, 5);
  mailslot_batch_iter_init (&iter, batch);
  while (mailslot_batch_iter_next (&iter, &record))
    {
      /* The two clocks are not read at the same moment. */
      g_assert_cmpint (record.arrival_time_us, >=, wall_us - 5000);
      g_assert_cmpint (record.arrival_monotonic_us, >=, monotonic_us - 5000);
      g_assert_cmpint (record.arrival_monotonic_us, <=, sent_us + 5000);
      g_assert_cmpint (record.arrival_monotonic_us, >=, last_us);
      last_us = record.arrival_monotonic_us;
    }
}

/* Sizes */

static void
fill (guint8 *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 31 + i / 251);
}

static gboolean
send_pattern (MailslotWriter *writer, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *data = g_malloc (size);

  fill (data, size);
  if (mailslot_writer_write (writer, data, size, NULL, &error))
    return TRUE;
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_MESSAGE_TOO_LARGE);
  return FALSE;
}

static void
assert_pattern (MailslotReader *reader, gsize size)
{
  g_autoptr (MailslotMessage) message = slot_assert_next (reader);
  const MailslotRecord *record = mailslot_message_get_record (message);
  g_autofree guint8 *data = g_malloc (size);

  fill (data, size);
  g_assert_cmpuint (record->size, ==, size);
  g_assert_cmpint (memcmp (record->payload, data, size), ==, 0);
}

/* Searches the longest message the kernel takes; every one that it takes arrives whole.
 */
static void
test_longest_message (Fixture *self, gconstpointer unused)
{
  g_autoptr (MailslotWriter) writer = slot_open_writer (self->address);
  gsize taken = 0;
  gsize refused = 64 * 1024 * 1024;

  while (refused - taken > 1)
    {
      gsize size = taken + (refused - taken) / 2;

      if (!send_pattern (writer, size))
        {
          refused = size;
          continue;
        }
      assert_pattern (self->reader, size);
      taken = size;
    }
  g_test_message ("the longest message has %" G_GSIZE_FORMAT " bytes", taken);
  g_assert_cmpuint (taken, >=, 64 * 1024);
}

static void
test_long_messages_among_short (Fixture *self, gconstpointer unused)
{
  static const gsize sizes[] = { 1, 200000, 0, 65536, 65537, 100, 150000, 1 };
  g_autoptr (MailslotWriter) writer = slot_open_writer (self->address);
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  MailslotBatchIter iter;
  MailslotRecord record;

  for (int round = 0; round < 3; round++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
        g_assert_true (send_pattern (writer, sizes[i]));
      for (gsize n = 0; n < G_N_ELEMENTS (sizes);
           n = mailslot_batch_get_n_messages (batch))
        {
          mailslot_reader_receive (self->reader, batch, NULL, &error);
          g_assert_no_error (error);
        }
      mailslot_batch_iter_init (&iter, batch);
      for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
        {
          g_autofree guint8 *data = g_malloc (sizes[i]);

          fill (data, sizes[i]);
          g_assert_true (mailslot_batch_iter_next (&iter, &record));
          g_assert_cmpmem (record.payload, record.size, data, sizes[i]);
        }
      mailslot_batch_unref (batch);
      batch = mailslot_batch_new ();
    }
}

/* The writer of our engine refuses at once; what a foreign program sends nevertheless is
 * dropped and reported, and the good messages around it arrive. */
static void
test_maximum (Fixture *self, gconstpointer unused)
{
  const MailslotReaderOptions options = { 4, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotWriter) writer = NULL;
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  char buffer[16];
  int fd;

  g_assert_finalize_object (g_steal_pointer (&self->reader));
  self->reader = slot_open_reader (self->address, &options);
  writer = slot_open_writer (self->address);
  slot_send (writer, "four");
  g_assert_false (mailslot_writer_write (writer, "5 is", 5, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_MESSAGE_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "at most 4"));
  g_clear_error (&error);

  fd = open_foreign_socket (self);
  g_assert_cmpint (send (fd, "too long", 8, 0), ==, 8);
  g_assert_cmpint (send (fd, "fine", 4, 0), ==, 4);
  g_assert_cmpint (send (fd, "again too long", 14, 0), ==, 14);
  close (fd);

  g_assert_true (mailslot_reader_receive (self->reader, batch, NULL, &error));
  g_assert_cmpuint (mailslot_batch_get_n_messages (batch), ==, 2);
  for (int i = 0; i < 2; i++)
    {
      g_assert_false (mailslot_reader_receive (self->reader, batch, NULL, &error));
      g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_MALFORMED);
      g_clear_error (&error);
    }
  g_assert_cmpint (
      mailslot_reader_read (self->reader, buffer, sizeof (buffer), NULL, &error),
      ==,
      -1);
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
  g_assert_cmpuint (mailslot_batch_get_n_messages (batch), ==, 2);
}

/* File descriptors that a foreign program passes along do not pile up in ours. */
static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_passed_descriptors (Fixture *self, gconstpointer unused)
{
  union
  {
    char bytes[CMSG_SPACE (sizeof (int))];
    struct cmsghdr header;
  } control = { .header = { CMSG_LEN (sizeof (int)), SOL_SOCKET, SCM_RIGHTS } };
  struct iovec vector = { (gpointer) "x", 1 };
  struct msghdr message = {
    .msg_iov = &vector,
    .msg_iovlen = 1,
    .msg_control = &control,
    .msg_controllen = sizeof (control),
  };
  int fd = open_foreign_socket (self);
  guint n_before = count_descriptors ();

  memcpy (CMSG_DATA (&control.header), &fd, sizeof (fd));
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (MailslotMessage) received = NULL;

      g_assert_cmpint (sendmsg (fd, &message, 0), ==, 1);
      received = slot_assert_next (self->reader);
      g_assert_cmpint (
          mailslot_sender_get_pid (mailslot_message_get_record (received)->sender),
          ==,
          getpid ());
    }
  g_assert_cmpuint (count_descriptors (), ==, n_before);
  close (fd);
}

/* Asking how many messages wait takes them into memory, so it stops at a bound and the
 * writers are held back as if nobody had asked. */
static void
test_info_is_bounded (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotWriter) writer = slot_open_writer (self->address);
  MailslotInfo info = { 0 };
  guint n_sent = 0;

  mailslot_writer_set_timeout (writer, 0);
  for (;;)
    {
      while (mailslot_writer_write (writer, "x", 1, NULL, &error))
        n_sent++;
      g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_TIMED_OUT);
      g_clear_error (&error);
      if (info.n_messages >= 10000)
        break;
      g_assert_true (mailslot_reader_get_info (self->reader, &info, &error));
    }
  g_assert_cmpuint (info.n_messages, <, n_sent);
  g_assert_cmpuint (n_sent, <, 12000);

  /* Everything that was sent can be read, in order of course and none twice. */
  for (guint n = 0; n < n_sent;)
    {
      g_autoptr (MailslotBatch) batch = mailslot_batch_new ();

      g_assert_true (mailslot_reader_receive (self->reader, batch, NULL, &error));
      n += mailslot_batch_get_n_messages (batch);
      g_assert_cmpuint (n, <=, n_sent);
    }
  g_assert_true (mailslot_reader_get_info (self->reader, &info, &error));
  g_assert_cmpuint (info.n_messages, ==, 0);
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
  umask (0);

  add ("/unix-reader/files", test_files);
  add ("/unix-reader/stale-files", test_stale_files);
  add ("/unix-reader/stale-empty-lock", test_stale_empty_lock);
  add ("/unix-reader/foreign-lock", test_foreign_lock);
  add ("/unix-reader/foreign-socket", test_foreign_socket);
  add ("/unix-reader/lost-lock", test_lost_lock);
  add ("/unix-reader/lost-files", test_lost_files);
  add ("/unix-reader/long-names", test_long_names);
  add ("/unix-reader/sender", test_sender);
  add ("/unix-reader/sender/is-shared", test_sender_is_shared);
  add ("/unix-reader/arrival-times", test_arrival_times);
  add ("/unix-reader/longest-message", test_longest_message);
  add ("/unix-reader/long-messages-among-short", test_long_messages_among_short);
  add ("/unix-reader/maximum", test_maximum);
  add ("/unix-reader/passed-descriptors", test_passed_descriptors);
  add ("/unix-reader/info-is-bounded", test_info_is_bounded);
  return g_test_run ();
}
