/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-resolver-private.h"

#include "mailslot/netbios/netbios-host.h"
#include "mailslot/netbios/netbios-interfaces.h"
#include "mailslot/netbios/netbios-search-private.h"

#include <string.h>

struct _NetbiosResolver
{
  MailslotNetwork *network; /* (unowned) */
  NetbiosNameCache *cache;  /* (owned) */
  char *lmhosts_path;       /* (owned) (nullable) */
  GArray *interfaces;       /* (owned) (nullable): not the computer's but a test's */
};

NetbiosResolver *
netbios_resolver_new (MailslotNetwork *network)
{
  NetbiosResolver *self = g_new0 (NetbiosResolver, 1);

  self->network = network;
  self->cache = netbios_name_cache_new ();
  self->lmhosts_path = netbios_host_dup_lmhosts_path ();
  return self;
}

void
netbios_resolver_free (NetbiosResolver *self)
{
  netbios_name_cache_free (self->cache);
  g_free (self->lmhosts_path);
  g_clear_pointer (&self->interfaces, g_array_unref);
  g_free (self);
}

void
netbios_resolver_set_surroundings (NetbiosResolver *self,
                                   GArray *interfaces,
                                   const char *lmhosts_path)
{
  g_clear_pointer (&self->interfaces, g_array_unref);
  self->interfaces = g_array_ref (interfaces);
  g_free (self->lmhosts_path);
  self->lmhosts_path = g_strdup (lmhosts_path);
}

/* Adapters come and go, so each search lists them anew. */
static gboolean
search_init (NetbiosSearch *search,
             NetbiosResolver *self,
             guint8 suffix,
             GCancellable *cancellable,
             GError **error)
{
  memset (search, 0, sizeof *search);
  search->network = self->network;
  search->cache = self->cache;
  search->lmhosts_path = self->lmhosts_path;
  search->suffix = suffix;
  search->cancellable = cancellable;
  search->interfaces = self->interfaces != NULL ? g_array_ref (self->interfaces)
                                                : netbios_interfaces_list (error);
  return search->interfaces != NULL;
}

gboolean
netbios_resolver_find_host (NetbiosResolver *self,
                            const char *host,
                            guint8 suffix,
                            NetbiosResolution *resolution,
                            GCancellable *cancellable,
                            GError **error)
{
  NetbiosSearch search;
  gboolean is_found;

  g_return_val_if_fail (host != NULL, FALSE);

  if (!search_init (&search, self, suffix, cancellable, error))
    return FALSE;
  memset (resolution, 0, sizeof *resolution);
  is_found = netbios_search_find_host (&search, host, resolution, error);
  g_array_unref (search.interfaces);
  return is_found;
}

gboolean
netbios_resolver_find_domain (NetbiosResolver *self,
                              const char *domain,
                              guint8 suffix,
                              NetbiosResolution *resolution,
                              GCancellable *cancellable,
                              GError **error)
{
  NetbiosSearch search;
  gboolean is_found;

  if (domain == NULL)
    domain = mailslot_network_get_workgroup (self->network);
  if (!search_init (&search, self, suffix, cancellable, error))
    return FALSE;
  memset (resolution, 0, sizeof *resolution);
  is_found = netbios_search_find_domain (&search, domain, resolution, error);
  g_array_unref (search.interfaces);
  return is_found;
}
