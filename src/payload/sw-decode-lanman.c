/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-decode-private.h"

#include <glib/gi18n-lib.h>

/* The announcements of LAN Manager, and those of the Browser Protocol that Windows sends
 * to the same slot, MS-BRWS 2.1. */

enum
{
  ANNOUNCE = 1,
  REQUEST = 2,
};

/* Where a host announcement of the Browser Protocol has its signature. */
#define SIGNATURE_OFFSET 30

static gboolean
has_signature (SwDecodeCursor *cursor)
{
  const guint8 *at = cursor->data + SIGNATURE_OFFSET;

  return cursor->size >= SIGNATURE_OFFSET + 2 && at[0] == 0x55 && at[1] == 0xAA;
}

static void
decode_announcement (SwDecodeCursor *cursor)
{
  guint32 type;
  guint major;
  guint minor;
  g_autofree char *types = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *name = NULL;

  sw_decode_add_command (cursor, 2, "Announce");
  type = (guint32) sw_decode_take_number (cursor, 4);
  types = sw_decode_format_flags (type, 4, sw_decode_server_types);
  sw_decode_add (cursor, _ ("Server type"), "%s", types);
  major = (guint) sw_decode_take_number (cursor, 1);
  minor = (guint) sw_decode_take_number (cursor, 1);
  sw_decode_add (cursor, _ ("OS version"), "%u.%u", major, minor);
  sw_decode_add (cursor,
                 _ ("Periodicity"),
                 /* TRANSLATORS: seconds. */
                 _ ("%u s"),
                 (guint) sw_decode_take_number (cursor, 2));
  name = sw_decode_take_oem (cursor);
  kind = sw_decode_format_server (type, major, minor);
  if (name[0] != '\0')
    sw_decode_set_headline (cursor,
                            /* TRANSLATORS: a computer, and what it is: "OFFICE",
                               "Windows 10.0 workstation". */
                            _ ("LAN Manager announcement from %s, %s"),
                            name,
                            kind);
  sw_decode_add_text (cursor, _ ("Server name"), g_steal_pointer (&name));
  sw_decode_add_oem (cursor, _ ("Comment"));
}

static void
decode_request (SwDecodeCursor *cursor)
{
  g_autofree char *name = NULL;

  sw_decode_add_command (cursor, 2, "AnnounceRequest");
  name = sw_decode_take_oem (cursor);
  if (name[0] != '\0')
    sw_decode_set_headline (cursor, _ ("LAN Manager announcement request from %s"), name);
  sw_decode_add_text (cursor, _ ("Response name"), g_steal_pointer (&name));
}

gboolean
sw_decode_lanman (SwDecodeCursor *cursor)
{
  gboolean is_ours = cursor->size >= 2 && cursor->data[1] == 0 && !has_signature (cursor);

  if (is_ours && cursor->data[0] == ANNOUNCE)
    {
      sw_decode_set_headline (cursor, "%s", _ ("LAN Manager announcement"));
      decode_announcement (cursor);
      return TRUE;
    }
  if (is_ours && cursor->data[0] == REQUEST)
    {
      sw_decode_set_headline (cursor, "%s", _ ("LAN Manager announcement request"));
      decode_request (cursor);
      return TRUE;
    }
  return sw_decode_browse (cursor);
}
