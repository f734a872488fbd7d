/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "payload/sw-payload-error.h"

/* What was typed is a row of items: characters, which go through the encoding, and raw
 * bytes, which do not. Characters are collected to runs, so that the converter is opened
 * once for each of them. */
typedef struct
{
  gunichar value;
  gboolean is_byte;
  const char *end; /* what follows the item */
} Item;

typedef struct
{
  const char *text;
  const char *run_start; /* the first item of @run in @text */
  GString *run;          /* (owned) characters not encoded yet, UTF-8 with NULs */
  GByteArray *bytes;     /* (owned) */
  const SwEncoding *encoding;
  SwTextFlags flags;
} Encoder;

static int
get_column (const char *text, const char *p)
{
  return (int) g_utf8_strlen (text, p - text) + 1;
}

/* Reads up to @max_digits digits of a base; returns how many there were. */
static guint
read_digits (const char *p, guint base, guint max_digits, gunichar *value)
{
  guint n_digits = 0;

  for (*value = 0; n_digits < max_digits; n_digits++)
    {
      int digit = g_ascii_xdigit_value (p[n_digits]);

      if (digit < 0 || (guint) digit >= base)
        break;
      *value = *value * base + (guint) digit;
    }
  return n_digits;
}

static gboolean
read_octal (const char *p, Item *item)
{
  guint n_digits = read_digits (p + 1, 8, 3, &item->value);

  item->end = p + 1 + n_digits;
  item->is_byte = n_digits > 1 || item->value != 0;
  return n_digits > 0 && item->value <= 0xFF;
}

static gboolean
read_hex (const char *p, Item *item)
{
  guint n_digits = read_digits (p + 2, 16, 2, &item->value);

  item->end = p + 2 + n_digits;
  item->is_byte = TRUE;
  return n_digits > 0;
}

static gboolean
read_unicode (const char *p, guint n_digits, Item *item)
{
  guint n_read = read_digits (p + 2, 16, n_digits, &item->value);

  item->end = p + 2 + n_read;
  return n_read == n_digits && g_unichar_validate (item->value);
}

static gboolean
read_letter (const char *p, Item *item)
{
  static const char letters[] = "nrtabefv\\\"'?";
  static const char values[] = "\n\r\t\a\b\033\f\v\\\"'?";
  const char *letter = p[1] == '\0' ? NULL : strchr (letters, p[1]);

  item->end = p[1] == '\0' ? p + 1 : g_utf8_next_char (p + 1);
  if (letter == NULL)
    return FALSE;
  item->value = (guchar) values[letter - letters];
  return TRUE;
}

static gboolean
read_escape (const char *p, Item *item)
{
  if (p[1] == 'x')
    return read_hex (p, item);
  if (p[1] == 'u')
    return read_unicode (p, 4, item);
  if (p[1] == 'U')
    return read_unicode (p, 8, item);
  if (p[1] >= '0' && p[1] <= '7')
    return read_octal (p, item);
  return read_letter (p, item);
}

/* Reads the item at @p. On failure its end says how far the bad escape goes. */
static gboolean
read_item (const Encoder *self, const char *p, Item *item)
{
  *item = (Item){ g_utf8_get_char (p), FALSE, g_utf8_next_char (p) };
  if (*p != '\\' || (self->flags & SW_TEXT_ESCAPES) == 0)
    return TRUE;
  return read_escape (p, item);
}

/* The place in the text of what stands at @offset of the run. */
static const char *
find_in_text (const Encoder *self, gsize offset)
{
  const char *p = self->run_start;
  gsize n_bytes = 0;

  while (*p != '\0')
    {
      Item item;

      read_item (self, p, &item);
      n_bytes += (gsize) g_unichar_to_utf8 (item.value, NULL);
      if (n_bytes > offset)
        break;
      p = item.end;
    }
  return p;
}

static gboolean
set_encoding_error (const Encoder *self, gsize offset, GError **error)
{
  gunichar character = g_utf8_get_char (self->run->str + offset);
  g_autofree char *shown =
      g_strndup (self->run->str + offset, (gsize) g_unichar_to_utf8 (character, NULL));

  g_set_error (error,
               SW_PAYLOAD_ERROR,
               SW_PAYLOAD_ERROR_ENCODING,
               _ ("'%s' (U+%04X) at column %d cannot be written in %s"),
               g_unichar_isprint (character) ? shown : "?",
               character,
               get_column (self->text, find_in_text (self, offset)),
               self->encoding->id);
  return FALSE;
}

static gboolean
end_run (Encoder *self, GError **error)
{
  g_autofree char *encoded = NULL;
  gsize n_read = 0;
  gsize n_written = 0;

  if (self->run->len == 0)
    return TRUE;
  if (self->encoding == sw_encoding_get_utf8 ())
    {
      g_byte_array_append (self->bytes,
                           (guint8 *) self->run->str,
                           (guint) self->run->len);
      g_string_truncate (self->run, 0);
      return TRUE;
    }
  encoded = g_convert (self->run->str,
                       (gssize) self->run->len,
                       self->encoding->charset,
                       "UTF-8",
                       &n_read,
                       &n_written,
                       NULL);
  if (encoded == NULL)
    return set_encoding_error (self, MIN (n_read, self->run->len - 1), error);
  g_byte_array_append (self->bytes, (const guint8 *) encoded, (guint) n_written);
  g_string_truncate (self->run, 0);
  return TRUE;
}

static gboolean
append_item (Encoder *self, const char *p, const Item *item, GError **error)
{
  guint8 byte = (guint8) item->value;

  if (item->is_byte)
    {
      if (!end_run (self, error))
        return FALSE;
      g_byte_array_append (self->bytes, &byte, 1);
      return TRUE;
    }
  if (self->run->len == 0)
    self->run_start = p;
  g_string_append_unichar (self->run, item->value);
  return TRUE;
}

static gboolean
set_escape_error (const Encoder *self, const char *p, const char *end, GError **error)
{
  g_autofree char *escape = g_strndup (p, (gsize) (end - p));

  g_set_error (error,
               SW_PAYLOAD_ERROR,
               SW_PAYLOAD_ERROR_SYNTAX,
               _ ("'%s' at column %d is not a C escape"),
               escape,
               get_column (self->text, p));
  return FALSE;
}

static gboolean
encode (Encoder *self, GError **error)
{
  Item item;

  for (const char *p = self->text; *p != '\0'; p = item.end)
    {
      if (!read_item (self, p, &item))
        return set_escape_error (self, p, item.end, error);
      if (!append_item (self, p, &item, error))
        return FALSE;
    }
  return end_run (self, error);
}

GBytes *
sw_text_encode (const char *text,
                const SwEncoding *encoding,
                SwTextFlags flags,
                GError **error)
{
  static const guint8 nul[4];
  g_autoptr (GString) run = g_string_new (NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Encoder encoder = { text, text, run, bytes, encoding, flags };

  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), NULL);
  g_return_val_if_fail (encoding != NULL, NULL);

  if (!encode (&encoder, error))
    return NULL;
  if ((flags & SW_TEXT_NUL) != 0)
    g_byte_array_append (bytes, nul, encoding->unit);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
