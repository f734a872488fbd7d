/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-resolver.h"

G_BEGIN_DECLS

/* For tests, before the first search: @interfaces (element-type NetbiosInterface) and
 * @lmhosts_path (nullable) instead of what this computer has. An interface may be on the
 * loopback: then its network is one like any other. */
void netbios_resolver_set_surroundings (NetbiosResolver *self,
                                        GArray *interfaces,
                                        const char *lmhosts_path);

G_END_DECLS
