/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NetbiosNodeType:
 * @NETBIOS_NODE_B: finds names by broadcast
 * @NETBIOS_NODE_P: finds names by asking a name server
 * @NETBIOS_NODE_M: broadcasts first, then asks
 * @NETBIOS_NODE_H: asks first, then broadcasts; the RFC calls this value the datagram
 * server
 *
 * How the owner of a name finds others, as the two bits on the wire.
 */
typedef enum
{
  NETBIOS_NODE_B = 0,
  NETBIOS_NODE_P = 1,
  NETBIOS_NODE_M = 2,
  NETBIOS_NODE_H = 3,
} NetbiosNodeType;

G_END_DECLS
