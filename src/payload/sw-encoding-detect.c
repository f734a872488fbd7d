/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-encoding-private.h"

#include <string.h>

/* What is in a text that might as well be no text at all. */
typedef struct
{
  gsize n_characters;
  gsize n_controls; /* without tab, line feed and carriage return */
  gsize n_ascii;    /* printable */
  gsize n_latin;    /* letters and signs from U+00A0 to U+02FF */
  gsize n_strange;  /* characters that no code page and hardly any message holds */
} Census;

static gboolean
is_control (gunichar character)
{
  return (character < 0x20 && character != '\t' && character != '\n' && character != '\r')
         || character == 0x7F;
}

static gboolean
is_in_a_code_page (gunichar character)
{
  static const gunichar ranges[][2] = {
    { 0x00A0, 0x06FF }, /* Latin to Arabic */
    { 0x0E00, 0x0E7F }, /* Thai */
    { 0x1E00, 0x9FFF }, /* Vietnamese, signs, kana, Chinese */
    { 0xAC00, 0xD7A3 }, /* Korean */
    { 0xF900, 0xFAFF }, /* compatibility forms */
    { 0xFE30, 0xFE4F },   { 0xFF00, 0xFFEF }, { 0x1F000, 0x1FAFF }, /* emoji */
    { 0x20000, 0x2FFFF },                                           /* rare Chinese */
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (character >= ranges[i][0] && character <= ranges[i][1])
      return g_unichar_isdefined (character);
  return FALSE;
}

static void
count_character (Census *census, gunichar character)
{
  census->n_characters++;
  if (is_control (character))
    census->n_controls++;
  else if (character < 0x80)
    census->n_ascii++;
  else if (!is_in_a_code_page (character))
    census->n_strange++;
  else if (character < 0x300)
    census->n_latin++;
}

/* Counts the characters of @data; FALSE if it is not text of @encoding. */
static gboolean
take_census (Census *census,
             const guint8 *data,
             gsize size,
             const SwEncoding *encoding,
             SwConversion conversion)
{
  g_autoptr (GString) text = g_string_sized_new (size + size / 2);

  *census = (Census){ 0 };
  if (!sw_encoding_append_utf8 (encoding, text, data, size, conversion)
      || memchr (text->str, 0, text->len) != NULL)
    return FALSE;
  for (const char *p = text->str; *p != '\0'; p = g_utf8_next_char (p))
    count_character (census, g_utf8_get_char (p));
  return TRUE;
}

/* UTF-8 is hardly ever valid by accident, so that anything but a row of controls counts.
 * Most messages are decided here: bytes are counted in place. */
static gboolean
looks_like_utf8 (const guint8 *data, gsize size, SwConversion conversion)
{
  gsize n_characters = 0;
  gsize n_controls = 0;

  if (!sw_encoding_is_utf8 (data, size, conversion))
    return FALSE;
  for (gsize i = 0; i < size; i++)
    {
      n_characters += (data[i] & 0xC0) != 0x80;
      n_controls += is_control (data[i]);
    }
  return n_controls * 2 <= n_characters;
}

/* Some strings, each with its NUL, such as the sender, receiver and text of “net send”,
 * which ends lines with 0x14 ([MS-MSRP] section 2.2.1). In UTF-16 every second byte of
 * Latin letters is a NUL, and hardly any other text has only bytes like these. */
static gboolean
looks_like_strings (const guint8 *data, gsize size)
{
  gsize n_nuls = 0;

  for (gsize i = 0; i < size; i++)
    if (data[i] == 0)
      n_nuls++;
    else if (data[i] >= 0x80 || (is_control (data[i]) && data[i] != 0x14))
      return FALSE;
  return n_nuls * 4 <= size;
}

/* Almost any bytes are UTF-16. The NULs in the upper halves of Latin letters give it
 * away, or the NUL at its end, if all the rest is what messages are made of. */
static gboolean
looks_like_utf16 (const guint8 *data,
                  gsize size,
                  gboolean is_terminated,
                  SwConversion conversion)
{
  g_autoptr (GError) error = NULL;
  const SwEncoding *encoding = sw_encoding_find ("utf-16le", &error);
  Census census;

  if (encoding == NULL || size % encoding->unit != 0
      || !take_census (&census, data, size, encoding, conversion))
    return FALSE;
  return census.n_strange == 0 && census.n_controls * 2 <= census.n_characters
         && (is_terminated
             || (census.n_ascii + census.n_latin) * 4 >= census.n_characters);
}

/* A byte of a Latin code page is nearly always a letter, so that only their share tells
 * text from numbers: in no language is every second letter an accented one. */
static gboolean
looks_like_locale (const guint8 *data, gsize size, SwConversion conversion)
{
  const SwEncoding *encoding = sw_encoding_get_locale ();
  Census census;

  return take_census (&census, data, size, encoding, conversion) && census.n_strange == 0
         && census.n_controls == 0 && census.n_latin * 2 <= census.n_characters;
}

static const SwEncoding *
detect_byte_order_mark (const guint8 *data, gsize size, SwConversion conversion)
{
  static const struct
  {
    const char *id;
    gsize size;
    const char *mark;
  } marks[] = {
    { "utf-8", 3, "\xEF\xBB\xBF" },    { "utf-32le", 4, "\xFF\xFE\0\0" },
    { "utf-32be", 4, "\0\0\xFE\xFF" }, { "utf-16le", 2, "\xFF\xFE" },
    { "utf-16be", 2, "\xFE\xFF" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autoptr (GError) error = NULL;
      const SwEncoding *encoding;
      Census census;

      if (size < marks[i].size || memcmp (data, marks[i].mark, marks[i].size) != 0)
        continue;
      encoding = sw_encoding_find (marks[i].id, &error);
      if (encoding != NULL
          && take_census (&census,
                          data,
                          sw_encoding_trim_nuls (encoding, data, size),
                          encoding,
                          conversion))
        return encoding;
    }
  return NULL;
}

static gsize
trim_bytes (const guint8 *data, gsize size)
{
  return sw_encoding_trim_nuls (sw_encoding_get_utf8 (), data, size);
}

const SwEncoding *
sw_encoding_detect_prefix (const guint8 *data, gsize size, gboolean is_cut)
{
  SwConversion conversion = is_cut ? SW_CONVERSION_PREFIX : SW_CONVERSION_STRICT;
  gsize n_bytes = trim_bytes (data, size);
  gsize n_even = n_bytes + n_bytes % 2; /* with the upper half of a last Latin letter */
  gboolean is_terminated = !is_cut && size == n_even + 2;
  const SwEncoding *marked = detect_byte_order_mark (data, size, conversion);

  if (marked != NULL)
    return marked;
  if (n_bytes == 0)
    return size <= 1 ? sw_encoding_get_utf8 () : NULL;
  if (memchr (data, 0, n_bytes) == NULL)
    {
      if (looks_like_utf8 (data, n_bytes, conversion))
        return sw_encoding_get_utf8 ();
      if (!is_terminated || !looks_like_utf16 (data, n_even, TRUE, conversion))
        return looks_like_locale (data, n_bytes, conversion) ? sw_encoding_get_locale ()
                                                             : NULL;
    }
  else if (!is_terminated && looks_like_strings (data, n_bytes))
    return sw_encoding_get_utf8 ();
  else if (size % 2 != 0 || !looks_like_utf16 (data, n_even, is_terminated, conversion))
    return NULL;
  return sw_encoding_find ("utf-16le", NULL);
}

const SwEncoding *
sw_encoding_detect (const guint8 *data, gsize size)
{
  return sw_encoding_detect_prefix (data, size, FALSE);
}
