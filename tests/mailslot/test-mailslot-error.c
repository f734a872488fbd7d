/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "mailslot/mailslot-error.h"

typedef struct
{
  MailslotError code;
  guint win32_code;
  const char *part_of_advice;
} Row;

static const Row rows[] = {
  { MAILSLOT_ERROR_INVALID_ADDRESS, 123, "//./mailslot/NAME" },
  { MAILSLOT_ERROR_NAME_TOO_LONG, 206, "255" },
  { MAILSLOT_ERROR_NOT_FOUND, 2, "Start that program first" },
  { MAILSLOT_ERROR_ALREADY_EXISTS, 183, "choose another name" },
  { MAILSLOT_ERROR_ACCESS_DENIED, 5, "as the same user" },
  { MAILSLOT_ERROR_HOST_NOT_FOUND, 53, "UDP ports 137 and 138" },
  { MAILSLOT_ERROR_REMOTE_DISABLED, 3025, "Set-SmbClientConfiguration -EnableMailslots" },
  { MAILSLOT_ERROR_MESSAGE_TOO_LARGE, 87, "shorter message" },
  { MAILSLOT_ERROR_BUFFER_TOO_SMALL, 122, "at least its" },
  { MAILSLOT_ERROR_TIMED_OUT, 121, "catch up" },
  { MAILSLOT_ERROR_CLOSED, 6, "Open the slot again" },
  { MAILSLOT_ERROR_MALFORMED, 13, "goes on working" },
  { MAILSLOT_ERROR_UNSUPPORTED, 50, "on this computer" },
  { MAILSLOT_ERROR_NETWORK_DOWN, 1231, "IPv4" },
  { MAILSLOT_ERROR_NO_DATAGRAM_PORT, 5, "work as before" },
  { MAILSLOT_ERROR_INVALID_SECURITY, 1338, "“everyone”" },
};

static void
test_facts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error =
          g_error_new_literal (MAILSLOT_ERROR, (int) rows[i].code, "text");
      const char *advice = mailslot_error_get_advice (error);

      g_assert_cmpuint (mailslot_error_get_win32_code (error), ==, rows[i].win32_code);
      g_assert_nonnull (strstr (advice, rows[i].part_of_advice));
      g_assert_true (g_str_has_suffix (advice, "."));
    }
}

/* What an administrator of Windows 11 24H2 needs: both policies, both commands, and that
 * the slots on the computer itself still work. */
static void
test_remote_disabled (void)
{
  static const char *const parts[] = {
    "24H2",
    "Server 2025",
    "Set-SmbClientConfiguration -EnableMailslots $true",
    "Set-SmbServerConfiguration -EnableMailslots $true",
    "HKLM\\Software\\Policies\\Microsoft\\Windows\\NetworkProvider",
    "HKLM\\Software\\Policies\\Microsoft\\Windows\\Bowser",
    "slots on this computer work as before",
    "--transport datagram",
  };
  g_autoptr (GError) error =
      g_error_new_literal (MAILSLOT_ERROR, MAILSLOT_ERROR_REMOTE_DISABLED, "text");

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_nonnull (strstr (mailslot_error_get_advice (error), parts[i]));
}

static void
test_foreign_errors (void)
{
  g_autoptr (GError) foreign =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "text");
  g_autoptr (GError) unknown = g_error_new_literal (MAILSLOT_ERROR, 9999, "text");
  g_autoptr (GError) negative = g_error_new_literal (MAILSLOT_ERROR, -1, "text");

  g_assert_cmpuint (mailslot_error_get_win32_code (foreign), ==, 0);
  g_assert_null (mailslot_error_get_advice (foreign));
  g_assert_cmpuint (mailslot_error_get_win32_code (unknown), ==, 0);
  g_assert_null (mailslot_error_get_advice (unknown));
  g_assert_cmpuint (mailslot_error_get_win32_code (negative), ==, 0);
  g_assert_null (mailslot_error_get_advice (negative));
  g_assert_cmpuint (mailslot_error_get_win32_code (NULL), ==, 0);
  g_assert_null (mailslot_error_get_advice (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error/facts", test_facts);
  g_test_add_func ("/error/remote-disabled", test_remote_disabled);
  g_test_add_func ("/error/foreign-errors", test_foreign_errors);
  return g_test_run ();
}
