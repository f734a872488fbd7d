/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "mailslot/win32/mailslot-win32-error-private.h"

#include <string.h>

#include "mailslot/mailslot-error.h"

/* What Windows answers and Wine never does cannot be provoked here, so the table is
 * asked. */

#define HERE "\\\\.\\mailslot\\x"
#define THERE "\\\\HOST\\mailslot\\x"
#define HIGHEST_CODE 3100

static const struct
{
  MailslotWin32Task task;
  const char *address;
  guint32 code;
  MailslotError expected;
} cases[] = {
  { MAILSLOT_WIN32_CREATE, HERE, 5, MAILSLOT_ERROR_ACCESS_DENIED },
  { MAILSLOT_WIN32_CREATE, HERE, 123, MAILSLOT_ERROR_INVALID_ADDRESS },
  { MAILSLOT_WIN32_CREATE, HERE, 161, MAILSLOT_ERROR_INVALID_ADDRESS },
  { MAILSLOT_WIN32_CREATE, HERE, 183, MAILSLOT_ERROR_ALREADY_EXISTS },
  { MAILSLOT_WIN32_CREATE, HERE, 206, MAILSLOT_ERROR_NAME_TOO_LONG },
  { MAILSLOT_WIN32_READ, HERE, 6, MAILSLOT_ERROR_CLOSED },
  { MAILSLOT_WIN32_READ, HERE, 121, MAILSLOT_ERROR_TIMED_OUT },
  { MAILSLOT_WIN32_READ, HERE, 122, MAILSLOT_ERROR_BUFFER_TOO_SMALL },
  { MAILSLOT_WIN32_OPEN, HERE, 2, MAILSLOT_ERROR_NOT_FOUND },
  { MAILSLOT_WIN32_OPEN, HERE, 5, MAILSLOT_ERROR_ACCESS_DENIED },
  { MAILSLOT_WIN32_OPEN, HERE, 32, MAILSLOT_ERROR_ACCESS_DENIED },
  { MAILSLOT_WIN32_OPEN, THERE, 3, MAILSLOT_ERROR_HOST_NOT_FOUND },
  { MAILSLOT_WIN32_OPEN, THERE, 53, MAILSLOT_ERROR_HOST_NOT_FOUND },
  { MAILSLOT_WIN32_OPEN, THERE, 3025, MAILSLOT_ERROR_REMOTE_DISABLED },
  { MAILSLOT_WIN32_WRITE, HERE, 2, MAILSLOT_ERROR_CLOSED },
  { MAILSLOT_WIN32_WRITE, HERE, 6, MAILSLOT_ERROR_CLOSED },
  { MAILSLOT_WIN32_WRITE, HERE, 24, MAILSLOT_ERROR_MESSAGE_TOO_LARGE },
  { MAILSLOT_WIN32_WRITE, HERE, 87, MAILSLOT_ERROR_MESSAGE_TOO_LARGE },
  { MAILSLOT_WIN32_WRITE, HERE, 122, MAILSLOT_ERROR_MESSAGE_TOO_LARGE },
  { MAILSLOT_WIN32_WRITE, THERE, 51, MAILSLOT_ERROR_HOST_NOT_FOUND },
  { MAILSLOT_WIN32_WRITE, THERE, 53, MAILSLOT_ERROR_HOST_NOT_FOUND },
  { MAILSLOT_WIN32_WRITE, THERE, 67, MAILSLOT_ERROR_HOST_NOT_FOUND },
  { MAILSLOT_WIN32_WRITE, THERE, 1231, MAILSLOT_ERROR_NETWORK_DOWN },
  { MAILSLOT_WIN32_WRITE, THERE, 3025, MAILSLOT_ERROR_REMOTE_DISABLED },
};

static GError *
error_new (MailslotWin32Task task, const char *text, guint32 code)
{
  g_autoptr (MailslotAddress) address = mailslot_address_parse (text, NULL);
  GError *error = NULL;

  mailslot_win32_set_error (&error, task, address, code);
  return error;
}

static void
test_known (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error =
          error_new (cases[i].task, cases[i].address, cases[i].code);

      g_test_message ("%u: %s", cases[i].code, error->message);
      g_assert_error (error, MAILSLOT_ERROR, (int) cases[i].expected);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = error_new (MAILSLOT_WIN32_READ, HERE, 995);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_other (void)
{
  g_autoptr (GError) error = error_new (MAILSLOT_WIN32_WRITE, HERE, 112);
  g_autofree char *words = g_win32_error_message (112);

  g_assert_true (error->domain == G_IO_ERROR);
  g_assert_nonnull (strstr (error->message, words));
}

/* Whatever Windows may say, there is a sentence for it that names the slot. */
static void
test_every_code (void)
{
  static const char *const addresses[] = { HERE, THERE };

  for (guint32 code = 1; code <= HIGHEST_CODE; code++)
    for (gsize task = MAILSLOT_WIN32_CREATE; task <= MAILSLOT_WIN32_WRITE; task++)
      for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
        {
          g_autoptr (GError) error =
              error_new ((MailslotWin32Task) task, addresses[i], code);

          g_assert_nonnull (error);
          if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
            g_assert_nonnull (strstr (error->message, addresses[i]));
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/win32-error/known", test_known);
  g_test_add_func ("/win32-error/cancelled", test_cancelled);
  g_test_add_func ("/win32-error/other", test_other);
  g_test_add_func ("/win32-error/every-code", test_every_code);

  return g_test_run ();
}
