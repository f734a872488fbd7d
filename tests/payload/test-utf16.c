/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-utf16.h"

static void
test_whole_length (void)
{
  const gunichar2 units[] = { 'a', 0xD83D, 0xDE00, 0xD7FF, 0xE000, 0xDBFF, 0xDFFF };
  const gsize lengths[] = { 0, 1, 1, 3, 4, 5, 5, 7 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    g_assert_cmpuint (sw_utf16_get_whole_length (units, i), ==, lengths[i]);
}

/* In pieces of any length no character is parted, and each piece but the last is at most
 * one unit shorter than it might be. */
static void
test_pieces (void)
{
  g_autofree gunichar2 *units = g_utf8_to_utf16 ("😀a😀😀bc😀😀😀d", -1, NULL, NULL, NULL);
  gsize n_units = 17;

  for (gsize max = 2; max <= n_units; max++)
    for (gsize i = 0; i < n_units;)
      {
        gsize n_wanted = MIN (n_units - i, max);
        gsize n_piece = sw_utf16_get_whole_length (units + i, n_wanted);
        g_autofree char *piece =
            g_utf16_to_utf8 (units + i, (glong) n_piece, NULL, NULL, NULL);

        g_assert_nonnull (piece);
        g_assert_cmpuint (n_piece + 1, >=, n_wanted);
        i += n_piece;
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/utf16/whole-length", test_whole_length);
  g_test_add_func ("/utf16/pieces", test_pieces);
  return g_test_run ();
}
