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

#include "mailslot/mailslot-error.h"
#include "mailslot/unix/mailslot-unix-error.h"
#include "mailslot/unix/mailslot-unix-slot-path.h"

/* The file is three lines: this one, the longest message in bytes, the name as spelled.
 */
#define FIRST_LINE "mailslot 1"
#define MAX_FILE_BYTES 4096

/* A release between our open and our lock leaves us with a deleted file; trying again
 * ends as soon as nobody else comes and goes in that very moment. */
#define MAX_ATTEMPTS 100

static void
set_create_error (GError **error, MailslotAddress *address, int system_error)
{
  mailslot_unix_set_error (error,
                           system_error,
                           _ ("Cannot create %s: %s"),
                           mailslot_address_to_string (address),
                           g_strerror (system_error));
}

/* Returns 0 or an errno; EWOULDBLOCK if somebody else holds the lock. */
static int
try_lock (MailslotUnixLock *self, MailslotUnixFolder *folder)
{
  self->fd =
      openat (folder->fd, self->name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd < 0)
    return errno;
  if (flock (self->fd, LOCK_EX | LOCK_NB) == 0)
    return 0;
  return errno;
}

static void
lock_free (MailslotUnixLock *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->name);
  g_free (self);
}

MailslotUnixLock *
mailslot_unix_lock_take (MailslotUnixFolder *folder,
                         const char *file,
                         MailslotAddress *address,
                         GError **error)
{
  MailslotUnixLock *self = g_new0 (MailslotUnixLock, 1);
  int system_error = EWOULDBLOCK;

  self->fd = -1;
  self->name = g_strconcat (file, MAILSLOT_UNIX_LOCK_SUFFIX, NULL);
  for (int i = 0; i < MAX_ATTEMPTS; i++)
    {
      system_error = try_lock (self, folder);
      if (system_error == 0 && mailslot_unix_lock_is_valid (self, folder))
        return self;
      if (system_error != 0)
        break;
      close (self->fd);
      self->fd = -1;
    }
  lock_free (self);

  if (system_error != EWOULDBLOCK)
    set_create_error (error, address, system_error);
  else
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_ALREADY_EXISTS,
                 _ ("Cannot create %s: another program reads from it"),
                 mailslot_address_to_string (address));
  return NULL;
}

gboolean
mailslot_unix_lock_describe (MailslotUnixLock *self,
                             MailslotAddress *address,
                             guint32 max_message_bytes,
                             GError **error)
{
  g_autofree char *text = NULL;
  gsize size;

  text = g_strdup_printf (FIRST_LINE "\n%u\n%s\n",
                          max_message_bytes,
                          mailslot_address_get_name (address));
  size = strlen (text);
  errno = ENOSPC; /* which a short write does not set */
  if (ftruncate (self->fd, 0) == 0 && pwrite (self->fd, text, size, 0) == (gssize) size)
    return TRUE;
  set_create_error (error, address, errno);
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
