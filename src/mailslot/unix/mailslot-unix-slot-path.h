/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-address.h"

G_BEGIN_DECLS

/* The socket of a slot and the lock that tells a live one from a stale one. The user may
 * choose a folder where other programs have their files, so nobody else uses these. */
#define MAILSLOT_UNIX_SOCKET_SUFFIX ".mailslot"
#define MAILSLOT_UNIX_LOCK_SUFFIX ".mailslot-lock"

/* The most bytes mailslot_unix_slot_path_encode() returns: with the suffix it leaves room
 * for the folder in the 107 bytes of a socket's address. */
#define MAILSLOT_UNIX_MAX_FILE_NAME 64

/* Gives the file name, without its suffix, of a local slot: the same for every spelling
 * of its name, different for different names, and plain ASCII.
 *
 * Letters are in lower case; what is not a letter, a digit, `-`, `_` or an inner dot is a
 * percent sign and the two hex digits of each UTF-8 byte. A name that gets too long is
 * cut and ends in `~` and a part of its SHA-256. */
char *mailslot_unix_slot_path_encode (MailslotAddress *address);

/* Gives the slot of a file name that mailslot_unix_slot_path_encode() made, its letters
 * in lower case; NULL for any other and for one that was cut. */
MailslotAddress *mailslot_unix_slot_path_decode (const char *file);

G_END_DECLS
