/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DatagramPeer:
 *
 * Another computer, PEER of the workgroup OFFICE: a socket on a loopback address that
 * sends datagrams to one port of this computer.
 */
typedef struct _DatagramPeer DatagramPeer;

DatagramPeer *datagram_peer_new (guint16 port);

/** The same computer by another of its addresses, such as 127.0.0.2 */
DatagramPeer *datagram_peer_new_from (const char *address, guint16 port);

void datagram_peer_free (DatagramPeer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DatagramPeer, datagram_peer_free)

/** Sends @text to the slot @name of every computer of OFFICE. */
void datagram_peer_send (DatagramPeer *self, const char *name, const char *text);

/** Sends a datagram that is none. */
void datagram_peer_send_damaged (DatagramPeer *self);

G_END_DECLS
