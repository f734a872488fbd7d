/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/netbios/netbios-name-table.h"

G_BEGIN_DECLS

/**
 * NetbiosNameClaims:
 * @names: our names
 * @interfaces: (owned) (element-type NetbiosInterface): the networks to speak on
 * @port: the UDP port of the name service there
 * @computer_id: the number of what we say about our computer name
 * @workgroup_id: the same of our workgroup
 *
 * What we tell everybody about our names, each of which is claimed for itself, and who
 * objects to it.
 */
typedef struct
{
  NetbiosNameTable names;
  GArray *interfaces;
  guint16 port;
  guint16 computer_id;
  guint16 workgroup_id;
} NetbiosNameClaims;

void netbios_name_claims_init (NetbiosNameClaims *self,
                               const NetbiosNameTable *names,
                               GArray *interfaces,
                               guint16 port);
void netbios_name_claims_clear (NetbiosNameClaims *self);

/**
 * netbios_name_claims_tell:
 * @socket: may broadcast
 * @name: one of the two in @self
 *
 * Says @claim on every network. What does not get out is like what gets lost on its way.
 */
void netbios_name_claims_tell (const NetbiosNameClaims *self,
                               GSocket *socket,
                               const NetbiosName *name,
                               NetbiosClaim claim);

/** netbios_name_claims_tell() for both names. */
void netbios_name_claims_tell_both (const NetbiosNameClaims *self,
                                    GSocket *socket,
                                    NetbiosClaim claim);

/**
 * netbios_name_claims_find_objected:
 * @response: from another computer
 *
 * Returns: (nullable): the name of ours that @response does not grant us
 */
const NetbiosName *netbios_name_claims_find_objected (const NetbiosNameClaims *self,
                                                      const NetbiosNamePacket *response);

/** Returns: whether @address is the one of a network of ours when we began */
gboolean netbios_name_claims_has_address (const NetbiosNameClaims *self,
                                          const guint8 address[4]);

G_END_DECLS
