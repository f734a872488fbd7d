/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-cursor.h"

#include "mailslot/netbios/netbios-refuse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
netbios_cursor_init (NetbiosCursor *self, const guint8 *data, gsize size)
{
  g_return_if_fail (data != NULL || size == 0);

  self->data = data != NULL ? data : (const guint8 *) "";
  self->size = size;
  self->offset = 0;
}

gsize
netbios_cursor_get_remaining (const NetbiosCursor *self)
{
  return self->size - self->offset;
}

static gboolean
refuse_end (GError **error)
{
  netbios_refuse (error, N_ ("The packet ends too early"));
  return FALSE; /* said here, so that the compiler sees that nothing was read */
}

gboolean
netbios_cursor_seek (NetbiosCursor *self, gsize offset, GError **error)
{
  if (offset > self->size)
    return refuse_end (error);

  self->offset = offset;
  return TRUE;
}

gboolean
netbios_cursor_skip (NetbiosCursor *self, gsize n_bytes, GError **error)
{
  const guint8 *ignored;

  return netbios_cursor_read_bytes (self, n_bytes, &ignored, error);
}

gboolean
netbios_cursor_read_bytes (NetbiosCursor *self,
                           gsize n_bytes,
                           const guint8 **bytes,
                           GError **error)
{
  if (n_bytes > netbios_cursor_get_remaining (self))
    return refuse_end (error);

  *bytes = self->data + self->offset;
  self->offset += n_bytes;
  return TRUE;
}

gboolean
netbios_cursor_read_string (NetbiosCursor *self, const char **string, GError **error)
{
  const guint8 *start = self->data + self->offset;
  const guint8 *end = memchr (start, '\0', netbios_cursor_get_remaining (self));

  if (end == NULL)
    return netbios_refuse (error, N_ ("A text in the packet has no end"));

  *string = (const char *) start;
  self->offset += (gsize) (end - start) + 1;
  return TRUE;
}

gboolean
netbios_cursor_read_u8 (NetbiosCursor *self, guint8 *value, GError **error)
{
  const guint8 *bytes;

  if (!netbios_cursor_read_bytes (self, 1, &bytes, error))
    return FALSE;

  *value = bytes[0];
  return TRUE;
}

gboolean
netbios_cursor_read_u16_be (NetbiosCursor *self, guint16 *value, GError **error)
{
  const guint8 *bytes;

  if (!netbios_cursor_read_bytes (self, 2, &bytes, error))
    return FALSE;

  *value = (guint16) (bytes[0] << 8 | bytes[1]);
  return TRUE;
}

gboolean
netbios_cursor_read_u16_le (NetbiosCursor *self, guint16 *value, GError **error)
{
  const guint8 *bytes;

  if (!netbios_cursor_read_bytes (self, 2, &bytes, error))
    return FALSE;

  *value = (guint16) (bytes[1] << 8 | bytes[0]);
  return TRUE;
}

gboolean
netbios_cursor_read_u32_be (NetbiosCursor *self, guint32 *value, GError **error)
{
  const guint8 *bytes;

  if (!netbios_cursor_read_bytes (self, 4, &bytes, error))
    return FALSE;

  *value = (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8
           | (guint32) bytes[3];
  return TRUE;
}
