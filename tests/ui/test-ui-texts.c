/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "mailslot/mailslot.h"
#include "payload/sw-payload-error.h"
#include "ui/sw-age-text.h"
#include "ui/sw-command-line.h"
#include "ui/sw-compose-payload.h"
#include "ui/sw-count-text.h"
#include "ui/sw-log-text.h"
#include "ui/sw-network-text.h"
#include "ui/sw-target-text.h"
#include "ui/sw-window-title.h"

#include <limits.h>
#include <locale.h>
#include <string.h>

/* ---- Title ---- */

static void
test_title (void)
{
  const struct
  {
    guint64 n_messages;
    const char *slot;
    guint n_more;
    const char *title;
  } cases[] = {
    { 0, NULL, 0, "Slotwatch" },
    { 3, NULL, 0, "(3) Slotwatch" },
    { 0, "\\\\.\\mailslot\\x", 0, "\\\\.\\mailslot\\x — Slotwatch" },
    { 3, "\\\\.\\mailslot\\x", 0, "(3) \\\\.\\mailslot\\x — Slotwatch" },
    { G_MAXUINT64,
      "\\\\.\\mailslot\\x",
      2,
      "(18446744073709551615) \\\\.\\mailslot\\x and 2 more — Slotwatch" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title =
          sw_window_title_new (cases[i].n_messages, cases[i].slot, cases[i].n_more);

      g_assert_cmpstr (title, ==, cases[i].title);
    }
}

/* ---- Counts ---- */

static void
test_counts (void)
{
  g_autofree char *none = sw_count_text_messages (0);
  g_autofree char *one = sw_count_text_messages (1);
  g_autofree char *many = sw_count_text_messages (G_MAXUINT64);
  g_autofree char *byte = sw_count_text_bytes_of (1, 0);
  g_autofree char *bytes = sw_count_text_bytes_of (17, 420);
  g_autofree char *rate = sw_count_text_rate (12);
  g_autofree char *progress = sw_count_text_progress (3, 10);
  g_autofree char *byte_rate = sw_count_text_byte_rate (25);
  g_autofree char *waiting = sw_count_text_waiting (17);
  g_autofree char *paused = sw_count_text_paused (1, 0);
  g_autofree char *dropping = sw_count_text_paused (17, 3);

  g_assert_cmpstr (none, ==, "0 messages");
  g_assert_cmpstr (one, ==, "1 message");
  g_assert_cmpstr (many, ==, "18446744073709551615 messages");
  g_assert_cmpstr (byte, ==, "1 byte");
  g_assert_cmpstr (bytes, ==, "17 of 420 bytes");
  g_assert_cmpstr (rate, ==, "12/s");
  g_assert_cmpstr (progress, ==, "3 of 10");
  g_assert_cmpstr (byte_rate, ==, "25 bytes/s");
  g_assert_cmpstr (waiting, ==, "17 waiting");
  g_assert_cmpstr (paused, ==, "Paused, 1 message waiting");
  g_assert_cmpstr (dropping,
                   ==,
                   "Paused, 17 messages waiting, 3 in the list no longer kept");
}

static void
test_groups (void)
{
  const char until_end[] = { 3, CHAR_MAX, '\0' };
  const struct
  {
    guint64 n;
    const char *grouping;
    const char *separator;
    const char *text;
  } cases[] = {
    { 1234567, "", "", "1234567" },
    { 0, "\3", ",", "0" },
    { 999, "\3", ",", "999" },
    { 1000, "\3", ",", "1,000" },
    { 123456, "\3\3", ".", "123.456" },
    { 1234567, "\3\3", ",", "1,234,567" },
    /* As in French: a narrow blank that no line is broken at. */
    { 1000000, "\3", "\342\200\257", "1\342\200\257000\342\200\257000" },
    /* As in India. */
    { 12345678, "\3\2", ",", "1,23,45,678" },
    { 1234567, until_end, ",", "1234,567" },
    { G_MAXUINT64, "\3", ",", "18,446,744,073,709,551,615" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
          sw_count_group (cases[i].n, cases[i].grouping, cases[i].separator);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Those of these languages that this computer has, as it groups numbers. */
static void
test_locales (void)
{
  static const char *const locales[] = { "C",           "C.UTF-8",     "en_US.UTF-8",
                                         "zh_CN.UTF-8", "de_DE.UTF-8", "hi_IN.UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_autofree char *shown = NULL;
      g_autofree char *expected = NULL;

      if (setlocale (LC_ALL, locales[i]) == NULL)
        {
          g_test_message ("This computer has no %s", locales[i]);
          continue;
        }
      shown = sw_count_number (1234567);
      expected =
          sw_count_group (1234567, localeconv ()->grouping, localeconv ()->thousands_sep);
      g_assert_cmpstr (shown, ==, expected);
      g_assert_cmpint (strlen (shown) > 7, ==, *localeconv ()->thousands_sep != '\0');
    }
  setlocale (LC_ALL, "C");
}

/* The last six digits decide in every language, also where an unsigned long has 32 bits.
 */
static void
test_plural (void)
{
  g_assert_cmpuint (sw_count_plural (1), ==, 1);
  g_assert_cmpuint (sw_count_plural (G_MAXUINT32), ==, G_MAXUINT32);
  g_assert_cmpuint (sw_count_plural (5000000001), ==, 1000001);
}

/* ---- Ages ---- */

/* The words hold exactly as long as they say. */
static void
test_ages (void)
{
  const struct
  {
    gint64 age_us;
    const char *text;
    gint64 next_us;
  } cases[] = {
    { -5, "just now", G_TIME_SPAN_SECOND + 5 },
    { 0, "just now", G_TIME_SPAN_SECOND },
    { G_TIME_SPAN_SECOND - 1, "just now", 1 },
    { G_TIME_SPAN_SECOND, "1 s ago", G_TIME_SPAN_SECOND },
    { 60 * G_TIME_SPAN_SECOND - 1, "59 s ago", 1 },
    { 60 * G_TIME_SPAN_SECOND, "1 min ago", G_TIME_SPAN_MINUTE },
    { 150 * G_TIME_SPAN_SECOND, "2 min ago", G_TIME_SPAN_MINUTE / 2 },
    { G_TIME_SPAN_HOUR, "1 h ago", G_TIME_SPAN_HOUR },
    { G_TIME_SPAN_DAY - 1, "23 h ago", 1 },
    { G_TIME_SPAN_DAY, "1 day ago", G_TIME_SPAN_DAY },
    { 400 * G_TIME_SPAN_DAY, "400 days ago", G_TIME_SPAN_DAY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sw_age_text_new (cases[i].age_us);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpint (sw_age_text_get_next_us (cases[i].age_us), ==, cases[i].next_us);
    }
}

/* ---- Limits of the log ---- */

#define MEBIBYTE ((guint64) 1 << 20)

static void
test_log_trimmed (void)
{
  const struct
  {
    guint64 n_trimmed;
    guint64 n_trimmed_by_bytes;
    const char *text;
  } cases[] = {
    { 0, 0, "" },
    { 1, 0, "1 old message dropped (limit of messages)" },
    { 17, 0, "17 old messages dropped (limit of messages)" },
    { 17, 17, "17 old messages dropped (limit of memory)" },
    { 17, 3, "17 old messages dropped (both limits)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SwLogFacts facts = { .n_trimmed = cases[i].n_trimmed,
                           .n_trimmed_by_bytes = cases[i].n_trimmed_by_bytes };
      g_autofree char *text = sw_log_text_trimmed (&facts);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_log_meaning (void)
{
  SwLogFacts facts = { .max_messages = 1000000, .max_bytes = 512 * MEBIBYTE };
  g_autofree char *usual = sw_log_text_meaning (&facts);
  g_autofree char *limits = sw_log_text_limits (&facts);
  g_autofree char *little = NULL;

  g_assert_nonnull (strstr (usual, "1000000 messages of 100 bytes take 118.3"));
  g_assert_nonnull (strstr (usual, "longer than 512 bytes on average"));
  g_assert_nonnull (strstr (limits, "At most 1000000 messages and 512.0"));
  facts.max_bytes = 16 * MEBIBYTE;
  little = sw_log_text_meaning (&facts);
  g_assert_nonnull (strstr (little, "The memory is always used up first."));
}

/* ---- Payload ---- */

static void
test_payload_text (void)
{
  SwComposeInput input = { "a\\0b", SW_CONTENT_TEXT, sw_encoding_get_utf8 (), TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sw_compose_payload_new (&input, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "a\0b\0", 4);
}

/* Hex is sent as it stands, whatever the fields for text say. */
static void
test_payload_hex (void)
{
  SwComposeInput input = { "61 00", SW_CONTENT_HEX, sw_encoding_get_utf8 (), TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sw_compose_payload_new (&input, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "a\0", 2);
}

static void
test_payload_wrong (void)
{
  SwComposeInput text = { "\\q", SW_CONTENT_TEXT, sw_encoding_get_utf8 (), FALSE };
  SwComposeInput hex = { "6", SW_CONTENT_HEX, NULL, FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_null (sw_compose_payload_new (&text, &error));
  g_assert_error (error, SW_PAYLOAD_ERROR, SW_PAYLOAD_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_null (sw_compose_payload_new (&hex, &error));
  g_assert_error (error, SW_PAYLOAD_ERROR, SW_PAYLOAD_ERROR_SYNTAX);
}

/* Between the two limits and below them, and what has no limit at all. */
static void
test_payload_warning (void)
{
  const struct
  {
    gsize size;
    MailslotLimits limits;
    const char *words;
  } cases[] = {
    { 0, { G_MAXSIZE, G_MAXSIZE }, NULL },
    { 100000, { G_MAXSIZE, G_MAXSIZE }, NULL },
    { 1, { 420, 402 }, NULL },
    { 402, { 420, 402 }, NULL },
    { 403,
      { 420, 402 },
      "Windows gets this message, but Samba's nmbd loses what is longer than 402 bytes" },
    { 420,
      { 420, 402 },
      "Windows gets this message, but Samba's nmbd loses what is longer than 402 bytes" },
    { 421, { 420, 402 }, "1 byte too long for a datagram to this slot" },
    { 430, { 420, 402 }, "10 bytes too long for a datagram to this slot" },
    { 0,
      { 420, 402 },
      "Windows gets an empty message, but Samba's nmbd loses every one" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words =
          sw_compose_payload_warning_new (cases[i].size, &cases[i].limits);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* ---- Target ---- */

static void
test_target_with_scope (void)
{
  const struct
  {
    const char *text;
    MailslotScope scope;
    const char *host;
    const char *target;
    int cursor;
  } cases[] = {
    { "", MAILSLOT_SCOPE_LOCAL, "", "\\\\.\\mailslot\\", 13 },
    { "x", MAILSLOT_SCOPE_OWN_DOMAIN, "", "\\\\*\\mailslot\\x", 14 },
    { "a\\b", MAILSLOT_SCOPE_HOST, "", "\\\\\\mailslot\\a\\b", 2 },
    { "//./mailslot/a/b", MAILSLOT_SCOPE_HOST, "PC", "\\\\PC\\mailslot\\a\\b", 17 },
    { "\\\\PC\\MAILSLOT\\x", MAILSLOT_SCOPE_DOMAIN, "PC", "\\\\PC\\mailslot\\x", 15 },
    { "\\\\PC\\pipe\\x", MAILSLOT_SCOPE_LOCAL, "", "\\\\.\\mailslot\\", 13 },
    { "\\\\PC", MAILSLOT_SCOPE_LOCAL, "", "\\\\.\\mailslot\\", 13 },
    { "\\\\", MAILSLOT_SCOPE_HOST, "\303\204", "\\\\\303\204\\mailslot\\", 13 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int cursor;
      g_autofree char *target = sw_target_text_with_scope (cases[i].text,
                                                           cases[i].scope,
                                                           cases[i].host,
                                                           &cursor);

      g_assert_cmpstr (target, ==, cases[i].target);
      g_assert_cmpint (cursor, ==, cases[i].cursor);
    }
}

static void
test_target_host (void)
{
  const char *const without[] = { "",
                                  "x",
                                  "\\\\",
                                  "\\\\.\\mailslot\\x",
                                  "//*/mailslot/x" };
  g_autofree char *host = sw_target_text_dup_host ("//PC/mailslot/x");
  g_autofree char *bare = sw_target_text_dup_host ("\\\\192.0.2.7");

  g_assert_cmpstr (host, ==, "PC");
  g_assert_cmpstr (bare, ==, "192.0.2.7");
  for (guint i = 0; i < G_N_ELEMENTS (without); i++)
    {
      g_autofree char *none = sw_target_text_dup_host (without[i]);

      g_assert_null (none);
    }
  g_assert_true (sw_target_text_lacks_host ("\\\\\\mailslot\\x"));
  g_assert_false (sw_target_text_lacks_host ("\\\\PC\\mailslot\\x"));
  g_assert_false (sw_target_text_lacks_host ("\\\\"));
  g_assert_false (sw_target_text_lacks_host (""));
}

/* ---- Network ---- */

static void
check_network (const SwNetworkFacts *facts, const char *summary, gboolean is_problem)
{
  g_autofree char *text = sw_network_text_summary (facts);
  g_autofree char *explanation = sw_network_text_explanation (facts);

  g_assert_cmpstr (text, ==, summary);
  g_assert_cmpint (sw_network_text_is_problem (facts), ==, is_problem);
  g_assert_cmpint (strlen (sw_network_text_headline (facts)), >, 0);
  if (is_problem)
    g_assert_cmpint (strlen (explanation), >, 0);
}

static void
test_network_summary (void)
{
  g_autoptr (GError) error =
      g_error_new_literal (MAILSLOT_ERROR, MAILSLOT_ERROR_NO_DATAGRAM_PORT, "no way");
  SwNetworkFacts facts = { .state = SW_NETWORK_OFF, .source = MAILSLOT_SOURCE_AUTO };

  check_network (&facts, "Network: not in use", FALSE);
  facts.state = SW_NETWORK_FAILED;
  facts.error = error;
  check_network (&facts, "This computer only", FALSE);
  facts.wants_all = TRUE;
  check_network (&facts, "This computer only", TRUE);
  facts.state = SW_NETWORK_LISTENING;
  facts.error = NULL;
  facts.has_status = TRUE;
  facts.status.is_connected = TRUE;
  facts.status.source = MAILSLOT_SOURCE_SAMBA;
  check_network (&facts, "Network: Samba", FALSE);
  facts.status.source = MAILSLOT_SOURCE_RELAY;
  check_network (&facts, "Network: relay", FALSE);
  facts.status.source = MAILSLOT_SOURCE_DIRECT;
  check_network (&facts, "Network: UDP port 138", FALSE);
  facts.names_error = error;
  check_network (&facts, "Network: UDP port 138", TRUE);
  facts.names_error = NULL;
  facts.status.source = MAILSLOT_SOURCE_SAMBA;
  facts.status.is_connected = FALSE;
  check_network (&facts, "Network: Samba, reconnecting…", TRUE);
}

/* ---- Command line ---- */

static void
test_command_line (void)
{
  const char *const arguments[] = { "slotwatch",        "-s",    "file", "one",
                                    "//./mailslot/a/b", "--all", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SwCommandLine) line = sw_command_line_parse (arguments, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (line->save_path, ==, "file");
  g_assert_false (line->show_version);
  g_assert_true (line->watches_all);
  g_assert_cmpuint (line->addresses->len, ==, 2);
  g_assert_cmpstr (mailslot_address_to_string (line->addresses->pdata[1]),
                   ==,
                   "\\\\.\\mailslot\\a\\b");
}

static void
test_command_line_wrong (void)
{
  const char *const wrong[] = { "--nonsense", "\\\\HOST\\mailslot\\x", "a//b", "" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *const arguments[] = { "slotwatch", "good", wrong[i], NULL };
      g_autoptr (GError) error = NULL;

      g_assert_null (sw_command_line_parse (arguments, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/window-title/says-how-many-and-where", test_title);
  g_test_add_func ("/count-text/forms", test_counts);
  g_test_add_func ("/count-text/groups", test_groups);
  g_test_add_func ("/count-text/locales", test_locales);
  g_test_add_func ("/count-text/plural-of-large-numbers", test_plural);
  g_test_add_func ("/age-text/older-is-rougher", test_ages);
  g_test_add_func ("/log-text/trimmed", test_log_trimmed);
  g_test_add_func ("/log-text/meaning", test_log_meaning);
  g_test_add_func ("/compose-payload/text", test_payload_text);
  g_test_add_func ("/compose-payload/hex", test_payload_hex);
  g_test_add_func ("/compose-payload/says-what-is-wrong", test_payload_wrong);
  g_test_add_func ("/compose-payload/warns-of-what-is-lost", test_payload_warning);
  g_test_add_func ("/target-text/with-scope", test_target_with_scope);
  g_test_add_func ("/target-text/host", test_target_host);
  g_test_add_func ("/network-text/summary", test_network_summary);
  g_test_add_func ("/command-line/slots-and-options", test_command_line);
  g_test_add_func ("/command-line/wrong-calls", test_command_line_wrong);

  return g_test_run ();
}
