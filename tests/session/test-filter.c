/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-filter.h"

#include <string.h>

#include "session-fixture.h"

static SwFilter *
parse (const char *query)
{
  g_autoptr (GError) error = NULL;
  SwFilter *filter = sw_filter_parse (query, &error);

  g_assert_no_error (error);
  return filter;
}

static gboolean
matches_bytes (const char *query, const void *payload, gsize size)
{
  g_autoptr (SwFilter) filter = parse (query);
  g_autofree guint8 *exact = g_memdup2 (payload, size); /* so that asan sees its end */
  MailslotRecord record = fixture_record (0, NULL, 0);

  record.payload = exact;
  record.size = size;
  return sw_filter_matches (filter, &record);
}

static gboolean
matches (const char *query, const char *text)
{
  return matches_bytes (query, text, strlen (text));
}

/* @marked: whether it begins with a byte order mark */
static gboolean
matches_as (const char *query, const char *text, const char *charset, gboolean marked)
{
  g_autofree char *whole = g_strconcat (marked ? "\357\273\277" : "", text, NULL);
  g_autoptr (GError) error = NULL;
  gsize size;
  g_autofree char *bytes = g_convert (whole, -1, charset, "UTF-8", NULL, &size, &error);

  g_assert_no_error (error);
  return matches_bytes (query, bytes, size);
}

static void
test_empty (void)
{
  g_autoptr (SwFilter) filter = parse ("  \t ");

  g_assert_cmpuint (sw_filter_get_n_terms (filter), ==, 0);
  g_assert_cmpstr (sw_filter_to_string (filter), ==, "");
  g_assert_true (matches ("", ""));
  g_assert_true (matches ("", "anything"));
}

static void
test_text (void)
{
  g_assert_true (matches ("error", "an Error occurred"));
  g_assert_true (matches ("ERROR", "an Error occurred"));
  g_assert_true (matches ("'Error'", "an Error occurred"));
  g_assert_false (matches ("'error'", "an Error occurred"));
  g_assert_true (matches ("\"error occ\"", "an Error occurred"));
  g_assert_false (matches ("\"error  occ\"", "an Error occurred"));
  g_assert_false (matches ("error", ""));
  g_assert_false (matches ("error", "erro"));
  g_assert_true (matches ("-error", "all is well"));
  g_assert_false (matches ("-error", "an error"));
}

/* All wanted terms, none of the excluded. */
static void
test_terms (void)
{
  g_assert_true (matches ("disk error", "error on disk 3"));
  g_assert_false (matches ("disk error", "error on tape 3"));
  g_assert_true (matches ("error -tape -net", "error on disk 3"));
  g_assert_false (matches ("error -tape -disk", "error on disk 3"));
}

/* The quick look finds the first place in every form, and nothing that is none. */
static void
test_candidates (void)
{
  static const char *const forms[] = { "Tick", "T\0i\0c\0k", "T\0\0\0i\0\0\0c\0\0\0k" };
  static const gsize sizes[] = { 4, 7, 13 };
  g_autoptr (SwFilter) filter = parse ("-no /x+/ hex:00 'i' tick slot:long");
  g_autoptr (SwFilter) other = parse ("-no /x+/ hex:00 größe slot:long");
  gsize found;

  for (gsize size = 0; size <= 120; size++)
    for (guint form = 0; form < G_N_ELEMENTS (forms); form++)
      for (gsize place = 0; place + sizes[form] <= size; place++)
        {
          g_autofree guint8 *data = g_malloc (size);

          memset (data, place % 2 == 0 ? 't' : 'k', size);
          memcpy (data + place, forms[form], sizes[form]);
          g_assert_true (sw_filter_find_candidate (filter, data, size, &found));
          g_assert_cmpuint (found, ==, place);
          data[place + sizes[form] / 2] ^= 0x80;
          g_assert_true (sw_filter_find_candidate (filter, data, size, &found));
          g_assert_cmpuint (found, ==, size);
        }
  g_assert_false (sw_filter_find_candidate (other, (const guint8 *) "x", 1, &found));
}

/* Every length of needle and message, and every place in it: the search looks at sixteen
 * places at once. */
static void
test_places (void)
{
  for (gsize size = 1; size <= 70; size++)
    for (gsize length = 1; length <= MIN (size, 40); length++)
      for (gsize place = 0; place + length <= size; place += 1 + place / 4)
        {
          g_autofree guint8 *payload = g_malloc (size);
          g_autoptr (GString) query = g_string_new ("hex:");

          memset (payload, 0x55, size);
          for (gsize i = 0; i < length; i++)
            {
              payload[place + i] = (guint8) (0x60 + i);
              g_string_append_printf (query, "%02x", (guint) (0x60 + i));
            }
          g_assert_true (matches_bytes (query->str, payload, size));
          payload[place + length / 2] = 0x55;
          g_assert_false (matches_bytes (query->str, payload, size));
        }
}

static void
test_encodings (void)
{
  static const struct
  {
    const char *charset;
    gboolean marked;
  } forms[] = {
    { "UTF-8", FALSE },   { "UTF-8", TRUE },    { "UTF-16LE", FALSE },
    { "UTF-16LE", TRUE }, { "UTF-16BE", TRUE }, { "UTF-32LE", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      const char *charset = forms[i].charset;
      gboolean marked = forms[i].marked;

      g_test_message ("%s, mark %d", charset, marked);
      g_assert_true (matches_as ("error", "An Error", charset, marked));
      g_assert_true (matches_as ("'Error'", "An Error", charset, marked));
      g_assert_false (matches_as ("'error'", "An Error", charset, marked));
      g_assert_true (matches_as ("世界", "你好世界!", charset, marked));
      g_assert_true (matches_as ("/^port.*世.$/", "port 7: 你好世界", charset, marked));
      g_assert_true (matches_as ("ÄRGER", "viel Ärger", charset, marked));
      g_assert_true (matches_as ("ряд", "ПОРЯДОК", charset, marked));
      g_assert_false (matches_as ("'ряд'", "ПОРЯДОК", charset, marked));
    }
}

/* Text inside of what is no text. */
static void
test_binary (void)
{
  static const char narrow[] = "\x01\x02\xFF\x00\x10name=Server7\x00\x99\x98\x97";
  static const char wide[] = "\x01\x02\xFF\x00\x10S\0e\0r\0v\0e\0r\0\x99";

  g_assert_true (matches_bytes ("server", narrow, sizeof narrow - 1));
  g_assert_true (matches_bytes ("server", wide, sizeof wide - 1));
  g_assert_false (matches_bytes ("server8", wide, sizeof wide - 1));
  g_assert_true (matches_bytes ("/Server\\d/", narrow, sizeof narrow - 1));
  g_assert_true (matches_bytes ("hex:\"01 02 ff\"", wide, sizeof wide - 1));
  g_assert_true (matches_bytes ("hex:999897", narrow, sizeof narrow - 1));
  g_assert_false (matches_bytes ("hex:9998", wide, sizeof wide - 1));
  g_assert_false (matches_bytes ("hex:9998", NULL, 0));
}

static void
test_caseless (void)
{
  g_assert_true (matches ("é", "CAFÉ"));
  g_assert_true (matches ("Ÿ", "ÿ")); /* in other bytes of UTF-8 */
  g_assert_true (matches ("ЯЩИК", "ящик"));
  g_assert_false (matches ("ЯЩИК", "ящи"));
  g_assert_true (matches ("straße", "STRAßE"));
  g_assert_true (matches ("ς", "ΣΟΦΟΣ"));
  g_assert_false (matches ("@", "`")); /* one bit apart, but no letters */
  g_assert_false (matches ("[", "{"));
  g_assert_false (matches ("k", "\xE2\x84\xAA")); /* the Kelvin sign */
}

static gboolean
matches_record (const char *query, const MailslotRecord *record)
{
  g_autoptr (SwFilter) filter = parse (query);

  return sw_filter_matches (filter, record);
}

static void
test_slot (void)
{
  g_autoptr (MailslotAddress) slot = mailslot_address_new_local ("backup\\Alerts", NULL);
  MailslotRecord record = fixture_record (0, NULL, 0);

  record.slot = slot;
  g_assert_true (matches_record ("slot:alerts", &record));
  g_assert_true (matches_record ("slot:backup\\alerts", &record));
  g_assert_true (matches_record ("SLOT:'Alerts'", &record));
  g_assert_false (matches_record ("slot:'alerts'", &record));
  g_assert_true (matches_record ("slot:/^backup.alerts$/i", &record));
  g_assert_true (matches_record ("slot:\\\\.\\mailslot\\backup", &record));
  g_assert_false (matches_record ("slot:other", &record));
  g_assert_true (matches_record ("-slot:other", &record));
}

static void
test_sender (void)
{
  g_autoptr (MailslotSender) process =
      mailslot_sender_new_process (4711, 1000, "python3");
  g_autoptr (MailslotSender) remote =
      mailslot_sender_new_remote ("WORKSTATION", "192.0.2.7", 138);
  MailslotRecord record = fixture_record (0, NULL, 0);

  record.sender = process;
  g_assert_true (matches_record ("sender:Python", &record));
  g_assert_true (matches_record ("sender:4711", &record));
  g_assert_true (matches_record ("sender:/^python\\d$/", &record));
  g_assert_false (matches_record ("sender:work", &record));
  record.sender = remote;
  g_assert_true (matches_record ("sender:work sender:192.0.2.", &record));
  g_assert_false (matches_record ("sender:python", &record));
  record.sender = mailslot_sender_get_unknown ();
  g_assert_false (matches_record ("sender:python", &record));
  g_assert_true (matches_record ("-sender:python", &record));
}

static void
test_size (void)
{
  g_assert_true (matches ("size=3", "abc"));
  g_assert_true (matches ("size:3", "abc"));
  g_assert_false (matches ("size=4", "abc"));
  g_assert_true (matches ("size!=4", "abc"));
  g_assert_true (matches ("size<4", "abc"));
  g_assert_false (matches ("size<3", "abc"));
  g_assert_true (matches ("size<=3", "abc"));
  g_assert_true (matches ("size>2", "abc"));
  g_assert_false (matches ("size>3", "abc"));
  g_assert_true (matches ("size>=3", "abc"));
  g_assert_true (matches ("size > 2 size < 4", "abc"));
  g_assert_true (matches ("-size>3", "abc"));
  g_assert_true (matches ("size=0", ""));
  g_assert_true (matches ("size", "the size"));
}

static void
test_origin (void)
{
  MailslotRecord record = fixture_record (0, NULL, 0);

  record.transport = MAILSLOT_TRANSPORT_NETBIOS;
  g_assert_true (matches_record ("transport:netbios", &record));
  g_assert_false (matches_record ("transport:LOCAL", &record));
  g_assert_false (matches_record ("is:repeated", &record));
  g_assert_true (matches_record ("-is:repeated", &record));
  record.flags = MAILSLOT_RECORD_REPEATED;
  g_assert_true (matches_record ("is:repeated", &record));
}

/* The ranges as "start-end" in a row. */
static char *
show_ranges (GArray *ranges)
{
  GString *shown = g_string_new (NULL);

  for (guint i = 0; i < ranges->len; i++)
    {
      SwFilterRange range = g_array_index (ranges, SwFilterRange, i);

      g_string_append_printf (shown, "%u-%u ", (guint) range.start, (guint) range.end);
    }
  g_array_unref (ranges);
  return g_string_free (shown, FALSE);
}

static void
assert_found (const char *query, const char *text, const char *expected)
{
  g_autoptr (SwFilter) filter = parse (query);
  g_autofree char *shown = show_ranges (sw_filter_find (filter, text, strlen (text)));

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_find (void)
{
  assert_found ("ab", "abxAB ab", "0-2 3-5 6-8 ");
  assert_found ("ab bx", "abxab", "0-3 3-5 ");
  assert_found ("aa", "aaaaa", "0-2 2-4 ");
  assert_found ("/\\d+/ x", "x12 345", "0-1 1-3 4-7 ");
  assert_found ("/z*/", "azzé", "1-3 ");
  assert_found ("/^b/", "a\nb\r\nb", "2-3 5-6 ");
  assert_found ("é", "É é", "0-2 3-5 ");
  assert_found ("-ab slot:ab size>1 hex:6162", "ab", "");
  assert_found ("", "ab", "");
  assert_found ("ab", "", "");
}

static void
test_find_bytes (void)
{
  g_autoptr (SwFilter) filter = parse ("ab hex:ff00 -hex:61 /a/");
  static const guint8 data[] = "ab a\0B\0 \xFF\0";
  g_autofree char *shown =
      show_ranges (sw_filter_find_bytes (filter, data, sizeof data - 1));

  g_assert_cmpstr (shown, ==, "0-2 3-7 8-10 ");
}

static void
test_join (void)
{
  g_autoptr (SwFilter) a = parse ("error -tape");
  g_autoptr (SwFilter) b = parse ("/disk \\d/i");
  g_autoptr (SwFilter) both = sw_filter_join (a, b);
  g_autoptr (SwFilter) same = parse ("error  -tape /disk \\d/i");

  g_assert_cmpstr (sw_filter_to_string (both), ==, "error -tape /disk \\d/i");
  g_assert_true (sw_filter_equal (both, same));
  g_assert_false (sw_filter_equal (both, a));
}

static void
test_new (void)
{
  const SwFilterTerm terms[] = {
    { .field = SW_FILTER_SLOT, .kind = SW_FILTER_EXACT, .text = "a b" },
    { .field = SW_FILTER_SENDER, .is_excluded = TRUE, .text = "-x:\"y\"" },
    { .field = SW_FILTER_SIZE, .comparison = SW_FILTER_LESS, .size = 9 },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SwFilter) filter = sw_filter_new (terms, G_N_ELEMENTS (terms), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sw_filter_to_string (filter),
                   ==,
                   "slot:'a b' -sender:\"-x:\"\"y\"\"\" size<9");
  g_assert_cmpuint (sw_filter_get_n_terms (filter), ==, 3);
  g_assert_cmpstr (sw_filter_get_term (filter, 1)->text, ==, "-x:\"y\"");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter/empty", test_empty);
  g_test_add_func ("/filter/text", test_text);
  g_test_add_func ("/filter/terms", test_terms);
  g_test_add_func ("/filter/places", test_places);
  g_test_add_func ("/filter/candidates", test_candidates);
  g_test_add_func ("/filter/encodings", test_encodings);
  g_test_add_func ("/filter/binary", test_binary);
  g_test_add_func ("/filter/caseless", test_caseless);
  g_test_add_func ("/filter/slot", test_slot);
  g_test_add_func ("/filter/sender", test_sender);
  g_test_add_func ("/filter/size", test_size);
  g_test_add_func ("/filter/origin", test_origin);
  g_test_add_func ("/filter/find", test_find);
  g_test_add_func ("/filter/find-bytes", test_find_bytes);
  g_test_add_func ("/filter/join", test_join);
  g_test_add_func ("/filter/new", test_new);
  return g_test_run ();
}
