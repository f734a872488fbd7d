/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-name.h"

G_BEGIN_DECLS

/** The UDP port of the NetBIOS name service. */
#define NETBIOS_NAME_PORT 137

/**
 * NetbiosNameOpcode:
 * @NETBIOS_NAME_QUERY: who owns a name, or which names has a node
 * @NETBIOS_NAME_REGISTRATION: I want a name
 * @NETBIOS_NAME_RELEASE: I give a name up
 * @NETBIOS_NAME_WAIT: a name server needs more time
 * @NETBIOS_NAME_REFRESH: I still own a name
 * @NETBIOS_NAME_REFRESH_ALTERNATE: the same; the RFC contradicts itself on the number
 * @NETBIOS_NAME_MULTIHOMED_REGISTRATION: I want a name for one more address
 *
 * What a name service packet is about; other values may come from the network.
 */
typedef enum
{
  NETBIOS_NAME_QUERY = 0,
  NETBIOS_NAME_REGISTRATION = 5,
  NETBIOS_NAME_RELEASE = 6,
  NETBIOS_NAME_WAIT = 7,
  NETBIOS_NAME_REFRESH = 8,
  NETBIOS_NAME_REFRESH_ALTERNATE = 9,
  NETBIOS_NAME_MULTIHOMED_REGISTRATION = 15,
} NetbiosNameOpcode;

/**
 * NetbiosNameFlags:
 * @NETBIOS_NAME_IS_RESPONSE: an answer
 * @NETBIOS_NAME_IS_AUTHORITATIVE: from who must know
 * @NETBIOS_NAME_IS_TRUNCATED: the packet had no room for all owners
 * @NETBIOS_NAME_RECURSION_DESIRED: set in queries and registrations
 * @NETBIOS_NAME_RECURSION_AVAILABLE: from a name server
 * @NETBIOS_NAME_IS_BROADCAST: sent to everybody
 */
typedef enum
{
  NETBIOS_NAME_IS_RESPONSE = 0x8000,
  NETBIOS_NAME_IS_AUTHORITATIVE = 0x0400,
  NETBIOS_NAME_IS_TRUNCATED = 0x0200,
  NETBIOS_NAME_RECURSION_DESIRED = 0x0100,
  NETBIOS_NAME_RECURSION_AVAILABLE = 0x0080,
  NETBIOS_NAME_IS_BROADCAST = 0x0010,
} NetbiosNameFlags;

/**
 * NetbiosNameResult:
 * @NETBIOS_NAME_OK: yes
 * @NETBIOS_NAME_FORMAT_ERROR: the request was malformed
 * @NETBIOS_NAME_SERVER_FAILURE: the name server has trouble
 * @NETBIOS_NAME_NOT_FOUND: nobody owns the name
 * @NETBIOS_NAME_UNSUPPORTED: the name server cannot do that
 * @NETBIOS_NAME_REFUSED: the name server does not want to
 * @NETBIOS_NAME_TAKEN: somebody else owns the name
 * @NETBIOS_NAME_CONFLICT: more than one node owns the unique name
 *
 * How a response ends; other values may come from the network.
 */
typedef enum
{
  NETBIOS_NAME_OK = 0,
  NETBIOS_NAME_FORMAT_ERROR = 1,
  NETBIOS_NAME_SERVER_FAILURE = 2,
  NETBIOS_NAME_NOT_FOUND = 3,
  NETBIOS_NAME_UNSUPPORTED = 4,
  NETBIOS_NAME_REFUSED = 5,
  NETBIOS_NAME_TAKEN = 6,
  NETBIOS_NAME_CONFLICT = 7,
} NetbiosNameResult;

/**
 * NetbiosRecordType:
 * @NETBIOS_RECORD_NULL: nothing
 * @NETBIOS_RECORD_OWNERS: the owners of a name, see netbios-owner.h
 * @NETBIOS_RECORD_STATUS: all names of a node, see netbios-node-status.h
 */
typedef enum
{
  NETBIOS_RECORD_NULL = 0x000a,
  NETBIOS_RECORD_OWNERS = 0x0020,
  NETBIOS_RECORD_STATUS = 0x0021,
} NetbiosRecordType;

/**
 * NetbiosNamePacket:
 * @id: the requester's number, the same in the response
 * @opcode: a #NetbiosNameOpcode
 * @flags: of #NetbiosNameFlags
 * @result: a #NetbiosNameResult, 0 in a request
 * @name: the name in question
 * @type: a #NetbiosRecordType: what is asked for, or what the record holds
 * @has_record: always in a response; in a request, whether it says who the owner is
 * @time_to_live_s: seconds the record may be believed, 0 for ever
 * @record: (not owned) (nullable): the record's data; when decoded, inside the packet
 * @record_size: bytes of @record
 *
 * A packet of the name service (RFC 1002 section 4.2): one name and at most one record. A
 * plain value: it owns nothing.
 */
typedef struct
{
  guint16 id;
  guint8 opcode;
  guint16 flags;
  guint8 result;
  NetbiosName name;
  guint16 type;
  gboolean has_record;
  guint32 time_to_live_s;
  const guint8 *record;
  gsize record_size;
} NetbiosNamePacket;

/**
 * netbios_name_packet_init_query:
 *
 * Asks a name server who owns @name. To ask everybody add %NETBIOS_NAME_IS_BROADCAST to
 * the flags.
 */
void netbios_name_packet_init_query (NetbiosNamePacket *self,
                                     guint16 id,
                                     const NetbiosName *name);

/**
 * netbios_name_packet_init_status_query:
 *
 * Asks a node, whatever it is called, for all its names.
 */
void netbios_name_packet_init_status_query (NetbiosNamePacket *self, guint16 id);

/**
 * netbios_name_packet_init_claim:
 * @opcode: registration, release, refresh or multihomed registration
 * @name: a name
 *
 * Tells a name server about a name of ours; netbios_name_packet_set_record() must follow,
 * with one owner. To tell everybody add %NETBIOS_NAME_IS_BROADCAST to the flags.
 */
void netbios_name_packet_init_claim (NetbiosNamePacket *self,
                                     guint16 id,
                                     NetbiosNameOpcode opcode,
                                     const NetbiosName *name);

/**
 * netbios_name_packet_init_response:
 * @request: a request
 * @result: how it ends
 *
 * Answers @request, as a node that is no name server. The record is empty until
 * netbios_name_packet_set_record(). It holds the owners in a positive query response, the
 * node's names in a status response, nothing in a negative query response, and in all
 * others what the record of @request held.
 */
void netbios_name_packet_init_response (NetbiosNamePacket *self,
                                        const NetbiosNamePacket *request,
                                        NetbiosNameResult result);

/**
 * netbios_name_packet_init_conflict:
 *
 * Tells a node that it must stop using @name, because somebody else owns it.
 */
void netbios_name_packet_init_conflict (NetbiosNamePacket *self,
                                        guint16 id,
                                        const NetbiosName *name);

/**
 * netbios_name_packet_set_record:
 * @time_to_live_s: seconds, 0 for ever
 * @record: (not owned): must stay as long as @self
 */
void netbios_name_packet_set_record (NetbiosNamePacket *self,
                                     guint32 time_to_live_s,
                                     const guint8 *record,
                                     gsize record_size);

/**
 * netbios_name_packet_is_response:
 *
 * Returns: whether it answers a request
 */
gboolean netbios_name_packet_is_response (const NetbiosNamePacket *self);

/**
 * netbios_name_packet_answers:
 * @request: a request we sent
 *
 * Returns: whether @self is a response with the number and the name of @request; the name
 * does not count for a status response, which may name the node. The opcode can be
 * another one: a name server may say %NETBIOS_NAME_WAIT first
 */
gboolean netbios_name_packet_answers (const NetbiosNamePacket *self,
                                      const NetbiosNamePacket *request);

/**
 * netbios_name_packet_encode:
 * @packet: where to append; must be empty, because a label pointer counts from its start
 * @error: return location
 *
 * Fails with %MAILSLOT_ERROR_MESSAGE_TOO_LARGE, appending nothing, if the record has more
 * than 65535 bytes.
 */
gboolean netbios_name_packet_encode (const NetbiosNamePacket *self,
                                     GByteArray *packet,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * netbios_name_packet_decode:
 * @self: (out): the packet, valid as long as @data; undefined on failure
 * @data: what one UDP packet held
 * @error: return location
 *
 * Whatever follows the first record is ignored: Windows 2000 sends some bytes more.
 *
 * Fails with %MAILSLOT_ERROR_MALFORMED.
 */
gboolean netbios_name_packet_decode (NetbiosNamePacket *self,
                                     const guint8 *data,
                                     gsize size,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
