/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NetbiosInterface:
 * @address: its IPv4 address, first byte first
 * @netmask: its network mask
 * @broadcast: where to send to reach everybody on its network
 *
 * A network adapter that is up and can broadcast.
 */
typedef struct
{
  guint8 address[4];
  guint8 netmask[4];
  guint8 broadcast[4];
} NetbiosInterface;

/**
 * netbios_interfaces_list:
 * @error: return location
 *
 * Lists one entry for each IPv4 address of an adapter; without the loopback.
 *
 * Fails with a %G_IO_ERROR of the system. No adapter is no failure.
 *
 * Returns: (transfer full) (element-type NetbiosInterface): possibly empty
 */
GArray *netbios_interfaces_list (GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * netbios_interfaces_find:
 * @address: of any computer, first byte first
 *
 * Returns: (transfer none) (nullable): the first of @interfaces on whose network @address
 * is
 */
const NetbiosInterface *netbios_interfaces_find (GArray *interfaces,
                                                 const guint8 address[4]);

/** Returns: whether @address is one of @interfaces, or of the loopback 127.0.0.0/8 */
gboolean netbios_interfaces_own (GArray *interfaces, const guint8 address[4]);

G_END_DECLS
