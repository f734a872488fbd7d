/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-saved-reader.h"

#include <string.h>

#include "session-fixture.h"
#include "session/sw-journal-writer.h"
#include "session/sw-json-line-parse.h"
#include "session/sw-json-lines.h"

#include <glib/gstdio.h>

#define N_MESSAGES 200
#define N_MUTATIONS 400

static const char good[] =
    "{\"serial\":7,\"time\":\"2023-11-14T22:13:20.123456Z\","
    "\"slot\":\"\\\\\\\\.\\\\mailslot\\\\a\",\"transport\":\"local\","
    "\"sender\":{\"pid\":1,\"uid\":0,\"process\":\"x\"},\"size\":1,"
    "\"text\":\"a\",\"hex\":\"61\"}";

static GFile *
new_file (const char *name)
{
  return g_file_new_build_filename (fixture_get_folder (), name, NULL);
}

/* Without waiting for the disk, for which hundreds of files would wait in turn. */
static void
write_file (GFile *file, const char *data, gsize size)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;

  g_remove (path); /* or the end of a longer one would stay */
  g_file_set_contents_full (path,
                            data,
                            (gssize) size,
                            G_FILE_SET_CONTENTS_NONE,
                            0600,
                            &error);
  g_assert_no_error (error);
}

static char *
read_file (GFile *file, gsize *size)
{
  g_autoptr (GError) error = NULL;
  char *data = NULL;

  g_file_load_contents (file, NULL, &data, size, NULL, &error);
  g_assert_no_error (error);
  return data;
}

static SwSavedReader *
open_reader (GFile *file)
{
  g_autoptr (GError) error = NULL;
  SwSavedReader *reader = sw_saved_reader_open (file, &error);

  g_assert_no_error (error);
  return reader;
}

static MailslotMessage *
parse (const char *line)
{
  g_autoptr (GError) error = NULL;
  MailslotMessage *message = sw_json_line_parse (line, strlen (line), &error);

  g_assert_no_error (error);
  return message;
}

/* ---- A line ---- */

/* Everything that a line says comes out of it again. */
static void
assert_same_line (const MailslotRecord *record)
{
  g_autofree char *line = sw_json_line_new (record, 12345678901234567890ull);
  g_autoptr (MailslotMessage) message = parse (line);
  g_autofree char *again = sw_json_line_new (mailslot_message_get_record (message),
                                             mailslot_message_get_serial (message));

  g_assert_cmpstr (again, ==, line);
  g_assert_cmpint (
      mailslot_address_get_scope (mailslot_message_get_record (message)->slot),
      ==,
      mailslot_address_get_scope (record->slot));
}

static void
test_round_trip (void)
{
  g_autofree guint8 *bytes = g_malloc (65536);
  g_autoptr (MailslotAddress) local = mailslot_address_new_local ("a\\b\"c", NULL);
  g_autoptr (MailslotAddress) host =
      mailslot_address_new_destination (MAILSLOT_SCOPE_HOST, "北京", 0x1c, "x");
  g_autoptr (MailslotAddress) own =
      mailslot_address_new_destination (MAILSLOT_SCOPE_OWN_DOMAIN, "*", 0, "x");
  g_autoptr (MailslotSender) process =
      mailslot_sender_new_process (4294967295,
                                   4294967294,
                                   "\t\"\\\xe2\x80\xa8\xf0\x9f\x98\x80");
  g_autoptr (MailslotSender) remote =
      mailslot_sender_new_remote ("A", "192.0.2.7", 65535);
  g_autoptr (MailslotAddress) domain =
      mailslot_address_new_destination (MAILSLOT_SCOPE_DOMAIN, "北京", 0x1c, "x");
  MailslotAddress *slots[] = { local, host, own, domain };
  MailslotSender *senders[] = { process, remote, mailslot_sender_get_unknown () };
  const gsize sizes[] = { 0, 1, 256, 65536 };

  for (guint i = 0; i < 65536; i++)
    bytes[i] = (guint8) i;
  for (guint i = 0; i < 3 * 4 * 3 * 4 * 2; i++)
    {
      MailslotRecord record = {
        .arrival_time_us = (gint64) i * 123456789012345 - 62135596800000000,
        .transport = (MailslotTransport) (i % 3),
        .flags = i % 2 != 0 ? MAILSLOT_RECORD_REPEATED : (MailslotRecordFlags) 0,
        .slot = slots[i / 3 % 4],
        .sender = senders[i / 12 % 3],
        .payload = bytes,
        .size = sizes[i / 72],
      };

      assert_same_line (&record);
    }
}

static void
test_other_spelling (void)
{
  g_autoptr (MailslotMessage) message =
      parse (" {\t\"new\" : [ {\"a\":[1,-2.5e+3,\"]\"]}, null ], \"hex\":\"Ff00\" , "
             "\"transport\":\"netb\\u0069os\",\"sender\":{\"address\":\"192.0.2.1\","
             "\"name\":\"\\ud83d\\ude00\\/"
             "\",\"more\":{}},\"slot\":\"\\\\\\\\*\\\\mailslot\\\\x\","
             "\"time\":\"1969-12-31T23:59:59.999999Z\",\"text\":\"\\\"}\"} ");
  const MailslotRecord *record = mailslot_message_get_record (message);

  g_assert_cmpmem (record->payload, record->size, "\xff", 2);
  g_assert_cmpint (record->arrival_time_us, ==, -1);
  g_assert_cmpint (record->transport, ==, MAILSLOT_TRANSPORT_NETBIOS);
  g_assert_cmpstr (mailslot_sender_get_name (record->sender), ==, "😀/");
  g_assert_cmpint (mailslot_address_get_scope (record->slot),
                   ==,
                   MAILSLOT_SCOPE_OWN_DOMAIN);
  g_assert_cmpuint (mailslot_message_get_serial (message), ==, 0);
}

static char *
replace (const char *what, const char *by)
{
  g_auto (GStrv) parts = g_strsplit (good, what, 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (by, parts);
}

static void
assert_wrong (const char *line, gsize length, const char *named)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sw_json_line_parse (line, length, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  if (named != NULL && strstr (error->message, named) == NULL)
    g_error ("“%s” does not name %s", error->message, named);
}

static void
test_wrong_values (void)
{
  static const struct
  {
    const char *what;
    const char *by;
    const char *named;
  } table[] = {
    { "\"hex\":\"61\"", "\"hex\":\"6\"", "hex" },
    { "\"hex\":\"61\"", "\"hex\":\"6g\"", "hex" },
    { "\"hex\":\"61\"", "\"hex\":\"6162\"", "size" },
    { "\"hex\":\"61\"", "\"hex\":null", "hex" },
    { ",\"hex\":\"61\"", "", "hex" },
    { "2023-11", "2023-13", "time" },
    { "11-14", "02-29", "time" },
    { "2023-11", "0000-11", "time" },
    { "22:13:20", "24:00:00", "time" },
    { "Z\"", "Z \"", "time" },
    { "Z\"", "\"", "time" },
    { "\"time\"", "\"tim\"", "time" },
    { "\\\\mailslot\\\\a", "\\\\mailslot\\\\", "slot" },
    { "\\\\mailslot\\\\a", "\\\\pipe\\\\a", "slot" },
    { "\\\\mailslot\\\\a", "\\\\mailslot\\\\a\\u0000", "slot" },
    { "\\\\mailslot\\\\a", "\\\\mailslot\\\\a\\ud800", "slot" },
    { "\\\\mailslot\\\\a", "\\\\mailslot\\\\a\\x", "slot" },
    { "\"local\"", "\"pigeon\"", "transport" },
    { "\"local\"", "\"local\",\"scope\":\"galaxy\"", "scope" },
    { "\"local\"", "\"local\",\"scope\":1", "scope" },
    { "\"local\"", "\"local\",\"scope\":\"domain\"", "slot" },
    { "\"pid\":1", "\"pid\":-1", "sender" },
    { "\"pid\":1", "\"pid\":18446744073709551615", "sender" },
    { "\"pid\":1", "\"pid\":99999999999999999999999", "sender" },
    { "\"pid\":1", "\"port\":65536", "sender" },
    { "\"pid\":1", "\"address\":\"somewhere\"", "sender" },
    { "\"pid\":1", "\"pid\":1.5", "sender" },
    { "{\"pid\":1,\"uid\":0,\"process\":\"x\"}", "[]", "sender" },
    { "\"serial\":7", "\"serial\":\"7\"", "serial" },
    { "\"serial\":7", "\"repeated\":1", "repeated" },
    { "\"size\":1", "\"size\":2", "size" },
    { "\"text\":\"a\"", "\"text\":", "text" },
    { "\"text\":\"a\"", "\"text\":]", "text" },
    { "\"text\":\"a\"", "text:1", "JSON" },
    { "{\"serial\"", "[{\"serial\"", "JSON" },
    { "\"hex\":\"61\"}", "\"hex\":\"61\"}}", "JSON" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *line = replace (table[i].what, table[i].by);

      g_test_message ("%s", line);
      assert_wrong (line, strlen (line), table[i].named);
    }
}

static void
test_cut_lines (void)
{
  for (gsize length = 0; length < strlen (good); length++)
    {
      /* Exactly so much memory, so that valgrind and ASan see a byte too far. */
      g_autofree char *line = g_memdup2 (good, length);

      assert_wrong (line, length, NULL);
    }
}

static void
test_nested_lines (void)
{
  const gsize depth = 5000000;
  g_autofree char *line = g_strnfill (depth, '[');
  g_autofree char *whole = NULL;

  assert_wrong (line, depth, NULL);
  whole = g_strconcat ("{\"x\":", line, NULL);
  assert_wrong (whole, strlen (whole), NULL);
}

/* Nothing that a terminal or a list would obey. */
static void
test_makes_texts_fit (void)
{
  g_autofree char *line =
      replace ("\\\\.\\\\mailslot\\\\a", "\\\\H\\u001b\\\\mailslot\\\\a\\u000ab");
  g_autoptr (MailslotMessage) message = parse (line);

  g_assert_cmpstr (
      mailslot_address_to_string (mailslot_message_get_record (message)->slot),
      ==,
      "\\\\H\xef\xbf\xbd\\mailslot\\a\xef\xbf\xbd"
      "b");
}

/* ---- Files ---- */

static void
make_journal (GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SwJournalWriter) writer = sw_journal_writer_open (file, &error);
  guint8 buffer[300];

  g_assert_no_error (error);
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      MailslotRecord record = fixture_record (i, buffer, i);

      g_assert_true (sw_journal_writer_append (writer, &record, &error));
    }
  g_assert_true (sw_journal_writer_commit (writer, &error));
}

static void
make_lines (GFile *file)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  guint8 buffer[300];

  for (guint i = 0; i < N_MESSAGES; i++)
    {
      MailslotRecord record = fixture_record (i, buffer, i);

      sw_json_line_append (lines, &record, i + 1);
      g_string_append (lines, i % 2 != 0 ? "\n" : "\r\n\n");
    }
  write_file (file, lines->str, lines->len);
}

static void
assert_reads (GFile *file)
{
  g_autoptr (SwSavedReader) reader = open_reader (file);
  g_autoptr (GError) error = NULL;
  double progress = 0;
  MailslotRecord record;
  guint64 n_read = 0;
  guint64 serial;

  while (sw_saved_reader_next (reader, &record, &serial, &error))
    {
      g_assert_cmpuint (record.size, ==, n_read);
      g_assert_cmpuint (serial, ==, ++n_read);
      g_assert_cmpfloat (sw_saved_reader_get_progress (reader), >=, progress);
      progress = sw_saved_reader_get_progress (reader);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_read, ==, N_MESSAGES);
  g_assert_cmpfloat (sw_saved_reader_get_progress (reader), ==, 1);
  g_assert_cmpuint (sw_saved_reader_get_n_broken (reader), ==, 0);
}

static void
test_reads_both (void)
{
  g_autoptr (GFile) journal = new_file ("both.journal");
  g_autoptr (GFile) lines = new_file ("both.jsonl");

  make_journal (journal);
  assert_reads (journal);
  make_lines (lines);
  assert_reads (lines);
}

static void
test_long_lines (void)
{
  g_autoptr (GFile) file = new_file ("long.jsonl");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *spaces = g_strnfill (3 << 20, ' ');
  g_autoptr (SwSavedReader) reader = NULL;
  MailslotRecord record;
  guint64 serial;

  for (guint i = 0; i < 3; i++)
    g_string_append_printf (text, "%s%s%s\n", spaces, good, spaces);
  g_string_append (text, good); /* without a line break */
  write_file (file, text->str, text->len);
  reader = open_reader (file);
  for (guint i = 0; i < 4; i++)
    g_assert_true (sw_saved_reader_next (reader, &record, &serial, NULL));
  g_assert_false (sw_saved_reader_next (reader, &record, &serial, NULL));
}

static void
test_tells_of_broken_lines (void)
{
  g_autoptr (GFile) file = new_file ("broken.jsonl");
  g_autofree char *text = g_strconcat (good, "\n\nx\n", good, "\n{}\n", NULL);
  g_autoptr (SwSavedReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *complaints;
  MailslotRecord record;
  guint64 serial;

  write_file (file, text, strlen (text));
  reader = open_reader (file);
  g_assert_true (sw_saved_reader_next (reader, &record, &serial, &error));
  g_assert_true (sw_saved_reader_next (reader, &record, &serial, &error));
  g_assert_false (sw_saved_reader_next (reader, &record, &serial, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sw_saved_reader_get_n_broken (reader), ==, 2);
  complaints = sw_saved_reader_get_complaints (reader);
  g_assert_cmpuint (complaints->len, ==, 2);
  g_assert_true (g_str_has_prefix (complaints->pdata[0], "Line 3: "));
  g_assert_true (g_str_has_prefix (complaints->pdata[1], "Line 5: "));
}

/* ---- Files that somebody made to break us ---- */

/* Reads to the end, whatever that is; there must be either messages or an error. */
static void
read_anything (GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SwSavedReader) reader = sw_saved_reader_open (file, &error);
  MailslotRecord record;
  guint64 serial;

  if (reader == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  while (sw_saved_reader_next (reader, &record, &serial, &error))
    {
      G_GNUC_UNUSED g_autoptr (MailslotMessage) message =
          mailslot_message_new (&record, serial);
      g_autofree char *line = sw_json_line_new (&record, serial);

      g_assert_true (g_utf8_validate (line, -1, NULL));
    }
}

static void
mutate (char *data, gsize *size)
{
  guint n_changes = (guint) g_test_rand_int_range (1, 20);

  for (guint i = 0; i<n_changes && * size> 0; i++)
    {
      gsize place = (gsize) g_test_rand_int_range (0, (gint32) *size);
      gsize other = (gsize) g_test_rand_int_range (0, (gint32) *size);

      switch (g_test_rand_int_range (0, 5))
        {
        case 0:
          data[place] = (char) g_test_rand_int_range (0, 256);
          break;
        case 1:
          data[place] ^= (char) (1 << g_test_rand_int_range (0, 8));
          break;
        case 2:
          data[place] = "\"{}[]:,\\0\xff"[g_test_rand_int_range (0, 10)];
          break;
        case 3:
          memmove (data + place, data + other, MIN (*size - MAX (place, other), 64));
          break;
        default:
          *size -= MIN (*size - place, 10);
        }
    }
}

static void
test_mutations (gconstpointer make)
{
  g_autoptr (GFile) file = new_file ("whole");
  g_autoptr (GFile) mutated = new_file ("mutated");
  g_autofree char *data = NULL;
  gsize size;

  ((void (*) (GFile *)) make) (file);
  data = read_file (file, &size);
  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      g_autofree char *copy = g_memdup2 (data, size);
      gsize new_size = size;

      mutate (copy, &new_size);
      write_file (mutated, copy, new_size);
      read_anything (mutated);
    }
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_assert_true (g_file_delete (mutated, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/saved-reader/line/round-trip", test_round_trip);
  g_test_add_func ("/saved-reader/line/other-spelling", test_other_spelling);
  g_test_add_func ("/saved-reader/line/wrong-values", test_wrong_values);
  g_test_add_func ("/saved-reader/line/cut", test_cut_lines);
  g_test_add_func ("/saved-reader/line/nested", test_nested_lines);
  g_test_add_func ("/saved-reader/line/makes-texts-fit", test_makes_texts_fit);
  g_test_add_func ("/saved-reader/file/both-kinds", test_reads_both);
  g_test_add_func ("/saved-reader/file/long-lines", test_long_lines);
  g_test_add_func ("/saved-reader/file/tells-of-broken-lines",
                   test_tells_of_broken_lines);
  g_test_add_data_func ("/saved-reader/mutations/journal", make_journal, test_mutations);
  g_test_add_data_func ("/saved-reader/mutations/json-lines", make_lines, test_mutations);

  return fixture_run ();
}
