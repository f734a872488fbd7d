/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "mailslot/mailslot-address.h"
#include "mailslot/mailslot-error.h"

typedef struct
{
  const char *text;
  MailslotScope scope;
  const char *host;
  const char *name;
  const char *canonical;
} Good;

static const Good good[] = {
  { "\\\\.\\mailslot\\x", MAILSLOT_SCOPE_LOCAL, NULL, "x", "\\\\.\\mailslot\\x" },
  { "//./mailslot/x", MAILSLOT_SCOPE_LOCAL, NULL, "x", "\\\\.\\mailslot\\x" },
  { "\\\\./MailSlot\\a/b", MAILSLOT_SCOPE_LOCAL, NULL, "a\\b", "\\\\.\\mailslot\\a\\b" },
  { "\\\\.\\MAILSLOT\\X", MAILSLOT_SCOPE_LOCAL, NULL, "X", "\\\\.\\mailslot\\X" },
  { "x", MAILSLOT_SCOPE_LOCAL, NULL, "x", "\\\\.\\mailslot\\x" },
  { "a\\b\\c", MAILSLOT_SCOPE_LOCAL, NULL, "a\\b\\c", "\\\\.\\mailslot\\a\\b\\c" },
  { "a/b", MAILSLOT_SCOPE_LOCAL, NULL, "a\\b", "\\\\.\\mailslot\\a\\b" },
  { "with blank",
    MAILSLOT_SCOPE_LOCAL,
    NULL,
    "with blank",
    "\\\\.\\mailslot\\with blank" },
  { "邮件槽", MAILSLOT_SCOPE_LOCAL, NULL, "邮件槽", "\\\\.\\mailslot\\邮件槽" },
  { ".x", MAILSLOT_SCOPE_LOCAL, NULL, ".x", "\\\\.\\mailslot\\.x" },
  { "\\\\HOST\\mailslot\\x", MAILSLOT_SCOPE_HOST, "HOST", "x", "\\\\HOST\\mailslot\\x" },
  { "//pc.example.org/mailslot/a/b",
    MAILSLOT_SCOPE_HOST,
    "pc.example.org",
    "a\\b",
    "\\\\pc.example.org\\mailslot\\a\\b" },
  { "\\\\192.0.2.7\\mailslot\\x",
    MAILSLOT_SCOPE_HOST,
    "192.0.2.7",
    "x",
    "\\\\192.0.2.7\\mailslot\\x" },
  { "//MY GROUP<1D>/mailslot/x",
    MAILSLOT_SCOPE_HOST,
    "MY GROUP",
    "x",
    "\\\\MY GROUP<1D>\\mailslot\\x" },
  { "\\\\*\\mailslot\\x", MAILSLOT_SCOPE_OWN_DOMAIN, "*", "x", "\\\\*\\mailslot\\x" },
};

typedef struct
{
  const char *text;
  const char *part_of_message;
} Bad;

static const Bad bad[] = {
  { "", "is empty" },
  { "\\\\", "no computer name" },
  { "\\\\\\mailslot\\x", "no computer name" },
  { "\\x", "one backslash" },
  { "\\.\\mailslot\\x", "single quotes" },
  { "\\.mailslotx", "//./mailslot/NAME" },
  { "/./mailslot/x", "one backslash" },
  { "\\\\\\\\.\\\\mailslot\\\\x", "more than two backslashes" },
  { "\\\\.\\\\mailslot\\x", "between two separators" },
  { "\\\\.", "names no slot" },
  { "\\\\HOST", "names no slot" },
  { "\\\\HOST\\", "names no slot" },
  { "\\\\.\\mailslot", "no name after" },
  { "\\\\.\\mailslot\\", "no name after" },
  { "\\\\*\\mailslot\\", "no name after" },
  { "\\\\.\\pipe\\x", "named pipe" },
  { "\\\\HOST\\PIPE\\x", "named pipe" },
  { "\\\\.\\COM1", "is a device" },
  { "\\\\.\\mailslots\\x", "is a device" },
  { "\\\\HOST\\share\\file", "shared folder" },
  { "\\\\.\\mailslot\\\\x", "empty level" },
  { "\\\\.\\mailslot\\a\\\\b", "empty level" },
  { "\\\\.\\mailslot\\a\\", "empty level" },
  { "a//b", "empty level" },
  { "x/", "empty level" },
  { ".", "“.” or “..”" },
  { "..", "“.” or “..”" },
  { ".\\mailslot\\x", "“.” or “..”" },
  { "a\\..\\b", "“.” or “..”" },
  { "x.", "a dot or a space" },
  { "x ", "a dot or a space" },
  { "a.\\b", "a dot or a space" },
  { "...", "a dot or a space" },
  { " ", "a dot or a space" },
  { "a\nb", "U+000A" },
  { "a\177b", "U+007F" },
  { "a\302\205b", "U+0085" },
  { "\\\\.\\mailslot\\*", "“*”" },
  { "a*b", "“*”" },
  { "a\377b", "UTF-8" },
  { "\\\\HO:ST\\mailslot\\x", "U+003A" },
  { "\\\\HOST \\mailslot\\x", "U+0020" },
  { "\\\\ HOST\\mailslot\\x", "U+0020" },
  { "\\\\HO\tST\\mailslot\\x", "U+0009" },
  { "\\\\?\\mailslot\\x", "U+003F" },
  { "\\\\**\\mailslot\\x", "U+002A" },
  { "\\\\..\\mailslot\\x", "nothing before a dot" },
  { "\\\\.a\\mailslot\\x", "nothing before a dot" },
  { "\\\\.<03>\\mailslot\\x", "is on this computer" },
  { "\\\\PC<3>\\mailslot\\x", "two hex digits" },
  { "\\\\PC<003>\\mailslot\\x", "two hex digits" },
  { "\\\\PC<0G>\\mailslot\\x", "two hex digits" },
  { "\\\\PC<03\\mailslot\\x", "two hex digits" },
  { "\\\\PC03>\\mailslot\\x", "two hex digits" },
  { "\\\\PC<03><20>\\mailslot\\x", "two hex digits" },
  { "\\\\P<03>C\\mailslot\\x", "two hex digits" },
  { "\\\\<03>\\mailslot\\x", "two hex digits" },
  { "\\\\PC <03>\\mailslot\\x", "U+0020" },
  { "\\\\a..b\\mailslot\\x", "nothing before a dot" },
};

static MailslotAddress *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  MailslotAddress *address = mailslot_address_parse (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (address);
  return address;
}

static void
test_parse_good (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (MailslotAddress) address = parse (good[i].text);
      g_autoptr (MailslotAddress) again = NULL;

      g_assert_cmpint (mailslot_address_get_scope (address), ==, good[i].scope);
      g_assert_cmpstr (mailslot_address_get_host (address), ==, good[i].host);
      g_assert_cmpstr (mailslot_address_get_name (address), ==, good[i].name);
      g_assert_cmpstr (mailslot_address_to_string (address), ==, good[i].canonical);
      g_assert_cmpint (mailslot_address_is_local (address), ==, good[i].host == NULL);

      again = parse (good[i].canonical);
      g_assert_true (mailslot_address_equal (address, again));
      g_assert_cmpstr (mailslot_address_to_string (again), ==, good[i].canonical);
    }
}

static void
test_parse_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mailslot_address_parse (bad[i].text, &error));
      g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_INVALID_ADDRESS);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, bad[i].part_of_message));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (strchr (error->message, '\n'));
    }
}

/* A message that quotes the wrong text, but not all of a megabyte of it. */
static void
test_parse_quotes (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (1000000, '*');

  g_assert_null (mailslot_address_parse ("a*b", &error));
  g_assert_nonnull (strstr (error->message, "“a*b”"));
  g_clear_error (&error);
  g_assert_null (mailslot_address_parse (text, &error));
  g_assert_cmpuint (strlen (error->message), <, 500);
}

static char *
repeat (const char *character, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, character);
  return g_string_free (text, FALSE);
}

/* The limit counts UTF-16 units: an emoji is two of them, a Chinese character one. */
static void
test_parse_name_length (void)
{
  static const struct
  {
    const char *character;
    guint n_longest;
  } rows[] = { { "n", 255 }, { "邮", 255 }, { "😀", 127 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *fits = repeat (rows[i].character, rows[i].n_longest);
      g_autofree char *too_long = repeat (rows[i].character, rows[i].n_longest + 1);
      g_autoptr (MailslotAddress) address = parse (fits);

      g_assert_cmpstr (mailslot_address_get_name (address), ==, fits);
      g_assert_null (mailslot_address_parse (too_long, &error));
      g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NAME_TOO_LONG);
    }
}

static void
test_parse_host_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *host = g_strnfill (253, 'h');
  g_autofree char *fits = g_strdup_printf ("//%s/mailslot/x", host);
  g_autofree char *too_long = g_strdup_printf ("//%sh/mailslot/x", host);
  g_autoptr (MailslotAddress) address = parse (fits);

  g_assert_cmpstr (mailslot_address_get_host (address), ==, host);
  g_assert_null (mailslot_address_parse (too_long, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_INVALID_ADDRESS);
}

static void
test_new_local (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotAddress) address = mailslot_address_new_local ("A\\b", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mailslot_address_to_string (address), ==, "\\\\.\\mailslot\\A\\b");
  /* Here even a full address is only a name, and a bad one. */
  g_assert_null (mailslot_address_new_local ("\\\\.\\mailslot\\x", &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_INVALID_ADDRESS);
  g_clear_error (&error);
  g_assert_null (mailslot_address_new_local ("", &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_INVALID_ADDRESS);
  g_clear_error (&error);
  g_assert_null (mailslot_address_new_local ("a\377", &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_INVALID_ADDRESS);
}

static void
test_with_scope (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotAddress) host = parse ("\\\\GROUP\\mailslot\\x");
  g_autoptr (MailslotAddress) domain = NULL;
  g_autoptr (MailslotAddress) back = NULL;

  domain = mailslot_address_with_scope (host, MAILSLOT_SCOPE_DOMAIN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mailslot_address_get_scope (domain), ==, MAILSLOT_SCOPE_DOMAIN);
  g_assert_cmpstr (mailslot_address_to_string (domain), ==, "\\\\GROUP\\mailslot\\x");
  g_assert_false (mailslot_address_equal (host, domain));

  back = mailslot_address_with_scope (domain, MAILSLOT_SCOPE_HOST, &error);
  g_assert_no_error (error);
  g_assert_true (mailslot_address_equal (host, back));
}

static void
test_with_scope_refuses (void)
{
  static const char *const texts[] = {
    "x",
    "\\\\*\\mailslot\\x",
    "\\\\192.0.2.7\\mailslot\\x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MailslotAddress) address = parse (texts[i]);

      g_assert_null (
          mailslot_address_with_scope (address, MAILSLOT_SCOPE_DOMAIN, &error));
      g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_INVALID_ADDRESS);
    }
}

typedef struct
{
  const char *a;
  const char *b;
  gboolean is_equal;
} Pair;

static const Pair pairs[] = {
  { "abc", "ABC", TRUE },
  { "abc", "abd", FALSE },
  { "Ärger\\ПОЧТА", "ärger\\почта", TRUE },
  { "ÿ", "Ÿ", TRUE },
  /* One character for one: what takes two in upper case stays as it is. */
  { "ß", "ss", FALSE },
  { "ß", "SS", FALSE },
  /* The Turkish dotless i and the long s are no ASCII letters, whatever the locale. */
  { "ı", "I", FALSE },
  { "ſ", "S", FALSE },
  { "i", "I", TRUE },
  /* Beyond U+FFFF Windows knows no case. */
  { "𐐨", "𐐀", FALSE },
  /* Composed and decomposed are different names. */
  { "é", "e\314\201", FALSE },
  { "\\\\HOST\\mailslot\\x", "\\\\host\\mailslot\\X", TRUE },
  { "\\\\HOST\\mailslot\\x", "\\\\HOST2\\mailslot\\x", FALSE },
  { "\\\\HOST\\mailslot\\x", "x", FALSE },
  { "\\\\*\\mailslot\\x", "x", FALSE },
};

static void
test_equal (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (MailslotAddress) a = parse (pairs[i].a);
      g_autoptr (MailslotAddress) b = parse (pairs[i].b);

      g_test_message ("%s and %s", pairs[i].a, pairs[i].b);
      g_assert_cmpint (mailslot_address_equal (a, b), ==, pairs[i].is_equal);
      g_assert_cmpint (mailslot_address_equal (b, a), ==, pairs[i].is_equal);
      if (pairs[i].is_equal)
        g_assert_cmpuint (mailslot_address_hash (a), ==, mailslot_address_hash (b));
    }
}

typedef struct
{
  const char *text;
  MailslotScope scope;
  const char *host;
  guint8 suffix;
  const char *canonical;
} SuffixRow;

static const SuffixRow suffix_rows[] = {
  { "\\\\PC<03>\\mailslot\\MESSNGR",
    MAILSLOT_SCOPE_HOST,
    "PC",
    0x03,
    "\\\\PC<03>\\mailslot\\MESSNGR" },
  { "//pc.lan<1e>/mailslot/x",
    MAILSLOT_SCOPE_HOST,
    "pc.lan",
    0x1e,
    "\\\\pc.lan<1E>\\mailslot\\x" },
  { "\\\\*<1C>\\mailslot\\x",
    MAILSLOT_SCOPE_OWN_DOMAIN,
    "*",
    0x1c,
    "\\\\*<1C>\\mailslot\\x" },
  { "\\\\192.0.2.7<ff>\\mailslot\\x",
    MAILSLOT_SCOPE_HOST,
    "192.0.2.7",
    0xff,
    "\\\\192.0.2.7<FF>\\mailslot\\x" },
  { "\\\\PC<00>\\mailslot\\x", MAILSLOT_SCOPE_HOST, "PC", 0, "\\\\PC\\mailslot\\x" },
};

static void
test_suffix (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (suffix_rows); i++)
    {
      const SuffixRow *row = &suffix_rows[i];
      g_autoptr (MailslotAddress) address = parse (row->text);
      g_autoptr (MailslotAddress) again = parse (row->canonical);

      g_assert_cmpint (mailslot_address_get_scope (address), ==, row->scope);
      g_assert_cmpstr (mailslot_address_get_host (address), ==, row->host);
      g_assert_cmphex (mailslot_address_get_suffix (address), ==, row->suffix);
      g_assert_cmpstr (mailslot_address_to_string (address), ==, row->canonical);
      g_assert_true (mailslot_address_equal (address, again));
    }
}

static void
test_suffix_of_others (void)
{
  g_autoptr (MailslotAddress) local = parse ("x");
  g_autoptr (MailslotAddress) one = parse ("\\\\PC<03>\\mailslot\\x");
  g_autoptr (MailslotAddress) other = parse ("\\\\PC\\mailslot\\x");
  g_autoptr (MailslotAddress) domain = NULL;

  g_assert_cmphex (mailslot_address_get_suffix (local), ==, 0);
  g_assert_false (mailslot_address_equal (one, other));
  domain = mailslot_address_with_scope (one, MAILSLOT_SCOPE_DOMAIN, NULL);
  g_assert_cmphex (mailslot_address_get_suffix (domain), ==, 0x03);
}

static void
test_equal_name (void)
{
  g_autoptr (MailslotAddress) local = parse ("a\\Slot");
  g_autoptr (MailslotAddress) remote = parse ("\\\\PC<03>\\mailslot\\A\\SLOT");
  g_autoptr (MailslotAddress) other = parse ("a\\slot2");

  g_assert_true (mailslot_address_equal_name (local, remote));
  g_assert_false (mailslot_address_equal (local, remote));
  g_assert_false (mailslot_address_equal_name (local, other));
}

static void
test_all (void)
{
  MailslotAddress *all = mailslot_address_get_all ();
  g_autoptr (MailslotAddress) looks_like_it =
      mailslot_address_new_destination (MAILSLOT_SCOPE_OWN_DOMAIN, "*", 0, "*");
  g_autoptr (MailslotAddress) typed = mailslot_address_parse ("\\\\*\\mailslot\\*", NULL);

  g_assert_true (mailslot_address_is_all (all));
  g_assert_true (all == mailslot_address_get_all ());
  g_assert_cmpstr (mailslot_address_to_string (all), ==, "\\\\*\\mailslot\\*");
  g_assert_false (mailslot_address_is_local (all));
  /* Nobody on the network can make one, and nobody can type it. */
  g_assert_false (mailslot_address_is_all (looks_like_it));
  g_assert_null (typed);
}

/* What comes from the network need not be an address that anybody could type. */
static void
test_new_destination (void)
{
  g_autoptr (MailslotAddress) odd =
      mailslot_address_new_destination (MAILSLOT_SCOPE_DOMAIN,
                                        "\\x01__MSBROWSE__\\x02",
                                        0x01,
                                        "a\\\\*.");
  g_autoptr (MailslotAddress) slot = parse ("//./mailslot/Browse");
  g_autoptr (MailslotAddress) browse =
      mailslot_address_new_destination (MAILSLOT_SCOPE_DOMAIN, "GROUP", 0x1d, "BROWSE");

  g_assert_cmpstr (mailslot_address_to_string (odd),
                   ==,
                   "\\\\\\x01__MSBROWSE__\\x02<01>\\mailslot\\a\\\\*.");
  g_assert_cmpstr (mailslot_address_to_string (browse),
                   ==,
                   "\\\\GROUP<1D>\\mailslot\\BROWSE");
  g_assert_true (mailslot_address_equal_name (slot, browse));
}

static void
test_hash_table (void)
{
  g_autoptr (GHashTable) table =
      g_hash_table_new_full (mailslot_address_hash,
                             mailslot_address_equal,
                             (GDestroyNotify) mailslot_address_unref,
                             NULL);
  g_autoptr (MailslotAddress) same = parse ("//./mailslot/SLOT");

  g_hash_table_add (table, parse ("slot"));
  g_assert_true (g_hash_table_contains (table, same));
  g_hash_table_add (table, parse ("other"));
  g_assert_cmpuint (g_hash_table_size (table), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/address/parse/good", test_parse_good);
  g_test_add_func ("/address/parse/bad", test_parse_bad);
  g_test_add_func ("/address/parse/quotes", test_parse_quotes);
  g_test_add_func ("/address/parse/name-length", test_parse_name_length);
  g_test_add_func ("/address/parse/host-length", test_parse_host_length);
  g_test_add_func ("/address/new-local", test_new_local);
  g_test_add_func ("/address/with-scope", test_with_scope);
  g_test_add_func ("/address/with-scope/refuses", test_with_scope_refuses);
  g_test_add_func ("/address/equal", test_equal);
  g_test_add_func ("/address/equal-name", test_equal_name);
  g_test_add_func ("/address/suffix", test_suffix);
  g_test_add_func ("/address/suffix/of-others", test_suffix_of_others);
  g_test_add_func ("/address/all", test_all);
  g_test_add_func ("/address/new-destination", test_new_destination);
  g_test_add_func ("/address/hash-table", test_hash_table);
  return g_test_run ();
}
