/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-hex.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "payload/sw-payload-error.h"

static const char digits[] = "0123456789abcdef";

static int
get_column (const char *text, const char *p)
{
  return (int) g_utf8_strlen (text, p - text) + 1;
}

/* Steps over what may stand before a pair. */
static const char *
skip_separators (const char *p)
{
  while (g_ascii_isspace (*p) || *p == ',' || *p == ':')
    p++;
  return p;
}

static const char *
skip_prefix (const char *p)
{
  if ((*p == '0' || *p == '\\') && (p[1] == 'x' || p[1] == 'X'))
    return p + 2;
  return p;
}

static gboolean
set_pair_error (GError **error, const char *text, const char *p)
{
  const char *wrong = g_ascii_isxdigit (*p) ? p + 1 : p;
  g_autofree char *character = NULL;

  if (*wrong == '\0' || skip_separators (wrong) != wrong)
    {
      g_set_error (error,
                   SW_PAYLOAD_ERROR,
                   SW_PAYLOAD_ERROR_SYNTAX,
                   _ ("a hex digit is missing at column %d: every byte has two"),
                   get_column (text, wrong));
      return FALSE;
    }
  character = g_utf8_substring (wrong, 0, 1);
  g_set_error (error,
               SW_PAYLOAD_ERROR,
               SW_PAYLOAD_ERROR_SYNTAX,
               _ ("'%s' at column %d is not a hex digit"),
               character,
               get_column (text, wrong));
  return FALSE;
}

static gboolean
parse_into (GByteArray *bytes, const char *text, GError **error)
{
  const char *p = skip_separators (text);

  while (*p != '\0')
    {
      guint8 byte;

      p = skip_prefix (p);
      if (!g_ascii_isxdigit (*p) || !g_ascii_isxdigit (p[1]))
        return set_pair_error (error, text, p);
      byte = (guint8) (g_ascii_xdigit_value (*p) << 4 | g_ascii_xdigit_value (p[1]));
      g_byte_array_append (bytes, &byte, 1);
      p = skip_separators (p + 2);
    }
  return TRUE;
}

GBytes *
sw_hex_parse (const char *text, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), NULL);

  if (!parse_into (bytes, text, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

char *
sw_hex_format (const guint8 *data, gsize size, const char *separator)
{
  gsize gap = strlen (separator);
  char *text = g_malloc (size * (2 + gap) + 1);
  char *p = text;

  for (gsize i = 0; i < size; i++)
    {
      if (i > 0)
        {
          memcpy (p, separator, gap);
          p += gap;
        }
      *p++ = digits[data[i] >> 4];
      *p++ = digits[data[i] & 0xF];
    }
  *p = '\0';
  return text;
}

gsize
sw_hex_get_n_lines (gsize size)
{
  return size / SW_HEX_BYTES_PER_LINE + (size % SW_HEX_BYTES_PER_LINE != 0);
}

static void
append_offset (GString *string, gsize offset)
{
  int n_digits = 8;

  while (n_digits < 16 && (guint64) offset >> (4 * n_digits) != 0)
    n_digits++;
  for (int shift = 4 * (n_digits - 1); shift >= 0; shift -= 4)
    g_string_append_c (string, digits[(guint64) offset >> shift & 0xF]);
}

static void
append_pair (GString *string, const guint8 *byte)
{
  g_string_append_c (string, byte == NULL ? ' ' : digits[*byte >> 4]);
  g_string_append_c (string, byte == NULL ? ' ' : digits[*byte & 0xF]);
  g_string_append_c (string, ' ');
}

void
sw_hex_append_line (GString *string, const guint8 *data, gsize size, gsize line)
{
  gsize offset = line * SW_HEX_BYTES_PER_LINE;
  gsize n_bytes;

  g_return_if_fail (line < sw_hex_get_n_lines (size));

  n_bytes = MIN (size - offset, SW_HEX_BYTES_PER_LINE);
  append_offset (string, offset);
  g_string_append (string, "  ");
  for (gsize i = 0; i < SW_HEX_BYTES_PER_LINE; i++)
    {
      append_pair (string, i < n_bytes ? data + offset + i : NULL);
      if (i == SW_HEX_BYTES_PER_LINE / 2 - 1)
        g_string_append_c (string, ' ');
    }
  g_string_append_c (string, ' ');
  for (gsize i = 0; i < n_bytes; i++)
    {
      char c = (char) data[offset + i];

      g_string_append_c (string, g_ascii_isprint (c) ? c : '.');
    }
}
