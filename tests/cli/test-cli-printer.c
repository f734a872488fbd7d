/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-printer.h"

/* 2026-11-23 14:03:07.000042 UTC */
#define TIME_US (G_GINT64_CONSTANT (1795442587) * G_USEC_PER_SEC + 42)

typedef struct
{
  MailslotAddress *slot;
  MailslotSender *sender;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->slot = mailslot_address_parse ("a\\b", &error);
  g_assert_no_error (error);
  self->sender = mailslot_sender_new_process (4711, 1000, "\033[31mname");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->slot, mailslot_address_unref);
  g_clear_pointer (&self->sender, mailslot_sender_unref);
}

static MailslotRecord
record_of (Fixture *self, const char *payload, gsize size)
{
  return (MailslotRecord){
    .arrival_time_us = TIME_US,
    .transport = MAILSLOT_TRANSPORT_LOCAL,
    .slot = self->slot,
    .sender = self->sender,
    .payload = (const guint8 *) payload,
    .size = size,
  };
}

/* What one message looks like. */
static char *
print (Fixture *self, CliPrinterOptions options, const char *payload, gsize size)
{
  g_autoptr (CliPrinter) printer = cli_printer_new (&options);
  MailslotRecord record = record_of (self, payload, size);
  GString *out = g_string_new (NULL);

  cli_printer_append (printer, out, &record, 7);
  return g_string_free (out, FALSE);
}

#define assert_prints(self, options, payload, expected)                                  \
  G_STMT_START                                                                           \
  {                                                                                      \
    g_autofree char *printed = print (self, options, payload, sizeof (payload) - 1);     \
    g_assert_cmpstr (printed, ==, expected);                                             \
  }                                                                                      \
  G_STMT_END

#define HEAD "2026-11-23 14:03:07.000042  "
#define SENDER "�[31mname (4711)  "

static void
test_text (Fixture *self, gconstpointer data)
{
  CliPrinterOptions options = { CLI_FORMAT_TEXT, NULL, FALSE };

  assert_prints (self, options, "Bingo", HEAD SENDER "5 bytes  Bingo\n");
  assert_prints (self, options, "a\nb\033[0m", HEAD SENDER "7 bytes  a␊b␛[0m\n");
  assert_prints (self, options, "C\0", HEAD SENDER "2 bytes  C␀\n");
  assert_prints (self, options, "x", HEAD SENDER "1 byte  x\n");
  assert_prints (self, options, "\377\001\376", HEAD SENDER "3 bytes  ff 01 fe\n");
  assert_prints (self, options, "", HEAD SENDER "0 bytes\n");

  options.shows_slot = TRUE;
  assert_prints (self,
                 options,
                 "Bingo",
                 HEAD "\\\\.\\mailslot\\a\\b  " SENDER "5 bytes  Bingo\n");
}

static void
test_text_of_encoding (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CliPrinterOptions options = { CLI_FORMAT_TEXT,
                                sw_encoding_find ("gbk", &error),
                                FALSE };

  g_assert_no_error (error);
  assert_prints (self, options, "\304\343\272\303", HEAD SENDER "4 bytes  你好\n");
}

static void
test_unknown_sender (Fixture *self, gconstpointer data)
{
  CliPrinterOptions options = { CLI_FORMAT_TEXT, NULL, FALSE };

  mailslot_sender_unref (self->sender);
  self->sender = mailslot_sender_ref (mailslot_sender_get_unknown ());
  assert_prints (self, options, "Bingo", HEAD "unknown sender  5 bytes  Bingo\n");
}

static void
test_network (Fixture *self, gconstpointer data)
{
  CliPrinterOptions options = { CLI_FORMAT_TEXT, NULL, TRUE };
  g_autoptr (CliPrinter) printer = cli_printer_new (&options);
  g_autoptr (MailslotAddress) slot =
      mailslot_address_new_destination (MAILSLOT_SCOPE_DOMAIN, "OFF\033ICE", 0, "x");
  g_autoptr (MailslotSender) sender =
      mailslot_sender_new_remote ("WORK\033STATION", "192.0.2.7", 138);
  g_autoptr (GString) out = g_string_new (NULL);
  MailslotRecord record = record_of (self, "x", 1);

  record.slot = slot;
  record.sender = sender;
  record.transport = MAILSLOT_TRANSPORT_NETBIOS;
  cli_printer_append (printer, out, &record, 1);
  record.flags = MAILSLOT_RECORD_REPEATED;
  cli_printer_append (printer, out, &record, 2);
  g_assert_cmpstr (out->str,
                   ==,
                   HEAD "\\\\OFF␛ICE\\mailslot\\x  "
                        "WORK�STATION (192.0.2.7)  1 byte  x\n" HEAD
                        "\\\\OFF␛ICE\\mailslot\\x  "
                        "WORK�STATION (192.0.2.7)  1 byte (repeated)  x\n");
}

static void
test_hex (Fixture *self, gconstpointer data)
{
  CliPrinterOptions options = { CLI_FORMAT_HEX, NULL, FALSE };
  g_autofree char *printed = print (self, options, "0123456789abcdefg", 17);
  g_auto (GStrv) lines = g_strsplit (printed, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_cmpstr (lines[0], ==, HEAD SENDER "17 bytes");
  g_assert_true (g_str_has_prefix (lines[1], "00000000  30 31 32 33"));
  g_assert_true (g_str_has_prefix (lines[2], "00000010  67"));
  g_assert_cmpstr (lines[3], ==, "");
  g_assert_cmpstr (lines[4], ==, "");
}

static void
test_json (Fixture *self, gconstpointer data)
{
  CliPrinterOptions options = { CLI_FORMAT_JSON, NULL, TRUE };
  g_autofree char *printed = print (self, options, "Bin\ngo", 6);

  g_assert_true (g_str_has_prefix (printed, "{\"serial\":7,"));
  g_assert_true (g_str_has_suffix (printed, "}\n"));
  g_assert_true (strchr (printed, '\n') == printed + strlen (printed) - 1);
}

static void
test_raw (Fixture *self, gconstpointer data)
{
  CliPrinterOptions options = { CLI_FORMAT_RAW, NULL, TRUE };
  g_autoptr (CliPrinter) printer = cli_printer_new (&options);
  g_autoptr (GString) out = g_string_new (NULL);
  const char bytes[] = "\0\r\n\xff\x1a";
  MailslotRecord record = record_of (self, bytes, sizeof bytes);
  MailslotRecord empty = record_of (self, NULL, 0);

  cli_printer_append (printer, out, &record, 1);
  cli_printer_append (printer, out, &empty, 2);
  g_assert_cmpmem (out->str, out->len, bytes, sizeof bytes);
}

/* What the printer remembers of the last message must not show on the next. */
static void
test_one_after_the_other (Fixture *self, gconstpointer data)
{
  CliPrinterOptions options = { CLI_FORMAT_TEXT, NULL, FALSE };
  g_autoptr (CliPrinter) printer = cli_printer_new (&options);
  g_autoptr (MailslotSender) other = mailslot_sender_new_process (1, 0, "other");
  g_autoptr (GString) out = g_string_new (NULL);
  MailslotRecord record = record_of (self, "x", 1);

  cli_printer_append (printer, out, &record, 1);
  record.arrival_time_us += G_USEC_PER_SEC;
  record.sender = other;
  cli_printer_append (printer, out, &record, 2);
  record.arrival_time_us -= 1;
  record.sender = self->sender;
  cli_printer_append (printer, out, &record, 3);

  g_assert_cmpstr (out->str,
                   ==,
                   "2026-11-23 14:03:07.000042  " SENDER "1 byte  x\n"
                   "2026-11-23 14:03:08.000042  other (1)  1 byte  x\n"
                   "2026-11-23 14:03:08.000041  " SENDER "1 byte  x\n");
}

#define LAST_TIME_US (G_GINT64_CONSTANT (253402300800) * G_USEC_PER_SEC - 1)

/* A file may claim any time of the years 1 to 9999. */
static void
test_any_time (Fixture *self, gconstpointer data)
{
  CliPrinterOptions options = { CLI_FORMAT_TEXT, NULL, FALSE };
  g_autoptr (CliPrinter) printer = cli_printer_new (&options);
  g_autoptr (GString) out = g_string_new (NULL);
  MailslotRecord record = record_of (self, "x", 1);

  record.arrival_time_us = -1;
  cli_printer_append (printer, out, &record, 1);
  record.arrival_time_us = LAST_TIME_US;
  cli_printer_append (printer, out, &record, 2);
  g_assert_cmpstr (out->str,
                   ==,
                   "1969-12-31 23:59:59.999999  " SENDER "1 byte  x\n"
                   "9999-12-31 23:59:59.999999  " SENDER "1 byte  x\n");
}

static void
test_beyond_all_dates (Fixture *self, gconstpointer data)
{
  CliPrinterOptions options = { CLI_FORMAT_TEXT, NULL, FALSE };
  g_autoptr (CliPrinter) printer = cli_printer_new (&options);
  g_autoptr (GString) out = g_string_new (NULL);
  MailslotRecord record = record_of (self, "x", 1);

  g_setenv ("TZ", "+08:00", TRUE);
  record.arrival_time_us = LAST_TIME_US;
  cli_printer_append (printer, out, &record, 1);
  g_setenv ("TZ", "UTC", TRUE);
  g_assert_cmpstr (out->str, ==, "9999-12-31 23:59:59.999999  " SENDER "1 byte  x\n");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                              \
  g_test_add ("/cli-printer/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("text", test_text);
  ADD ("any-time", test_any_time);
  ADD ("beyond-all-dates", test_beyond_all_dates);
  ADD ("text-of-encoding", test_text_of_encoding);
  ADD ("unknown-sender", test_unknown_sender);
  ADD ("network", test_network);
  ADD ("hex", test_hex);
  ADD ("json", test_json);
  ADD ("raw", test_raw);
  ADD ("one-after-the-other", test_one_after_the_other);
#undef ADD

  return g_test_run ();
}
