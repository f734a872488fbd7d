/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * netbios_name_socket_open:
 * @address: what comes to this address of ours; normally to any
 * @port: the UDP port of the name service
 * @error: return location
 *
 * Opens the port to answer for names on. It is not shared: two programs that answer for
 * one computer would contradict each other.
 *
 * Fails with %MAILSLOT_ERROR_ALREADY_EXISTS if another program, such as nmbd, owns the
 * port, %MAILSLOT_ERROR_ACCESS_DENIED without the right to bind it, or another
 * %G_IO_ERROR of the system.
 *
 * Returns: (transfer full): a socket that never blocks and may broadcast
 */
GSocket *netbios_name_socket_open (GInetAddress *address,
                                   guint16 port,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
