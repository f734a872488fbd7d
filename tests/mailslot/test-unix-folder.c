/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mailslot/mailslot.h"
#include "slot-folder.h"
#include "watchdog.h"

/* Where the slots live, seen through the public functions. */

typedef struct
{
  Watchdog *watchdog; /* (owned) */
  char *root;         /* (owned), an empty folder */
  char *runtime;      /* (owned), $XDG_RUNTIME_DIR in it */
  char *fallback;     /* (owned), the folder under the temporary one */
  MailslotAddress *address;
} Fixture;

/* GLib reads TMPDIR once in a process. */
static const char *temporary_folder;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autofree char *file = g_strdup_printf ("mailslot-%u", geteuid ());

  self->watchdog = watchdog_start (300);
  self->root = slot_folder_new ();
  self->runtime = g_build_filename (self->root, "runtime", NULL);
  self->fallback = g_build_filename (temporary_folder, file, NULL);
  self->address = slot_address_new ();
  g_unsetenv ("MAILSLOT_DIR");
  g_setenv ("XDG_RUNTIME_DIR", self->runtime, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  slot_folder_free (g_steal_pointer (&self->root));
  slot_folder_free (g_strdup (self->fallback));
  g_free (self->runtime);
  g_free (self->fallback);
  mailslot_address_unref (self->address);
  watchdog_stop (self->watchdog);
}

static guint
get_mode (const char *path)
{
  struct stat status;

  g_assert_cmpint (lstat (path, &status), ==, 0);
  return status.st_mode & 07777;
}

/* The slot can be created and used, and its files are in @folder. */
static void
assert_used (Fixture *self, const char *folder)
{
  g_autoptr (MailslotReader) reader = slot_open_reader (self->address, NULL);
  g_autoptr (MailslotWriter) writer = slot_open_writer (self->address);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  g_assert_nonnull (dir);
  g_assert_nonnull (g_dir_read_name (dir));
  slot_send (writer, "here");
  slot_assert_read (reader, "here");
}

static void
assert_refused (Fixture *self, const char *folder)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mailslot_reader_open (self->address, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED);
  g_assert_nonnull (strstr (error->message, folder));
  g_clear_error (&error);
  g_assert_null (mailslot_writer_open (self->address, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED);
  g_clear_error (&error);
  g_assert_null (mailslot_directory_list (&error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED);
}

static void
test_chosen (Fixture *self, gconstpointer unused)
{
  g_autofree char *chosen = g_build_filename (self->root, "not", "there", NULL);

  g_setenv ("MAILSLOT_DIR", chosen, TRUE);
  assert_used (self, chosen);
  g_assert_cmphex (get_mode (chosen), ==, 0700);
}

static void
test_chosen_is_relative (Fixture *self, gconstpointer unused)
{
  g_autofree char *old = g_get_current_dir ();
  g_autofree char *chosen = g_build_filename (self->root, "relative", NULL);

  g_assert_cmpint (g_chdir (self->root), ==, 0);
  g_setenv ("MAILSLOT_DIR", "relative", TRUE);
  assert_used (self, chosen);
  g_assert_cmpint (g_chdir (old), ==, 0);
}

static void
test_chosen_is_no_folder (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *chosen = g_build_filename (self->root, "file", NULL);

  g_assert_true (g_file_set_contents (chosen, "", 0, NULL));
  g_setenv ("MAILSLOT_DIR", chosen, TRUE);
  g_assert_null (mailslot_reader_open (self->address, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_assert_nonnull (strstr (error->message, chosen));
}

/* Longer than the 107 bytes that the address of a socket has room for. */
static void
test_chosen_is_long (Fixture *self, gconstpointer unused)
{
  g_autofree char *level = g_strnfill (100, 'd');
  g_autofree char *chosen = g_build_filename (self->root, level, level, level, NULL);
  g_autoptr (GPtrArray) addresses = NULL;

  g_setenv ("MAILSLOT_DIR", chosen, TRUE);
  assert_used (self, chosen);
  addresses = mailslot_directory_list (NULL);
  g_assert_cmpuint (addresses->len, ==, 0);
}

static void
test_runtime (Fixture *self, gconstpointer unused)
{
  g_autofree char *folder = g_build_filename (self->runtime, "mailslot", NULL);

  g_assert_cmpint (g_mkdir (self->runtime, 0700), ==, 0);
  assert_used (self, folder);
  g_assert_cmphex (get_mode (folder), ==, 0700);
}

static void
test_runtime_is_missing (Fixture *self, gconstpointer unused)
{
  assert_used (self, self->fallback);
  g_assert_cmphex (get_mode (self->fallback), ==, 0700);
}

static void
test_runtime_is_of_another_user (Fixture *self, gconstpointer unused)
{
  g_assert_cmpint (g_mkdir (self->runtime, 0700), ==, 0);
  if (chown (self->runtime, geteuid () + 1, getegid ()) != 0)
    {
      g_test_skip ("only root can give a folder away");
      return;
    }
  assert_used (self, self->fallback);
}

static void
test_fallback_is_open (Fixture *self, gconstpointer unused)
{
  g_assert_cmpint (g_mkdir (self->fallback, 0700), ==, 0);
  g_assert_cmpint (g_chmod (self->fallback, 0750), ==, 0);
  assert_refused (self, self->fallback);
}

static void
test_fallback_is_of_another_user (Fixture *self, gconstpointer unused)
{
  g_assert_cmpint (g_mkdir (self->fallback, 0700), ==, 0);
  if (chown (self->fallback, geteuid () + 1, getegid ()) != 0)
    {
      g_test_skip ("only root can give a folder away");
      return;
    }
  assert_refused (self, self->fallback);
}

static void
test_fallback_is_link (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (self->runtime, 0700), ==, 0);
  g_assert_cmpint (symlink (self->runtime, self->fallback), ==, 0);
  g_unsetenv ("XDG_RUNTIME_DIR");
  g_assert_null (mailslot_reader_open (self->address, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, self->fallback));
}

/* Who only looks creates nothing. */
static void
test_missing (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = mailslot_directory_list (&error);

  g_assert_no_error (error);
  g_assert_cmpuint (addresses->len, ==, 0);
  g_assert_null (mailslot_writer_open (self->address, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (self->fallback, G_FILE_TEST_EXISTS));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  char *folder = g_mkdtemp (g_strdup ("/tmp/slotwatch-test-XXXXXX"));
  int code;

  g_setenv ("TMPDIR", folder, TRUE);
  temporary_folder = folder;
  g_test_init (&argc, &argv, NULL);
  umask (0);

  add ("/unix-folder/chosen", test_chosen);
  add ("/unix-folder/chosen/is-relative", test_chosen_is_relative);
  add ("/unix-folder/chosen/is-no-folder", test_chosen_is_no_folder);
  add ("/unix-folder/chosen/is-long", test_chosen_is_long);
  add ("/unix-folder/runtime", test_runtime);
  add ("/unix-folder/runtime/is-missing", test_runtime_is_missing);
  add ("/unix-folder/runtime/is-of-another-user", test_runtime_is_of_another_user);
  add ("/unix-folder/fallback/is-open", test_fallback_is_open);
  add ("/unix-folder/fallback/is-of-another-user", test_fallback_is_of_another_user);
  add ("/unix-folder/fallback/is-link", test_fallback_is_link);
  add ("/unix-folder/missing", test_missing);
  code = g_test_run ();
  slot_folder_free (folder);
  return code;
}
