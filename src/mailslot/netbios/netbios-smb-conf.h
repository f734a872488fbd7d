/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NetbiosSmbConf:
 *
 * What the section [global] of Samba's smb.conf says, read as tolerantly as Samba does:
 * lines that make no sense are skipped. Included files are not followed, and a value with
 * a substitution such as `%h` is taken for missing.
 */
typedef struct _NetbiosSmbConf NetbiosSmbConf;

/**
 * netbios_smb_conf_load:
 *
 * Reads the file that netbios_host_dup_smb_conf_path() names.
 *
 * Returns: (transfer full): what it says; nothing at all if it cannot be read
 */
NetbiosSmbConf *netbios_smb_conf_load (void);

/**
 * netbios_smb_conf_parse:
 * @text: (nullable): a file's contents, any bytes
 * @size: how many
 *
 * Returns: (transfer full): what they say
 */
NetbiosSmbConf *netbios_smb_conf_parse (const char *text, gsize size);

void netbios_smb_conf_free (NetbiosSmbConf *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetbiosSmbConf, netbios_smb_conf_free)

/**
 * netbios_smb_conf_get:
 * @key: a parameter, such as "netbios name"; case and spaces make no difference
 *
 * Returns: (nullable): its value without blanks around it, UTF-8, never empty; owned by
 * @self
 */
const char *netbios_smb_conf_get (NetbiosSmbConf *self, const char *key);

G_END_DECLS
