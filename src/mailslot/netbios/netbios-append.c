/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-append-private.h"

#include <string.h>

void
netbios_append_u8 (GByteArray *packet, guint8 value)
{
  g_byte_array_append (packet, &value, 1);
}

void
netbios_append_u16_be (GByteArray *packet, guint16 value)
{
  netbios_append_u8 (packet, (guint8) (value >> 8));
  netbios_append_u8 (packet, (guint8) value);
}

void
netbios_append_u16_le (GByteArray *packet, guint16 value)
{
  netbios_append_u8 (packet, (guint8) value);
  netbios_append_u8 (packet, (guint8) (value >> 8));
}

void
netbios_append_u32_be (GByteArray *packet, guint32 value)
{
  netbios_append_u16_be (packet, (guint16) (value >> 16));
  netbios_append_u16_be (packet, (guint16) value);
}

void
netbios_append_bytes (GByteArray *packet, const void *bytes, gsize n_bytes)
{
  if (n_bytes > 0)
    g_byte_array_append (packet, bytes, (guint) n_bytes);
}

void
netbios_append_zeros (GByteArray *packet, gsize n_bytes)
{
  guint start = packet->len;

  g_byte_array_set_size (packet, start + (guint) n_bytes);
  memset (packet->data + start, 0, n_bytes);
}
