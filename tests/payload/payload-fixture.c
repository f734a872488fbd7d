/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload-fixture.h"

#include <string.h>

GBytes *
fixture_bytes_new_from_hex (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();

  g_assert_cmpuint (strlen (hex) % 2, ==, 0);
  for (const char *p = hex; *p != '\0'; p += 2)
    {
      guint8 byte =
          (guint8) (g_ascii_xdigit_value (p[0]) << 4 | g_ascii_xdigit_value (p[1]));

      g_byte_array_append (bytes, &byte, 1);
    }
  return g_byte_array_free_to_bytes (bytes);
}

static guint8
random_byte (int kind, guint8 previous)
{
  if (kind == 0)
    return (guint8) g_test_rand_int_range (0, 256);
  if (kind == 1)
    return (guint8) g_test_rand_int_range (0x20, 0x7F);
  if (kind == 2)
    return g_test_rand_bit () ? 0 : (guint8) g_test_rand_int_range (0, 256);
  return previous;
}

GBytes *
fixture_bytes_new_random (gsize max_size)
{
  gsize size = (gsize) g_test_rand_int_range (0, (gint32) max_size + 1);
  guint8 *data = g_malloc (size + 1);
  int kind = g_test_rand_int_range (0, 4);

  for (gsize i = 0; i < size; i++)
    data[i] = random_byte (i == 0 ? 0 : kind, i == 0 ? 0 : data[i - 1]);
  return g_bytes_new_take (data, size);
}

void
fixture_assert_bytes (GBytes *bytes, const char *hex)
{
  g_autoptr (GBytes) expected = fixture_bytes_new_from_hex (hex);

  g_assert_nonnull (bytes);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL),
                   g_bytes_get_size (bytes),
                   g_bytes_get_data (expected, NULL),
                   g_bytes_get_size (expected));
}

const SwEncoding *
fixture_find_encoding (const char *id)
{
  const SwEncoding *encoding = sw_encoding_find (id, NULL);

  if (encoding == NULL)
    g_test_message ("left out: this computer cannot convert %s", id);
  return encoding;
}
