/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-datagram.h"

#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-append-private.h"
#include "mailslot/netbios/netbios-refuse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The flags byte: node type in bits 2 and 3, "first fragment", "more fragments". */
#define FLAG_MORE 0x01
#define FLAG_FIRST 0x02
#define NODE_TYPE_SHIFT 2
#define NODE_TYPE_MASK 0x03

gboolean
netbios_datagram_has_user_data (const NetbiosDatagram *self)
{
  return self->type == NETBIOS_DATAGRAM_DIRECT_UNIQUE
         || self->type == NETBIOS_DATAGRAM_DIRECT_GROUP
         || self->type == NETBIOS_DATAGRAM_BROADCAST;
}

gboolean
netbios_datagram_encode (const NetbiosDatagram *self, GByteArray *packet, GError **error)
{
  gsize names_size = netbios_name_get_encoded_size (&self->source)
                     + netbios_name_get_encoded_size (&self->destination);

  g_return_val_if_fail (netbios_datagram_has_user_data (self), FALSE);

  if (self->user_size > G_MAXUINT16 - names_size)
    {
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_MESSAGE_TOO_LARGE,
                   _ ("A NetBIOS datagram carries at most %u bytes"),
                   (guint) (G_MAXUINT16 - names_size));
      return FALSE;
    }

  netbios_append_u8 (packet, (guint8) self->type);
  netbios_append_u8 (packet, (guint8) (self->node_type << NODE_TYPE_SHIFT | FLAG_FIRST));
  netbios_append_u16_be (packet, self->id);
  netbios_append_bytes (packet, self->source_address, sizeof self->source_address);
  netbios_append_u16_be (packet, self->source_port);
  netbios_append_u16_be (packet, (guint16) (names_size + self->user_size));
  netbios_append_u16_be (packet, 0); /* offset of the fragment */
  netbios_name_encode (&self->source, packet);
  netbios_name_encode (&self->destination, packet);
  netbios_append_bytes (packet, self->user_data, self->user_size);
  return TRUE;
}

/* The ten bytes that all types have. */
static gboolean
decode_common (NetbiosDatagram *self,
               NetbiosCursor *cursor,
               guint8 *flags,
               GError **error)
{
  const guint8 *address;
  guint8 type;

  if (!netbios_cursor_read_u8 (cursor, &type, error)
      || !netbios_cursor_read_u8 (cursor, flags, error)
      || !netbios_cursor_read_u16_be (cursor, &self->id, error)
      || !netbios_cursor_read_bytes (cursor, 4, &address, error)
      || !netbios_cursor_read_u16_be (cursor, &self->source_port, error))
    return FALSE;

  self->type = type;
  self->node_type = *flags >> NODE_TYPE_SHIFT & NODE_TYPE_MASK;
  memcpy (self->source_address, address, sizeof self->source_address);
  return TRUE;
}

static gboolean
decode_message (NetbiosDatagram *self,
                NetbiosCursor *cursor,
                guint8 flags,
                GError **error)
{
  guint16 length;
  guint16 fragment_offset;

  if (!netbios_cursor_read_u16_be (cursor, &length, error)
      || !netbios_cursor_read_u16_be (cursor, &fragment_offset, error))
    return FALSE;
  if ((flags & FLAG_MORE) != 0 || fragment_offset != 0)
    {
      if (error != NULL)
        g_set_error_literal (error,
                             MAILSLOT_ERROR,
                             MAILSLOT_ERROR_UNSUPPORTED,
                             _ ("The datagram is a fragment of a longer one"));
      return FALSE;
    }

  if (!netbios_name_decode (&self->source, cursor, error)
      || !netbios_name_decode (&self->destination, cursor, error))
    return FALSE;

  self->user_size = netbios_cursor_get_remaining (cursor);
  return netbios_cursor_read_bytes (cursor, self->user_size, &self->user_data, error);
}

gboolean
netbios_datagram_decode (NetbiosDatagram *self,
                         const guint8 *data,
                         gsize size,
                         GError **error)
{
  NetbiosCursor cursor;
  guint8 flags;

  memset (self, 0, sizeof *self);
  netbios_cursor_init (&cursor, data, size);
  if (!decode_common (self, &cursor, &flags, error))
    return FALSE;

  switch (self->type)
    {
    case NETBIOS_DATAGRAM_DIRECT_UNIQUE:
    case NETBIOS_DATAGRAM_DIRECT_GROUP:
    case NETBIOS_DATAGRAM_BROADCAST:
      return decode_message (self, &cursor, flags, error);
    case NETBIOS_DATAGRAM_ERROR:
      return netbios_cursor_read_u8 (&cursor, &self->fault, error);
    case NETBIOS_DATAGRAM_QUERY_REQUEST:
    case NETBIOS_DATAGRAM_POSITIVE_QUERY_RESPONSE:
    case NETBIOS_DATAGRAM_NEGATIVE_QUERY_RESPONSE:
      return netbios_name_decode (&self->destination, &cursor, error);
    default:
      return netbios_refuse (error, N_ ("The datagram is of an unknown type"));
    }
}
