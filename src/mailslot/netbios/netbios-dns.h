/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * netbios_dns_find:
 * @host: name of a computer, UTF-8
 * @cancellable: (nullable): any thread may cancel it
 * @error: return location
 *
 * Asks the system's resolver for IPv4 addresses. Blocks for at most 5 s, whatever the
 * system would do.
 *
 * Fails with %G_RESOLVER_ERROR, or with a %G_IO_ERROR such as %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (element-type GInetAddress): free it with
 * g_resolver_free_addresses(); %NULL with @error set
 */
GList *netbios_dns_find (const char *host,
                         GCancellable *cancellable,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
