/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-network.h"

#include <arpa/inet.h>
#include <unistd.h>

#include "datagram-peer.h"
#include "session-fixture.h"
#include "test-port.h"

/* What only a Unix system does, or lets us see: a port that somebody owns alone, and
 * further addresses of the loopback interface. */

typedef struct
{
  SwNetwork *network;
  SwNetworkSettings settings;
  MailslotAddress *slot;
  guint n_received;
  guint n_repeated;
} Fixture;

static void
batch_received_cb (Fixture *fixture, MailslotBatch *batch)
{
  MailslotBatchIter iter;
  MailslotRecord record;

  mailslot_batch_iter_init (&iter, batch);
  while (mailslot_batch_iter_next (&iter, &record))
    {
      fixture->n_received++;
      fixture->n_repeated += (record.flags & MAILSLOT_RECORD_REPEATED) != 0;
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->network = sw_network_new ();
  fixture->settings = (SwNetworkSettings){ .options = MAILSLOT_NETWORK_OPTIONS_INIT,
                                           .source = MAILSLOT_SOURCE_DIRECT };
  fixture->settings.options.datagram_port = test_port_new ();
  fixture->settings.options.name_port = test_port_new ();
  fixture->slot = mailslot_address_new_local ("slot", NULL);
  g_signal_connect_swapped (fixture->network,
                            "batch-received",
                            G_CALLBACK (batch_received_cb),
                            fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->network);
  mailslot_address_unref (fixture->slot);
}

static void
apply (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sw_network_apply (fixture->network, &fixture->settings, &error));
  g_assert_no_error (error);
}

/* A socket that shares @port with nobody. */
static int
take_port (guint16 port)
{
  const struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (bind (fd, (const struct sockaddr *) &address, sizeof address), ==, 0);
  return fd;
}

static void
count_cb (guint *n_calls)
{
  (*n_calls)++;
}

/* The port is had as soon as somebody wants something after it is free. */
static void
test_retry (Fixture *fixture, gconstpointer data)
{
  int fd = take_port (fixture->settings.options.datagram_port);

  apply (fixture);
  sw_network_want (fixture->network, fixture->slot);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_FAILED);
  apply (fixture);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_FAILED);
  close (fd);
  sw_network_want (fixture->network, fixture->slot);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_LISTENING);
}

static void
send_by_two_ways (Fixture *fixture, const char *text)
{
  guint16 port = fixture->settings.options.datagram_port;
  g_autoptr (DatagramPeer) one = datagram_peer_new (port);
  g_autoptr (DatagramPeer) two = datagram_peer_new_from ("127.0.0.2", port);

  datagram_peer_send (one, "slot", text);
  datagram_peer_send (two, "slot", text);
}

static guint64
get_n_repeats (Fixture *fixture)
{
  MailslotPortStatus status;

  g_assert_true (sw_network_get_status (fixture->network, &status));
  return status.n_repeats;
}

/* To leave repeats out needs no other port. */
static void
test_repeats (Fixture *fixture, gconstpointer data)
{
  G_GNUC_UNUSED g_autoptr (Watchdog) watchdog = watchdog_start (300);
  guint n_notifies = 0;

  apply (fixture);
  sw_network_want (fixture->network, fixture->slot);
  g_signal_connect_swapped (fixture->network,
                            "notify::state",
                            G_CALLBACK (count_cb),
                            &n_notifies);
  send_by_two_ways (fixture, "shown");
  fixture_wait_for (fixture->n_received == 2);
  g_assert_cmpuint (fixture->n_repeated, ==, 1);

  fixture->settings.leaves_out_repeats = TRUE;
  apply (fixture);
  send_by_two_ways (fixture, "once");
  send_by_two_ways (fixture, "only");
  fixture_wait_for (fixture->n_received == 4);
  while (get_n_repeats (fixture) < 3) /* the last one wakes no main loop */
    g_thread_yield ();
  g_assert_cmpuint (fixture->n_repeated, ==, 1);
  g_assert_cmpuint (n_notifies, ==, 0);
}

/* Whoever owns the port of the name service answers already; messages come all the same.
 */
static void
test_names_are_taken (Fixture *fixture, gconstpointer data)
{
  int fd = take_port (fixture->settings.options.name_port);
  guint n_notifies = 0;

  fixture->settings.answers_names = TRUE;
  apply (fixture);
  g_assert_null (sw_network_get_names_error (fixture->network));
  g_signal_connect_swapped (fixture->network,
                            "notify::state",
                            G_CALLBACK (count_cb),
                            &n_notifies);
  sw_network_want (fixture->network, fixture->slot);
  g_assert_cmpint (sw_network_get_state (fixture->network), ==, SW_NETWORK_LISTENING);
  g_assert_error (sw_network_get_names_error (fixture->network),
                  MAILSLOT_ERROR,
                  MAILSLOT_ERROR_ALREADY_EXISTS);
  g_assert_cmpuint (n_notifies, ==, 2);
  apply (fixture);
  g_assert_cmpuint (n_notifies, ==, 2);

  fixture->settings.answers_names = FALSE;
  apply (fixture);
  g_assert_null (sw_network_get_names_error (fixture->network));
  g_assert_cmpuint (n_notifies, ==, 3);
  close (fd);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                              \
  g_test_add ("/unix/network/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("retry", test_retry);
  ADD ("repeats", test_repeats);
  ADD ("names-are-taken", test_names_are_taken);
#undef ADD
  return fixture_run ();
}
