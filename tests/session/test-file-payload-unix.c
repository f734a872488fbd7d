/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-file-payload.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session-fixture.h"
#include "session/sw-file-open-private.h"

static char *
make_pipe (void)
{
  char *path = g_build_filename (fixture_get_folder (), "pipe", NULL);

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  return path;
}

static void
assert_fails (const char *path, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sw_file_payload_load (path, &error));
  g_assert_error (error, G_IO_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
}

/* What waits for somebody, or never ends. */
static void
test_no_file (void)
{
  g_autofree char *pipe = make_pipe ();

  assert_fails (pipe, G_IO_ERROR_NOT_REGULAR_FILE);
  assert_fails ("/dev/zero", G_IO_ERROR_NOT_REGULAR_FILE);
  g_assert_cmpint (unlink (pipe), ==, 0);
}

/* If a pipe took the place of the file after it was looked at, or the file is one of
 * those that the kernel writes to while it is read. */
static void
test_never_waits (void)
{
  g_autofree char *pipe = make_pipe ();
  FILE *file = sw_file_open_at_once (pipe);
  int writer = open (pipe, O_WRONLY | O_CLOEXEC);
  char byte;

  g_assert_nonnull (file);
  g_assert_cmpint (writer, >=, 0);
  errno = 0;
  g_assert_cmpuint (fread (&byte, 1, 1, file), ==, 0);
  g_assert_cmpint (errno, ==, EAGAIN);
  g_assert_true (ferror (file));
  fclose (file);
  close (writer);
  g_assert_cmpint (unlink (pipe), ==, 0);
}

static gboolean
need (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  char word[8]; /* of pagemap nothing smaller can be read */
  gboolean is_there = fd >= 0 && read (fd, word, sizeof word) == sizeof word;

  if (fd >= 0)
    close (fd);
  if (!is_there)
    g_test_skip_printf ("this kernel shows nothing in %s", path);
  return is_there;
}

static void
test_size_is_more_than_it_says (void)
{
  const char *path = "/proc/self/status";
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!need (path))
    return;
  bytes = sw_file_payload_load (path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (bytes, NULL),
                                  (gssize) g_bytes_get_size (bytes),
                                  "Pid:"));
}

/* Eight bytes for each page of the address space. */
static void
test_endless (void)
{
  const char *path = "/proc/self/pagemap";

  if (need (path))
    assert_fails (path, G_IO_ERROR_MESSAGE_TOO_LARGE);
}

static void
test_unreadable (void)
{
  struct stat status;

  if (stat ("/proc/self/mem", &status) != 0)
    {
      g_test_skip ("this system has no /proc/self/mem");
      return;
    }
  /* Nothing is mapped at its beginning. */
  assert_fails ("/proc/self/mem", G_IO_ERROR_FAILED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-payload-unix/no-file", test_no_file);
  g_test_add_func ("/file-payload-unix/never-waits", test_never_waits);
  g_test_add_func ("/file-payload-unix/size-is-more-than-it-says",
                   test_size_is_more_than_it_says);
  g_test_add_func ("/file-payload-unix/endless", test_endless);
  g_test_add_func ("/file-payload-unix/unreadable", test_unreadable);
  return fixture_run ();
}
