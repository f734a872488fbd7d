/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-decode-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "payload/sw-encoding-private.h"
#include "payload/sw-hex.h"
#include "payload/sw-text.h"

/* How much of one field is shown: more than any of these protocols allows. */
#define MAX_TEXT_BYTES 4096
#define MAX_HEX_BYTES 64

#define ELLIPSIS "\342\200\246" /* U+2026 */

gsize
sw_decode_get_left (SwDecodeCursor *cursor)
{
  return cursor->is_done ? 0 : cursor->size - cursor->offset;
}

const guint8 *
sw_decode_take_bytes (SwDecodeCursor *cursor, gsize n_bytes)
{
  const guint8 *bytes = cursor->data + cursor->offset;

  if (cursor->is_short || n_bytes > sw_decode_get_left (cursor))
    {
      cursor->is_short = TRUE;
      return NULL;
    }
  cursor->offset += n_bytes;
  return bytes;
}

guint64
sw_decode_take_number (SwDecodeCursor *cursor, gsize n_bytes)
{
  const guint8 *bytes = sw_decode_take_bytes (cursor, n_bytes);
  guint64 number = 0;

  for (gsize i = n_bytes; bytes != NULL && i > 0; i--)
    number = number << 8 | bytes[i - 1];
  return number;
}

char *
sw_decode_format_text (const guint8 *data, gsize size, const SwEncoding *encoding)
{
  gsize shown = MIN (size, MAX_TEXT_BYTES);
  g_autofree char *decoded = sw_text_decode (data, shown, encoding);
  g_autofree char *visible = sw_text_show_controls (decoded, TRUE);

  return g_strconcat (visible, shown < size ? ELLIPSIS : NULL, NULL);
}

static char *
format_oem (const guint8 *data, gsize size)
{
  return sw_decode_format_text (data, size, sw_encoding_get_oem ());
}

/* Takes up to @max bytes, of which at least one must be there. */
static const guint8 *
take_some (SwDecodeCursor *cursor, gsize max, gsize *size)
{
  *size = MIN (max, sw_decode_get_left (cursor));
  if (*size == 0)
    cursor->is_short = TRUE;
  return sw_decode_take_bytes (cursor, *size);
}

char *
sw_decode_take_oem (SwDecodeCursor *cursor)
{
  gsize left = sw_decode_get_left (cursor);
  const guint8 *nul = left > 0 ? memchr (cursor->data + cursor->offset, 0, left) : NULL;
  gsize size;
  const guint8 *text;

  if (nul != NULL)
    left = (gsize) (nul - (cursor->data + cursor->offset)) + 1;
  text = take_some (cursor, left, &size);
  return text != NULL ? format_oem (text, nul != NULL ? size - 1 : size) : g_strdup ("");
}

char *
sw_decode_take_oem_padded (SwDecodeCursor *cursor, gsize n_bytes)
{
  gsize size;
  const guint8 *text = take_some (cursor, n_bytes, &size);
  const guint8 *nul = text != NULL ? memchr (text, 0, size) : NULL;

  if (text == NULL)
    return g_strdup ("");
  return format_oem (text, nul != NULL ? (gsize) (nul - text) : size);
}

char *
sw_decode_take_utf16 (SwDecodeCursor *cursor)
{
  const SwEncoding *encoding = sw_encoding_find ("utf-16le", NULL);
  const guint8 *text = cursor->data + cursor->offset;
  gsize left = sw_decode_get_left (cursor);
  gsize size = 0;

  while (size + 1 < left && (text[size] != 0 || text[size + 1] != 0))
    size += 2;
  if (left == 1) /* half a character */
    cursor->is_short = TRUE;
  if (take_some (cursor, MIN (size + 2, left), &left) == NULL)
    return g_strdup ("");
  return sw_decode_format_text (text,
                                size,
                                encoding != NULL ? encoding : sw_encoding_get_utf8 ());
}

void
sw_decode_skip_padding (SwDecodeCursor *cursor, gsize alignment)
{
  gsize n_bytes = (alignment - cursor->offset % alignment) % alignment;

  cursor->offset += MIN (n_bytes, sw_decode_get_left (cursor));
  cursor->start = cursor->offset;
}

static void
append_field (SwDecodeCursor *cursor, const char *label, char *value)
{
  SwDecodedField *field = g_new (SwDecodedField, 1);

  field->label = g_strdup (label);
  field->value = value;
  field->offset = cursor->start;
  field->size = cursor->offset - cursor->start;
  g_ptr_array_add (cursor->decoded->fields, field);
  cursor->start = cursor->offset;
}

static void
append_hex (SwDecodeCursor *cursor, const char *label)
{
  gsize size = cursor->offset - cursor->start;
  g_autofree char *hex =
      sw_hex_format (cursor->data + cursor->start, MIN (size, MAX_HEX_BYTES), " ");

  append_field (cursor,
                label,
                g_strconcat (hex, size > MAX_HEX_BYTES ? " " ELLIPSIS : NULL, NULL));
}

static char *
describe_end (SwDecodeCursor *cursor, const char *label)
{
  guint offset = (guint) cursor->start;
  guint size = (guint) cursor->size;

  if (cursor->is_bad)
    /* TRANSLATORS: of a message; “%s” is the label of a field, bytes count from 0. */
    return g_strdup_printf (_ ("“%s” at byte %u is malformed."), label, offset);
  if (cursor->start < cursor->size)
    /* TRANSLATORS: of a message that is cut off; “%s” is the label of a field. */
    return g_strdup_printf (_ ("The message ends after %u bytes, within “%s”."),
                            size,
                            label);
  /* TRANSLATORS: of a message that is cut off; “%s” is the label of a field. */
  return g_strdup_printf (_ ("The message ends after %u bytes, before “%s”."),
                          size,
                          label);
}

/* Of a field that cannot be read, and what follows it, the bytes are shown. */
static void
end (SwDecodeCursor *cursor, const char *label)
{
  cursor->decoded->note = describe_end (cursor, label);
  cursor->offset = cursor->size;
  if (cursor->start < cursor->size)
    append_hex (cursor, label);
  cursor->is_done = TRUE;
}

/* Returns: whether a field can be added; if not, why is noted. */
static gboolean
can_add (SwDecodeCursor *cursor, const char *label)
{
  if (cursor->is_done)
    return FALSE;
  if (cursor->is_short || cursor->is_bad)
    end (cursor, label);
  else if (cursor->decoded->fields->len >= SW_DECODE_MAX_FIELDS)
    {
      cursor->decoded->note =
          g_strdup (_ ("The message has more fields than are shown."));
      cursor->is_done = TRUE;
    }
  return !cursor->is_done;
}

void
sw_decode_add (SwDecodeCursor *cursor, const char *label, const char *format, ...)
{
  va_list arguments;

  if (!can_add (cursor, label))
    return;
  va_start (arguments, format);
  append_field (cursor, label, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

void
sw_decode_add_text (SwDecodeCursor *cursor, const char *label, char *taken)
{
  g_autofree char *text = taken;

  /* TRANSLATORS: what a field of a message says that has no text. */
  sw_decode_add (cursor, label, "%s", text[0] != '\0' ? text : _ ("(empty)"));
}

void
sw_decode_add_oem (SwDecodeCursor *cursor, const char *label)
{
  sw_decode_add_text (cursor, label, sw_decode_take_oem (cursor));
}

void
sw_decode_add_utf16 (SwDecodeCursor *cursor, const char *label)
{
  sw_decode_add_text (cursor, label, sw_decode_take_utf16 (cursor));
}

void
sw_decode_add_bytes (SwDecodeCursor *cursor, const char *label, gsize n_bytes)
{
  sw_decode_take_bytes (cursor, n_bytes);
  if (can_add (cursor, label))
    append_hex (cursor, label);
}

void
sw_decode_add_rest (SwDecodeCursor *cursor)
{
  gsize left = sw_decode_get_left (cursor);

  if (left > 0)
    sw_decode_add_bytes (cursor, _ ("Further bytes"), left);
}

void
sw_decode_set_headline (SwDecodeCursor *cursor, const char *format, ...)
{
  va_list arguments;

  g_free (cursor->decoded->headline);
  va_start (arguments, format);
  cursor->decoded->headline = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}
