/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "mailslot/mailslot-backend-private.h"
#include "mailslot/mailslot-error.h"

/* Wine has no redirector, so a slot on this computer stands for one that has a limit. */

#define NAME "test-win32-writer"
#define MAX_BYTES 10

static void
test_limit (void)
{
  const MailslotReaderOptions options = MAILSLOT_READER_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotAddress) address = mailslot_address_new_local (NAME, &error);
  G_GNUC_UNUSED g_autoptr (MailslotReader) reader =
      mailslot_reader_open (address, &options, &error);
  g_autoptr (MailslotWriter) writer = NULL;

  g_assert_no_error (error);
  writer = mailslot_backend_open_writer (address, MAX_BYTES, &error);
  g_assert_no_error (error);
  g_assert_true (mailslot_writer_write (writer, "0123456789", MAX_BYTES, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (
      mailslot_writer_write (writer, "0123456789", MAX_BYTES + 1, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_MESSAGE_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "at most 10"));
}

static void
test_limit_of_others (void)
{
  MailslotNetworkOptions options = MAILSLOT_NETWORK_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotNetwork) network = NULL;
  g_autoptr (MailslotAddress) address =
      mailslot_address_parse ("\\\\HOST\\mailslot\\" NAME, &error);
  MailslotLimits limits;

  options.remote_transport = MAILSLOT_REMOTE_TRANSPORT_WINDOWS;
  network = mailslot_network_new (&options, &error);
  g_assert_no_error (error);
  g_assert_true (mailslot_network_get_limits (network, address, &limits, &error));
  g_assert_cmpuint (limits.max_bytes, ==, 412);
}

/* Windows would look for a computer with “<” in its name. */
static void
test_suffix (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotAddress) address =
      mailslot_address_parse ("\\\\HOST<03>\\mailslot\\MESSNGR", &error);

  g_assert_no_error (error);
  g_assert_null (mailslot_writer_open (address, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_UNSUPPORTED);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "--transport datagram"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/win32-writer/limit", test_limit);
  g_test_add_func ("/win32-writer/limit/of-others", test_limit_of_others);
  g_test_add_func ("/win32-writer/suffix", test_suffix);
  return g_test_run ();
}
