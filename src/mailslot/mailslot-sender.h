/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MailslotSender:
 *
 * What is known of who sent a message. Immutable and reference counted; any thread may
 * use it. Nothing in it proves anything: a process id may be reused, a NetBIOS name is a
 * claim.
 */
typedef struct _MailslotSender MailslotSender;

/** The user id of a sender whose user is not known. */
#define MAILSLOT_UID_UNKNOWN ((gint64) -1)

#define MAILSLOT_TYPE_SENDER (mailslot_sender_get_type ())
GType mailslot_sender_get_type (void);

/**
 * mailslot_sender_get_unknown:
 *
 * Returns: (transfer none): the sender of whom nothing is known, as for every local slot
 * on Windows
 */
MailslotSender *mailslot_sender_get_unknown (void);

/**
 * mailslot_sender_new_process:
 * @pid: process id, 0 if unknown
 * @uid: user id, or %MAILSLOT_UID_UNKNOWN
 * @process: (nullable): the command's name, any bytes; kept as valid UTF-8
 *
 * Returns: (transfer full): a sender on this computer
 */
MailslotSender *mailslot_sender_new_process (gint64 pid, gint64 uid, const char *process);

/**
 * mailslot_sender_new_remote:
 * @name: (nullable): the NetBIOS name it claims
 * @address: its IPv4 address in text form
 * @port: its UDP port
 *
 * Returns: (transfer full): a sender of datagrams
 */
MailslotSender *mailslot_sender_new_remote (const char *name,
                                            const char *address,
                                            guint16 port);

MailslotSender *mailslot_sender_ref (MailslotSender *self);
void mailslot_sender_unref (MailslotSender *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailslotSender, mailslot_sender_unref)

/* 0, MAILSLOT_UID_UNKNOWN, NULL, NULL, NULL and 0 stand for "not known". */
gint64 mailslot_sender_get_pid (MailslotSender *self);
gint64 mailslot_sender_get_uid (MailslotSender *self);
const char *mailslot_sender_get_process (MailslotSender *self);
const char *mailslot_sender_get_name (MailslotSender *self);
const char *mailslot_sender_get_address (MailslotSender *self);
guint16 mailslot_sender_get_port (MailslotSender *self);

/**
 * mailslot_sender_to_string:
 *
 * Returns: one short line for a list, such as "python3 (4711)" or "WORKSTATION
 * (192.0.2.7)"; empty if nothing is known; owned by @self
 */
const char *mailslot_sender_to_string (MailslotSender *self);

G_END_DECLS
