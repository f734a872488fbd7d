/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-name.h"

G_BEGIN_DECLS

/* The 8-bit OEM code page in which names stand on the wire: on Windows the system's, else
 * "dos charset" of smb.conf, else that of the locale's language, such as CP936 for
 * Simplified Chinese, else CP850. ASCII is the same in all of them. */

/**
 * netbios_charset_encode:
 * @text: UTF-8
 * @error: return location
 *
 * Fails with %MAILSLOT_ERROR_INVALID_ADDRESS if the code page lacks a character; the
 * message names it and the code page.
 *
 * Returns: (transfer full): bytes, ended by a NUL
 */
char *netbios_charset_encode (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Like netbios_charset_encode(), in upper case: computers, workgroups */
char *netbios_charset_encode_upper (const char *text,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * netbios_charset_init_name:
 * @name: (out): without scope
 * @text: a computer's or workgroup's name, UTF-8
 * @suffix: usually a #NetbiosSuffix
 * @error: return location
 *
 * Unlike netbios_name_init() it knows characters of two bytes, of which the second may
 * look like a letter.
 *
 * Fails with %MAILSLOT_ERROR_INVALID_ADDRESS if @text is empty, too long, or holds what
 * no name may hold or the code page lacks.
 */
gboolean netbios_charset_init_name (NetbiosName *name,
                                    const char *text,
                                    guint8 suffix,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * netbios_charset_decode:
 * @bytes: what stood on the wire
 * @size: how many
 *
 * Never fails: a byte that stands for nothing, a control character, and a character that
 * would break a line or hide text, is written like `\x01`, and the backslash stays as it
 * is.
 *
 * Returns: (transfer full): UTF-8 for people, in one line
 */
char *netbios_charset_decode (const guint8 *bytes, gsize size);

G_END_DECLS
