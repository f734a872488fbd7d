/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-interfaces-private.h"

#include <string.h>

#define LOOPBACK_NETWORK 127

/* The longest prefix that leaves room for a broadcast address. */
#define MAX_PREFIX_LENGTH 30

void
netbios_interfaces_add (GArray *interfaces, const guint8 address[4], guint prefix_length)
{
  NetbiosInterface own;
  guint32 mask;

  if (prefix_length == 0 || prefix_length > MAX_PREFIX_LENGTH
      || address[0] == LOOPBACK_NETWORK)
    return;

  mask = G_MAXUINT32 << (32 - prefix_length);
  memcpy (own.address, address, sizeof own.address);
  for (guint i = 0; i < 4; i++)
    {
      own.netmask[i] = (guint8) (mask >> (24 - 8 * i));
      own.broadcast[i] = (guint8) (address[i] | ~own.netmask[i]);
    }
  g_array_append_val (interfaces, own);
}

GArray *
netbios_interfaces_list (GError **error)
{
  g_autoptr (GArray) interfaces = g_array_new (FALSE, FALSE, sizeof (NetbiosInterface));

  if (!netbios_interfaces_collect (interfaces, error))
    return NULL;
  return g_steal_pointer (&interfaces);
}

static gboolean
is_on_network (const NetbiosInterface *own, const guint8 address[4])
{
  for (guint i = 0; i < 4; i++)
    if (((address[i] ^ own->address[i]) & own->netmask[i]) != 0)
      return FALSE;
  return TRUE;
}

const NetbiosInterface *
netbios_interfaces_find (GArray *interfaces, const guint8 address[4])
{
  for (guint i = 0; i < interfaces->len; i++)
    {
      const NetbiosInterface *own = &g_array_index (interfaces, NetbiosInterface, i);

      if (is_on_network (own, address))
        return own;
    }
  return NULL;
}

gboolean
netbios_interfaces_own (GArray *interfaces, const guint8 address[4])
{
  if (address[0] == LOOPBACK_NETWORK)
    return TRUE;

  for (guint i = 0; i < interfaces->len; i++)
    {
      const NetbiosInterface *own = &g_array_index (interfaces, NetbiosInterface, i);

      if (memcmp (own->address, address, sizeof own->address) == 0)
        return TRUE;
    }
  return FALSE;
}
