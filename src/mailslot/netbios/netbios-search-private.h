/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-name-cache.h"
#include "mailslot/netbios/netbios-name-client.h"
#include "mailslot/netbios/netbios-resolver.h"

G_BEGIN_DECLS

/* With what, and for which service, #NetbiosResolver looks for a name. It owns none of
 * this. */
typedef struct
{
  MailslotNetwork *network;
  NetbiosNameCache *cache;
  const char *lmhosts_path; /* (nullable) */
  GArray *interfaces;       /* (element-type NetbiosInterface) */
  guint8 suffix;
  GCancellable *cancellable; /* (nullable) */
} NetbiosSearch;

/* These two do what the functions of #NetbiosResolver say; @resolution is empty before.
 */
gboolean netbios_search_find_host (const NetbiosSearch *self,
                                   const char *host,
                                   NetbiosResolution *resolution,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean netbios_search_find_domain (const NetbiosSearch *self,
                                     const char *domain,
                                     NetbiosResolution *resolution,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the two have in common. */

NetbiosNameClient netbios_search_get_client (const NetbiosSearch *self);

/* Returns: whether there is a WINS server to ask */
gboolean netbios_search_has_wins (const NetbiosSearch *self);

gboolean netbios_search_ask_wins (const NetbiosSearch *self,
                                  const NetbiosName *name,
                                  NetbiosOwners *owners,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds addresses, those on our own networks first; but of a group only those beyond them,
 * because a broadcast reaches the others. */
void netbios_search_add_addresses (const NetbiosSearch *self,
                                   guint8 (*addresses)[4],
                                   guint n_addresses,
                                   NetbiosResolution *resolution);

/* Returns: whether it is an address of this computer, also of an adapter that cannot
 * broadcast, such as that of a VPN */
gboolean netbios_search_is_own_address (const NetbiosSearch *self,
                                        const guint8 address[4]);

/* Returns: whether no packet could leave this computer, not even to @address (nullable)
 */
gboolean netbios_search_is_offline (const NetbiosSearch *self, const guint8 *address);

G_END_DECLS
