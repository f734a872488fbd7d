/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot-network-private.h"

G_BEGIN_DECLS

/** As many addresses as WINS gives for the group of domain controllers. */
#define NETBIOS_RESOLUTION_MAX_ADDRESSES 25

/**
 * NetbiosResolution:
 * @name: the NetBIOS name to address the datagram to
 * @is_own: whether it is this computer: deliver to the local slot
 * @is_group: whether the name is a group's, which is reached by broadcast
 * @n_addresses: how many addresses there are; 0 for a group that is only broadcast to
 * @addresses: IPv4, first byte first; of a group only those beyond our own networks, of a
 * computer those on them before the others
 */
typedef struct
{
  NetbiosName name;
  gboolean is_own;
  gboolean is_group;
  guint n_addresses;
  guint8 addresses[NETBIOS_RESOLUTION_MAX_ADDRESSES][4];
} NetbiosResolution;

/**
 * NetbiosResolver:
 *
 * Finds computers by name: our own name and workgroup, what was found before, LMHOSTS,
 * the WINS server, a broadcast query on every interface (3 times, 250 ms apart, RFC 1002
 * section 4.2.12), then DNS with a node status request (section 4.2.17) for the NetBIOS
 * name. An IPv4 literal goes straight to the node status request. Any thread may use it.
 */
NetbiosResolver *netbios_resolver_new (MailslotNetwork *network); /* (unowned) */
void netbios_resolver_free (NetbiosResolver *self);

/**
 * netbios_resolver_find_host:
 * @host: NetBIOS name, DNS name or IPv4 literal, UTF-8
 * @suffix: which service of the host, usually %NETBIOS_SUFFIX_WORKSTATION
 * @resolution: (out): what was found
 * @cancellable: (nullable): any thread may cancel it
 * @error: return location
 *
 * Fails with %MAILSLOT_ERROR_HOST_NOT_FOUND (the message says how long it looked and
 * where), %MAILSLOT_ERROR_NETWORK_DOWN, %MAILSLOT_ERROR_INVALID_ADDRESS,
 * %G_IO_ERROR_CANCELLED.
 */
gboolean netbios_resolver_find_host (NetbiosResolver *self,
                                     const char *host,
                                     guint8 suffix,
                                     NetbiosResolution *resolution,
                                     GCancellable *cancellable,
                                     GError **error);

/**
 * netbios_resolver_find_domain:
 * @domain: (nullable): NetBIOS name of a workgroup or domain; %NULL for our own
 *
 * Looks only for members beyond our own networks, in LMHOSTS and, if there is one, at the
 * WINS server: a broadcast needs no addresses, so that a domain nobody knows is found,
 * too. Otherwise like netbios_resolver_find_host().
 */
gboolean netbios_resolver_find_domain (NetbiosResolver *self,
                                       const char *domain,
                                       guint8 suffix,
                                       NetbiosResolution *resolution,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
