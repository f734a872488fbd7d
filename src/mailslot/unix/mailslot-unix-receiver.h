/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot-batch.h"

G_BEGIN_DECLS

/* Takes datagrams from a slot's socket, many at a time, with their senders and times. */
typedef struct _MailslotUnixReceiver MailslotUnixReceiver;

/* Makes a socket that can be bound and that tells of each message who sent it and when.
 * Both have to be asked for before the first message can come. Returns -1 with @error
 * set. */
int mailslot_unix_receiver_open_socket (MailslotAddress *address, GError **error);

/* @fd is borrowed. A datagram of more than @max_message_bytes, unless that is 0, is
 * refused. */
MailslotUnixReceiver *mailslot_unix_receiver_new (int fd,
                                                  MailslotAddress *address,
                                                  guint32 max_message_bytes,
                                                  GError **error);
void mailslot_unix_receiver_free (MailslotUnixReceiver *self);

/* Waits a moment if messages pour in, so that the next mailslot_unix_receiver_take()
 * finds many. */
void mailslot_unix_receiver_gather (MailslotUnixReceiver *self);

/* Appends to @batch what waits, without waiting for more. Returns how many messages left
 * the socket, those that were refused included; -1 with @error set if the socket is
 * broken. */
int mailslot_unix_receiver_take (MailslotUnixReceiver *self,
                                 MailslotBatch *batch,
                                 GError **error);

/* Sets MAILSLOT_ERROR_MALFORMED, once for each message that was refused. Returns whether
 * there was one. */
gboolean mailslot_unix_receiver_report_refused (MailslotUnixReceiver *self,
                                                GError **error);

G_END_DECLS
