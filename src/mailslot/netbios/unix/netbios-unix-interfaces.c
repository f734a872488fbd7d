/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-interfaces-private.h"

#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* Without IFF_RUNNING the cable is out or the wireless network is not joined. */
#define WANTED_FLAGS (IFF_UP | IFF_RUNNING | IFF_BROADCAST)

static gboolean
is_wanted (const struct ifaddrs *entry)
{
  return entry->ifa_addr != NULL && entry->ifa_netmask != NULL
         && entry->ifa_addr->sa_family == AF_INET
         && (entry->ifa_flags & WANTED_FLAGS) == WANTED_FLAGS
         && (entry->ifa_flags & (IFF_LOOPBACK | IFF_POINTOPOINT)) == 0;
}

static guint
get_prefix_length (const struct ifaddrs *entry)
{
  const struct sockaddr_in *netmask = (const void *) entry->ifa_netmask;
  guint32 mask = ntohl (netmask->sin_addr.s_addr);

  return mask == 0 ? 0 : 32 - (guint) g_bit_nth_lsf (mask, -1);
}

gboolean
netbios_interfaces_collect (GArray *interfaces, GError **error)
{
  struct ifaddrs *entries;

  if (getifaddrs (&entries) != 0)
    {
      int system_error = errno;

      g_set_error (error,
                   G_IO_ERROR,
                   g_io_error_from_errno (system_error),
                   _ ("Cannot list the network adapters: %s"),
                   g_strerror (system_error));
      return FALSE;
    }
  for (const struct ifaddrs *entry = entries; entry != NULL; entry = entry->ifa_next)
    {
      const struct sockaddr_in *address = (const void *) entry->ifa_addr;

      if (is_wanted (entry))
        netbios_interfaces_add (interfaces,
                                (const guint8 *) &address->sin_addr,
                                get_prefix_length (entry));
    }
  freeifaddrs (entries);
  return TRUE;
}
