/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/decoded-text.h"

#include <string.h>

char *
decoded_to_text (SwDecoded *decoded)
{
  GString *text = g_string_new (decoded->headline);

  g_string_append_c (text, '\n');
  for (guint i = 0; i < decoded->fields->len; i++)
    {
      const SwDecodedField *field = g_ptr_array_index (decoded->fields, i);

      g_string_append_printf (text,
                              "%u+%u %s: %s\n",
                              (guint) field->offset,
                              (guint) field->size,
                              field->label,
                              field->value);
    }
  if (decoded->note != NULL)
    g_string_append_printf (text, "! %s\n", decoded->note);
  return g_string_free (text, FALSE);
}

static void
assert_text (const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpstr (text, !=, "");
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), <, 64 * 1024);
}

static void
check (SwDecoded *decoded, gsize size)
{
  gsize end = 0;

  assert_text (decoded->headline);
  g_assert_cmpuint (decoded->fields->len, >, 0);
  g_assert_cmpuint (decoded->fields->len, <=, SW_DECODE_MAX_FIELDS);
  for (guint i = 0; i < decoded->fields->len; i++)
    {
      const SwDecodedField *field = g_ptr_array_index (decoded->fields, i);

      assert_text (field->label);
      assert_text (field->value);
      g_assert_cmpuint (field->offset, >=, end);
      g_assert_cmpuint (field->size, >, 0);
      g_assert_cmpuint (field->size, <=, size - field->offset);
      end = field->offset + field->size;
    }
  if (decoded->note != NULL)
    assert_text (decoded->note);
  else
    g_assert_cmpuint (end, ==, size); /* nothing is left out */
}

SwDecoded *
decoded_check (const char *slot_name, const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);
  SwDecoded *decoded = sw_decode (slot_name, copy, size);

  if (decoded != NULL)
    check (decoded, size);
  return decoded;
}
