/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-serial-ranges.h"

static char *
to_string (SwSerialRanges *ranges)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sw_serial_ranges_get_n_ranges (ranges); i++)
    {
      SwSerialRange range = sw_serial_ranges_get (ranges, i);

      g_string_append_printf (text,
                              "[%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT ")",
                              range.first,
                              range.end);
    }
  return g_string_free (text, FALSE);
}

static void
assert_ranges (SwSerialRanges *ranges, const char *expected)
{
  g_autofree char *text = to_string (ranges);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_add_joins_neighbours (void)
{
  g_autoptr (SwSerialRanges) ranges = sw_serial_ranges_new ();

  sw_serial_ranges_add (ranges, 10, 20);
  sw_serial_ranges_add (ranges, 30, 40);
  assert_ranges (ranges, "[10,20)[30,40)");
  sw_serial_ranges_add (ranges, 20, 21);
  assert_ranges (ranges, "[10,21)[30,40)");
  sw_serial_ranges_add (ranges, 29, 30);
  assert_ranges (ranges, "[10,21)[29,40)");
  sw_serial_ranges_add (ranges, 5, 100);
  assert_ranges (ranges, "[5,100)");
  sw_serial_ranges_add (ranges, 7, 7);
  assert_ranges (ranges, "[5,100)");
}

static void
test_remove_splits (void)
{
  g_autoptr (SwSerialRanges) ranges = sw_serial_ranges_new ();

  sw_serial_ranges_add (ranges, 10, 20);
  sw_serial_ranges_remove (ranges, 0, 10);
  sw_serial_ranges_remove (ranges, 20, 30);
  assert_ranges (ranges, "[10,20)");
  sw_serial_ranges_remove (ranges, 14, 16);
  assert_ranges (ranges, "[10,14)[16,20)");
  sw_serial_ranges_remove (ranges, 13, 17);
  assert_ranges (ranges, "[10,13)[17,20)");
  sw_serial_ranges_remove (ranges, 0, 18);
  assert_ranges (ranges, "[18,20)");
  sw_serial_ranges_clear (ranges);
  assert_ranges (ranges, "");
}

/* Against a plain array of flags, with the seed that GTest prints. */
static void
test_agrees_with_flags (void)
{
  g_autoptr (SwSerialRanges) ranges = sw_serial_ranges_new ();
  gboolean flags[64] = { FALSE };

  for (int round = 0; round < 5000; round++)
    {
      guint64 first = (guint64) g_test_rand_int_range (0, 64);
      guint64 end = (guint64) g_test_rand_int_range ((int) first, 65);
      gboolean add = g_test_rand_bit ();
      guint64 count = 0;

      if (add)
        sw_serial_ranges_add (ranges, first, end);
      else
        sw_serial_ranges_remove (ranges, first, end);
      for (guint64 i = first; i < end; i++)
        flags[i] = add;
      for (guint64 i = 0; i < G_N_ELEMENTS (flags); i++)
        {
          g_assert_cmpint (sw_serial_ranges_contains (ranges, i), ==, flags[i]);
          count += flags[i];
        }
      g_assert_cmpuint (sw_serial_ranges_count (ranges), ==, count);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/serial-ranges/add-joins-neighbours", test_add_joins_neighbours);
  g_test_add_func ("/serial-ranges/remove-splits", test_remove_splits);
  g_test_add_func ("/serial-ranges/agrees-with-flags", test_agrees_with_flags);

  return g_test_run ();
}
