/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-search-private.h"

#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-lmhosts.h"

#include <glib/gi18n-lib.h>

static void
add_from_lmhosts (const NetbiosSearch *self, NetbiosResolution *resolution)
{
  guint8 addresses[NETBIOS_RESOLUTION_MAX_ADDRESSES][4];
  guint n_addresses = netbios_lmhosts_find_domain (self->lmhosts_path,
                                                   &resolution->name,
                                                   addresses,
                                                   NETBIOS_RESOLUTION_MAX_ADDRESSES);

  netbios_search_add_addresses (self, addresses, n_addresses, resolution);
}

static gboolean
add_from_wins (const NetbiosSearch *self, NetbiosResolution *resolution, GError **error)
{
  NetbiosOwners owners;

  if (!netbios_search_ask_wins (self, &resolution->name, &owners, error))
    return FALSE;
  if (owners.is_group)
    netbios_search_add_addresses (self, owners.addresses, owners.n_addresses, resolution);
  return TRUE;
}

/* That the WINS server says nothing is remembered, too: nobody wants to wait for a dead
 * server at every message. */
static gboolean
find_members (const NetbiosSearch *self, NetbiosResolution *resolution, GError **error)
{
  g_autofree char *name = netbios_name_to_string (&resolution->name);
  g_autofree char *key = g_strconcat ("group ", name, NULL);

  if (netbios_name_cache_find (self->cache, key, resolution, g_get_monotonic_time ()))
    return TRUE;

  add_from_lmhosts (self, resolution);
  if (!netbios_search_has_wins (self))
    return TRUE;
  if (!add_from_wins (self, resolution, error))
    return FALSE;
  netbios_name_cache_insert (self->cache, key, resolution, g_get_monotonic_time ());
  return TRUE;
}

gboolean
netbios_search_find_domain (const NetbiosSearch *self,
                            const char *domain,
                            NetbiosResolution *resolution,
                            GError **error)
{
  resolution->is_group = TRUE;
  if (!mailslot_network_init_name (self->network,
                                   domain,
                                   self->suffix,
                                   &resolution->name,
                                   error)
      || !find_members (self, resolution, error))
    return FALSE;

  if (self->interfaces->len == 0 && resolution->n_addresses == 0)
    {
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_NETWORK_DOWN,
                   _ ("Cannot reach “%s”: no network adapter of this computer can "
                      "broadcast"),
                   domain);
      return FALSE;
    }
  return TRUE;
}
