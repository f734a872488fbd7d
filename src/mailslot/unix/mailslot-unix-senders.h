/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <sys/socket.h>

#include "mailslot/mailslot-sender.h"

G_BEGIN_DECLS

/* Remembers who sent, so that a flood from one process costs one look into /proc a
 * second. That look comes after the message: the process may have ended, and its id may
 * even name another one. The command is a hint and nothing more. */
typedef struct _MailslotUnixSenders MailslotUnixSenders;

MailslotUnixSenders *mailslot_unix_senders_new (void);
void mailslot_unix_senders_free (MailslotUnixSenders *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailslotUnixSenders, mailslot_unix_senders_free)

/* Finds the sender with these credentials at @now_us of g_get_monotonic_time(). Valid
 * until the next call. */
MailslotSender *mailslot_unix_senders_find (MailslotUnixSenders *self,
                                            const struct ucred *credentials,
                                            gint64 now_us);

G_END_DECLS
