/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-resolver.h"

G_BEGIN_DECLS

/** How long a name is remembered. */
#define NETBIOS_NAME_CACHE_LIFETIME_US (5 * 60 * G_USEC_PER_SEC)

/** The most names that are remembered; the oldest is forgotten first. */
#define NETBIOS_NAME_CACHE_MAX_NAMES 256

/**
 * NetbiosNameCache:
 *
 * Remembers for a while what was found for a name. Times are those of
 * g_get_monotonic_time(). Any thread may use it.
 */
typedef struct _NetbiosNameCache NetbiosNameCache;

NetbiosNameCache *netbios_name_cache_new (void);
void netbios_name_cache_free (NetbiosNameCache *self);

/**
 * netbios_name_cache_insert:
 * @key: what was looked for
 */
void netbios_name_cache_insert (NetbiosNameCache *self,
                                const char *key,
                                const NetbiosResolution *resolution,
                                gint64 now_us);

/**
 * netbios_name_cache_find:
 * @resolution: (out): what was found, if it is remembered
 *
 * Returns: whether it is
 */
gboolean netbios_name_cache_find (NetbiosNameCache *self,
                                  const char *key,
                                  NetbiosResolution *resolution,
                                  gint64 now_us);

G_END_DECLS
