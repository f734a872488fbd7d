/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-name.h"
#include "mailslot/netbios/netbios-node-type.h"

G_BEGIN_DECLS

/** The UDP port of the NetBIOS datagram service. */
#define NETBIOS_DATAGRAM_PORT 138

/**
 * NetbiosDatagramType:
 * @NETBIOS_DATAGRAM_DIRECT_UNIQUE: to the one owner of a name
 * @NETBIOS_DATAGRAM_DIRECT_GROUP: to all owners of a group name
 * @NETBIOS_DATAGRAM_BROADCAST: to everybody
 * @NETBIOS_DATAGRAM_ERROR: somebody could not deliver a datagram
 * @NETBIOS_DATAGRAM_QUERY_REQUEST: asks a datagram server whether it serves a name
 * @NETBIOS_DATAGRAM_POSITIVE_QUERY_RESPONSE: it does
 * @NETBIOS_DATAGRAM_NEGATIVE_QUERY_RESPONSE: it does not
 *
 * The first byte of a datagram.
 */
typedef enum
{
  NETBIOS_DATAGRAM_DIRECT_UNIQUE = 0x10,
  NETBIOS_DATAGRAM_DIRECT_GROUP = 0x11,
  NETBIOS_DATAGRAM_BROADCAST = 0x12,
  NETBIOS_DATAGRAM_ERROR = 0x13,
  NETBIOS_DATAGRAM_QUERY_REQUEST = 0x14,
  NETBIOS_DATAGRAM_POSITIVE_QUERY_RESPONSE = 0x15,
  NETBIOS_DATAGRAM_NEGATIVE_QUERY_RESPONSE = 0x16,
} NetbiosDatagramType;

/**
 * NetbiosDatagramFault:
 * @NETBIOS_DATAGRAM_FAULT_NONE: not an error datagram
 * @NETBIOS_DATAGRAM_FAULT_NOT_PRESENT: the receiver does not own the destination name
 * @NETBIOS_DATAGRAM_FAULT_BAD_SOURCE: the source name had a bad format
 * @NETBIOS_DATAGRAM_FAULT_BAD_DESTINATION: the destination name had a bad format
 *
 * What a %NETBIOS_DATAGRAM_ERROR says; other values may come from the network.
 */
typedef enum
{
  NETBIOS_DATAGRAM_FAULT_NONE = 0,
  NETBIOS_DATAGRAM_FAULT_NOT_PRESENT = 0x82,
  NETBIOS_DATAGRAM_FAULT_BAD_SOURCE = 0x83,
  NETBIOS_DATAGRAM_FAULT_BAD_DESTINATION = 0x84,
} NetbiosDatagramFault;

/**
 * NetbiosDatagram:
 * @type: which of the fields below have a meaning
 * @node_type: how the sender finds names
 * @id: the sender's number for this datagram
 * @source_address: IPv4 address the sender claims, first byte first as in #GInetAddress
 * @source_port: UDP port the sender claims, 138 for nearly everybody
 * @source: (direct and broadcast) who sends
 * @destination: (all but errors) who is meant
 * @user_data: (direct and broadcast) (not owned) (nullable): what is carried; when
 * decoded, inside the packet
 * @user_size: bytes of @user_data
 * @fault: (errors only) what went wrong
 *
 * A NetBIOS datagram (RFC 1002 section 4.4). A plain value: it owns nothing.
 */
typedef struct
{
  NetbiosDatagramType type;
  NetbiosNodeType node_type;
  guint16 id;
  guint8 source_address[4];
  guint16 source_port;
  NetbiosName source;
  NetbiosName destination;
  const guint8 *user_data;
  gsize user_size;
  guint8 fault;
} NetbiosDatagram;

/**
 * netbios_datagram_has_user_data:
 *
 * Returns: whether it is of a type that carries user data, which may have no bytes
 */
gboolean netbios_datagram_has_user_data (const NetbiosDatagram *self);

/**
 * netbios_datagram_encode:
 * @self: a datagram of a type that carries user data
 * @packet: where to append
 * @error: return location
 *
 * Appends a whole datagram, never a fragment: Windows sends none and nmbd loses them.
 *
 * Fails with %MAILSLOT_ERROR_MESSAGE_TOO_LARGE, appending nothing, if the header cannot
 * tell the length. What a mailslot may carry is much less.
 */
gboolean netbios_datagram_encode (const NetbiosDatagram *self,
                                  GByteArray *packet,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * netbios_datagram_decode:
 * @self: (out): the datagram, valid as long as @data; undefined on failure
 * @data: what one UDP packet held
 * @error: return location
 *
 * The user data ends where the packet ends: like nmbd it does not trust the length field.
 *
 * Fails with %MAILSLOT_ERROR_MALFORMED, or with %MAILSLOT_ERROR_UNSUPPORTED for a
 * fragment.
 */
gboolean netbios_datagram_decode (NetbiosDatagram *self,
                                  const guint8 *data,
                                  gsize size,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
