/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/unix/mailslot-unix-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "mailslot/unix/mailslot-unix-error.h"
#include "mailslot/unix/mailslot-unix-slot-path.h"

/* The file is three lines: this one, the longest message in bytes, the name as spelled.
 */
#define FIRST_LINE "mailslot 1"
#define MAX_FILE_BYTES 4096

/* Of their owner alone. The sticky bit tells those who tidy up temporary folders to leave
 * the file alone (systemd-tmpfiles, and the rules of XDG_RUNTIME_DIR): without it nobody
 * would find a slot that is still read. */
#define FILE_MODE (S_ISVTX | S_IRUSR | S_IWUSR)

/* A release between our open and our lock leaves us with a deleted file; trying again
 * ends as soon as nobody else comes and goes in that very moment. */
#define MAX_ATTEMPTS 100

/* Whether an earlier slot may have left the file: it holds what a slot writes, or the
 * beginning of it, and empty it has at least our mode. Having no name any more is fine,
 * its slot has just been closed. */
static gboolean
is_ours (int fd)
{
  char start[sizeof (FIRST_LINE) - 1];
  struct stat status;
  gssize size;

  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode) || status.st_nlink > 1)
    return FALSE;
  size = pread (fd, start, sizeof (start), 0);
  if (size == 0)
    return (status.st_mode & S_ISVTX) != 0;
  return size > 0 && memcmp (start, FIRST_LINE, (gsize) size) == 0;
}

/* Whether another user made the file, who could change what we write to it. */
static gboolean
is_foreign (int result, const struct stat *status)
{
  return result == 0 && status->st_uid != geteuid ();
}

/* Opens the file or creates it. Returns 0 or an errno: EEXIST if it is not ours, EPERM
 * if it is of another user, ESTALE if it went in between. */
static int
open_file (MailslotUnixLock *self, MailslotUnixFolder *folder)
{
  const int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
  struct stat status;
  int saved_errno;

  self->fd = openat (folder->fd, self->name, flags | O_CREAT | O_EXCL, FILE_MODE);
  if (self->fd >= 0)
    return 0;
  if (errno != EEXIST)
    return errno;
  self->fd = openat (folder->fd, self->name, flags);
  saved_errno = errno;
  if (self->fd >= 0 && is_foreign (fstat (self->fd, &status), &status))
    return EPERM;
  if (self->fd >= 0)
    return is_ours (self->fd) ? 0 : EEXIST;
  if (saved_errno == EACCES
      && is_foreign (fstatat (folder->fd, self->name, &status, AT_SYMLINK_NOFOLLOW),
                     &status))
    return EPERM;
  if (saved_errno == ELOOP || saved_errno == EISDIR || saved_errno == ENXIO)
    return EEXIST;
  return saved_errno == ENOENT ? ESTALE : saved_errno;
}

/* As open_file(), or EWOULDBLOCK if somebody else holds the lock. */
static int
try_lock (MailslotUnixLock *self, MailslotUnixFolder *folder)
{
  int system_error = open_file (self, folder);

  if (system_error != 0)
    return system_error;
  if (flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    return errno;
  return mailslot_unix_lock_is_valid (self, folder) ? 0 : ESTALE;
}

static void
lock_free (MailslotUnixLock *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->name);
  g_free (self);
}

static gboolean
is_alive (MailslotUnixFolder *folder, const char *file)
{
  g_autofree char *socket_name = g_strconcat (file, MAILSLOT_UNIX_SOCKET_SUFFIX, NULL);

  return mailslot_unix_folder_is_alive (folder, socket_name);
}

MailslotUnixLock *
mailslot_unix_lock_take (MailslotUnixFolder *folder,
                         const char *file,
                         MailslotAddress *address,
                         GError **error)
{
  MailslotUnixLock *self = g_new0 (MailslotUnixLock, 1);
  int system_error = ESTALE;

  self->fd = -1;
  self->name = g_strconcat (file, MAILSLOT_UNIX_LOCK_SUFFIX, NULL);
  for (int i = 0; i < MAX_ATTEMPTS && system_error == ESTALE; i++)
    {
      if (self->fd >= 0)
        close (self->fd);
      system_error = try_lock (self, folder);
    }
  if (system_error == 0)
    return self;

  if (system_error == EWOULDBLOCK || system_error == ESTALE
      || (system_error == EPERM && is_alive (folder, file)))
    system_error = EADDRINUSE;
  mailslot_unix_folder_set_create_error (folder,
                                         self->name,
                                         system_error,
                                         address,
                                         error);
  lock_free (self);
  return NULL;
}

gboolean
mailslot_unix_lock_describe (MailslotUnixLock *self,
                             MailslotAddress *address,
                             guint32 max_message_bytes,
                             GError **error)
{
  g_autofree char *text = NULL;
  int saved_errno;
  gsize size;

  text = g_strdup_printf (FIRST_LINE "\n%u\n%s\n",
                          max_message_bytes,
                          mailslot_address_get_name (address));
  size = strlen (text);
  errno = ENOSPC; /* which a short write does not set */
  if (ftruncate (self->fd, 0) == 0 && pwrite (self->fd, text, size, 0) == (gssize) size)
    return TRUE;
  saved_errno = errno;
  mailslot_unix_set_error (error,
                           saved_errno,
                           _ ("Cannot create %s: %s"),
                           mailslot_address_to_string (address),
                           g_strerror (saved_errno));
  return FALSE;
}

gboolean
mailslot_unix_lock_is_valid (MailslotUnixLock *self, MailslotUnixFolder *folder)
{
  struct stat ours;
  struct stat current;

  return fstat (self->fd, &ours) == 0
         && fstatat (folder->fd, self->name, &current, AT_SYMLINK_NOFOLLOW) == 0
         && ours.st_dev == current.st_dev && ours.st_ino == current.st_ino;
}

void
mailslot_unix_lock_release (MailslotUnixLock *self, MailslotUnixFolder *folder)
{
  if (mailslot_unix_lock_is_valid (self, folder))
    unlinkat (folder->fd, self->name, 0);
  lock_free (self);
}

static char *
read_text (MailslotUnixFolder *folder, const char *name)
{
  g_autofree char *text = g_malloc (MAX_FILE_BYTES + 1);
  int fd = openat (folder->fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  gssize size;

  if (fd < 0)
    return NULL;
  size = pread (fd, text, MAX_FILE_BYTES, 0);
  close (fd);
  if (size < 0)
    return NULL;
  text[size] = '\0';
  return g_steal_pointer (&text);
}

MailslotAddress *
mailslot_unix_lock_read (MailslotUnixFolder *folder,
                         const char *file,
                         guint32 *max_message_bytes)
{
  g_autofree char *name = g_strconcat (file, MAILSLOT_UNIX_LOCK_SUFFIX, NULL);
  g_autofree char *text = read_text (folder, name);
  g_autofree char *encoded = NULL;
  g_autoptr (MailslotAddress) address = NULL;
  g_auto (GStrv) lines = NULL;
  guint64 max;

  if (text == NULL)
    return NULL;
  lines = g_strsplit (text, "\n", 4);
  if (g_strv_length (lines) != 4 || strcmp (lines[0], FIRST_LINE) != 0
      || !g_ascii_string_to_unsigned (lines[1], 10, 0, G_MAXUINT32, &max, NULL))
    return NULL;

  address = mailslot_address_new_local (lines[2], NULL);
  if (address == NULL)
    return NULL;
  encoded = mailslot_unix_slot_path_encode (address);
  if (strcmp (encoded, file) != 0)
    return NULL;
  *max_message_bytes = (guint32) max;
  return g_steal_pointer (&address);
}
