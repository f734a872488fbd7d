/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-cursor.h"

G_BEGIN_DECLS

/** The most characters a name may have before its suffix. */
#define NETBIOS_NAME_MAX_LENGTH 15

/** Bytes of a name as it is registered and compared: 15 characters and the suffix. */
#define NETBIOS_NAME_SIZE 16

/** The most characters of a scope: a whole encoded name has at most 255 bytes. */
#define NETBIOS_SCOPE_MAX_LENGTH 220

/**
 * NetbiosSuffix:
 * @NETBIOS_SUFFIX_WORKSTATION: a computer, or as a group a workgroup or domain: mailslots
 * @NETBIOS_SUFFIX_MESSENGER: where `net send` goes, a computer or a logged-on user
 * @NETBIOS_SUFFIX_DOMAIN_MASTER: domain master browser, the primary domain controller
 * @NETBIOS_SUFFIX_DOMAIN_CONTROLLERS: group of a domain's controllers
 * @NETBIOS_SUFFIX_LOCAL_MASTER: local master browser
 * @NETBIOS_SUFFIX_ELECTIONS: group of all that take part in browser elections
 * @NETBIOS_SUFFIX_SERVER: file server
 *
 * The last byte of a name: which service of its owner is meant.
 */
typedef enum
{
  NETBIOS_SUFFIX_WORKSTATION = 0x00,
  NETBIOS_SUFFIX_MESSENGER = 0x03,
  NETBIOS_SUFFIX_DOMAIN_MASTER = 0x1b,
  NETBIOS_SUFFIX_DOMAIN_CONTROLLERS = 0x1c,
  NETBIOS_SUFFIX_LOCAL_MASTER = 0x1d,
  NETBIOS_SUFFIX_ELECTIONS = 0x1e,
  NETBIOS_SUFFIX_SERVER = 0x20,
} NetbiosSuffix;

/**
 * NetbiosName:
 * @bytes: 15 characters, padded with spaces, and the suffix
 * @scope: the scope with dots between its labels; empty for nearly everybody
 *
 * A NetBIOS name (RFC 1001 section 14, RFC 1002 section 4.1). A plain value: copy it
 * freely.
 */
typedef struct
{
  guint8 bytes[NETBIOS_NAME_SIZE];
  char scope[NETBIOS_SCOPE_MAX_LENGTH + 1];
} NetbiosName;

/**
 * netbios_name_init:
 * @name: 1 to 15 characters in the OEM code page of the network, or `*` for everybody
 * @suffix: usually a #NetbiosSuffix
 * @error: return location
 *
 * Makes a name without scope. ASCII letters become upper case; other letters must be so
 * already, because only the caller knows their code page.
 *
 * Fails with %MAILSLOT_ERROR_INVALID_ADDRESS if @name is empty or too long.
 */
gboolean netbios_name_init (NetbiosName *self,
                            const char *name,
                            guint8 suffix,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * netbios_name_init_from_bytes:
 * @bytes: the name with its suffix, as registered; taken as it is
 */
void netbios_name_init_from_bytes (NetbiosName *self,
                                   const guint8 bytes[NETBIOS_NAME_SIZE]);

/**
 * netbios_name_set_scope:
 * @scope: labels of 1 to 63 visible ASCII characters with dots between them, or empty
 * @error: return location
 *
 * Fails with %MAILSLOT_ERROR_INVALID_ADDRESS; the scope then stays as it was.
 */
gboolean netbios_name_set_scope (NetbiosName *self,
                                 const char *scope,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

guint8 netbios_name_get_suffix (const NetbiosName *self);

/**
 * netbios_name_is_wildcard:
 *
 * Returns: whether the name is `*`, which means everybody
 */
gboolean netbios_name_is_wildcard (const NetbiosName *self);

/**
 * netbios_name_equal:
 *
 * Compares all 16 bytes exactly, as NetBIOS does, and the scopes without regard to case.
 */
gboolean netbios_name_equal (const NetbiosName *a, const NetbiosName *b);

/**
 * netbios_name_dup_text:
 *
 * Returns: (transfer full): the name without padding and suffix, for people; a byte that
 * is not visible ASCII, and the backslash, is written like `\x01`, so that no two names
 * look alike
 */
char *netbios_name_dup_text (const NetbiosName *self);

/**
 * netbios_name_to_string:
 *
 * Returns: (transfer full): the name with suffix and scope, such as `PC<00>` or
 * `PC<20>.lab`
 */
char *netbios_name_to_string (const NetbiosName *self);

/**
 * netbios_name_get_encoded_size:
 *
 * Returns: bytes of the encoded name: 34, and more with a scope
 */
gsize netbios_name_get_encoded_size (const NetbiosName *self);

/**
 * netbios_name_encode:
 * @packet: where to append
 *
 * Appends the name in second-level encoding, without label pointers.
 */
void netbios_name_encode (const NetbiosName *self, GByteArray *packet);

/**
 * netbios_name_decode:
 * @self: (out): the name; undefined on failure
 * @cursor: begins at the packet's first byte, because label pointers count from there;
 * left after the name
 * @error: return location
 *
 * Reads a name. A label pointer is followed only to before the labels it ends, so every
 * chain of pointers has an end.
 *
 * Fails with %MAILSLOT_ERROR_MALFORMED.
 */
gboolean netbios_name_decode (NetbiosName *self,
                              NetbiosCursor *cursor,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
