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
 * NetbiosClaim:
 * @NETBIOS_CLAIM_REQUEST: we want the name; who has it objects
 * @NETBIOS_CLAIM_DEMAND: nobody objected, so the name is ours now, whoever was said to
 *   have it before (the "name overwrite demand")
 * @NETBIOS_CLAIM_RELEASE: we give the name up
 *
 * What there is to tell everybody about a name of ours (RFC 1002 sections 4.2.2, 4.2.3,
 * 4.2.9).
 */
typedef enum
{
  NETBIOS_CLAIM_REQUEST,
  NETBIOS_CLAIM_DEMAND,
  NETBIOS_CLAIM_RELEASE,
} NetbiosClaim;

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
 * @claim: what to say about it
 * @id: the number of the request
 * @address: our IPv4 address on the network it goes to
 * @packet: where to append; must be empty
 *
 * Makes what is to be broadcast.
 */
void netbios_name_table_encode_claim (const NetbiosNameTable *self,
                                      const NetbiosName *name,
                                      NetbiosClaim claim,
                                      guint16 id,
                                      const guint8 address[4],
                                      GByteArray *packet);

G_END_DECLS
