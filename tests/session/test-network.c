/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-network.h"

#include <string.h>

#include "datagram-peer.h"
#include "session-fixture.h"
#include "test-port.h"

typedef struct
{
  SwNetwork *network;
  SwNetworkSettings settings; /* our own socket on a port that anybody may bind */
  DatagramPeer *peer;
  MailslotAddress *slot;
  MailslotAddress *other_slot;
  MailslotBatch *received;
  guint n_state_notifies;
} Fixture;

static void
count_cb (guint *n_calls)
{
  (*n_calls)++;
}

static void
batch_received_cb (MailslotBatch *received, MailslotBatch *batch)
{
  mailslot_batch_append_batch (received, batch);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->network = sw_network_new ();
  fixture->settings = (SwNetworkSettings){ .options = MAILSLOT_NETWORK_OPTIONS_INIT,
                                           .source = MAILSLOT_SOURCE_DIRECT };
  fixture->settings.options.computer = "LISTENER";
  fixture->settings.options.datagram_port = test_port_new ();
  fixture->peer = datagram_peer_new (fixture->settings.options.datagram_port);
  fixture->slot = mailslot_address_new_local ("Slot", NULL);
  fixture->other_slot = mailslot_address_new_local ("other", NULL);
  fixture->received = mailslot_batch_new ();
  g_signal_connect_swapped (fixture->network,
                            "notify::state",
                            G_CALLBACK (count_cb),
                            &fixture->n_state_notifies);
  g_signal_connect_swapped (fixture->network,
                            "batch-received",
                            G_CALLBACK (batch_received_cb),
                            fixture->received);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->network);
  datagram_peer_free (fixture->peer);
  mailslot_address_unref (fixture->slot);
  mailslot_address_unref (fixture->other_slot);
  mailslot_batch_unref (fixture->received);
}

static void
apply (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sw_network_apply (fixture->network, &fixture->settings, &error));
  g_assert_no_error (error);
}

static void
wait_for_messages (Fixture *fixture, gsize n_messages)
{
  fixture_wait_for (mailslot_batch_get_n_messages (fixture->received) >= n_messages);
  g_assert_cmpuint (mailslot_batch_get_n_messages (fixture->received), ==, n_messages);
}

static void
assert_texts (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) texts = g_string_new (NULL);
  MailslotBatchIter iter;
  MailslotRecord record;

  mailslot_batch_iter_init (&iter, fixture->received);
  while (mailslot_batch_iter_next (&iter, &record))
    g_string_append_printf (texts,
                            "%s=%.*s ",
                            mailslot_address_to_string (record.slot),
                            (int) record.size,
                            (const char *) record.payload);
  g_assert_cmpstr (texts->str, ==, expected);
}

/* Nothing is opened before somebody said from where messages are to come. */
static void
test_new (Fixture *fixture, gconstpointer data)
{
  MailslotPortStatus status;

  sw_network_want (fixture->network, fixture->slot);
  sw_network_want (fixture->network, mailslot_address_get_all ());
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_OFF);
  g_assert_null (sw_network_get_error (fixture->network));
  g_assert_null (sw_network_get_names_error (fixture->network));
  g_assert_false (sw_network_get_status (fixture->network, &status));
  g_assert_true (sw_network_get_network (fixture->network)
                 == mailslot_network_get_default ());
  g_assert_cmpuint (fixture->n_state_notifies, ==, 0);
}

static void
test_first_and_last (Fixture *fixture, gconstpointer data)
{
  MailslotPortStatus status;
  int state;

  apply (fixture);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_OFF);
  sw_network_want (fixture->network, fixture->slot);
  g_object_get (fixture->network, "state", &state, NULL);
  g_assert_cmpint (state, ==, SW_NETWORK_LISTENING);
  g_assert_true (sw_network_get_status (fixture->network, &status));
  g_assert_cmpint (status.source, ==, MAILSLOT_SOURCE_DIRECT);
  g_assert_true (status.is_connected);

  sw_network_want (fixture->network, fixture->other_slot);
  sw_network_unwant (fixture->network, fixture->slot);
  sw_network_unwant (fixture->network, fixture->slot);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_LISTENING);
  g_assert_cmpuint (fixture->n_state_notifies, ==, 1);
  sw_network_unwant (fixture->network, fixture->other_slot);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_OFF);
  g_assert_cmpuint (fixture->n_state_notifies, ==, 2);
  g_assert_true (sw_network_get_status (fixture->network, &status));
  g_assert_false (status.is_connected);
}

static void
test_receive (Fixture *fixture, gconstpointer data)
{
  MailslotBatchIter iter;
  MailslotRecord record;

  apply (fixture);
  sw_network_want (fixture->network, fixture->slot);
  datagram_peer_send (fixture->peer, "nobody", "0");
  datagram_peer_send (fixture->peer, "SLOT", "1");
  datagram_peer_send (fixture->peer, "slot", "2");
  wait_for_messages (fixture, 2);
  assert_texts (fixture, "\\\\OFFICE\\mailslot\\SLOT=1 \\\\OFFICE\\mailslot\\slot=2 ");

  mailslot_batch_iter_init (&iter, fixture->received);
  g_assert_true (mailslot_batch_iter_next (&iter, &record));
  g_assert_cmpint (record.transport, ==, MAILSLOT_TRANSPORT_NETBIOS);
  g_assert_cmpstr (mailslot_sender_get_name (record.sender), ==, "PEER");
  g_assert_cmpstr (mailslot_sender_get_address (record.sender), ==, "127.0.0.1");
}

static void
test_receive_all (Fixture *fixture, gconstpointer data)
{
  apply (fixture);
  sw_network_want (fixture->network, mailslot_address_get_all ());
  datagram_peer_send (fixture->peer, "nobody\\knows", "1");
  wait_for_messages (fixture, 1);
  sw_network_want (fixture->network, fixture->slot);
  sw_network_unwant (fixture->network, mailslot_address_get_all ());
  datagram_peer_send (fixture->peer, "nobody\\knows", "2");
  datagram_peer_send (fixture->peer, "slot", "3");
  wait_for_messages (fixture, 2);
  assert_texts (fixture,
                "\\\\OFFICE\\mailslot\\nobody\\knows=1 \\\\OFFICE\\mailslot\\slot=3 ");
}

/* What had arrived before the last slot goes is handed on, although the main loop never
 * ran. */
static void
test_last_messages (Fixture *fixture, gconstpointer data)
{
  MailslotPortStatus status;
  G_GNUC_UNUSED g_autoptr (Watchdog) watchdog = watchdog_start (300);

  apply (fixture);
  sw_network_want (fixture->network, fixture->slot);
  datagram_peer_send (fixture->peer, "slot", "last");
  do
    g_assert_true (sw_network_get_status (fixture->network, &status));
  while (status.n_messages == 0);
  sw_network_unwant (fixture->network, fixture->slot);
  assert_texts (fixture, "\\\\OFFICE\\mailslot\\slot=last ");
}

static void
test_counts_go_on (Fixture *fixture, gconstpointer data)
{
  MailslotPortStatus status;

  apply (fixture);
  for (guint round = 1; round <= 3; round++)
    {
      sw_network_want (fixture->network, fixture->slot);
      datagram_peer_send_damaged (fixture->peer);
      datagram_peer_send (fixture->peer, "slot", "x");
      wait_for_messages (fixture, round);
      sw_network_unwant (fixture->network, fixture->slot);
      g_assert_true (sw_network_get_status (fixture->network, &status));
      g_assert_cmpuint (status.n_messages, ==, round);
      g_assert_cmpuint (status.n_refused, ==, round);
    }
}

/* A source that is not there: the relay of a folder that does not exist. */
static void
test_failed (Fixture *fixture, gconstpointer data)
{
  MailslotPortStatus status;

  fixture->settings.source = MAILSLOT_SOURCE_RELAY;
  apply (fixture);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_OFF);
  sw_network_want (fixture->network, fixture->slot);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_FAILED);
  g_assert_nonnull (sw_network_get_error (fixture->network));
  g_assert_false (sw_network_get_status (fixture->network, &status));
  g_assert_cmpuint (fixture->n_state_notifies, ==, 1);

  /* It is tried again, and fails for the same reason. */
  sw_network_want (fixture->network, fixture->other_slot);
  g_assert_cmpuint (fixture->n_state_notifies, ==, 1);

  fixture->settings.source = MAILSLOT_SOURCE_DIRECT;
  apply (fixture);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_LISTENING);
  g_assert_null (sw_network_get_error (fixture->network));
  g_assert_cmpuint (fixture->n_state_notifies, ==, 2);

  fixture->settings.source = MAILSLOT_SOURCE_RELAY;
  apply (fixture);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_FAILED);
  sw_network_unwant (fixture->network, fixture->slot);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_FAILED);
  sw_network_unwant (fixture->network, fixture->other_slot);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_OFF);
  g_assert_null (sw_network_get_error (fixture->network));
}

static void
test_other_port (Fixture *fixture, gconstpointer data)
{
  guint16 port = test_port_new ();
  g_autoptr (DatagramPeer) peer = datagram_peer_new (port);

  apply (fixture);
  sw_network_want (fixture->network, fixture->slot);
  datagram_peer_send (fixture->peer, "slot", "1");
  wait_for_messages (fixture, 1);
  fixture->settings.options.datagram_port = port;
  apply (fixture);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_LISTENING);
  datagram_peer_send (fixture->peer, "slot", "nobody hears that");
  datagram_peer_send (peer, "slot", "2");
  wait_for_messages (fixture, 2);
  assert_texts (fixture, "\\\\OFFICE\\mailslot\\slot=1 \\\\OFFICE\\mailslot\\slot=2 ");
}

/* The network, and with it the names that it knows, is kept unless who we are changes. */
static void
test_same_settings (Fixture *fixture, gconstpointer data)
{
  MailslotNetwork *network;

  apply (fixture);
  network = sw_network_get_network (fixture->network);
  g_assert_cmpstr (mailslot_network_get_computer (network), ==, "LISTENER");
  sw_network_want (fixture->network, fixture->slot);
  fixture->settings.leaves_out_repeats = TRUE;
  apply (fixture);
  fixture->settings.source = MAILSLOT_SOURCE_NONE;
  apply (fixture);
  g_assert_true (sw_network_get_network (fixture->network) == network);
  g_assert_cmpuint (fixture->n_state_notifies, ==, 2);

  fixture->settings.options.computer = "ANOTHER";
  apply (fixture);
  network = sw_network_get_network (fixture->network);
  g_assert_cmpstr (mailslot_network_get_computer (network), ==, "ANOTHER");
}

static void
test_bad_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  MailslotNetwork *network;

  apply (fixture);
  sw_network_want (fixture->network, fixture->slot);
  network = sw_network_get_network (fixture->network);
  fixture->settings.options.computer = "MORE-THAN-FIFTEEN";
  fixture->settings.source = MAILSLOT_SOURCE_NONE;
  g_assert_false (sw_network_apply (fixture->network, &fixture->settings, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_INVALID_ADDRESS);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_LISTENING);
  g_assert_true (sw_network_get_network (fixture->network) == network);
}

/* tear_down() takes the last reference while it listens. */
static void
test_dispose_while_listening (Fixture *fixture, gconstpointer data)
{
  apply (fixture);
  sw_network_want (fixture->network, fixture->slot);
  datagram_peer_send (fixture->peer, "slot", "never shown");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("SLOTWATCH_RELAY_SOCKET", "/nonexistent/slotwatch-relay", TRUE);

#define ADD(path, function)                                                              \
  g_test_add ("/network/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("new", test_new);
  ADD ("first-and-last", test_first_and_last);
  ADD ("receive", test_receive);
  ADD ("receive-all", test_receive_all);
  ADD ("last-messages", test_last_messages);
  ADD ("counts-go-on", test_counts_go_on);
  ADD ("failed", test_failed);
  ADD ("other-port", test_other_port);
  ADD ("same-settings", test_same_settings);
  ADD ("bad-settings", test_bad_settings);
  ADD ("dispose-while-listening", test_dispose_while_listening);
#undef ADD
  return fixture_run ();
}
