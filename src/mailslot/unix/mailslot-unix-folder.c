/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/unix/mailslot-unix-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "mailslot/mailslot-error.h"
#include "mailslot/unix/mailslot-unix-error.h"
#include "mailslot/unix/mailslot-unix-slot-path.h"

/* A socket's file name always fits behind /proc/self/fd/N/. */
G_STATIC_ASSERT (sizeof ("/proc/self/fd/2147483647/") + MAILSLOT_UNIX_MAX_FILE_NAME
                     + sizeof (MAILSLOT_UNIX_SOCKET_SUFFIX)
                 < sizeof (((struct sockaddr_un *) NULL)->sun_path));

/* A login session tells its folder even to programs that changed their user, and keeps
 * telling it when the folder is gone. */
static gboolean
is_own_folder (const char *path)
{
  struct stat status;

  return path != NULL && g_path_is_absolute (path) && stat (path, &status) == 0
         && S_ISDIR (status.st_mode) && status.st_uid == geteuid ();
}

static char *
find_path (gboolean *is_chosen)
{
  const char *chosen = g_getenv ("MAILSLOT_DIR");
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  g_autofree char *file = NULL;

  *is_chosen = chosen != NULL && *chosen != '\0';
  if (*is_chosen)
    return g_canonicalize_filename (chosen, NULL);
  if (is_own_folder (runtime))
    return g_build_filename (runtime, "mailslot", NULL);
  file = g_strdup_printf ("mailslot-%u", geteuid ());
  return g_build_filename (g_get_tmp_dir (), file, NULL);
}

static gboolean
create_folder (const char *path, gboolean is_chosen, GError **error)
{
  int result;

  result = is_chosen ? g_mkdir_with_parents (path, 0700) : g_mkdir (path, 0700);
  if (result != 0 && errno != EEXIST)
    {
      int saved_errno = errno;

      mailslot_unix_set_error (error,
                               saved_errno,
                               _ ("Cannot create the folder for mailslots “%s”: %s"),
                               path,
                               g_strerror (saved_errno));
      return FALSE;
    }
  return TRUE;
}

/* Anybody may have made the folder in the shared temporary folder before us. */
static gboolean
check_private (MailslotUnixFolder *self, GError **error)
{
  struct stat status;

  if (fstat (self->fd, &status) == 0 && status.st_uid == geteuid ()
      && (status.st_mode & 0077) == 0)
    return TRUE;
  g_set_error (
      error,
      MAILSLOT_ERROR,
      MAILSLOT_ERROR_ACCESS_DENIED,
      _ ("Cannot use the folder for mailslots “%s”: it must belong to you and be "
         "closed to all others (mode 0700)"),
      self->path);
  return FALSE;
}

MailslotUnixFolder *
mailslot_unix_folder_open (gboolean may_create, GError **error)
{
  g_autoptr (MailslotUnixFolder) self = g_new0 (MailslotUnixFolder, 1);
  gboolean is_chosen;
  int saved_errno;
  int flags;

  self->fd = -1;
  self->path = find_path (&is_chosen);
  if (may_create && !create_folder (self->path, is_chosen, error))
    return NULL;

  flags = O_DIRECTORY | O_CLOEXEC | (is_chosen ? 0 : O_NOFOLLOW);
  self->fd = open (self->path, O_RDONLY | flags);
  /* To send, the right to enter a shared folder is enough. */
  if (self->fd < 0 && errno == EACCES && !may_create)
    self->fd = open (self->path, O_PATH | flags);
  saved_errno = errno;
  if (self->fd < 0)
    {
      mailslot_unix_set_error (error,
                               saved_errno,
                               _ ("Cannot open the folder for mailslots “%s”: %s"),
                               self->path,
                               g_strerror (saved_errno));
      return NULL;
    }
  if (!is_chosen && !check_private (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
mailslot_unix_folder_free (MailslotUnixFolder *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}

void
mailslot_unix_folder_get_socket_address (MailslotUnixFolder *self,
                                         const char *file,
                                         struct sockaddr_un *address)
{
  gsize size = sizeof (address->sun_path);

  memset (address, 0, sizeof (*address));
  address->sun_family = AF_UNIX;
  if (strlen (self->path) + 1 + strlen (file) < size)
    g_snprintf (address->sun_path, size, "%s/%s", self->path, file);
  else
    g_snprintf (address->sun_path, size, "/proc/self/fd/%d/%s", self->fd, file);
}

int
mailslot_unix_folder_connect (MailslotUnixFolder *self, const char *file, int fd)
{
  struct sockaddr_un address;

  mailslot_unix_folder_get_socket_address (self, file, &address);
  if (connect (fd, (struct sockaddr *) &address, sizeof (address)) == 0)
    return 0;
  return errno;
}

gboolean
mailslot_unix_folder_is_alive (MailslotUnixFolder *self, const char *file)
{
  int fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  int result;

  if (fd < 0)
    return FALSE;
  result = mailslot_unix_folder_connect (self, file, fd);
  close (fd);
  return result == 0;
}

int
mailslot_unix_folder_make_room (MailslotUnixFolder *self, const char *file)
{
  struct stat status;
  int result;
  int fd;

  if (fstatat (self->fd, file, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return errno == ENOENT ? 0 : errno;
  if (!S_ISSOCK (status.st_mode))
    return EEXIST;
  fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return errno;
  result = mailslot_unix_folder_connect (self, file, fd);
  close (fd);
  switch (result)
    {
    case 0:
      return EADDRINUSE;
    case ECONNREFUSED:
      return unlinkat (self->fd, file, 0) == 0 ? 0 : errno;
    case EPROTOTYPE: /* listens, but not for messages */
    case EPERM:      /* is connected to somebody else */
      return EEXIST;
    default:
      return result;
    }
}

void
mailslot_unix_folder_set_create_error (MailslotUnixFolder *self,
                                       const char *file,
                                       int system_error,
                                       MailslotAddress *address,
                                       GError **error)
{
  const char *name = mailslot_address_to_string (address);

  if (system_error == EADDRINUSE)
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_ALREADY_EXISTS,
                 _ ("Cannot create %s: another program reads from it"),
                 name);
  else if (system_error == EPERM)
    mailslot_unix_set_error (error,
                             system_error,
                             _ ("Cannot create %s: “%s” in the folder “%s” belongs to "
                                "another user"),
                             name,
                             file,
                             self->path);
  else if (system_error == EEXIST)
    mailslot_unix_set_error (error,
                             system_error,
                             _ ("Cannot create %s: “%s” in the folder “%s” is there "
                                "already and does not belong to a mailslot"),
                             name,
                             file,
                             self->path);
  else
    mailslot_unix_set_error (error,
                             system_error,
                             _ ("Cannot create %s in the folder “%s”: %s"),
                             name,
                             self->path,
                             g_strerror (system_error));
}
