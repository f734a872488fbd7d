/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot-port.h"
#include "test-datagram.h"

G_BEGIN_DECLS

/**
 * PortPeer:
 *
 * Another computer, on the loopback, and a network whose datagrams come to a port that
 * needs no right.
 */
typedef struct
{
  MailslotNetwork *network; /* (owned) */
  guint16 port;             /* of the network, which nobody else uses */
  GSocket *socket;          /* (owned), of the peer */
} PortPeer;

void port_peer_init (PortPeer *self);
void port_peer_clear (PortPeer *self);

/** Opens a port that has to open and that wants everything. */
MailslotPort *port_peer_open (PortPeer *self, MailslotSource source);

/** Sends a datagram to the port. */
void port_peer_send (PortPeer *self, const TestDatagram *datagram);

/** Sends any bytes to the port. */
void port_peer_send_bytes (PortPeer *self, const guint8 *data, gsize size);

/** Returns the port that the peer sends from. */
guint16 port_peer_get_own_port (PortPeer *self);

/**
 * port_peer_assert_next:
 *
 * Waits for a message, which has to be @text, and no other behind it.
 *
 * Returns: (transfer full): the message
 */
MailslotMessage *port_peer_assert_next (MailslotPort *port, const char *text);

/** Returns what the port counts. */
MailslotPortStatus port_peer_get_status (MailslotPort *port);

G_END_DECLS
