/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/unix/mailslot-unix-security.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "mailslot/mailslot-backend-private.h"
#include "mailslot/unix/mailslot-unix-slot-path.h"

/* To send, a program needs the right to write to the socket and no other. */
#define EVERYONE_MODE (S_IRUSR | S_IWUSR | S_IWGRP | S_IWOTH)

static gboolean
is_for_everyone (MailslotSecurity *security)
{
  return security != NULL
         && mailslot_security_get_kind (security) == MAILSLOT_SECURITY_EVERYONE;
}

/* @format is translated and has two places: for the address and for the folder. */
static gboolean
deny (MailslotAddress *address, const char *format, const char *path, GError **error)
{
  const char *name = mailslot_address_to_string (address);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED, format, name, path);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
is_replaceable (const struct stat *folder)
{
  return (folder->st_mode & S_IWOTH) != 0 && (folder->st_mode & S_ISVTX) == 0;
}

static gboolean
deny_replaceable (MailslotAddress *address, const char *path, GError **error)
{
  return deny (address,
               _ ("Cannot create %s for everyone: other users can replace files in the "
                  "folder “%s”"),
               path,
               error);
}

/* A program of another user comes by the same way: every folder on it has to let it
 * through, and none may let everybody put another folder in the place of the next. */
static gboolean
check_way (const char *path, MailslotAddress *address, GError **error)
{
  g_autofree char *folder = g_strdup (path);
  struct stat status;

  for (;;)
    {
      g_autofree char *parent = g_path_get_dirname (folder);

      if (stat (folder, &status) != 0 || (status.st_mode & S_IXOTH) == 0)
        return deny (address,
                     _ ("Cannot create %s for everyone: other users cannot enter the "
                        "folder “%s”"),
                     folder,
                     error);
      if (is_replaceable (&status))
        return deny_replaceable (address, folder, error);
      if (g_str_equal (parent, folder))
        return TRUE;
      g_free (folder);
      folder = g_steal_pointer (&parent);
    }
}

/* Who may remove a file from the folder can put a socket of his own in its place, and
 * then gets the messages, or a link, whose target then gets the mode of the socket. In a
 * folder with the sticky bit only its owner, the owner of the file and root may. */
static gboolean
check_owner (MailslotUnixFolder *folder, MailslotAddress *address, GError **error)
{
  struct stat status;

  if (fstat (folder->fd, &status) == 0
      && (status.st_uid == 0 || status.st_uid == geteuid ())
      && ((status.st_mode & (S_IWGRP | S_IWOTH)) == 0 || (status.st_mode & S_ISVTX) != 0))
    return TRUE;
  return deny_replaceable (address, folder->path, error);
}

gboolean
mailslot_unix_security_check_folder (MailslotSecurity *security,
                                     MailslotUnixFolder *folder,
                                     MailslotAddress *address,
                                     GError **error)
{
  g_autofree char *path = NULL;

  if (!is_for_everyone (security))
    return TRUE;
  path = realpath (folder->path, NULL);
  return check_way (path != NULL ? path : folder->path, address, error)
         && check_owner (folder, address, error);
}

int
mailslot_unix_security_apply (MailslotSecurity *security,
                              MailslotUnixFolder *folder,
                              const char *file)
{
  if (!is_for_everyone (security))
    return 0;
  /* The umask has cut down what the socket was bound with, and belongs to the whole
   * process; a change of the mode does not know it. The file is ours: the folder was
   * checked. */
  return fchmodat (folder->fd, file, EVERYONE_MODE, 0) == 0 ? 0 : errno;
}

static char *
dup_user (uid_t uid)
{
  char buffer[4096];
  struct passwd entry;
  struct passwd *found = NULL;

  if (getpwuid_r (uid, &entry, buffer, sizeof (buffer), &found) == 0 && found != NULL)
    return g_utf8_make_valid (entry.pw_name, -1);
  return g_strdup_printf ("%u", uid);
}

static char *
dup_mode (mode_t mode)
{
  char text[] = "srwxrwxrwx";

  for (int i = 0; i < 9; i++)
    if ((mode & (0400u >> i)) == 0)
      text[i + 1] = '-';
  return g_strdup (text);
}

void
mailslot_unix_security_describe (MailslotUnixFolder *folder,
                                 const char *file,
                                 char **owner,
                                 char **rights)
{
  struct stat status;

  if (fstatat (folder->fd, file, &status, AT_SYMLINK_NOFOLLOW) != 0
      || !S_ISSOCK (status.st_mode))
    return;
  *owner = dup_user (status.st_uid);
  *rights = dup_mode (status.st_mode);
}

void
mailslot_backend_describe (MailslotAddress *address, char **owner, char **rights)
{
  g_autoptr (MailslotUnixFolder) folder = mailslot_unix_folder_open (FALSE, NULL);
  g_autofree char *file = mailslot_unix_slot_path_encode (address);
  g_autofree char *socket_name = g_strconcat (file, MAILSLOT_UNIX_SOCKET_SUFFIX, NULL);

  if (folder != NULL)
    mailslot_unix_security_describe (folder, socket_name, owner, rights);
}

gboolean
mailslot_backend_has_sddl (void)
{
  return FALSE;
}

gboolean
mailslot_backend_check_sddl (const char *sddl, GError **error)
{
  g_set_error (error,
               MAILSLOT_ERROR,
               MAILSLOT_ERROR_UNSUPPORTED,
               _ ("Only Windows knows SDDL strings such as “%s”; here a slot is for "
                  "“user” or “everyone”"),
               sddl);
  return FALSE;
}
