/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/netbios/netbios-name.h"

G_BEGIN_DECLS

/** Bytes of a node's hardware address. */
#define NETBIOS_UNIT_ID_SIZE 6

/** The most names a node can tell in a status response. */
#define NETBIOS_NODE_STATUS_MAX_NAMES 255

/**
 * NetbiosNodeNameFlags:
 * @NETBIOS_NODE_NAME_IS_GROUP: the name may have other owners too
 * @NETBIOS_NODE_NAME_IS_LEAVING: the node is about to give the name up
 * @NETBIOS_NODE_NAME_IS_IN_CONFLICT: somebody else owns the name too
 * @NETBIOS_NODE_NAME_IS_ACTIVE: set for all names
 * @NETBIOS_NODE_NAME_IS_PERMANENT: the name is made of the hardware address
 */
typedef enum
{
  NETBIOS_NODE_NAME_IS_GROUP = 0x8000,
  NETBIOS_NODE_NAME_IS_LEAVING = 0x1000,
  NETBIOS_NODE_NAME_IS_IN_CONFLICT = 0x0800,
  NETBIOS_NODE_NAME_IS_ACTIVE = 0x0400,
  NETBIOS_NODE_NAME_IS_PERMANENT = 0x0200,
} NetbiosNodeNameFlags;

/**
 * NetbiosNodeName:
 * @name: a name, without scope
 * @flags: of #NetbiosNodeNameFlags, and the #NetbiosNodeType in bits 13 and 14
 *
 * One of the names of a node.
 */
typedef struct
{
  NetbiosName name;
  guint16 flags;
} NetbiosNodeName;

/**
 * NetbiosNodeStatus:
 * @n_names: how many names the node has
 * @names: (not owned): their bytes, inside the record; see netbios_node_status_get_name()
 * @has_unit_id: whether the node tells its hardware address
 * @unit_id: the hardware address; Samba tells zeros
 *
 * What a node tells of itself (RFC 1002 section 4.2.18). A plain value: it owns nothing.
 */
typedef struct
{
  guint n_names;
  const guint8 *names;
  gboolean has_unit_id;
  guint8 unit_id[NETBIOS_UNIT_ID_SIZE];
} NetbiosNodeStatus;

/**
 * netbios_node_status_encode:
 * @names: (array length=n_names): the names
 * @n_names: at most %NETBIOS_NODE_STATUS_MAX_NAMES
 * @unit_id: the hardware address
 * @record: where to append
 *
 * Appends a whole record, with zeros as statistics, as Samba does.
 */
void netbios_node_status_encode (const NetbiosNodeName *names,
                                 guint n_names,
                                 const guint8 unit_id[NETBIOS_UNIT_ID_SIZE],
                                 GByteArray *record);

/**
 * netbios_node_status_decode:
 * @self: (out): the status, valid as long as @record; undefined on failure
 * @record: the record of a response of type %NETBIOS_RECORD_STATUS
 * @error: return location
 *
 * The statistics after the names may be missing.
 *
 * Fails with %MAILSLOT_ERROR_MALFORMED.
 */
gboolean netbios_node_status_decode (NetbiosNodeStatus *self,
                                     const guint8 *record,
                                     gsize size,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * netbios_node_status_get_name:
 * @index: below the number of names
 * @name: (out): the name
 */
void netbios_node_status_get_name (const NetbiosNodeStatus *self,
                                   guint index,
                                   NetbiosNodeName *name);

/**
 * netbios_node_status_find_computer:
 * @name: (out): its name, if found
 *
 * Looks for what mailslot messages to this node must be addressed to: its first unique
 * `<00>` name that is in use and undisputed.
 *
 * Returns: whether the node has such a name
 */
gboolean netbios_node_status_find_computer (const NetbiosNodeStatus *self,
                                            NetbiosName *name);

G_END_DECLS
