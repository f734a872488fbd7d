/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-node-status.h"

#include "mailslot/netbios/netbios-append-private.h"

#include <string.h>

#define ENTRY_SIZE (NETBIOS_NAME_SIZE + 2)
#define STATISTICS_SIZE 46 /* the hardware address is the first of them */

void
netbios_node_status_encode (const NetbiosNodeName *names,
                            guint n_names,
                            const guint8 unit_id[NETBIOS_UNIT_ID_SIZE],
                            GByteArray *record)
{
  g_return_if_fail (n_names <= NETBIOS_NODE_STATUS_MAX_NAMES);

  netbios_append_u8 (record, (guint8) n_names);
  for (guint i = 0; i < n_names; i++)
    {
      netbios_append_bytes (record, names[i].name.bytes, NETBIOS_NAME_SIZE);
      netbios_append_u16_be (record, names[i].flags);
    }
  netbios_append_bytes (record, unit_id, NETBIOS_UNIT_ID_SIZE);
  netbios_append_zeros (record, STATISTICS_SIZE - NETBIOS_UNIT_ID_SIZE);
}

gboolean
netbios_node_status_decode (NetbiosNodeStatus *self,
                            const guint8 *record,
                            gsize size,
                            GError **error)
{
  NetbiosCursor cursor;
  const guint8 *unit_id;
  guint8 n_names;

  memset (self, 0, sizeof *self);
  netbios_cursor_init (&cursor, record, size);
  if (!netbios_cursor_read_u8 (&cursor, &n_names, error)
      || !netbios_cursor_read_bytes (&cursor,
                                     (gsize) n_names * ENTRY_SIZE,
                                     &self->names,
                                     error))
    return FALSE;

  self->n_names = n_names;
  self->has_unit_id =
      netbios_cursor_read_bytes (&cursor, NETBIOS_UNIT_ID_SIZE, &unit_id, NULL);
  if (self->has_unit_id)
    memcpy (self->unit_id, unit_id, NETBIOS_UNIT_ID_SIZE);
  return TRUE;
}

void
netbios_node_status_get_name (const NetbiosNodeStatus *self,
                              guint index,
                              NetbiosNodeName *name)
{
  const guint8 *entry;

  g_return_if_fail (index < self->n_names);

  entry = self->names + index * ENTRY_SIZE;
  netbios_name_init_from_bytes (&name->name, entry);
  name->flags = (guint16) (entry[NETBIOS_NAME_SIZE] << 8 | entry[NETBIOS_NAME_SIZE + 1]);
}

static gboolean
is_computer (const NetbiosNodeName *name)
{
  guint state = name->flags
                & (NETBIOS_NODE_NAME_IS_GROUP | NETBIOS_NODE_NAME_IS_LEAVING
                   | NETBIOS_NODE_NAME_IS_IN_CONFLICT | NETBIOS_NODE_NAME_IS_ACTIVE);

  return state == NETBIOS_NODE_NAME_IS_ACTIVE
         && netbios_name_get_suffix (&name->name) == NETBIOS_SUFFIX_WORKSTATION;
}

gboolean
netbios_node_status_find_computer (const NetbiosNodeStatus *self, NetbiosName *name)
{
  for (guint i = 0; i < self->n_names; i++)
    {
      NetbiosNodeName candidate;

      netbios_node_status_get_name (self, i, &candidate);
      if (is_computer (&candidate))
        {
          *name = candidate.name;
          return TRUE;
        }
    }
  return FALSE;
}
