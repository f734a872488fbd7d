/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a platform knows of this computer's place on a NetBIOS network. */

/** Returns: (transfer full) (nullable): where Samba would have its configuration */
char *netbios_host_dup_smb_conf_path (void);

/** Returns: (transfer full) (nullable): where LMHOSTS would be, addresses and names */
char *netbios_host_dup_lmhosts_path (void);

/**
 * netbios_host_dup_workgroup:
 *
 * Returns: (transfer full) (nullable): the workgroup or domain that the system says it is
 * in, UTF-8; %NULL where the system knows of no such thing
 */
char *netbios_host_dup_workgroup (void);

/**
 * netbios_host_dup_charset:
 *
 * Returns: (transfer full): the name of the OEM code page that computers of the user's
 * country use
 */
char *netbios_host_dup_charset (void);

G_END_DECLS
