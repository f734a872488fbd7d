/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-name-packet.h"

G_BEGIN_DECLS

/**
 * NetbiosNameTable:
 * @computer: the name that only this computer may have, with suffix
 * @workgroup: the name of the group it is in, with suffix
 *
 * The names of this computer, and what it says about them to others (RFC 1002 section
 * 5.1.1). A plain value; no function here sends anything.
 */
typedef struct
{
  NetbiosName computer;
  NetbiosName workgroup;
} NetbiosNameTable;

/**
 * netbios_name_table_answer:
 * @request: from another computer, not a response
 * @address: our IPv4 address for that computer, first byte first
 * @packet: where to append; must be empty
 *
 * Answers who asks for a name of ours or for all names, and who wants a name that is ours
 * already. Everything else gets no answer, because it may have been sent to everybody.
 *
 * Returns: whether there is an answer
 */
gboolean netbios_name_table_answer (const NetbiosNameTable *self,
                                    const NetbiosNamePacket *request,
                                    const guint8 address[4],
                                    GByteArray *packet);

/**
 * netbios_name_table_encode_claim:
 * @name: one of the two names
 * @opcode: %NETBIOS_NAME_REGISTRATION or %NETBIOS_NAME_RELEASE
 * @id: the number of the request
 * @address: our IPv4 address on the network it goes to
 * @packet: where to append; must be empty
 *
 * Tells everybody that we want a name or give it up.
 */
void netbios_name_table_encode_claim (const NetbiosNameTable *self,
                                      const NetbiosName *name,
                                      NetbiosNameOpcode opcode,
                                      guint16 id,
                                      const guint8 address[4],
                                      GByteArray *packet);

G_END_DECLS
