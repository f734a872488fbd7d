/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The most characters of a slot's name that a datagram can carry, with no data at all.
 */
#define NETBIOS_MAILSLOT_WRITE_MAX_NAME_LENGTH 432

/** The class of every message that travels as a datagram. */
#define NETBIOS_MAILSLOT_WRITE_UNRELIABLE 2

/**
 * NetbiosMailslotWrite:
 * @name: (not owned): the slot's name after `\MAILSLOT\`, in the OEM code page of the
 * network; when decoded, inside the packet
 * @data: (not owned) (nullable): the message; when decoded, inside the packet
 * @size: bytes of @data; 0 is a message too
 * @priority: 0 to 9; receivers ignore it
 * @delivery_class: %NETBIOS_MAILSLOT_WRITE_UNRELIABLE; receivers ignore it
 *
 * The SMB message that carries a mailslot message inside a datagram ([MS-MAIL]
 * section 2.2.1). A plain value: it owns nothing.
 */
typedef struct
{
  const char *name;
  const guint8 *data;
  gsize size;
  guint16 priority;
  guint16 delivery_class;
} NetbiosMailslotWrite;

/**
 * netbios_mailslot_write_get_max_size:
 * @name_length: bytes of the name after `\MAILSLOT\`
 *
 * Windows limits the whole SMB message to 512 bytes, so the name takes from the data: 432
 * less the name's length rounded up to 4. The familiar 424 is the value for 5 to 8
 * characters.
 *
 * Returns: the most data bytes that may be sent to a slot of such a name
 */
gsize netbios_mailslot_write_get_max_size (gsize name_length);

/**
 * netbios_mailslot_write_get_max_size_for_nmbd:
 * @name_length: bytes of the name after `\MAILSLOT\`
 *
 * Samba's nmbd reads only 576 bytes of a datagram and loses a longer one without a word.
 * It loses messages of 0 bytes too. The value holds for names without a NetBIOS scope.
 *
 * Returns: the most data bytes that reach a slot of such a name through nmbd
 */
gsize netbios_mailslot_write_get_max_size_for_nmbd (gsize name_length);

/**
 * netbios_mailslot_write_encode:
 * @packet: where to append
 * @error: return location
 *
 * Appends the message as a Windows client writes it, the data at a multiple of 4.
 *
 * Fails, appending nothing, with %MAILSLOT_ERROR_INVALID_ADDRESS if the name is empty,
 * %MAILSLOT_ERROR_NAME_TOO_LONG, or %MAILSLOT_ERROR_MESSAGE_TOO_LARGE beyond
 * netbios_mailslot_write_get_max_size().
 */
gboolean netbios_mailslot_write_encode (const NetbiosMailslotWrite *self,
                                        GByteArray *packet,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * netbios_mailslot_write_decode:
 * @self: (out): the message, valid as long as @smb; undefined on failure
 * @smb: the user data of a datagram
 * @error: return location
 *
 * Takes what Windows takes: data padded or not, of any size that fits the packet, and no
 * more fields than needed are looked at.
 *
 * Fails with %MAILSLOT_ERROR_MALFORMED.
 */
gboolean netbios_mailslot_write_decode (NetbiosMailslotWrite *self,
                                        const guint8 *smb,
                                        gsize size,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
