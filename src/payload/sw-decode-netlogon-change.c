/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-decode-private.h"

#include <glib/gi18n-lib.h>

/* A primary domain controller of NT 4.0 says that accounts have changed, MS-NRPC
 * 2.2.1.5.1; LAN Manager's, which ends after the names, is the same as far as it goes. */

/* From 1601, where Windows begins to count, to 1970. */
#define WINDOWS_EPOCH_S G_GINT64_CONSTANT (11644473600)
#define WINDOWS_TICKS_PER_S 10000000

static void
add_time (SwDecodeCursor *cursor, gint64 second)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (second);
  g_autofree char *text = NULL;

  if (utc != NULL)
    text = g_date_time_format (utc, "%Y-%m-%d %H:%M:%S UTC");
  sw_decode_add (cursor, _ ("Date and time"), "%s", text != NULL ? text : _ ("Unknown"));
}

static const char *
get_database_name (guint32 index)
{
  switch (index)
    {
    case 0:
      return _ ("SAM");
    case 1:
      return _ ("built-in");
    case 2:
      return _ ("LSA");
    default:
      return _ ("unknown");
    }
}

static void
add_database (SwDecodeCursor *cursor)
{
  guint32 index = (guint32) sw_decode_take_number (cursor, 4);
  guint64 time;

  /* TRANSLATORS: the number of a database and its name, such as "0 (SAM)". */
  sw_decode_add (cursor, _ ("Database"), _ ("%u (%s)"), index, get_database_name (index));
  sw_decode_add_decimal (cursor, _ ("Serial number"), 8);
  time = sw_decode_take_number (cursor, 8);
  add_time (cursor, (gint64) (time / WINDOWS_TICKS_PER_S) - WINDOWS_EPOCH_S);
}

/* What Windows NT added. */
static void
add_databases (SwDecodeCursor *cursor)
{
  guint32 n_databases;

  sw_decode_skip_padding (cursor, 2);
  sw_decode_add_utf16 (cursor, _ ("Unicode primary DC name"));
  sw_decode_add_utf16 (cursor, _ ("Unicode domain name"));
  n_databases = (guint32) sw_decode_take_number (cursor, 4);
  sw_decode_add (cursor, _ ("Database count"), "%u", n_databases);
  for (guint32 i = 0; i < n_databases && !cursor->is_done; i++)
    add_database (cursor);
  sw_decode_add_sid (cursor);
  sw_decode_add_netlogon_version (cursor);
  sw_decode_add_netlogon_tokens (cursor);
}

void
sw_decode_netlogon_change (SwDecodeCursor *cursor)
{
  g_autofree char *server = NULL;

  sw_decode_add_decimal (cursor, _ ("Low serial number"), 4);
  add_time (cursor, (gint64) sw_decode_take_number (cursor, 4));
  sw_decode_add (cursor,
                 _ ("Pulse"),
                 /* TRANSLATORS: seconds. */
                 _ ("%u s"),
                 (guint) sw_decode_take_number (cursor, 4));
  sw_decode_add_decimal (cursor, _ ("Random"), 4);
  server = sw_decode_take_oem (cursor);
  if (server[0] != '\0')
    sw_decode_set_headline (cursor, _ ("Change of the account database of %s"), server);
  sw_decode_add_text (cursor, _ ("Primary DC name"), g_steal_pointer (&server));
  sw_decode_add_oem (cursor, _ ("Domain name"));
  if (sw_decode_get_left (cursor) > 0)
    add_databases (cursor);
}
