/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-encoding-private.h"
#include "payload/sw-text.h"

#include <string.h>

#define NUL_PICTURE "\342\220\200"     /* U+2400 */
#define BYTE_ORDER_MARK "\357\273\277" /* U+FEFF */

char *
sw_text_decode (const guint8 *data, gsize size, const SwEncoding *encoding)
{
  g_autoptr (GString) decoded = g_string_sized_new (size);
  GString *text;

  g_return_val_if_fail (encoding != NULL, NULL);

  sw_encoding_append_utf8 (encoding, decoded, data, size, SW_CONVERSION_REPLACE);
  if (memchr (decoded->str, 0, decoded->len) == NULL)
    return g_string_free (g_steal_pointer (&decoded), FALSE);

  text = g_string_sized_new (decoded->len + 64);
  for (gsize start = 0; start <= decoded->len;)
    {
      gsize length = strlen (decoded->str + start);

      g_string_append_len (text, decoded->str + start, (gssize) length);
      start += length + 1;
      if (start <= decoded->len)
        g_string_append (text, NUL_PICTURE);
    }
  return g_string_free (text, FALSE);
}

char *
sw_text_decode_strict (const guint8 *data, gsize size, const SwEncoding *encoding)
{
  g_autoptr (GString) text = g_string_sized_new (size);

  g_return_val_if_fail (encoding != NULL, NULL);

  size = sw_encoding_trim_nuls (encoding, data, size);
  if (!sw_encoding_append_utf8 (encoding, text, data, size, SW_CONVERSION_STRICT)
      || memchr (text->str, 0, text->len) != NULL)
    return NULL;
  if (g_str_has_prefix (text->str, BYTE_ORDER_MARK))
    g_string_erase (text, 0, strlen (BYTE_ORDER_MARK));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
