/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "mailslot/mailslot.h"
#include "payload/sw-payload-error.h"
#include "ui/sw-command-line.h"
#include "ui/sw-compose-payload.h"
#include "ui/sw-count-text.h"
#include "ui/sw-window-title.h"

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

  g_assert_cmpstr (none, ==, "0 messages");
  g_assert_cmpstr (one, ==, "1 message");
  g_assert_cmpstr (many, ==, "18446744073709551615 messages");
  g_assert_cmpstr (byte, ==, "1 byte");
  g_assert_cmpstr (bytes, ==, "17 of 420 bytes");
  g_assert_cmpstr (rate, ==, "12/s");
  g_assert_cmpstr (progress, ==, "3 of 10");
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

/* ---- Payload ---- */

static void
test_payload_text (void)
{
  SwComposeInput input = { "a\\0b", FALSE, sw_encoding_get_utf8 (), TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sw_compose_payload_new (&input, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "a\0b\0", 4);
}

/* Hex is sent as it stands, whatever the fields for text say. */
static void
test_payload_hex (void)
{
  SwComposeInput input = { "61 00", TRUE, sw_encoding_get_utf8 (), TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sw_compose_payload_new (&input, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "a\0", 2);
}

static void
test_payload_wrong (void)
{
  SwComposeInput text = { "\\q", FALSE, sw_encoding_get_utf8 (), FALSE };
  SwComposeInput hex = { "6", TRUE, NULL, FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_null (sw_compose_payload_new (&text, &error));
  g_assert_error (error, SW_PAYLOAD_ERROR, SW_PAYLOAD_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_null (sw_compose_payload_new (&hex, &error));
  g_assert_error (error, SW_PAYLOAD_ERROR, SW_PAYLOAD_ERROR_SYNTAX);
}

static void
test_limit (void)
{
  const struct
  {
    const char *target;
    gsize limit;
  } cases[] = {
    { "\\\\.\\mailslot\\Mymailslot", 0 },
    { "\\\\HOST\\mailslot\\Mymailslot", 420 },
    { "\\\\HOST\\mailslot\\MESSNGR", 424 },
    { "\\\\*\\mailslot\\x", 428 },
    { "\\\\DOMAIN\\mailslot\\net\\netlogon", 420 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MailslotAddress) target =
          mailslot_address_parse (cases[i].target, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (sw_compose_payload_get_limit (target), ==, cases[i].limit);
    }
}

/* ---- Command line ---- */

static void
test_command_line (void)
{
  const char *const arguments[] = { "slotwatch",        "-s", "file", "one",
                                    "//./mailslot/a/b", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SwCommandLine) line = sw_command_line_parse (arguments, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (line->save_path, ==, "file");
  g_assert_false (line->show_version);
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
  g_test_add_func ("/count-text/plural-of-large-numbers", test_plural);
  g_test_add_func ("/compose-payload/text", test_payload_text);
  g_test_add_func ("/compose-payload/hex", test_payload_hex);
  g_test_add_func ("/compose-payload/says-what-is-wrong", test_payload_wrong);
  g_test_add_func ("/compose-payload/limit", test_limit);
  g_test_add_func ("/command-line/slots-and-options", test_command_line);
  g_test_add_func ("/command-line/wrong-calls", test_command_line_wrong);

  return g_test_run ();
}
