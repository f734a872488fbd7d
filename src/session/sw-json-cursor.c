/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-json-cursor.h"

#include <string.h>

static void
skip_spaces (SwJsonCursor *self)
{
  while (self->p < self->end
         && (*self->p == ' ' || *self->p == '\t' || *self->p == '\r' || *self->p == '\n'))
    self->p++;
}

gboolean
sw_json_cursor_take (SwJsonCursor *self, char character)
{
  skip_spaces (self);
  if (self->p == self->end || *self->p != character)
    return FALSE;
  self->p++;
  return TRUE;
}

gboolean
sw_json_cursor_is_at_end (SwJsonCursor *self)
{
  skip_spaces (self);
  return self->p == self->end;
}

/* ---- Strings ---- */

static gboolean
read_unit (SwJsonCursor *self, guint32 *unit)
{
  *unit = 0;
  if (self->end - self->p < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*self->p++);

      if (digit < 0)
        return FALSE;
      *unit = *unit << 4 | (guint32) digit;
    }
  return TRUE;
}

/* Behind `\u`: one unit of UTF-16, or two of them. */
static gboolean
read_unicode (SwJsonCursor *self, gunichar *character)
{
  guint32 low;

  if (!read_unit (self, character) || *character == 0)
    return FALSE;
  if (*character < 0xD800 || *character > 0xDFFF)
    return TRUE;
  if (*character > 0xDBFF || self->end - self->p < 6 || self->p[0] != '\\'
      || self->p[1] != 'u')
    return FALSE;
  self->p += 2;
  if (!read_unit (self, &low) || low < 0xDC00 || low > 0xDFFF)
    return FALSE;
  *character = 0x10000 + ((*character - 0xD800) << 10) + (low - 0xDC00);
  return TRUE;
}

/* Behind a backslash. */
static gboolean
read_escape (SwJsonCursor *self, gunichar *character)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char controls[] = "\"\\/\b\f\n\r\t";
  const char *letter;
  char next;

  if (self->p == self->end)
    return FALSE;
  next = *self->p++;
  if (next == 'u')
    return read_unicode (self, character);
  letter = next != '\0' ? strchr (letters, next) : NULL;
  if (letter == NULL)
    return FALSE;
  *character = (gunichar) controls[letter - letters];
  return TRUE;
}

static gboolean
append_string (SwJsonCursor *self, GString *string)
{
  while (self->p < self->end && *self->p != '"')
    {
      const char *plain = self->p;
      gunichar character;

      while (self->p < self->end && *self->p != '"' && *self->p != '\\'
             && (guchar) *self->p >= ' ')
        self->p++;
      g_string_append_len (string, plain, self->p - plain);
      if (self->p == self->end || *self->p == '"')
        break;
      if (*self->p++ != '\\' || !read_escape (self, &character))
        return FALSE;
      g_string_append_unichar (string, character);
    }
  return sw_json_cursor_take (self, '"')
         && g_utf8_validate (string->str, (gssize) string->len, NULL);
}

gboolean
sw_json_cursor_read_string (SwJsonCursor *self, char **text)
{
  GString *string;
  gboolean is_good;

  if (!sw_json_cursor_take (self, '"'))
    return FALSE;
  string = g_string_new (NULL);
  is_good = append_string (self, string);
  *text = g_string_free (string, !is_good);
  return is_good;
}

gboolean
sw_json_cursor_read_hex (SwJsonCursor *self, GByteArray **bytes)
{
  const char *end;

  if (!sw_json_cursor_take (self, '"'))
    return FALSE;
  end = memchr (self->p, '"', (gsize) (self->end - self->p));
  if (end == NULL || (end - self->p) % 2 != 0)
    return FALSE;
  *bytes = g_byte_array_new ();
  g_byte_array_set_size (*bytes, (guint) ((end - self->p) / 2));
  for (guint i = 0; i < (*bytes)->len; i++)
    {
      int high = g_ascii_xdigit_value (self->p[2 * i]);
      int low = g_ascii_xdigit_value (self->p[2 * i + 1]);

      if (high < 0 || low < 0)
        {
          g_clear_pointer (bytes, g_byte_array_unref);
          return FALSE;
        }
      (*bytes)->data[i] = (guint8) (high << 4 | low);
    }
  self->p = end + 1;
  return TRUE;
}

/* ---- Numbers and words ---- */

/* What a number or a word is made of. */
static gboolean
is_word (char character)
{
  return g_ascii_isalnum (character) || character == '-' || character == '+'
         || character == '.';
}

gboolean
sw_json_cursor_read_number (SwJsonCursor *self, guint64 *number)
{
  const char *begin;

  skip_spaces (self);
  *number = 0;
  for (begin = self->p; self->p < self->end && g_ascii_isdigit (*self->p); self->p++)
    {
      guint64 digit = (guint64) (*self->p - '0');

      if (!g_uint64_checked_mul (number, *number, 10)
          || !g_uint64_checked_add (number, *number, digit))
        return FALSE;
    }
  return self->p > begin && (self->p == self->end || !is_word (*self->p));
}

static gboolean
take_word (SwJsonCursor *self, const char *word)
{
  gsize length = strlen (word);

  skip_spaces (self);
  if ((gsize) (self->end - self->p) < length || memcmp (self->p, word, length) != 0)
    return FALSE;
  self->p += length;
  return self->p == self->end || !is_word (*self->p);
}

gboolean
sw_json_cursor_read_boolean (SwJsonCursor *self, gboolean *value)
{
  skip_spaces (self);
  *value = self->p < self->end && *self->p == 't';
  return take_word (self, *value ? "true" : "false");
}

/* ---- Anything ---- */

static gboolean
skip_string (SwJsonCursor *self)
{
  for (self->p++; self->p < self->end && *self->p != '"'; self->p++)
    if (*self->p == '\\' && ++self->p == self->end)
      return FALSE;
  if (self->p == self->end)
    return FALSE;
  self->p++;
  return TRUE;
}

/* One token of a value. @depth: of brackets that are open */
static gboolean
skip_token (SwJsonCursor *self, gsize *depth)
{
  const char *begin = self->p;

  if (*self->p == '"')
    return skip_string (self);
  if (*self->p == '{' || *self->p == '[')
    (*depth)++;
  else if (*depth > 0 && (*self->p == '}' || *self->p == ']'))
    (*depth)--;
  else if (*depth == 0 || (*self->p != ',' && *self->p != ':'))
    {
      while (self->p < self->end && is_word (*self->p))
        self->p++;
      return self->p > begin;
    }
  self->p++;
  return TRUE;
}

gboolean
sw_json_cursor_skip (SwJsonCursor *self)
{
  gsize depth = 0;

  do
    {
      skip_spaces (self);
      if (self->p == self->end || !skip_token (self, &depth))
        return FALSE;
    }
  while (depth > 0);
  return TRUE;
}
