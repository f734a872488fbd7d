/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Between GIO's addresses and those that stand in packets: four bytes, the first first.
 */

/** Returns: (transfer full): that UDP port of that computer */
GSocketAddress *netbios_endpoint_new (const guint8 address[4], guint16 port);

/**
 * netbios_endpoint_read:
 * @endpoint: (nullable): such as a socket received from
 * @address: (out): its IPv4 address
 * @port: (out) (optional): its port
 *
 * Returns: whether it is one of IPv4
 */
gboolean netbios_endpoint_read (GSocketAddress *endpoint,
                                guint8 address[4],
                                guint16 *port);

G_END_DECLS
