/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-interfaces.h"

G_BEGIN_DECLS

/* Appends an adapter's address. The broadcast address is computed: systems let people
 * leave it out or set 255.255.255.255, which leaves by one adapter only. A network of one
 * or two addresses has none and is left out (RFC 3021), as is the loopback. */
void netbios_interfaces_add (GArray *interfaces,
                             const guint8 address[4],
                             guint prefix_length);

/* What a platform defines: calls netbios_interfaces_add() for every adapter that is up
 * and can broadcast. */
gboolean netbios_interfaces_collect (GArray *interfaces, GError **error);

G_END_DECLS
