/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/unix/mailslot-unix-slot-path.h"

#include <string.h>

#include "mailslot/mailslot-address-private.h"

/* How much of a name and of its hash a cut file name shows; 128 bits do not collide. */
#define CUT_NAME_BYTES 31
#define CUT_HASH_BYTES 32
G_STATIC_ASSERT (CUT_NAME_BYTES + 1 + CUT_HASH_BYTES == MAILSLOT_UNIX_MAX_FILE_NAME);

static gboolean
is_plain (char c, gboolean is_first)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || (c == '.' && !is_first);
}

static char *
cut (const char *encoded)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, encoded, -1);

  return g_strdup_printf ("%.*s~%.*s", CUT_NAME_BYTES, encoded, CUT_HASH_BYTES, hash);
}

char *
mailslot_unix_slot_path_encode (MailslotAddress *address)
{
  const char *name = mailslot_address_get_folded_name (address);
  g_autoptr (GString) encoded = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    {
      if (is_plain (*p, p == name))
        g_string_append_c (encoded, g_ascii_tolower (*p));
      else
        g_string_append_printf (encoded, "%%%02x", (guint8) *p);
    }
  if (encoded->len > MAILSLOT_UNIX_MAX_FILE_NAME)
    return cut (encoded->str);
  return g_strdup (encoded->str);
}

static char *
unescape (const char *file)
{
  g_autofree char *name = g_uri_unescape_string (file, NULL);

  return name != NULL && g_utf8_validate (name, -1, NULL) ? g_steal_pointer (&name)
                                                          : NULL;
}

MailslotAddress *
mailslot_unix_slot_path_decode (const char *file)
{
  g_autofree char *name = unescape (file);
  g_autoptr (MailslotAddress) address = NULL;
  g_autofree char *encoded = NULL;

  if (name != NULL)
    address = mailslot_address_new_local (name, NULL);
  if (address == NULL)
    return NULL;
  encoded = mailslot_unix_slot_path_encode (address);
  return strcmp (encoded, file) == 0 ? g_steal_pointer (&address) : NULL;
}
