/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/netbios/netbios-name-packet.h"
#include "mailslot/netbios/netbios-owner.h"

G_BEGIN_DECLS

/**
 * NamePeer:
 *
 * Another computer on the loopback, with a name service that says what a test wants. It
 * has a thread of its own.
 */
typedef struct _NamePeer NamePeer;

/**
 * NamePeerFunc:
 * @self: the peer
 * @request: what it got
 * @sender: who asked; to be answered with name_peer_send()
 * @count: how many requests it has got, from 1
 * @data: the test's
 *
 * Says something, or nothing. In the thread of the peer.
 */
typedef void (*NamePeerFunc) (NamePeer *self,
                              const NetbiosNamePacket *request,
                              GSocketAddress *sender,
                              guint count,
                              gpointer data);

/** Starts a peer at 127.0.0.@host, such as 2; port 0 for any. */
NamePeer *name_peer_start (guint8 host, guint16 port, NamePeerFunc func, gpointer data);

/** Returns: how many requests it got in the end */
guint name_peer_stop (NamePeer *self);

/** Returns: how many requests it got, with all that were sent before this is called */
guint name_peer_get_n_requests (NamePeer *self);
GSocketAddress *name_peer_dup_address (NamePeer *self);

void name_peer_send (NamePeer *self,
                     const NetbiosNamePacket *packet,
                     GSocketAddress *destination);
void name_peer_send_bytes (NamePeer *self,
                           const void *bytes,
                           gsize size,
                           GSocketAddress *destination);

/** Answers that 127.0.0.@host owns the name, or is a member of the group. */
void name_peer_send_owner (NamePeer *self,
                           const NetbiosNamePacket *request,
                           guint8 host,
                           gboolean is_group,
                           GSocketAddress *destination);

/** Answers that the names of the node are a server's, a group's, and @computer<00>, or
 * without the last if it is %NULL. */
void name_peer_send_status (NamePeer *self,
                            const NetbiosNamePacket *request,
                            const char *computer,
                            GSocketAddress *destination);

/** Returns: an array (element-type NetbiosInterface) with one interface, 127.0.0.@own,
 * whose broadcasts go to 127.0.0.@everybody */
GArray *name_peer_make_interfaces (guint8 own, guint8 everybody);

G_END_DECLS
