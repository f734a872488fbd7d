/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "mailslot/mailslot-message.h"

static void
test_message_copies (void)
{
  g_autoptr (MailslotAddress) slot = mailslot_address_new_local ("x", NULL);
  MailslotSender *sender = mailslot_sender_new_process (4711, 1000, "python3");
  guint8 payload[] = { 0, 1, 2, 255 };
  const MailslotRecord record = {
    .arrival_time_us = 1700000000123456,
    .arrival_monotonic_us = 42,
    .transport = MAILSLOT_TRANSPORT_NETBIOS,
    .slot = slot,
    .sender = sender,
    .payload = payload,
    .size = sizeof (payload),
  };
  g_autoptr (MailslotMessage) message = mailslot_message_new (&record, 7);
  const MailslotRecord *copy = mailslot_message_get_record (message);

  /* The message lives on when all that it was made of is gone. */
  memset (payload, 0xee, sizeof (payload));
  mailslot_sender_unref (sender);

  g_assert_cmpuint (mailslot_message_get_serial (message), ==, 7);
  g_assert_cmpint (copy->arrival_time_us, ==, 1700000000123456);
  g_assert_cmpint (copy->arrival_monotonic_us, ==, 42);
  g_assert_cmpint (copy->transport, ==, MAILSLOT_TRANSPORT_NETBIOS);
  g_assert_true (copy->slot == slot);
  g_assert_cmpint (mailslot_sender_get_pid (copy->sender), ==, 4711);
  g_assert_cmpmem (copy->payload, copy->size, "\0\1\2\377", 4);
}

static void
test_message_empty (void)
{
  g_autoptr (MailslotAddress) slot = mailslot_address_new_local ("x", NULL);
  const MailslotRecord record = {
    .slot = slot,
    .sender = mailslot_sender_get_unknown (),
  };
  g_autoptr (MailslotMessage) message = mailslot_message_new (&record, 1);
  g_autoptr (MailslotMessage) same = mailslot_message_ref (message);

  g_assert_cmpuint (mailslot_message_get_record (same)->size, ==, 0);
}

static void
test_transport_names (void)
{
  g_assert_cmpstr (mailslot_transport_to_string (MAILSLOT_TRANSPORT_LOCAL), ==, "local");
  g_assert_cmpstr (mailslot_transport_to_string (MAILSLOT_TRANSPORT_NETBIOS),
                   ==,
                   "netbios");
  g_assert_cmpstr (mailslot_transport_to_string (MAILSLOT_TRANSPORT_CAPTURE),
                   ==,
                   "capture");
}

static void
test_sender_unknown (void)
{
  MailslotSender *sender = mailslot_sender_get_unknown ();

  g_assert_true (sender == mailslot_sender_get_unknown ());
  g_assert_cmpint (mailslot_sender_get_pid (sender), ==, 0);
  g_assert_cmpint (mailslot_sender_get_uid (sender), ==, MAILSLOT_UID_UNKNOWN);
  g_assert_null (mailslot_sender_get_process (sender));
  g_assert_null (mailslot_sender_get_name (sender));
  g_assert_null (mailslot_sender_get_address (sender));
  g_assert_cmpuint (mailslot_sender_get_port (sender), ==, 0);
  g_assert_cmpstr (mailslot_sender_to_string (sender), ==, "");
}

static void
test_sender_process (void)
{
  g_autoptr (MailslotSender) sender = mailslot_sender_new_process (4711, 0, "python3");

  g_assert_cmpint (mailslot_sender_get_pid (sender), ==, 4711);
  g_assert_cmpint (mailslot_sender_get_uid (sender), ==, 0);
  g_assert_cmpstr (mailslot_sender_get_process (sender), ==, "python3");
  g_assert_null (mailslot_sender_get_address (sender));
}

static void
test_sender_remote (void)
{
  g_autoptr (MailslotSender) sender =
      mailslot_sender_new_remote ("WORKSTATION", "192.0.2.7", 138);

  g_assert_cmpint (mailslot_sender_get_pid (sender), ==, 0);
  g_assert_cmpint (mailslot_sender_get_uid (sender), ==, MAILSLOT_UID_UNKNOWN);
  g_assert_null (mailslot_sender_get_process (sender));
  g_assert_cmpstr (mailslot_sender_get_name (sender), ==, "WORKSTATION");
  g_assert_cmpstr (mailslot_sender_get_address (sender), ==, "192.0.2.7");
  g_assert_cmpuint (mailslot_sender_get_port (sender), ==, 138);
}

static void
test_sender_line (void)
{
  g_autoptr (MailslotSender) full = mailslot_sender_new_process (4711, 1000, "python3");
  g_autoptr (MailslotSender) gone = mailslot_sender_new_process (4711, 1000, NULL);
  g_autoptr (MailslotSender) other = mailslot_sender_new_process (0, 1000, NULL);
  g_autoptr (MailslotSender) odd = mailslot_sender_new_process (5, 0, "a\nb\377c");
  g_autoptr (MailslotSender) named = mailslot_sender_new_remote ("PC", "192.0.2.7", 138);
  g_autoptr (MailslotSender) bare = mailslot_sender_new_remote (NULL, "192.0.2.7", 138);

  g_assert_cmpstr (mailslot_sender_to_string (full), ==, "python3 (4711)");
  g_assert_cmpstr (mailslot_sender_to_string (gone), ==, "process 4711");
  g_assert_cmpstr (mailslot_sender_to_string (other), ==, "");
  g_assert_cmpstr (mailslot_sender_to_string (odd),
                   ==,
                   "a\357\277\275b\357\277\275c (5)");
  g_assert_true (g_utf8_validate (mailslot_sender_get_process (odd), -1, NULL));
  g_assert_cmpstr (mailslot_sender_to_string (named), ==, "PC (192.0.2.7)");
  g_assert_cmpstr (mailslot_sender_to_string (bare), ==, "192.0.2.7");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message/copies", test_message_copies);
  g_test_add_func ("/message/empty", test_message_empty);
  g_test_add_func ("/transport/names", test_transport_names);
  g_test_add_func ("/sender/unknown", test_sender_unknown);
  g_test_add_func ("/sender/process", test_sender_process);
  g_test_add_func ("/sender/remote", test_sender_remote);
  g_test_add_func ("/sender/line", test_sender_line);
  return g_test_run ();
}
