/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-name.h"

#include "mailslot/netbios/netbios-append-private.h"
#include "mailslot/netbios/netbios-name-private.h"
#include "mailslot/netbios/netbios-refuse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * On the wire a name is a row of labels, each a length byte and that many bytes, up to a
 * label of length 0. The first label holds the 16 bytes of the name as 32 letters, the
 * others are the scope. A length byte with both high bits set is a pointer, 14 bits from
 * the start of the packet: the rest of the labels is there.
 */

gsize
netbios_name_get_encoded_size (const NetbiosName *self)
{
  gsize scope_length = strlen (self->scope);

  return 1 + NETBIOS_NAME_LABEL_LENGTH + (scope_length > 0 ? 1 + scope_length : 0) + 1;
}

static void
encode_scope (const char *scope, GByteArray *packet)
{
  for (const char *label = scope; *label != '\0';)
    {
      gsize length = strcspn (label, ".");

      netbios_append_u8 (packet, (guint8) length);
      netbios_append_bytes (packet, label, length);
      label += length;
      if (*label == '.')
        label++;
    }
}

void
netbios_name_encode (const NetbiosName *self, GByteArray *packet)
{
  netbios_append_u8 (packet, NETBIOS_NAME_LABEL_LENGTH);
  for (gsize i = 0; i < NETBIOS_NAME_SIZE; i++)
    {
      netbios_append_u8 (packet, (guint8) ('A' + (self->bytes[i] >> 4)));
      netbios_append_u8 (packet, (guint8) ('A' + (self->bytes[i] & 0x0f)));
    }
  encode_scope (self->scope, packet);
  netbios_append_u8 (packet, 0);
}

typedef struct
{
  NetbiosCursor at;
  gsize floor; /* a pointer must lead below it: so pointers end some time */
  gsize end;   /* where the name ends for whoever reads on; 0 until known */
} LabelReader;

static gboolean
follow_pointer (LabelReader *self, guint8 high, GError **error)
{
  guint8 low;
  gsize target;

  if (!netbios_cursor_read_u8 (&self->at, &low, error))
    return FALSE;

  target = (gsize) (high & ~NETBIOS_LABEL_POINTER) << 8 | low;
  if (target >= self->floor)
    return netbios_refuse (error,
                           N_ ("The NetBIOS name points to a place not before itself"));

  if (self->end == 0)
    self->end = self->at.offset;
  self->floor = target;
  return netbios_cursor_seek (&self->at, target, error);
}

/* The label of length 0 is the last one. */
static gboolean
read_label (LabelReader *self, const guint8 **label, guint8 *length, GError **error)
{
  if (!netbios_cursor_read_u8 (&self->at, length, error))
    return FALSE;

  while ((*length & NETBIOS_LABEL_POINTER) == NETBIOS_LABEL_POINTER)
    {
      if (!follow_pointer (self, *length, error)
          || !netbios_cursor_read_u8 (&self->at, length, error))
        return FALSE;
    }

  if (*length > NETBIOS_LABEL_MAX_LENGTH)
    return netbios_refuse (error,
                           N_ ("A part of the NetBIOS name is longer than 63 bytes"));
  return netbios_cursor_read_bytes (&self->at, *length, label, error);
}

static gboolean
decode_letters (NetbiosName *self, const guint8 *letters, GError **error)
{
  for (gsize i = 0; i < NETBIOS_NAME_SIZE; i++)
    {
      guint high = (guint) letters[2 * i] - 'A';
      guint low = (guint) letters[2 * i + 1] - 'A';

      if (high > 0x0f || low > 0x0f)
        return netbios_refuse (error,
                               N_ ("The NetBIOS name has a letter outside A to P"));
      self->bytes[i] = (guint8) (high << 4 | low);
    }
  return TRUE;
}

static gboolean
append_scope_label (NetbiosName *self, const guint8 *label, gsize length, GError **error)
{
  gsize used = strlen (self->scope);
  gsize dot = used > 0 ? 1 : 0;

  if (!netbios_scope_label_is_valid (label, length))
    return netbios_refuse (error,
                           N_ ("The NetBIOS scope has a character that is not allowed"));
  if (used + dot + length > NETBIOS_SCOPE_MAX_LENGTH)
    return netbios_refuse (error, N_ ("The NetBIOS name is longer than 255 bytes"));

  if (dot == 1)
    self->scope[used] = '.';
  memcpy (self->scope + used + dot, label, length);
  return TRUE;
}

static gboolean
read_labels (LabelReader *reader, NetbiosName *name, GError **error)
{
  const guint8 *label;
  guint8 length;

  if (!read_label (reader, &label, &length, error))
    return FALSE;
  if (length != NETBIOS_NAME_LABEL_LENGTH)
    return netbios_refuse (error, N_ ("The NetBIOS name is not 32 letters long"));
  if (!decode_letters (name, label, error))
    return FALSE;

  while (TRUE)
    {
      if (!read_label (reader, &label, &length, error))
        return FALSE;
      if (length == 0)
        return TRUE;
      if (!append_scope_label (name, label, length, error))
        return FALSE;
    }
}

gboolean
netbios_name_decode (NetbiosName *self, NetbiosCursor *cursor, GError **error)
{
  LabelReader reader = { .at = *cursor, .floor = cursor->offset };

  memset (self, 0, sizeof *self);
  if (!read_labels (&reader, self, error))
    return FALSE;

  cursor->offset = reader.end != 0 ? reader.end : reader.at.offset;
  return TRUE;
}
