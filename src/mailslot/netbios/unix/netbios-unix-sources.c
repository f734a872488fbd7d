/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/unix/netbios-unix-sources.h"

#include <glib/gi18n-lib.h>

MailslotSource
netbios_source_platform_get_default (void)
{
  return MAILSLOT_SOURCE_AUTO;
}

/* The relay before our own socket, which would take from the relay what is sent to this
 * computer alone. */
const MailslotSource *
netbios_source_platform_get_candidates (void)
{
  static const MailslotSource candidates[] = {
    MAILSLOT_SOURCE_SAMBA,
    MAILSLOT_SOURCE_RELAY,
    MAILSLOT_SOURCE_DIRECT,
    MAILSLOT_SOURCE_NONE,
  };

  return candidates;
}

const char *
netbios_source_platform_get_limits (MailslotSource source)
{
  switch (source)
    {
    case MAILSLOT_SOURCE_SAMBA:
      return _ ("Samba keeps what is sent to BROWSE, LANMAN, NETLOGON and NTLOGON for "
                "itself, so the announcements of computers, too. It loses empty messages "
                "and those of more than about 400 bytes.");
    case MAILSLOT_SOURCE_RELAY:
      return _ ("Everything that is sent to this computer or to all arrives. Where Samba "
                "runs as well, only what is sent to all does.");
    case MAILSLOT_SOURCE_DIRECT:
      return _ ("Everything that is sent to this computer or to all arrives. Where Samba "
                "or another program uses the port as well, only what is sent to all is "
                "sure to arrive.");
    case MAILSLOT_SOURCE_NONE:
    case MAILSLOT_SOURCE_AUTO:
    default:
      return NULL;
    }
}

NetbiosSource *
netbios_source_platform_open (MailslotSource source,
                              MailslotNetwork *network,
                              GError **error)
{
  switch (source)
    {
    case MAILSLOT_SOURCE_SAMBA:
      return netbios_unix_samba_open (error);
    case MAILSLOT_SOURCE_RELAY:
      return netbios_unix_relay_open (error);
    case MAILSLOT_SOURCE_DIRECT:
      return netbios_unix_direct_open (network, error);
    case MAILSLOT_SOURCE_NONE:
    case MAILSLOT_SOURCE_AUTO:
    default:
      g_return_val_if_reached (NULL);
    }
}
