/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include <sys/socket.h>
#include <sys/un.h>

#include "mailslot/mailslot-address.h"

G_BEGIN_DECLS

/* The folder that holds the sockets of this user's slots: $MAILSLOT_DIR, which is the
 * user's own affair; else `mailslot` in $XDG_RUNTIME_DIR if that belongs to the user;
 * else `mailslot-<uid>` in the temporary folder. The latter two have to be private to the
 * user. */
typedef struct
{
  int fd;     /* (owned) */
  char *path; /* (owned) */
} MailslotUnixFolder;

/* Opens the folder. If it does not exist, creates it with mode 0700, or, unless
 * @may_create, fails with G_IO_ERROR_NOT_FOUND. */
MailslotUnixFolder *mailslot_unix_folder_open (gboolean may_create, GError **error);

void mailslot_unix_folder_free (MailslotUnixFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailslotUnixFolder, mailslot_unix_folder_free)

/* Fills in the address of the socket @file in the folder, by way of /proc if the path of
 * the folder is too long for it. */
void mailslot_unix_folder_get_socket_address (MailslotUnixFolder *self,
                                              const char *file,
                                              struct sockaddr_un *address);

/* Connects the datagram socket @fd to the socket @file. Returns 0 or an errno. */
int mailslot_unix_folder_connect (MailslotUnixFolder *self, const char *file, int fd);

/* Whether a process receives from the socket @file. */
gboolean mailslot_unix_folder_is_alive (MailslotUnixFolder *self, const char *file);

/* Removes the socket @file if it is a stale one, so that the name is free. Returns 0 or
 * an errno: EADDRINUSE if a process receives from it, EEXIST if it is nothing of ours. */
int mailslot_unix_folder_make_room (MailslotUnixFolder *self, const char *file);

/* Says why the slot @address could not be created, whose file is @file; @system_error is
 * as mailslot_unix_folder_make_room() returns it, or EPERM if the file is of another
 * user. */
void mailslot_unix_folder_set_create_error (MailslotUnixFolder *self,
                                            const char *file,
                                            int system_error,
                                            MailslotAddress *address,
                                            GError **error);

G_END_DECLS
