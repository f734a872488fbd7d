/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-interfaces-private.h"

#include <winsock2.h>
#include <ws2tcpip.h>
#include <iphlpapi.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* What the documentation of GetAdaptersAddresses() advises to begin with, and how often
 * adapters may appear while we ask. */
#define FIRST_SIZE (15 * 1024)
#define MAX_ATTEMPTS 5

#define FLAGS                                                                            \
  (GAA_FLAG_SKIP_ANYCAST | GAA_FLAG_SKIP_MULTICAST | GAA_FLAG_SKIP_DNS_SERVER            \
   | GAA_FLAG_SKIP_FRIENDLY_NAME)

/* Returns NULL with *@code set; %ERROR_NO_DATA stands for no adapter. */
static IP_ADAPTER_ADDRESSES *
get_adapters (ULONG *code)
{
  ULONG size = FIRST_SIZE;

  for (guint i = 0; i < MAX_ATTEMPTS; i++)
    {
      IP_ADAPTER_ADDRESSES *adapters = g_malloc (size);

      *code = GetAdaptersAddresses (AF_INET, FLAGS, NULL, adapters, &size);
      if (*code == ERROR_SUCCESS)
        return adapters;
      g_free (adapters);
      if (*code != ERROR_BUFFER_OVERFLOW)
        break;
    }
  return NULL;
}

static gboolean
is_wanted (const IP_ADAPTER_ADDRESSES *adapter)
{
  return adapter->OperStatus == IfOperStatusUp
         && adapter->IfType != IF_TYPE_SOFTWARE_LOOPBACK && adapter->IfType != IF_TYPE_PPP
         && adapter->IfType != IF_TYPE_TUNNEL;
}

static void
add_addresses (GArray *interfaces, const IP_ADAPTER_ADDRESSES *adapter)
{
  const IP_ADAPTER_UNICAST_ADDRESS *entry;

  for (entry = adapter->FirstUnicastAddress; entry != NULL; entry = entry->Next)
    {
      const struct sockaddr_in *address = (const void *) entry->Address.lpSockaddr;

      if (address->sin_family == AF_INET && entry->DadState == IpDadStatePreferred)
        netbios_interfaces_add (interfaces,
                                (const guint8 *) &address->sin_addr,
                                entry->OnLinkPrefixLength);
    }
}

gboolean
netbios_interfaces_collect (GArray *interfaces, GError **error)
{
  ULONG code;
  g_autofree IP_ADAPTER_ADDRESSES *adapters = get_adapters (&code);

  if (adapters == NULL && code != ERROR_NO_DATA)
    {
      g_autofree char *words = g_win32_error_message ((int) code);

      g_set_error (error,
                   G_IO_ERROR,
                   g_io_error_from_win32_error ((int) code),
                   _ ("Cannot list the network adapters: %s"),
                   words);
      return FALSE;
    }
  for (const IP_ADAPTER_ADDRESSES *adapter = adapters; adapter != NULL;
       adapter = adapter->Next)
    if (is_wanted (adapter))
      add_addresses (interfaces, adapter);
  return TRUE;
}
