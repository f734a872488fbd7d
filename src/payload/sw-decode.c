/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-decode.h"

#include "payload/sw-decode-private.h"

#include <string.h>

typedef struct
{
  const char *slot; /* the whole name, or how it begins if it ends in '*' */
  gboolean (*decode) (SwDecodeCursor *cursor);
} Protocol;

/* MS-BRWS 1.9, MS-ADTS 6.3.5, MS-MSRP 2.1; TEMP\NETLOGON and NET\GETDC are where LAN
 * Manager and NT have their questions to NETLOGON answered. */
static const Protocol protocols[] = {
  { "BROWSE", sw_decode_browse },          { "LANMAN", sw_decode_lanman },
  { "NET\\NETLOGON", sw_decode_netlogon }, { "NET\\NTLOGON", sw_decode_netlogon },
  { "NET\\GETDC*", sw_decode_netlogon },   { "TEMP\\NETLOGON", sw_decode_netlogon },
  { "MESSNGR", sw_decode_messenger },
};

static gboolean
matches (const char *pattern, const char *slot_name)
{
  const char *star = strchr (pattern, '*');

  return star != NULL
             ? g_ascii_strncasecmp (pattern, slot_name, (gsize) (star - pattern)) == 0
             : g_ascii_strcasecmp (pattern, slot_name) == 0;
}

static void
field_free (gpointer data)
{
  SwDecodedField *field = data;

  g_free (field->label);
  g_free (field->value);
  g_free (field);
}

static SwDecoded *
decode_with (const Protocol *protocol, const guint8 *data, gsize size)
{
  g_autoptr (SwDecoded) decoded = g_new0 (SwDecoded, 1);
  SwDecodeCursor cursor = { .data = data, .size = size, .decoded = decoded };

  decoded->fields = g_ptr_array_new_with_free_func (field_free);
  if (!protocol->decode (&cursor))
    return NULL;
  sw_decode_add_rest (&cursor);
  return g_steal_pointer (&decoded);
}

SwDecoded *
sw_decode (const char *slot_name, const guint8 *data, gsize size)
{
  g_return_val_if_fail (slot_name != NULL, NULL);

  if (size == 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    if (matches (protocols[i].slot, slot_name))
      return decode_with (&protocols[i], data, size);
  return NULL;
}

void
sw_decoded_free (SwDecoded *self)
{
  g_free (self->headline);
  g_free (self->note);
  g_ptr_array_unref (self->fields);
  g_free (self);
}
