/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "mailslot/mailslot-directory-entries-private.h"

/* What Windows answers to a directory query, and what it never should. */

#define HEADER_BYTES 64

static void
put_number (GByteArray *bytes, gsize offset, guint32 number)
{
  for (int i = 0; i < 4; i++)
    bytes->data[offset + i] = (guint8) (number >> 8 * i);
}

/* Appends an entry at a multiple of 8 and links the one at *@last to it. */
static void
add_entry (GByteArray *bytes, gsize *last, const char *name, guint32 attributes)
{
  static const guint8 nothing[HEADER_BYTES];
  g_autofree gunichar2 *text = g_utf8_to_utf16 (name, -1, NULL, NULL, NULL);
  gsize start;

  while (bytes->len % 8 != 0)
    g_byte_array_append (bytes, nothing, 1);
  start = bytes->len;
  if (start > 0)
    put_number (bytes, *last, (guint32) (start - *last));
  *last = start;
  g_byte_array_append (bytes, nothing, HEADER_BYTES);
  put_number (bytes, start + 56, attributes);
  for (gsize i = 0; text[i] != 0; i++)
    {
      const guint8 unit[] = { (guint8) text[i], (guint8) (text[i] >> 8) };

      g_byte_array_append (bytes, unit, sizeof (unit));
    }
  put_number (bytes, start + 60, (guint32) (bytes->len - start - HEADER_BYTES));
}

static GByteArray *
make_list (void)
{
  GByteArray *bytes = g_byte_array_new ();
  gsize last = 0;

  add_entry (bytes, &last, "Mymailslot", 0x80);
  add_entry (bytes, &last, "ProtectedPrefix", 0x10);
  add_entry (bytes, &last, "a\\b\\邮件槽😀", 0x80);
  return bytes;
}

/* The names with a comma behind each, and a slash before the comma behind a folder. */
static char *
list (const guint8 *bytes, gsize size)
{
  /* Of just this size, so that a step too far is seen. */
  g_autofree guint8 *copy = g_memdup2 (bytes, size);
  GString *names = g_string_new (NULL);
  MailslotDirectoryEntries entries;
  gboolean is_folder;
  gsize n_names = 0;
  char *name;

  mailslot_directory_entries_init (&entries, copy, size);
  while ((name = mailslot_directory_entries_next (&entries, &is_folder)) != NULL)
    {
      g_assert_cmpuint (++n_names, <=, size / HEADER_BYTES);
      g_assert_true (g_utf8_validate (name, -1, NULL));
      g_string_append_printf (names, "%s%s,", name, is_folder ? "/" : "");
      g_free (name);
    }
  return g_string_free (names, FALSE);
}

static void
assert_list (const guint8 *bytes, gsize size, const char *expected)
{
  g_autofree char *names = list (bytes, size);

  g_assert_cmpstr (names, ==, expected);
}

static void
test_names (void)
{
  g_autoptr (GByteArray) bytes = make_list ();

  assert_list (bytes->data, bytes->len, "Mymailslot,ProtectedPrefix/,a\\b\\邮件槽😀,");
}

static void
test_nothing (void)
{
  assert_list ((const guint8 *) "", 0, "");
}

/* Cut off anywhere, there are only whole names. */
static void
test_cut (void)
{
  g_autoptr (GByteArray) bytes = make_list ();
  g_autofree char *all = list (bytes->data, bytes->len);

  for (gsize size = 0; size < bytes->len; size++)
    {
      g_autofree char *names = list (bytes->data, size);

      g_assert_true (g_str_has_prefix (all, names));
      g_assert_cmpuint (strlen (names), <, strlen (all));
    }
}

/* Offsets that lead back, nowhere, into the entry itself, or out of the bytes. */
static void
test_wrong_offsets (void)
{
  static const guint32 offsets[] = { 1,          8,          63,         64,
                                     83,         0x7fffffff, 0x80000000, 0xffffffff,
                                     0xfffffff8, 100000 };

  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      g_autoptr (GByteArray) bytes = make_list ();

      put_number (bytes, 0, offsets[i]);
      assert_list (bytes->data, bytes->len, "Mymailslot,");
    }
}

static void
test_wrong_name_sizes (void)
{
  static const guint32 sizes[] = { 100000,
                                   0x7fffffff,
                                   0x80000000,
                                   0xffffffff,
                                   0xffffffc0 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GByteArray) bytes = make_list ();

      put_number (bytes, 60, sizes[i]);
      assert_list (bytes->data, bytes->len, "");
    }
}

/* Half a surrogate pair: the name is left out, the others are not. */
static void
test_wrong_utf16 (void)
{
  g_autoptr (GByteArray) bytes = make_list ();

  bytes->data[HEADER_BYTES + 1] = 0xd8;
  assert_list (bytes->data, bytes->len, "ProtectedPrefix/,a\\b\\邮件槽😀,");
}

static void
test_odd_and_empty_names (void)
{
  g_autoptr (GByteArray) bytes = make_list ();

  put_number (bytes, 60, 3);
  assert_list (bytes->data, bytes->len, "M,ProtectedPrefix/,a\\b\\邮件槽😀,");
  put_number (bytes, 60, 0);
  assert_list (bytes->data, bytes->len, ",ProtectedPrefix/,a\\b\\邮件槽😀,");
}

/* Whatever the bytes are, it ends and stays within them. */
static void
test_random (void)
{
  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GByteArray) bytes = make_list ();
      guint n_changes = (guint) g_test_rand_int_range (1, 8);
      gsize size = (gsize) g_test_rand_int_range (0, (int) bytes->len + 1);
      g_autofree char *names = NULL;

      while (n_changes-- > 0)
        bytes->data[g_test_rand_int_range (0, (int) bytes->len)] =
            (guint8) g_test_rand_int ();
      names = list (bytes->data, size);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/directory-entries/names", test_names);
  g_test_add_func ("/directory-entries/nothing", test_nothing);
  g_test_add_func ("/directory-entries/cut", test_cut);
  g_test_add_func ("/directory-entries/wrong-offsets", test_wrong_offsets);
  g_test_add_func ("/directory-entries/wrong-name-sizes", test_wrong_name_sizes);
  g_test_add_func ("/directory-entries/wrong-utf16", test_wrong_utf16);
  g_test_add_func ("/directory-entries/odd-and-empty-names", test_odd_and_empty_names);
  g_test_add_func ("/directory-entries/random", test_random);
  return g_test_run ();
}
