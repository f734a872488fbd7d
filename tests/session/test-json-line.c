/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-json-lines.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "payload/sw-hex.h"
#include "session-fixture.h"

static MailslotRecord
make_record (const void *payload, gsize size)
{
  static MailslotAddress *slot;

  if (slot == NULL)
    slot = mailslot_address_new_local ("Mymailslot", NULL);
  return (MailslotRecord){ .arrival_time_us = G_GINT64_CONSTANT (1795438805000042),
                           .transport = MAILSLOT_TRANSPORT_LOCAL,
                           .slot = slot,
                           .sender = mailslot_sender_get_unknown (),
                           .payload = payload,
                           .size = size };
}

static JsonObject *
parse (const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (line, &error);

  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (line, -1, NULL));
  g_assert_null (strpbrk (line, "\r\n"));
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  return json_node_dup_object (node);
}

static void
test_exact (void)
{
  MailslotRecord record = make_record ("Bingo is handsome", 18);
  g_autoptr (MailslotSender) sender = mailslot_sender_new_process (4711, 1000, "python3");
  g_autofree char *line = NULL;

  record.sender = sender;
  line = sw_json_line_new (&record, 7);
  g_assert_cmpstr (line,
                   ==,
                   "{\"serial\":7,\"time\":\"2026-11-23T13:00:05.000042Z\","
                   "\"slot\":\"\\\\\\\\.\\\\mailslot\\\\Mymailslot\","
                   "\"transport\":\"local\","
                   "\"sender\":{\"pid\":4711,\"uid\":1000,\"process\":\"python3\"},"
                   "\"size\":18,\"text\":\"Bingo is handsome\","
                   "\"hex\":\"42696e676f2069732068616e64736f6d6500\"}");
}

static void
test_sender_remote (void)
{
  MailslotRecord record = make_record ("", 0);
  g_autoptr (MailslotSender) sender =
      mailslot_sender_new_remote ("WORK\"STATION", "192.0.2.7", 138);
  g_autofree char *line = NULL;

  record.sender = sender;
  record.transport = MAILSLOT_TRANSPORT_NETBIOS;
  line = sw_json_line_new (&record, G_MAXUINT64);
  g_assert_nonnull (
      strstr (line,
              "\"transport\":\"netbios\",\"sender\":{\"name\":\"WORK\\\"STATION\","
              "\"address\":\"192.0.2.7\",\"port\":138}"));
  g_assert_true (g_str_has_prefix (line, "{\"serial\":18446744073709551615,"));
}

/* Where it was sent to, whichever computer or service that is, and whether it came again.
 */
static void
test_network (void)
{
  MailslotRecord record = make_record ("x", 1);
  g_autoptr (MailslotAddress) slot =
      mailslot_address_new_destination (MAILSLOT_SCOPE_DOMAIN,
                                        "WORKGROUP",
                                        0x1D,
                                        "BROWSE");
  g_autoptr (MailslotSender) sender = mailslot_sender_new_remote ("A", "192.0.2.7", 138);
  g_autofree char *once = NULL;
  g_autofree char *again = NULL;

  record.slot = slot;
  record.sender = sender;
  record.transport = MAILSLOT_TRANSPORT_NETBIOS;
  once = sw_json_line_new (&record, 1);
  g_assert_nonnull (strstr (once,
                            "\"slot\":\"\\\\\\\\WORKGROUP<1D>\\\\mailslot\\\\BROWSE\","
                            "\"scope\":\"domain\",\"transport\":"));
  g_assert_null (strstr (once, "repeated"));

  record.flags = MAILSLOT_RECORD_REPEATED;
  again = sw_json_line_new (&record, 1);
  g_assert_nonnull (strstr (again, "\"port\":138},\"repeated\":true,\"size\":1,"));
}

/* What is not known has no key: root's user id is 0 and is known. */
static void
test_sender_keys (void)
{
  static const struct
  {
    gint64 pid;
    gint64 uid;
    const char *process;
    const char *json;
  } cases[] = {
    { 0, MAILSLOT_UID_UNKNOWN, NULL, "\"sender\":{}," },
    { 1, MAILSLOT_UID_UNKNOWN, NULL, "\"sender\":{\"pid\":1}," },
    { 0, 0, NULL, "\"sender\":{\"uid\":0}," },
    { 0, MAILSLOT_UID_UNKNOWN, "a\tb", "\"sender\":{\"process\":\"a\\tb\"}," },
    { 1, 0, "init", "\"sender\":{\"pid\":1,\"uid\":0,\"process\":\"init\"}," },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MailslotRecord record = make_record ("", 0);
      g_autoptr (MailslotSender) sender =
          mailslot_sender_new_process (cases[i].pid, cases[i].uid, cases[i].process);
      g_autofree char *line = NULL;

      record.sender = sender;
      line = sw_json_line_new (&record, 1);
      g_assert_nonnull (strstr (line, cases[i].json));
    }
}

static void
test_time (void)
{
  static const struct
  {
    gint64 time_us;
    const char *json;
  } cases[] = {
    { 0, "\"1970-01-01T00:00:00.000000Z\"" },
    { -1, "\"1969-12-31T23:59:59.999999Z\"" },
    { 999999, "\"1970-01-01T00:00:00.999999Z\"" },
    { G_GINT64_CONSTANT (951782399999999), "\"2000-02-28T23:59:59.999999Z\"" },
    { G_GINT64_CONSTANT (951782400000000), "\"2000-02-29T00:00:00.000000Z\"" },
    { G_GINT64_CONSTANT (4107542400000001), "\"2100-03-01T00:00:00.000001Z\"" },
    { G_GINT64_CONSTANT (253402300799999999), "\"9999-12-31T23:59:59.999999Z\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MailslotRecord record = make_record ("", 0);
      g_autofree char *line = NULL;

      record.arrival_time_us = cases[i].time_us;
      line = sw_json_line_new (&record, 1);
      g_assert_nonnull (strstr (line, cases[i].json));
    }
}

/* The same moment as GLib understands it, for times that nobody chose. */
static void
test_time_random (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      gint64 second = (gint64) g_test_rand_double_range (0, 4e9);
      int us = g_test_rand_int_range (0, 1000000);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (second);
      g_autofree char *date = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
      g_autofree char *expected = g_strdup_printf ("\"time\":\"%s.%06dZ\"", date, us);
      MailslotRecord record = make_record ("", 0);
      g_autofree char *line = NULL;

      record.arrival_time_us = second * G_USEC_PER_SEC + us;
      line = sw_json_line_new (&record, 1);
      g_assert_nonnull (strstr (line, expected));
    }
}

static void
test_text (void)
{
  static const struct
  {
    const char *payload;
    gsize size;
    const char *text;
  } cases[] = {
    { "", 0, "" },
    { "\0", 1, "" },
    { "\0\0", 2, NULL },
    { "你好", 6, "你好" },
    { "你好\0", 7, "你好" },
    { "a\0\0\0", 4, "a" },
    { "a\0b", 3, NULL },
    { "\377\376\375", 3, NULL },
    { "H\0i\0", 4, "Hi" },
    { "H\0i\0\0\0", 6, "Hi" },
    { "\377\376\x60\x4f\x7d\x59", 6, "你好" },
    { "\"\\/\b\f\n\r\t\177\001\033", 11, "\"\\/\b\f\n\r\t\177\001\033" },
    { "a\302\205\342\200\250\342\200\251b", 10, "a\302\205\342\200\250\342\200\251b" },
    { "😀\357\277\277", 7, "😀\357\277\277" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MailslotRecord record = make_record (cases[i].payload, cases[i].size);
      g_autofree char *line = sw_json_line_new (&record, 1);
      g_autofree char *hex =
          sw_hex_format ((const guint8 *) cases[i].payload, cases[i].size, "");
      g_autoptr (JsonObject) object = parse (line);

      g_test_message ("%s", line);
      g_assert_cmpint (json_object_get_int_member (object, "size"), ==, cases[i].size);
      g_assert_cmpstr (json_object_get_string_member (object, "hex"), ==, hex);
      g_assert_true (json_object_has_member (object, "text"));
      if (cases[i].text == NULL)
        g_assert_true (json_object_get_null_member (object, "text"));
      else
        g_assert_cmpstr (json_object_get_string_member (object, "text"),
                         ==,
                         cases[i].text);
    }
}

/* The line stays one line for programs that take U+0085 and U+2028 for the end of one. */
static void
test_line_separators (void)
{
  MailslotRecord record = make_record ("\302\205\342\200\250\342\200\251", 8);
  g_autofree char *line = sw_json_line_new (&record, 1);

  g_assert_nonnull (strstr (line, "\"text\":\"\\u0085\\u2028\\u2029\""));
}

static void
test_random_payload (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      guint8 payload[64];
      gsize size = (gsize) g_test_rand_int_range (0, sizeof payload + 1);
      MailslotRecord record = make_record (payload, size);
      g_autofree char *line = NULL;
      g_autofree char *hex = NULL;
      g_autoptr (JsonObject) object = NULL;

      for (gsize j = 0; j < size; j++)
        payload[j] = (guint8) g_test_rand_int_range (0, i % 2 == 0 ? 256 : 128);
      line = sw_json_line_new (&record, i);
      hex = sw_hex_format (payload, size, "");
      object = parse (line);
      g_assert_cmpint (json_object_get_int_member (object, "serial"), ==, i);
      g_assert_cmpstr (json_object_get_string_member (object, "hex"), ==, hex);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-line/exact", test_exact);
  g_test_add_func ("/json-line/sender/remote", test_sender_remote);
  g_test_add_func ("/json-line/sender/keys", test_sender_keys);
  g_test_add_func ("/json-line/network", test_network);
  g_test_add_func ("/json-line/time", test_time);
  g_test_add_func ("/json-line/time/random", test_time_random);
  g_test_add_func ("/json-line/text", test_text);
  g_test_add_func ("/json-line/line-separators", test_line_separators);
  g_test_add_func ("/json-line/random-payload", test_random_payload);
  return g_test_run ();
}
