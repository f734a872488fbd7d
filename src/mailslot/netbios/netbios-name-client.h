/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/netbios/netbios-name.h"

G_BEGIN_DECLS

/** As many addresses as WINS gives for the group of domain controllers. */
#define NETBIOS_OWNERS_MAX_ADDRESSES 25

/**
 * NetbiosNameClient:
 * @interfaces: (not owned) (element-type NetbiosInterface): where to broadcast
 * @port: UDP port of the name service
 *
 * Asks other computers about names. A plain value.
 *
 * The functions below block until there is an answer, @cancellable is cancelled, or
 * nobody answered for as long as the function says. They fail only with
 * %G_IO_ERROR_CANCELLED, or a %G_IO_ERROR of the system if no question could be asked at
 * all; nobody's answering is no failure. What is no answer to the question, comes from
 * the wrong computer or is damaged is as if it had not come.
 */
typedef struct
{
  GArray *interfaces;
  guint16 port;
} NetbiosNameClient;

/**
 * NetbiosOwners:
 * @is_answered: whether somebody said anything, even that nobody owns the name
 * @is_owned: whether somebody owns the name
 * @is_group: whether it is the name of a group
 * @n_addresses: how many addresses follow: at least one, but a group may have none
 * @addresses: IPv4, first byte first; only such as a computer can have
 *
 * What is known of a name.
 */
typedef struct
{
  gboolean is_answered;
  gboolean is_owned;
  gboolean is_group;
  guint n_addresses;
  guint8 addresses[NETBIOS_OWNERS_MAX_ADDRESSES][4];
} NetbiosOwners;

/**
 * netbios_name_client_ask_everybody:
 * @name: a name
 * @owners: (out): the first who said that the name is theirs
 *
 * Asks on every interface (RFC 1002 section 4.2.12), 3 times, 250 ms apart.
 */
gboolean netbios_name_client_ask_everybody (const NetbiosNameClient *self,
                                            const NetbiosName *name,
                                            NetbiosOwners *owners,
                                            GCancellable *cancellable,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * netbios_name_client_ask_server:
 * @server: IPv4 address of a WINS server, first byte first
 * @name: a name
 * @owners: (out): what the server says
 *
 * Asks 3 times, 1.5 s apart; a server that asks for more time (section 4.2.16) gets 5 s,
 * once.
 */
gboolean netbios_name_client_ask_server (const NetbiosNameClient *self,
                                         const guint8 server[4],
                                         const NetbiosName *name,
                                         NetbiosOwners *owners,
                                         GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * netbios_name_client_ask_node:
 * @address: IPv4 address of a computer, first byte first
 * @computer: (out): what mailslot messages to it must be addressed to, if it told
 * @is_told: (out): whether it told
 *
 * Asks a computer for its name (section 4.2.17), 3 times, 500 ms apart.
 */
gboolean netbios_name_client_ask_node (const NetbiosNameClient *self,
                                       const guint8 address[4],
                                       NetbiosName *computer,
                                       gboolean *is_told,
                                       GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
