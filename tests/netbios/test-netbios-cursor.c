/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-cursor.h"

#include "mailslot/mailslot-error.h"
#include "netbios/netbios-bytes.h"

static void
test_reads_numbers_in_both_orders (void)
{
  static const guint8 data[] = { 0x01, 0x02, 0x03, 0x02, 0x03, 0xfe, 0xdc, 0xba, 0x98 };
  NetbiosCursor cursor;
  guint8 u8;
  guint16 u16;
  guint32 u32;

  netbios_cursor_init (&cursor, data, sizeof data);
  g_assert_true (netbios_cursor_read_u8 (&cursor, &u8, NULL));
  g_assert_cmphex (u8, ==, 0x01);
  g_assert_true (netbios_cursor_read_u16_be (&cursor, &u16, NULL));
  g_assert_cmphex (u16, ==, 0x0203);
  g_assert_true (netbios_cursor_read_u16_le (&cursor, &u16, NULL));
  g_assert_cmphex (u16, ==, 0x0302);
  g_assert_true (netbios_cursor_read_u32_be (&cursor, &u32, NULL));
  g_assert_cmphex (u32, ==, 0xfedcba98);
  g_assert_cmpuint (netbios_cursor_get_remaining (&cursor), ==, 0);
}

/* Every read one byte short: an error, and the cursor stays. */
static void
test_refuses_to_leave_the_packet (void)
{
  static const guint8 data[] = { 'a', 'b', 'c', 'd' };

  for (gsize size = 0; size <= 4; size++)
    {
      NetbiosCursor cursor;
      const guint8 *bytes;
      guint8 u8;
      guint16 u16;
      guint32 u32;

      netbios_cursor_init (&cursor, data, size);
      g_assert_cmpint (netbios_cursor_read_u8 (&cursor, &u8, NULL), ==, size >= 1);
      netbios_cursor_init (&cursor, data, size);
      g_assert_cmpint (netbios_cursor_read_u16_be (&cursor, &u16, NULL), ==, size >= 2);
      netbios_cursor_init (&cursor, data, size);
      g_assert_cmpint (netbios_cursor_read_u16_le (&cursor, &u16, NULL), ==, size >= 2);
      netbios_cursor_init (&cursor, data, size);
      g_assert_cmpint (netbios_cursor_read_u32_be (&cursor, &u32, NULL), ==, size >= 4);
      netbios_cursor_init (&cursor, data, size);
      g_assert_cmpint (netbios_cursor_read_bytes (&cursor, 3, &bytes, NULL),
                       ==,
                       size >= 3);
      g_assert_cmpuint (cursor.offset, ==, size >= 3 ? 3 : 0);
    }
}

static void
test_survives_sizes_near_the_end_of_memory (void)
{
  static const guint8 data[] = { 'a', 'b' };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) seek_error = NULL;
  NetbiosCursor cursor;

  netbios_cursor_init (&cursor, data, sizeof data);
  g_assert_true (netbios_cursor_skip (&cursor, 1, NULL));
  assert_refused (netbios_cursor_skip (&cursor, G_MAXSIZE, &error),
                  &error,
                  MAILSLOT_ERROR_MALFORMED);
  assert_refused (netbios_cursor_seek (&cursor, G_MAXSIZE, &seek_error),
                  &seek_error,
                  MAILSLOT_ERROR_MALFORMED);
  g_assert_cmpuint (cursor.offset, ==, 1);
}

static void
test_seeks_up_to_the_end (void)
{
  static const guint8 data[] = { 'a', 'b' };
  NetbiosCursor cursor;

  netbios_cursor_init (&cursor, data, sizeof data);
  g_assert_true (netbios_cursor_seek (&cursor, 2, NULL));
  g_assert_true (netbios_cursor_skip (&cursor, 0, NULL));
  g_assert_false (netbios_cursor_seek (&cursor, 3, NULL));
  g_assert_true (netbios_cursor_seek (&cursor, 0, NULL));
}

static void
test_reads_text_only_with_its_end (void)
{
  static const guint8 data[] = { 'a', 'b', '\0', '\0', 'c' };
  g_autoptr (GError) error = NULL;
  NetbiosCursor cursor;
  const char *text;

  netbios_cursor_init (&cursor, data, sizeof data);
  g_assert_true (netbios_cursor_read_string (&cursor, &text, NULL));
  g_assert_cmpstr (text, ==, "ab");
  g_assert_true (netbios_cursor_read_string (&cursor, &text, NULL));
  g_assert_cmpstr (text, ==, "");
  assert_refused (netbios_cursor_read_string (&cursor, &text, &error),
                  &error,
                  MAILSLOT_ERROR_MALFORMED);
  g_assert_cmpuint (cursor.offset, ==, 4);
}

static void
test_takes_an_empty_packet (void)
{
  NetbiosCursor cursor;
  const guint8 *bytes;
  const char *text;

  netbios_cursor_init (&cursor, NULL, 0);
  g_assert_true (netbios_cursor_read_bytes (&cursor, 0, &bytes, NULL));
  g_assert_false (netbios_cursor_read_string (&cursor, &text, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-cursor/reads-numbers-in-both-orders",
                   test_reads_numbers_in_both_orders);
  g_test_add_func ("/netbios-cursor/refuses-to-leave-the-packet",
                   test_refuses_to_leave_the_packet);
  g_test_add_func ("/netbios-cursor/survives-sizes-near-the-end-of-memory",
                   test_survives_sizes_near_the_end_of_memory);
  g_test_add_func ("/netbios-cursor/seeks-up-to-the-end", test_seeks_up_to_the_end);
  g_test_add_func ("/netbios-cursor/reads-text-only-with-its-end",
                   test_reads_text_only_with_its_end);
  g_test_add_func ("/netbios-cursor/takes-an-empty-packet", test_takes_an_empty_packet);
  return g_test_run ();
}
