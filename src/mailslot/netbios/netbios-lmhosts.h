/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-name.h"

G_BEGIN_DECLS

/* LMHOSTS: a file in which administrators write addresses of computers that no broadcast
 * reaches, a line each:
 *
 *   ADDRESS NAME [#PRE] [#DOM:DOMAIN]
 *
 * A name in double quotes may hold spaces and end with a suffix such as \0x1B; without
 * one it stands for every service of the computer. After # comes a comment, unless it is
 * #PRE, which means nothing to us, or #DOM, which says of which domain the computer is a
 * controller. #INCLUDE and what belongs to it is a comment, too. A line that is wrong is
 * skipped. */

/** A longer file is not read. */
#define NETBIOS_LMHOSTS_MAX_BYTES (1024 * 1024)

/**
 * netbios_lmhosts_find_host:
 * @path: (nullable): the file, which need not be there
 * @address: (out): the first IPv4 address of @name, if found
 *
 * Returns: whether the file has the name
 */
gboolean netbios_lmhosts_find_host (const char *path,
                                    const NetbiosName *name,
                                    guint8 address[4]);

/**
 * netbios_lmhosts_find_domain:
 * @path: (nullable): the file, which need not be there
 * @domain: a domain; its suffix does not count
 * @addresses: (out caller-allocates) (array length=max_addresses): its controllers
 *
 * Returns: how many addresses the file has, at most @max_addresses
 */
guint netbios_lmhosts_find_domain (const char *path,
                                   const NetbiosName *domain,
                                   guint8 (*addresses)[4],
                                   guint max_addresses);

G_END_DECLS
