/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-name-client.h"

#include "support/name-peer.h"
#include "support/test-port.h"
#include "support/watchdog.h"

#include <string.h>

/* Who is where on the loopback. */
#define OWN_HOST 1
#define PEER_HOST 2
#define OTHER_HOST 3

typedef struct
{
  NetbiosNameClient client;
  NetbiosName name;
  GCancellable *cancellable;
  NamePeer *other; /* at OTHER_HOST, says nothing by itself */
  Watchdog *watchdog;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->watchdog = watchdog_start (300);
  self->client.port = test_port_new ();
  self->client.interfaces = name_peer_make_interfaces (OWN_HOST, PEER_HOST);
  self->cancellable = g_cancellable_new ();
  self->other = name_peer_start (OTHER_HOST, self->client.port, NULL, NULL);
  g_assert_true (netbios_name_init (&self->name, "WANTED", 0, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  name_peer_stop (self->other);
  g_assert_finalize_object (self->cancellable);
  g_array_unref (self->client.interfaces);
  watchdog_stop (self->watchdog);
}

/* When the client asks again, or gives up after the third time. */
#define EVERYBODY_INTERVAL_US (250 * G_TIME_SPAN_MILLISECOND)
#define SERVER_INTERVAL_US (1500 * G_TIME_SPAN_MILLISECOND)
#define NODE_INTERVAL_US (500 * G_TIME_SPAN_MILLISECOND)

/* Longer than until the next try. */
#define SLOW_ANSWER_US (2 * G_TIME_SPAN_SECOND)

/* Where the peer says nothing, it says nothing too late. */
#define NO_LIMIT_US G_MAXINT64

static void
ask_everybody (Fixture *self, gpointer owners)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (netbios_name_client_ask_everybody (&self->client,
                                                    &self->name,
                                                    owners,
                                                    self->cancellable,
                                                    &error));
  g_assert_no_error (error);
}

static void
ask_server (Fixture *self, gpointer owners)
{
  static const guint8 server[] = { 127, 0, 0, PEER_HOST };
  g_autoptr (GError) error = NULL;

  g_assert_true (netbios_name_client_ask_server (&self->client,
                                                 server,
                                                 &self->name,
                                                 owners,
                                                 self->cancellable,
                                                 &error));
  g_assert_no_error (error);
}

static void
ask_node (Fixture *self, gpointer result)
{
  static const guint8 address[] = { 127, 0, 0, PEER_HOST };
  char **computer = result;
  g_autoptr (GError) error = NULL;
  NetbiosName name;
  gboolean is_told;

  g_assert_true (netbios_name_client_ask_node (&self->client,
                                               address,
                                               &name,
                                               &is_told,
                                               self->cancellable,
                                               &error));
  g_assert_no_error (error);
  g_free (*computer);
  *computer = is_told ? netbios_name_to_string (&name) : NULL;
}

/* The peer's thread has to answer within @limit_us. On a busy computer it may not, and
 * then everything is done once more.
 *
 * Returns: how often was asked */
static guint
ask (Fixture *self,
     void (*function) (Fixture *self, gpointer result),
     NamePeerFunc func,
     gint64 limit_us,
     gpointer result)
{
  gint64 elapsed_us;
  guint n_requests;

  do
    {
      NamePeer *peer = name_peer_start (PEER_HOST, self->client.port, func, self);
      gint64 start_us = g_get_monotonic_time ();

      function (self, result);
      elapsed_us = g_get_monotonic_time () - start_us;
      n_requests = name_peer_stop (peer);
    }
  while (elapsed_us >= limit_us);
  return n_requests;
}

static void
assert_owner (const NetbiosOwners *owners, guint8 host)
{
  const guint8 address[] = { 127, 0, 0, host };

  g_assert_true (owners->is_answered);
  g_assert_true (owners->is_owned);
  g_assert_cmpuint (owners->n_addresses, ==, 1);
  g_assert_cmpmem (owners->addresses[0], 4, address, 4);
}

/* Peers */

static void
say_mine (NamePeer *peer,
          const NetbiosNamePacket *request,
          GSocketAddress *sender,
          guint count,
          gpointer data)
{
  g_assert_cmpuint (request->opcode, ==, NETBIOS_NAME_QUERY);
  g_assert_cmpuint (request->type, ==, NETBIOS_RECORD_OWNERS);
  name_peer_send_owner (peer, request, PEER_HOST, FALSE, sender);
}

static void
say_member (NamePeer *peer,
            const NetbiosNamePacket *request,
            GSocketAddress *sender,
            guint count,
            gpointer data)
{
  name_peer_send_owner (peer, request, PEER_HOST, TRUE, sender);
}

static void
say_nobody (NamePeer *peer,
            const NetbiosNamePacket *request,
            GSocketAddress *sender,
            guint count,
            gpointer data)
{
  NetbiosNamePacket answer;

  netbios_name_packet_init_response (&answer, request, NETBIOS_NAME_NOT_FOUND);
  name_peer_send (peer, &answer, sender);
}

static void
say_nothing (NamePeer *peer,
             const NetbiosNamePacket *request,
             GSocketAddress *sender,
             guint count,
             gpointer data)
{
}

static void
cancel (NamePeer *peer,
        const NetbiosNamePacket *request,
        GSocketAddress *sender,
        guint count,
        gpointer data)
{
  Fixture *self = data;

  g_cancellable_cancel (self->cancellable);
}

static void
say_wrong_id (NamePeer *peer, const NetbiosNamePacket *request, GSocketAddress *sender)
{
  NetbiosNamePacket wrong = *request;

  wrong.id = (guint16) (request->id + 1);
  name_peer_send_owner (peer, &wrong, 66, FALSE, sender);
}

static void
say_wrong_name (NamePeer *peer, const NetbiosNamePacket *request, GSocketAddress *sender)
{
  NetbiosNamePacket wrong = *request;

  g_assert_true (netbios_name_init (&wrong.name, "UNWANTED", 0, NULL));
  name_peer_send_owner (peer, &wrong, 66, FALSE, sender);
}

/* The question itself is no answer, nor is another kind of answer. */
static void
say_wrong_kind (NamePeer *peer, const NetbiosNamePacket *request, GSocketAddress *sender)
{
  NetbiosNamePacket wrong = *request;

  name_peer_send (peer, request, sender);
  wrong.opcode = NETBIOS_NAME_REGISTRATION;
  name_peer_send_owner (peer, &wrong, 66, FALSE, sender);
  name_peer_send_status (peer, request, "LIAR", sender);
}

static void
say_wrong_bytes (NamePeer *peer, const NetbiosNamePacket *request, GSocketAddress *sender)
{
  const guint8 bytes[] = {
    request->id >> 8, request->id & 0xff, 0x85, 0, 0, 0, 0, 1, 0, 0, 0, 0, 32, 'E'
  };

  for (gsize size = 0; size <= sizeof bytes; size++)
    name_peer_send_bytes (peer, bytes, size, sender);
}

static void
say_wrong_addresses (NamePeer *peer,
                     const NetbiosNamePacket *request,
                     GSocketAddress *sender)
{
  static const guint8 record[] = {
    0, 0, 0,   0,   0,   0, /* nobody */
    0, 0, 224, 0,   0,   1, /* everybody */
    0, 0, 255, 255, 255, 255,
  };
  NetbiosNamePacket answer;

  netbios_name_packet_init_response (&answer, request, NETBIOS_NAME_OK);
  name_peer_send (peer, &answer, sender);
  netbios_name_packet_set_record (&answer, 0, record, sizeof record);
  name_peer_send (peer, &answer, sender);
}

static void
lie (NamePeer *peer, const NetbiosNamePacket *request, GSocketAddress *sender)
{
  say_wrong_id (peer, request, sender);
  say_wrong_name (peer, request, sender);
  say_wrong_kind (peer, request, sender);
  say_wrong_bytes (peer, request, sender);
  say_wrong_addresses (peer, request, sender);
}

static void
lie_first (NamePeer *peer,
           const NetbiosNamePacket *request,
           GSocketAddress *sender,
           guint count,
           gpointer data)
{
  lie (peer, request, sender);
  if (count == 3)
    name_peer_send_owner (peer, request, PEER_HOST, FALSE, sender);
}

/* The right answer, but from a port that an ordinary user could have. */
static void
answer_from_elsewhere (NamePeer *peer,
                       const NetbiosNamePacket *request,
                       GSocketAddress *sender,
                       guint count,
                       gpointer data)
{
  NamePeer *elsewhere = name_peer_start (PEER_HOST, 0, NULL, NULL);

  name_peer_send_owner (elsewhere, request, PEER_HOST, FALSE, sender);
  name_peer_stop (elsewhere);
}

static void
let_other_lie (NamePeer *peer,
               const NetbiosNamePacket *request,
               GSocketAddress *sender,
               guint count,
               gpointer data)
{
  Fixture *self = data;

  name_peer_send_owner (self->other, request, OTHER_HOST, FALSE, sender);
  if (count == 2)
    name_peer_send_owner (peer, request, PEER_HOST, FALSE, sender);
}

static void
flood (NamePeer *peer,
       const NetbiosNamePacket *request,
       GSocketAddress *sender,
       guint count,
       gpointer data)
{
  for (guint i = 0; i < 500; i++)
    lie (peer, request, sender);
}

static void
say_wait (NamePeer *peer,
          const NetbiosNamePacket *request,
          GSocketAddress *sender,
          guint count,
          gpointer data)
{
  NetbiosNamePacket answer;

  netbios_name_packet_init_response (&answer, request, NETBIOS_NAME_OK);
  answer.opcode = NETBIOS_NAME_WAIT;
  name_peer_send (peer, &answer, sender);
  g_usleep (SLOW_ANSWER_US);
  name_peer_send_owner (peer, request, PEER_HOST, FALSE, sender);
}

static void
say_status (NamePeer *peer,
            const NetbiosNamePacket *request,
            GSocketAddress *sender,
            guint count,
            gpointer data)
{
  g_assert_cmpuint (request->type, ==, NETBIOS_RECORD_STATUS);
  g_assert_true (netbios_name_is_wildcard (&request->name));
  name_peer_send_status (peer, request, "PEER", sender);
}

static void
say_status_without_computer (NamePeer *peer,
                             const NetbiosNamePacket *request,
                             GSocketAddress *sender,
                             guint count,
                             gpointer data)
{
  name_peer_send_status (peer, request, NULL, sender);
}

static void
say_wrong_status_first (NamePeer *peer,
                        const NetbiosNamePacket *request,
                        GSocketAddress *sender,
                        guint count,
                        gpointer data)
{
  NetbiosNamePacket wrong = *request;

  wrong.id++;
  name_peer_send_status (peer, &wrong, "LIAR", sender);
  netbios_name_packet_init_response (&wrong, request, NETBIOS_NAME_OK);
  netbios_name_packet_set_record (&wrong, 0, (const guint8 *) "\xff", 1);
  name_peer_send (peer, &wrong, sender);
  if (count == 2)
    name_peer_send_status (peer, request, "PEER", sender);
}

/* Tests */

static void
test_everybody_is_asked (Fixture *self, gconstpointer data)
{
  NetbiosOwners owners;

  g_assert_cmpuint (ask (self, ask_everybody, say_mine, EVERYBODY_INTERVAL_US, &owners),
                    ==,
                    1);
  assert_owner (&owners, PEER_HOST);
  g_assert_false (owners.is_group);
}

static void
test_group_is_told (Fixture *self, gconstpointer data)
{
  NetbiosOwners owners;

  ask (self, ask_everybody, say_member, EVERYBODY_INTERVAL_US, &owners);
  assert_owner (&owners, PEER_HOST);
  g_assert_true (owners.is_group);
}

static void
test_asks_three_times (Fixture *self, gconstpointer data)
{
  gint64 start_us = g_get_monotonic_time ();
  NetbiosOwners owners;

  g_assert_cmpuint (ask (self, ask_everybody, say_nothing, NO_LIMIT_US, &owners), ==, 3);
  g_assert_false (owners.is_answered);
  g_assert_false (owners.is_owned);
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 750 * 1000);
}

static void
test_nobody_speaks_for_everybody (Fixture *self, gconstpointer data)
{
  NetbiosOwners owners;

  g_assert_cmpuint (ask (self, ask_everybody, say_nobody, NO_LIMIT_US, &owners), ==, 3);
  g_assert_false (owners.is_answered);
}

static void
test_lies_are_ignored (Fixture *self, gconstpointer data)
{
  NetbiosOwners owners;

  g_assert_cmpuint (
      ask (self, ask_everybody, lie_first, 3 * EVERYBODY_INTERVAL_US, &owners),
      ==,
      3);
  assert_owner (&owners, PEER_HOST);
}

static void
test_other_ports_are_ignored (Fixture *self, gconstpointer data)
{
  NetbiosOwners owners;

  g_assert_cmpuint (
      ask (self, ask_everybody, answer_from_elsewhere, NO_LIMIT_US, &owners),
      ==,
      3);
  g_assert_false (owners.is_answered);
}

static void
test_flood_ends (Fixture *self, gconstpointer data)
{
  NetbiosOwners owners;

  ask (self, ask_everybody, flood, NO_LIMIT_US, &owners);
  g_assert_false (owners.is_answered);
}

static void
test_no_interface_is_no_failure (Fixture *self, gconstpointer data)
{
  NetbiosOwners owners;

  g_array_set_size (self->client.interfaces, 0);
  g_assert_cmpuint (ask (self, ask_everybody, say_mine, NO_LIMIT_US, &owners), ==, 0);
  g_assert_false (owners.is_answered);
}

static void
test_server_is_asked (Fixture *self, gconstpointer data)
{
  NetbiosOwners owners;

  g_assert_cmpuint (ask (self, ask_server, say_mine, SERVER_INTERVAL_US, &owners), ==, 1);
  assert_owner (&owners, PEER_HOST);
}

static void
test_server_knows_nobody (Fixture *self, gconstpointer data)
{
  NetbiosOwners owners;

  g_assert_cmpuint (ask (self, ask_server, say_nobody, SERVER_INTERVAL_US, &owners),
                    ==,
                    1);
  g_assert_true (owners.is_answered);
  g_assert_false (owners.is_owned);
}

static void
test_other_servers_are_ignored (Fixture *self, gconstpointer data)
{
  NetbiosOwners owners;

  g_assert_cmpuint (
      ask (self, ask_server, let_other_lie, 2 * SERVER_INTERVAL_US, &owners),
      ==,
      2);
  assert_owner (&owners, PEER_HOST);
}

static void
test_server_may_take_time (Fixture *self, gconstpointer data)
{
  NetbiosOwners owners;

  g_assert_cmpuint (
      ask (self, ask_server, say_wait, SERVER_INTERVAL_US + SLOW_ANSWER_US, &owners),
      ==,
      1);
  assert_owner (&owners, PEER_HOST);
}

static void
test_no_server_is_noticed (Fixture *self, gconstpointer data)
{
  static const guint8 nobody[] = { 127, 0, 0, 7 };
  g_autoptr (GError) error = NULL;
  NetbiosOwners owners;

  g_assert_true (netbios_name_client_ask_server (&self->client,
                                                 nobody,
                                                 &self->name,
                                                 &owners,
                                                 NULL,
                                                 &error));
  g_assert_false (owners.is_answered);
}

static void
test_is_cancelled (Fixture *self, gconstpointer data)
{
  static const guint8 server[] = { 127, 0, 0, PEER_HOST };
  NamePeer *peer = name_peer_start (PEER_HOST, self->client.port, cancel, self);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  NetbiosOwners owners;
  gint64 elapsed_us;

  g_assert_false (netbios_name_client_ask_server (&self->client,
                                                  server,
                                                  &self->name,
                                                  &owners,
                                                  self->cancellable,
                                                  &error));
  elapsed_us = g_get_monotonic_time () - start_us;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* It did not wait for the time of the second try, unless the peer was that slow. */
  g_assert_true (name_peer_stop (peer) == 1 || elapsed_us >= SERVER_INTERVAL_US);
}

static void
test_node_is_asked (Fixture *self, gconstpointer data)
{
  g_autofree char *computer = NULL;

  g_assert_cmpuint (ask (self, ask_node, say_status, NODE_INTERVAL_US, &computer), ==, 1);
  g_assert_cmpstr (computer, ==, "PEER<00>");
}

static void
test_node_without_computer (Fixture *self, gconstpointer data)
{
  g_autofree char *computer = NULL;

  g_assert_cmpuint (
      ask (self, ask_node, say_status_without_computer, NODE_INTERVAL_US, &computer),
      ==,
      1);
  g_assert_null (computer);
}

static void
test_wrong_status_is_ignored (Fixture *self, gconstpointer data)
{
  g_autofree char *computer = NULL;

  g_assert_cmpuint (
      ask (self, ask_node, say_wrong_status_first, 2 * NODE_INTERVAL_US, &computer),
      ==,
      2);
  g_assert_cmpstr (computer, ==, "PEER<00>");
}

static void
test_silent_node (Fixture *self, gconstpointer data)
{
  g_autofree char *computer = NULL;

  g_assert_cmpuint (ask (self, ask_node, say_nothing, NO_LIMIT_US, &computer), ==, 3);
  g_assert_null (computer);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/netbios-name-client/everybody/is-asked", test_everybody_is_asked);
  add ("/netbios-name-client/everybody/tells-a-group", test_group_is_told);
  add ("/netbios-name-client/everybody/three-times", test_asks_three_times);
  add ("/netbios-name-client/everybody/not-spoken-for", test_nobody_speaks_for_everybody);
  add ("/netbios-name-client/everybody/lies", test_lies_are_ignored);
  add ("/netbios-name-client/everybody/other-ports", test_other_ports_are_ignored);
  add ("/netbios-name-client/everybody/flood", test_flood_ends);
  add ("/netbios-name-client/everybody/no-interface", test_no_interface_is_no_failure);
  add ("/netbios-name-client/server/is-asked", test_server_is_asked);
  add ("/netbios-name-client/server/knows-nobody", test_server_knows_nobody);
  add ("/netbios-name-client/server/others", test_other_servers_are_ignored);
  add ("/netbios-name-client/server/takes-time", test_server_may_take_time);
  add ("/netbios-name-client/server/not-there", test_no_server_is_noticed);
  add ("/netbios-name-client/server/cancelled", test_is_cancelled);
  add ("/netbios-name-client/node/is-asked", test_node_is_asked);
  add ("/netbios-name-client/node/without-computer", test_node_without_computer);
  add ("/netbios-name-client/node/lies", test_wrong_status_is_ignored);
  add ("/netbios-name-client/node/silent", test_silent_node);
  return g_test_run ();
}
