/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "netbios/netbios-bytes.h"

#include "mailslot/mailslot-error.h"

#include <string.h>

GByteArray *
bytes_from_hex (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();

  g_assert_cmpuint (strlen (hex) % 2, ==, 0);
  for (const char *pair = hex; *pair != '\0'; pair += 2)
    {
      guint8 byte;

      g_assert_true (g_ascii_isxdigit (pair[0]) && g_ascii_isxdigit (pair[1]));
      byte =
          (guint8) (g_ascii_xdigit_value (pair[0]) << 4 | g_ascii_xdigit_value (pair[1]));
      g_byte_array_append (bytes, &byte, 1);
    }
  return bytes;
}

void
assert_bytes (GByteArray *bytes, const char *hex)
{
  g_autoptr (GString) shown = g_string_new (NULL);

  for (guint i = 0; i < bytes->len; i++)
    g_string_append_printf (shown, "%02x", bytes->data[i]);
  g_assert_cmpstr (shown->str, ==, hex);
}

void
assert_refused (gboolean accepted, GError **error, int code)
{
  g_assert_false (accepted);
  g_assert_error (*error, MAILSLOT_ERROR, code);
  g_assert_cmpstr ((*error)->message, !=, "");
}
