/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-source.h"

G_BEGIN_DECLS

/* The sources of datagrams on Linux. They fail like netbios_source_platform_open(). */

NetbiosSource *netbios_unix_samba_open (GError **error);
NetbiosSource *netbios_unix_relay_open (GError **error);
NetbiosSource *netbios_unix_direct_open (MailslotNetwork *network, GError **error);

G_END_DECLS
