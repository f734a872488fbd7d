/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-network.h"
#include "mailslot/netbios/netbios-name.h"

G_BEGIN_DECLS

/**
 * NetbiosOutbound:
 * @network: who sends
 * @address: where to, for what errors say
 * @destination: the name that the datagrams are for
 * @is_group: whether it is the name of a group
 * @smb: the SMB message that they carry
 * @timeout_ms: how long an adapter may take, or %MAILSLOT_TIMEOUT_INFINITE
 * @cancellable: (nullable): ends the wait for it
 *
 * One message on its way, as one datagram or several. A plain value: it owns nothing.
 */
typedef struct
{
  MailslotNetwork *network;
  MailslotAddress *address;
  const NetbiosName *destination;
  gboolean is_group;
  GByteArray *smb;
  int timeout_ms;
  GCancellable *cancellable;
} NetbiosOutbound;

/** Returns: (transfer full): a socket on no particular port that may broadcast */
GSocket *netbios_outbound_open_socket (GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * netbios_outbound_send:
 * @socket: of netbios_outbound_open_socket(), or the datagram port's
 * @source: our IPv4 address there, first byte first
 * @target: the IPv4 address to send to
 * @error: return location
 *
 * Sends one datagram, with an id of its own.
 *
 * Fails with %MAILSLOT_ERROR_NETWORK_DOWN, %MAILSLOT_ERROR_ACCESS_DENIED,
 * %MAILSLOT_ERROR_TIMED_OUT, %G_IO_ERROR_CANCELLED, or another %G_IO_ERROR of the system.
 */
gboolean netbios_outbound_send (const NetbiosOutbound *self,
                                GSocket *socket,
                                const guint8 source[4],
                                const guint8 target[4],
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * netbios_outbound_find_source:
 * @target: an IPv4 address
 * @source: (out): the address that we have on the way there
 * @error: return location
 *
 * Fails like netbios_outbound_send(), but waits for nothing.
 */
gboolean netbios_outbound_find_source (const NetbiosOutbound *self,
                                       const guint8 target[4],
                                       guint8 source[4],
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
