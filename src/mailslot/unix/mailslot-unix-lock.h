/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-address.h"
#include "mailslot/unix/mailslot-unix-folder.h"

G_BEGIN_DECLS

/* A slot's lock file: whoever holds its lock owns the name, and the kernel lets go of it
 * however the process ends. The file tells others the spelling of the name and the
 * longest message. In all functions @file is the slot's file name without suffix. */
typedef struct
{
  int fd;     /* (owned) */
  char *name; /* (owned), with suffix */
} MailslotUnixLock;

/* Takes the lock of the slot. Fails with MAILSLOT_ERROR_ALREADY_EXISTS if a process, this
 * one or another, holds it, and leaves a file alone that no slot has made. */
MailslotUnixLock *mailslot_unix_lock_take (MailslotUnixFolder *folder,
                                           const char *file,
                                           MailslotAddress *address,
                                           GError **error);

/* Writes what the file tells; to be done before the slot's socket exists. */
gboolean mailslot_unix_lock_describe (MailslotUnixLock *self,
                                      MailslotAddress *address,
                                      guint32 max_message_bytes,
                                      GError **error);

/* Whether the file is still there and the one we locked: somebody may have tidied up. */
gboolean mailslot_unix_lock_is_valid (MailslotUnixLock *self, MailslotUnixFolder *folder);

/* Removes the file, if it is still ours, and lets go of the lock. Frees @self. */
void mailslot_unix_lock_release (MailslotUnixLock *self, MailslotUnixFolder *folder);

/* Reads what the file of a slot tells, if its name is the one of @file. */
MailslotAddress *mailslot_unix_lock_read (MailslotUnixFolder *folder,
                                          const char *file,
                                          guint32 *max_message_bytes);

G_END_DECLS
