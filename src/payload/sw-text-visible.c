/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-encoding-private.h"
#include "payload/sw-hex.h"
#include "payload/sw-text.h"

#include <string.h>

#define ELLIPSIS "\342\200\246" /* U+2026 */
#define BYTE_ORDER_MARK 0xFEFF
#define MAX_BYTES_PER_CHARACTER 4 /* in every encoding */
#define MAX_STACKED_MARKS 4       /* more would be drawn over the neighbouring lines */

/* What has no picture of its own although Unicode calls it a letter or a mark. */
static gboolean
is_blank_letter (gunichar character)
{
  static const gunichar letters[] = { 0x034F, 0x115F, 0x1160, 0x17B4,
                                      0x17B5, 0x3164, 0xFFA0 };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i] == character)
      return TRUE;
  return FALSE;
}

static gboolean
is_invisible (gunichar character)
{
  GUnicodeType type = g_unichar_type (character);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT
         || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR
         || is_blank_letter (character);
}

static gboolean
is_stacking_mark (gunichar character)
{
  GUnicodeType type = g_unichar_type (character);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
}

static void
append_code (GString *string, gunichar character)
{
  g_string_append_printf (string, "<U+%04X>", character);
}

/* Appends one character so that it can be seen. @n_marks counts marks in a row. */
static void
append_visible (GString *string, gunichar character, guint *n_marks)
{
  if (character >= 0x20 && character < 0x7F)
    {
      *n_marks = 0;
      g_string_append_c (string, (char) character);
      return;
    }
  *n_marks = is_stacking_mark (character) ? *n_marks + 1 : 0;
  if (character < 0x20)
    g_string_append_unichar (string, 0x2400 + character);
  else if (character == 0x7F)
    g_string_append_unichar (string, 0x2421);
  else if (*n_marks > MAX_STACKED_MARKS || is_invisible (character))
    append_code (string, character);
  else
    g_string_append_unichar (string, character);
}

char *
sw_text_show_controls (const char *text, gboolean keep_lines)
{
  GString *shown;
  guint n_marks = 0;

  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), NULL);

  shown = g_string_sized_new (strlen (text) + 16);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (keep_lines && (*p == '\n' || *p == '\t'))
      g_string_append_c (shown, *p);
    else
      append_visible (shown, g_utf8_get_char (p), &n_marks);
  return g_string_free (shown, FALSE);
}

/* Cuts @line, which has a longer text than fits, after its last whole piece. */
static void
end_with_ellipsis (GString *line, gsize n_bytes)
{
  g_string_truncate (line, n_bytes);
  g_string_append (line, ELLIPSIS);
}

static void
append_preview (GString *line, GString *text, gboolean is_cut, guint max_characters)
{
  const char *end = text->str + text->len;
  const char *p = text->str;
  gsize n_fitting = 0; /* bytes of @line that leave room for the ellipsis */
  guint n_characters = 0;
  guint n_marks = 0;

  if (g_utf8_get_char (p) == BYTE_ORDER_MARK)
    p = g_utf8_next_char (p);
  while (p < end && n_characters <= max_characters)
    {
      gsize length = line->len;

      append_visible (line, g_utf8_get_char (p), &n_marks);
      n_characters += (guint) g_utf8_strlen (line->str + length, -1);
      if (n_characters < max_characters)
        n_fitting = line->len;
      p = g_utf8_next_char (p);
    }
  if (n_characters > max_characters || is_cut)
    end_with_ellipsis (line, n_characters < max_characters ? line->len : n_fitting);
}

static void
append_hex_preview (GString *line, const guint8 *data, gsize size, guint max_characters)
{
  gsize n_fitting = max_characters / 3; /* leaves room for the ellipsis */
  g_autofree char *pairs = NULL;

  if (size * 3 - 1 <= max_characters)
    n_fitting = size;
  pairs = sw_hex_format (data, MIN (size, n_fitting), " ");
  g_string_append (line, pairs);
  if (n_fitting < size)
    g_string_append (line, ELLIPSIS);
}

char *
sw_text_preview (const guint8 *data, gsize size, guint max_characters)
{
  g_autoptr (GString) text = NULL;
  GString *line;
  const SwEncoding *encoding;
  gsize window;
  gboolean is_cut;

  g_return_val_if_fail (max_characters > 0, NULL);

  window = MIN (size, ((gsize) max_characters + 2) * MAX_BYTES_PER_CHARACTER);
  is_cut = window < size;
  line = g_string_new (NULL);
  encoding = sw_encoding_detect_prefix (data, window, is_cut);
  if (encoding == NULL)
    {
      append_hex_preview (line, data, size, max_characters);
      return g_string_free (line, FALSE);
    }
  text = g_string_sized_new (window);
  window = sw_encoding_trim_nuls (encoding, data, window);
  sw_encoding_append_utf8 (encoding,
                           text,
                           data,
                           window,
                           is_cut ? SW_CONVERSION_PREFIX : SW_CONVERSION_STRICT);
  append_preview (line, text, is_cut, max_characters);
  return g_string_free (line, FALSE);
}
