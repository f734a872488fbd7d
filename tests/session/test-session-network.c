/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-session.h"

#include "datagram-peer.h"
#include "session-fixture.h"
#include "test-port.h"

typedef struct
{
  SwSession *session;
  SwMessageLog *log; /* that of the session */
  SwNetworkSettings settings;
  DatagramPeer *peer;
  MailslotAddress *slot;
  const char *name; /* of the slot */
} Fixture;

static void
apply (Fixture *fixture, MailslotSource source)
{
  g_autoptr (GError) error = NULL;

  fixture->settings.source = source;
  sw_network_apply (sw_session_get_network (fixture->session),
                    &fixture->settings,
                    &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  guint16 port = test_port_new ();

  fixture->session = sw_session_new ();
  fixture->log = sw_session_get_log (fixture->session);
  fixture->settings = (SwNetworkSettings){ .options = MAILSLOT_NETWORK_OPTIONS_INIT };
  fixture->settings.options.datagram_port = port;
  fixture->peer = datagram_peer_new (port);
  fixture->slot = fixture_address_new ();
  fixture->name = mailslot_address_get_name (fixture->slot);
  apply (fixture, MAILSLOT_SOURCE_DIRECT);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->session);
  datagram_peer_free (fixture->peer);
  mailslot_address_unref (fixture->slot);
}

static SwWatch *
watch_all (Fixture *fixture)
{
  return sw_session_watch (fixture->session, mailslot_address_get_all ());
}

static void
wait_for_messages (Fixture *fixture, guint64 n_messages)
{
  fixture_wait_for (sw_message_log_get_n_messages (fixture->log) >= n_messages);
  g_assert_cmpuint (sw_message_log_get_n_messages (fixture->log), ==, n_messages);
}

static void
assert_text (Fixture *fixture, guint64 serial, const char *text)
{
  MailslotRecord record;

  g_assert_true (sw_message_log_get_record (fixture->log, serial, &record));
  g_assert_cmpmem (record.payload, record.size, text, strlen (text));
}

/* A slot that is watched gets what is sent on this computer and what others send. */
static void
test_both_ways (Fixture *fixture, gconstpointer data)
{
  SwWatch *watch = sw_session_watch (fixture->session, fixture->slot);
  MailslotRecord record;

  datagram_peer_send (fixture->peer, fixture->name, "far");
  wait_for_messages (fixture, 1);
  fixture_send (fixture->slot, "near");
  wait_for_messages (fixture, 2);
  g_assert_cmpuint (sw_watch_get_n_messages (watch), ==, 2);
  g_assert_cmpuint (sw_watch_get_n_bytes (watch), ==, 7);
  g_assert_true (sw_message_log_get_record (fixture->log, 1, &record));
  g_assert_cmpint (record.transport, ==, MAILSLOT_TRANSPORT_NETBIOS);
  g_assert_cmpstr (mailslot_address_get_host (record.slot), ==, "OFFICE");
  g_assert_true (sw_message_log_get_record (fixture->log, 2, &record));
  g_assert_cmpint (record.transport, ==, MAILSLOT_TRANSPORT_LOCAL);
}

/* Whoever watches a slot counts its messages, and all slots count the rest. */
static void
test_routes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *upper = g_ascii_strup (fixture->name, -1);
  SwWatch *watch = sw_session_watch (fixture->session, fixture->slot);
  SwWatch *all = watch_all (fixture);

  g_assert_cmpint (sw_watch_get_state (all), ==, SW_WATCH_LISTENING);
  g_assert_true (sw_session_find (fixture->session, mailslot_address_get_all ()) == all);
  g_assert_true (watch_all (fixture) == all);
  datagram_peer_send (fixture->peer, "BROWSE", "1");
  datagram_peer_send (fixture->peer, upper, "2");
  datagram_peer_send (fixture->peer, "NET\\NETLOGON", "3");
  wait_for_messages (fixture, 3);
  assert_text (fixture, 1, "1");
  assert_text (fixture, 2, "2");
  assert_text (fixture, 3, "3");
  g_assert_cmpuint (sw_watch_get_n_messages (watch), ==, 1);
  g_assert_cmpuint (sw_watch_get_n_messages (all), ==, 2);
  g_assert_cmpint (sw_watch_get_last_arrival_us (all), >, 0);

  /* Without the watch of the slot its messages are among all. */
  sw_session_remove (fixture->session, watch);
  datagram_peer_send (fixture->peer, upper, "4");
  wait_for_messages (fixture, 4);
  g_assert_cmpuint (sw_watch_get_n_messages (all), ==, 3);

  sw_watch_stop (all);
  g_assert_cmpint (sw_watch_get_state (all), ==, SW_WATCH_STOPPED);
  g_assert_cmpint (sw_network_get_state (sw_session_get_network (fixture->session)),
                   ==,
                   SW_NETWORK_OFF);
}

static void
count_cb (guint *n_calls)
{
  (*n_calls)++;
}

/* A watch tells its count once a batch, and only if it is another one. */
static void
test_notifies (Fixture *fixture, gconstpointer data)
{
  SwWatch *watch = sw_session_watch (fixture->session, fixture->slot);
  SwWatch *all = watch_all (fixture);
  guint n_watch = 0;
  guint n_all = 0;

  g_signal_connect_swapped (watch, "notify::n-messages", G_CALLBACK (count_cb), &n_watch);
  g_signal_connect_swapped (all, "notify::n-messages", G_CALLBACK (count_cb), &n_all);
  for (guint i = 0; i < 3; i++)
    datagram_peer_send (fixture->peer, "elsewhere", "x");
  wait_for_messages (fixture, 3);
  g_assert_cmpuint (n_watch, ==, 0);
  g_assert_cmpuint (n_all, >=, 1);
  g_assert_cmpuint (n_all, <=, 3);
}

/* All slots fail and recover with the port; a slot of this computer does not care. */
static void
test_port_fails (Fixture *fixture, gconstpointer data)
{
  SwNetwork *network = sw_session_get_network (fixture->session);
  SwWatch *watch;
  SwWatch *all;
  guint n_notifies = 0;

  apply (fixture, MAILSLOT_SOURCE_RELAY);
  watch = sw_session_watch (fixture->session, fixture->slot);
  g_assert_cmpint (sw_watch_get_state (watch), ==, SW_WATCH_LISTENING);
  g_assert_cmpint (sw_network_get_state (network), ==, SW_NETWORK_FAILED);

  all = watch_all (fixture);
  g_assert_cmpint (sw_watch_get_state (all), ==, SW_WATCH_FAILED);
  g_assert_cmpstr (sw_watch_get_error (all)->message,
                   ==,
                   sw_network_get_error (network)->message);
  g_signal_connect_swapped (all, "notify::state", G_CALLBACK (count_cb), &n_notifies);
  g_assert_false (sw_watch_start (all));
  g_assert_cmpuint (n_notifies, ==, 1);

  apply (fixture, MAILSLOT_SOURCE_DIRECT);
  g_assert_cmpint (sw_watch_get_state (all), ==, SW_WATCH_LISTENING);
  g_assert_null (sw_watch_get_error (all));
  g_assert_cmpuint (n_notifies, ==, 2);
  datagram_peer_send (fixture->peer, "anything", "x");
  wait_for_messages (fixture, 1);

  apply (fixture, MAILSLOT_SOURCE_RELAY);
  g_assert_cmpint (sw_watch_get_state (all), ==, SW_WATCH_FAILED);
  g_assert_cmpint (sw_watch_get_state (watch), ==, SW_WATCH_LISTENING);
  sw_watch_stop (all);
  apply (fixture, MAILSLOT_SOURCE_DIRECT);
  g_assert_cmpint (sw_watch_get_state (all), ==, SW_WATCH_STOPPED);
}

static void
test_no_source (Fixture *fixture, gconstpointer data)
{
  SwWatch *all;

  apply (fixture, MAILSLOT_SOURCE_NONE);
  all = watch_all (fixture);
  g_assert_cmpint (sw_watch_get_state (all), ==, SW_WATCH_FAILED);
  g_assert_error (sw_watch_get_error (all), G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
  apply (fixture, MAILSLOT_SOURCE_DIRECT);
  g_assert_cmpint (sw_watch_get_state (all), ==, SW_WATCH_LISTENING);
  apply (fixture, MAILSLOT_SOURCE_NONE);
  g_assert_cmpint (sw_watch_get_state (all), ==, SW_WATCH_FAILED);
}

/* A slot that could not be created does not take messages of the network either. */
static void
test_failed_slot (Fixture *fixture, gconstpointer data)
{
  G_GNUC_UNUSED g_autoptr (MailslotReader) reader =
      mailslot_reader_open (fixture->slot, NULL, NULL);
  SwWatch *watch = sw_session_watch (fixture->session, fixture->slot);
  SwWatch *all = watch_all (fixture);

  g_assert_cmpint (sw_watch_get_state (watch), ==, SW_WATCH_FAILED);
  datagram_peer_send (fixture->peer, fixture->name, "x");
  wait_for_messages (fixture, 1);
  g_assert_cmpuint (sw_watch_get_n_messages (watch), ==, 0);
  g_assert_cmpuint (sw_watch_get_n_messages (all), ==, 1);
}

/* What arrived before the end is logged and counted, although the main loop never ran. */
static void
test_stop_all (Fixture *fixture, gconstpointer data)
{
  SwNetwork *network = sw_session_get_network (fixture->session);
  g_autoptr (MailslotAddress) other = fixture_address_new ();
  SwWatch *watch = sw_session_watch (fixture->session, fixture->slot);
  SwWatch *other_watch = sw_session_watch (fixture->session, other);
  MailslotPortStatus status;
  G_GNUC_UNUSED g_autoptr (Watchdog) watchdog = watchdog_start (300);

  datagram_peer_send (fixture->peer, fixture->name, "x");
  datagram_peer_send (fixture->peer, mailslot_address_get_name (other), "y");
  do
    g_assert_true (sw_network_get_status (network, &status));
  while (status.n_messages < 2);
  sw_session_stop_all (fixture->session);
  g_assert_cmpint (sw_network_get_state (network), ==, SW_NETWORK_OFF);
  g_assert_cmpuint (sw_message_log_get_n_messages (fixture->log), ==, 2);
  assert_text (fixture, 1, "x");
  assert_text (fixture, 2, "y");
  g_assert_cmpuint (sw_watch_get_n_messages (watch), ==, 1);
  g_assert_cmpuint (sw_watch_get_n_messages (other_watch), ==, 1);
}

static void
remove_cb (SwWatch *watch, GParamSpec *pspec, SwSession *session)
{
  sw_session_remove (session, watch);
}

/* Who is told of a message may remove the watch. */
static void
test_remove_in_handler (Fixture *fixture, gconstpointer data)
{
  SwWatch *watch = sw_session_watch (fixture->session, fixture->slot);

  g_signal_connect (watch,
                    "notify::n-messages",
                    G_CALLBACK (remove_cb),
                    fixture->session);
  datagram_peer_send (fixture->peer, fixture->name, "x");
  wait_for_messages (fixture, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->session)), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("SLOTWATCH_RELAY_SOCKET", "/nonexistent/slotwatch-relay", TRUE);

#define ADD(path, function)                                                              \
  g_test_add ("/session-network/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("both-ways", test_both_ways);
  ADD ("routes", test_routes);
  ADD ("notifies", test_notifies);
  ADD ("port-fails", test_port_fails);
  ADD ("no-source", test_no_source);
  ADD ("failed-slot", test_failed_slot);
  ADD ("stop-all", test_stop_all);
  ADD ("remove-in-handler", test_remove_in_handler);
#undef ADD
  return fixture_run ();
}
