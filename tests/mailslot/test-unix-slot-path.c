/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "mailslot/mailslot-address.h"
#include "mailslot/unix/mailslot-unix-slot-path.h"

typedef struct
{
  const char *name;
  const char *file;
} Row;

static const Row rows[] = {
  { "x", "x" },
  { "Mymailslot", "mymailslot" },
  { "a\\b", "a%5cb" },
  { "100%", "100%25" },
  { "a%5cb", "a%255cb" },
  { "x.mailslot-lock", "x.mailslot-lock" },
  { "x.mailslot", "x.mailslot" },
  { ".hidden", "%2ehidden" },
  { "a.b\\.c", "a.b%5c.c" },
  { "-x_y", "-x_y" },
  { "with blank", "with%20blank" },
  { "~x", "%7ex" },
  { "é", "%c3%89" },
  { "É", "%c3%89" },
  { "邮件", "%e9%82%ae%e4%bb%b6" },
  { "😀", "%f0%9f%98%80" },
};

static char *
encode (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotAddress) address = mailslot_address_new_local (name, &error);

  g_assert_no_error (error);
  return mailslot_unix_slot_path_encode (address);
}

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *file = encode (rows[i].name);

      g_assert_cmpstr (file, ==, rows[i].file);
    }
}

static void
test_and_back (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MailslotAddress) address =
          mailslot_address_new_local (rows[i].name, NULL);
      g_autoptr (MailslotAddress) decoded = mailslot_unix_slot_path_decode (rows[i].file);

      g_assert_nonnull (decoded);
      g_assert_true (mailslot_address_equal (decoded, address));
    }
}

/* In a folder for everyone anybody may make files; what no slot of ours is called is
 * none. */
static void
test_foreign_files (void)
{
  static const char *const files[] = {
    "",          "%",    "%4",  "%zz",      "%00",     "a%00b",      "%ff",   "%c3",
    "%ed%a0%80", "X",    "%78", "a%5Cb",    ".hidden", "with blank", "é",     "%c3%a",
    "a%5c",      "%5ca", "~x",  "a%5c%5cb", "a%2fb",   "a%0ab",      "a%1bb", "a%7fb",
  };
  g_autofree char *name = g_strnfill (200, 'n');
  g_autofree char *cut = encode (name);

  g_assert_null (mailslot_unix_slot_path_decode (cut));
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (MailslotAddress) address = mailslot_unix_slot_path_decode (files[i]);

      if (address != NULL)
        g_error ("“%s” is %s", files[i], mailslot_address_to_string (address));
    }
}

/* A name of any length and any characters gives a plain ASCII file name that fits. */
static void
test_safe_characters (void)
{
  static const char *const characters[] = { "a", "%", "é", "邮", "😀" };

  for (gsize i = 0; i < G_N_ELEMENTS (characters); i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);

      for (int n = 1; n <= 127; n++)
        {
          g_autofree char *file = NULL;

          g_string_append (name, characters[i]);
          file = encode (name->str);
          g_assert_cmpuint (strlen (file), <=, MAILSLOT_UNIX_MAX_FILE_NAME);
          g_assert_cmpuint (strspn (file, "abcdefghijklmnopqrstuvwxyz0123456789-_.%~"),
                            ==,
                            strlen (file));
          g_assert_true (file[0] != '.');
        }
    }
}

/* Around the length at which a name is cut, where two of them are most alike. */
static void
test_cut_names_differ (void)
{
  g_autoptr (GHashTable) files =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_names = 0;

  for (int length = 60; length <= 255; length++)
    for (const char *end = "xyz"; *end != '\0'; end++)
      {
        g_autofree char *name = g_strnfill (length, 'n');

        name[length - 1] = *end;
        g_hash_table_add (files, encode (name));
        n_names++;
      }
  g_assert_cmpuint (g_hash_table_size (files), ==, n_names);
}

static void
test_cut_names_fold (void)
{
  g_autofree char *lower_name = g_strnfill (200, 'n');
  g_autofree char *upper_name = g_strnfill (200, 'N');
  g_autofree char *lower = encode (lower_name);
  g_autofree char *upper = encode (upper_name);

  g_assert_cmpstr (lower, ==, upper);
  g_assert_cmpuint (strlen (lower), ==, MAILSLOT_UNIX_MAX_FILE_NAME);
}

/* The marker of a cut name cannot be typed. */
static void
test_cut_names_cannot_be_forged (void)
{
  g_autofree char *name = g_strnfill (200, 'n');
  g_autofree char *cut = encode (name);
  g_autofree char *forged = encode (cut);

  g_assert_nonnull (strchr (cut, '~'));
  g_assert_cmpstr (cut, !=, forged);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/unix-slot-path/table", test_table);
  g_test_add_func ("/unix-slot-path/and-back", test_and_back);
  g_test_add_func ("/unix-slot-path/foreign-files", test_foreign_files);
  g_test_add_func ("/unix-slot-path/safe-characters", test_safe_characters);
  g_test_add_func ("/unix-slot-path/cut-names/differ", test_cut_names_differ);
  g_test_add_func ("/unix-slot-path/cut-names/fold", test_cut_names_fold);
  g_test_add_func ("/unix-slot-path/cut-names/cannot-be-forged",
                   test_cut_names_cannot_be_forged);
  return g_test_run ();
}
