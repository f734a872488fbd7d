/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mailslot/mailslot.h"
#include "slot-folder.h"
#include "watchdog.h"

/* What the folder of a slot for everyone has to be, and which rights the socket gets. */

typedef struct
{
  Watchdog *watchdog; /* (owned) */
  char *outer;        /* (owned), which others can enter */
  char *folder;       /* (owned), $MAILSLOT_DIR in it */
  MailslotAddress *address;
  MailslotSecurity *everyone;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->watchdog = watchdog_start (30);
  self->outer = slot_folder_new ();
  self->folder = g_build_filename (self->outer, "shared", NULL);
  self->address = slot_address_new ();
  self->everyone = mailslot_security_new (MAILSLOT_SECURITY_EVERYONE);
  g_assert_cmpint (g_chmod (self->outer, 0755), ==, 0);
  g_assert_cmpint (g_mkdir (self->folder, 0700), ==, 0);
  g_setenv ("MAILSLOT_DIR", self->folder, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  umask (022);
  g_assert_cmpint (g_chmod (self->folder, 0700), ==, 0);
  slot_folder_free (self->outer);
  g_free (self->folder);
  mailslot_address_unref (self->address);
  mailslot_security_unref (self->everyone);
  watchdog_stop (self->watchdog);
}

/* Where the temporary folder is closed to others, or theirs to change, none below it can
 * be for everyone. */
static gboolean
is_way_open (const char *path)
{
  g_autofree char *folder = realpath (path, NULL);
  struct stat status;

  while (strcmp (folder, "/") != 0)
    {
      g_autofree char *parent = g_path_get_dirname (folder);

      if (stat (parent, &status) != 0 || (status.st_mode & S_IXOTH) == 0
          || (status.st_mode & (S_IWOTH | S_ISVTX)) == S_IWOTH)
        return FALSE;
      g_free (folder);
      folder = g_steal_pointer (&parent);
    }
  return TRUE;
}

static MailslotReader *
open_for_everyone (Fixture *self, GError **error)
{
  const MailslotReaderOptions options = { 0, 0, self->everyone };

  return mailslot_reader_open (self->address, &options, error);
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_rights (MailslotReader *reader, const char *expected)
{
  g_autofree char *owner = NULL;
  g_autofree char *rights = NULL;

  mailslot_reader_describe (reader, &owner, &rights);
  g_assert_cmpstr (owner, ==, g_get_user_name ());
  g_assert_cmpstr (rights, ==, expected);
}

static void
assert_accepted (Fixture *self, guint mode)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotReader) reader = NULL;
  g_autoptr (MailslotWriter) writer = NULL;

  if (!is_way_open (self->outer))
    {
      g_test_skip ("other users cannot enter the temporary folder");
      return;
    }
  g_assert_cmpint (g_chmod (self->folder, mode), ==, 0);
  reader = open_for_everyone (self, &error);
  g_assert_no_error (error);
  assert_rights (reader, "srw--w--w-");
  writer = slot_open_writer (self->address);
  slot_send (writer, "for all");
  slot_assert_read (reader, "for all");
}

static void
assert_refused (Fixture *self, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_for_everyone (self, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_nonnull (strstr (mailslot_error_get_advice (error), "MAILSLOT_DIR"));
  g_assert_cmpuint (count_files (self->folder), ==, 0);
}

static void
test_entered (Fixture *self, gconstpointer unused)
{
  assert_accepted (self, 0711);
}

static void
test_listed (Fixture *self, gconstpointer unused)
{
  assert_accepted (self, 0755);
}

static void
test_sticky (Fixture *self, gconstpointer unused)
{
  assert_accepted (self, 01777);
}

/* The umask belongs to the whole process: neither does it narrow the rights nor is it
 * touched. */
static void
test_umask (Fixture *self, gconstpointer unused)
{
  umask (0777);
  assert_accepted (self, 01777);
  g_assert_cmphex (umask (0777), ==, 0777);
}

/* The reverse: no umask makes a slot of this user wider. */
static void
test_user_without_umask (Fixture *self, gconstpointer unused)
{
  g_autoptr (MailslotSecurity) user = mailslot_security_new (MAILSLOT_SECURITY_USER);
  const MailslotReaderOptions options = { 0, 0, user };
  g_autoptr (MailslotReader) reader = NULL;

  umask (0);
  g_assert_cmpint (g_chmod (self->folder, 01777), ==, 0);
  reader = slot_open_reader (self->address, &options);
  assert_rights (reader, "srw-------");
}

static void
test_closed (Fixture *self, gconstpointer unused)
{
  assert_refused (self, self->folder);
}

static void
test_closed_further_up (Fixture *self, gconstpointer unused)
{
  g_assert_cmpint (g_chmod (self->folder, 01777), ==, 0);
  g_assert_cmpint (g_chmod (self->outer, 0700), ==, 0);
  assert_refused (self, "cannot enter");
}

/* By way of a link, too, it is the real folders that count. */
static void
test_closed_behind_link (Fixture *self, gconstpointer unused)
{
  g_autofree char *inner = g_build_filename (self->folder, "inner", NULL);
  g_autofree char *link = g_build_filename (self->outer, "link", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (inner, 0755), ==, 0);
  g_assert_cmpint (symlink (inner, link), ==, 0);
  g_setenv ("MAILSLOT_DIR", link, TRUE);
  g_assert_null (open_for_everyone (self, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED);
  g_assert_nonnull (strstr (error->message, "cannot enter"));
}

static void
test_writable (Fixture *self, gconstpointer unused)
{
  if (!is_way_open (self->outer))
    {
      g_test_skip ("other users cannot enter the temporary folder");
      return;
    }
  g_assert_cmpint (g_chmod (self->folder, 0777), ==, 0);
  assert_refused (self, "can replace files");
  g_assert_cmpint (g_chmod (self->folder, 0775), ==, 0);
  assert_refused (self, "can replace files");
}

/* Who can rename the folder can put one of his own in its place. */
static void
test_writable_further_up (Fixture *self, gconstpointer unused)
{
  if (!is_way_open (self->outer))
    {
      g_test_skip ("other users cannot enter the temporary folder");
      return;
    }
  g_assert_cmpint (g_chmod (self->folder, 01777), ==, 0);
  g_assert_cmpint (g_chmod (self->outer, 0777), ==, 0);
  assert_refused (self, "can replace files");
}

static void
test_of_another_user (Fixture *self, gconstpointer unused)
{
  if (!is_way_open (self->outer))
    {
      g_test_skip ("other users cannot enter the temporary folder");
      return;
    }
  g_assert_cmpint (g_chmod (self->folder, 0755), ==, 0);
  if (chown (self->folder, geteuid () + 1, getegid ()) != 0)
    {
      g_test_skip ("only root can give a folder away");
      return;
    }
  assert_refused (self, "can replace files");
  g_assert_cmpint (chown (self->folder, geteuid (), getegid ()), ==, 0);
}

static void
test_private (Fixture *self, gconstpointer unused)
{
  g_autofree char *runtime = g_build_filename (self->outer, "runtime", NULL);

  g_unsetenv ("MAILSLOT_DIR");
  g_assert_cmpint (g_mkdir (runtime, 0755), ==, 0);
  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  assert_refused (self, runtime);
  g_unsetenv ("XDG_RUNTIME_DIR");
}

static char *
make_file (Fixture *self, const char *suffix)
{
  g_autofree char *name = g_ascii_strdown (mailslot_address_get_name (self->address), -1);
  g_autofree char *file = g_strconcat (name, suffix, NULL);
  char *path = g_build_filename (self->folder, file, NULL);

  g_assert_true (g_file_set_contents (path, "mailslot 1\n0\nx\n", -1, NULL));
  return path;
}

/* Somebody who has made the lock of a name could write there whatever he likes. */
static void
test_lock_of_another_user (Fixture *self, gconstpointer unused)
{
  g_autofree char *lock = make_file (self, ".mailslot-lock");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (lock, 0666), ==, 0);
  if (chown (lock, geteuid () + 1, getegid ()) != 0)
    {
      g_test_skip ("only root can give a file away");
      return;
    }
  g_assert_null (mailslot_reader_open (self->address, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED);
  g_assert_nonnull (strstr (error->message, "belongs to another user"));
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

  add ("/unix-security/folder/entered", test_entered);
  add ("/unix-security/folder/listed", test_listed);
  add ("/unix-security/folder/sticky", test_sticky);
  add ("/unix-security/folder/closed", test_closed);
  add ("/unix-security/folder/closed-further-up", test_closed_further_up);
  add ("/unix-security/folder/closed-behind-link", test_closed_behind_link);
  add ("/unix-security/folder/writable", test_writable);
  add ("/unix-security/folder/writable-further-up", test_writable_further_up);
  add ("/unix-security/folder/of-another-user", test_of_another_user);
  add ("/unix-security/folder/private", test_private);
  add ("/unix-security/umask", test_umask);
  add ("/unix-security/user-without-umask", test_user_without_umask);
  add ("/unix-security/lock-of-another-user", test_lock_of_another_user);
  return g_test_run ();
}
