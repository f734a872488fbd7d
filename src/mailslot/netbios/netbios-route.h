/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * netbios_route_find_source:
 * @target: an IPv4 address, first byte first
 * @port: the UDP port there
 * @source: (out): the address that this computer has on the way there
 * @error: return location
 *
 * Sends nothing, and waits for nothing: asks the system only.
 *
 * Fails with a %G_IO_ERROR of the system, such as %G_IO_ERROR_NETWORK_UNREACHABLE if no
 * way leads there.
 */
gboolean netbios_route_find_source (const guint8 target[4],
                                    guint16 port,
                                    guint8 source[4],
                                    GError **error);

G_END_DECLS
