/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/mailslot-name-responder-private.h"

#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-resolver-private.h"
#include "name-peer.h"
#include "scripted-dns.h"
#include "test-port.h"
#include "watchdog.h"

#include <string.h>

/* Who is where on the loopback. */
#define OWN_HOST 1
#define PEER_HOST 2  /* hears our broadcasts */
#define ASKER_HOST 3 /* looks for names */
#define OLD_HOST 8   /* where we were when the responder was opened */

#define N_FLOOD 4000

typedef struct
{
  MailslotNetwork *network;
  GArray *interfaces;
  GInetAddress *address;
  GSocketAddress *socket_address; /* of the responder */
  guint16 port;
  GMainContext *context;
  MailslotNameResponder *responder; /* (nullable) */
  GError *failure;                  /* (nullable): what "failed" told */
  guint n_failures;
  NamePeer *peer;
  GMutex lock;
  GString *heard;       /* guarded by lock: a line for each packet at the peer */
  NetbiosName name;     /* the responder's */
  int claim_id;         /* atomic */
  const char *objected; /* a name that the peer has already */
  int n_ignored;        /* requests that the peer lets pass before it objects */
  int n_objections;     /* atomic */
  ScriptedDns *dns;     /* knows nobody */
  Watchdog *watchdog;
} Fixture;

static MailslotNetwork *
make_network (const char *computer, guint16 port)
{
  MailslotNetworkOptions options = MAILSLOT_NETWORK_OPTIONS_INIT;
  MailslotNetwork *network;
  g_autoptr (GError) error = NULL;

  options.computer = computer;
  options.workgroup = "ourgroup";
  options.wins = "";
  options.name_port = port;
  network = mailslot_network_new (&options, &error);
  g_assert_no_error (error);
  return network;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  static const guint8 own[] = { 127, 0, 0, OWN_HOST };

  self->watchdog = watchdog_start (300);
  self->port = test_port_new ();
  self->network = make_network ("me", self->port);
  self->interfaces = name_peer_make_interfaces (OWN_HOST, PEER_HOST);
  self->address = g_inet_address_new_from_bytes (own, G_SOCKET_FAMILY_IPV4);
  self->socket_address = g_inet_socket_address_new (self->address, self->port);
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  g_mutex_init (&self->lock);
  self->heard = g_string_new (NULL);
  g_assert_true (netbios_name_init (&self->name, "ME", 0, NULL));
  self->dns = scripted_dns_new ();
  g_resolver_set_default (G_RESOLVER (self->dns));
}

static void
close_all (Fixture *self)
{
  if (self->responder != NULL)
    g_assert_finalize_object (g_steal_pointer (&self->responder));
  g_clear_pointer (&self->peer, name_peer_stop);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  close_all (self);
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_string_free (self->heard, TRUE);
  g_mutex_clear (&self->lock);
  g_clear_error (&self->failure);
  g_object_unref (self->dns);
  g_object_unref (self->socket_address);
  g_object_unref (self->address);
  g_array_unref (self->interfaces);
  mailslot_network_unref (self->network);
  watchdog_stop (self->watchdog);
}

static void
failed_cb (MailslotNameResponder *responder, const GError *error, gpointer data)
{
  Fixture *self = data;

  self->n_failures++;
  g_clear_error (&self->failure);
  self->failure = g_error_copy (error);
  /* As a window may do it. */
  g_clear_object (&self->responder);
}

static void
open_responder (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->responder = mailslot_name_responder_open_on (self->network,
                                                     self->interfaces,
                                                     self->address,
                                                     &error);
  g_assert_no_error (error);
  g_signal_connect (self->responder, "failed", G_CALLBACK (failed_cb), self);
}

/* What the peer hears */

static const char *
describe_opcode (const NetbiosNamePacket *packet)
{
  if (netbios_name_packet_is_response (packet))
    return packet->result == NETBIOS_NAME_OK ? "yes to" : "no to";
  if (packet->opcode == NETBIOS_NAME_REGISTRATION)
    return packet->flags & NETBIOS_NAME_RECURSION_DESIRED ? "requests" : "demands";
  return packet->opcode == NETBIOS_NAME_RELEASE ? "releases" : "asks for";
}

static void
hear (Fixture *self, const NetbiosNamePacket *packet)
{
  g_autofree char *name = netbios_name_to_string (&packet->name);

  g_mutex_lock (&self->lock);
  g_string_append_printf (self->heard, "%s %s", describe_opcode (packet), name);
  if (netbios_name_packet_get_n_owners (packet) == 1)
    {
      NetbiosOwner owner = netbios_name_packet_get_owner (packet, 0);

      g_string_append_printf (self->heard,
                              "%s of %u.%u.%u.%u",
                              owner.is_group ? " group" : "",
                              owner.address[0],
                              owner.address[1],
                              owner.address[2],
                              owner.address[3]);
    }
  g_string_append_c (self->heard, '\n');
  g_mutex_unlock (&self->lock);
  g_main_context_wakeup (self->context);
}

static guint
count_heard (Fixture *self, const char *line)
{
  g_auto (GStrv) lines = NULL;
  guint n_heard = 0;

  g_mutex_lock (&self->lock);
  lines = g_strsplit (self->heard->str, "\n", -1);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; lines[i] != NULL; i++)
    n_heard += g_str_equal (lines[i], line);
  return n_heard;
}

static void
wait_until_heard (Fixture *self, const char *line, guint n_times)
{
  while (count_heard (self, line) < n_times)
    g_main_context_iteration (self->context, TRUE);
}

static void
assert_heard (Fixture *self, const char *lines)
{
  g_mutex_lock (&self->lock);
  g_assert_cmpstr (self->heard->str, ==, lines);
  g_mutex_unlock (&self->lock);
}

static void
listen (NamePeer *peer,
        const NetbiosNamePacket *packet,
        GSocketAddress *sender,
        guint count,
        gpointer data)
{
  hear (data, packet);
}

static void
start_peer (Fixture *self, NamePeerFunc func)
{
  self->peer = name_peer_start (PEER_HOST, self->port, func, self);
}

static void
ask (Fixture *self, const char *name)
{
  NetbiosNamePacket request;
  NetbiosName wanted;

  g_assert_true (netbios_name_init (&wanted, name, 0, NULL));
  netbios_name_packet_init_query (&request, 1, &wanted);
  name_peer_send (self->peer, &request, self->socket_address);
}

static void
claim (Fixture *self, const char *name, gboolean is_group)
{
  NetbiosOwner owner = { .is_group = is_group, .address = { 127, 0, 0, PEER_HOST } };
  g_autoptr (GByteArray) record = g_byte_array_new ();
  NetbiosNamePacket request;
  NetbiosName wanted;

  g_assert_true (netbios_name_init (&wanted, name, 0, NULL));
  netbios_owner_encode (&owner, record);
  netbios_name_packet_init_claim (&request, 1, NETBIOS_NAME_REGISTRATION, &wanted);
  netbios_name_packet_set_record (&request, 0, record->data, record->len);
  name_peer_send (self->peer, &request, self->socket_address);
}

/* Other computers that look for us; in a thread of its own, since they wait for what the
 * responder says in this one. */

typedef struct
{
  Fixture *fixture;
  NetbiosResolver *resolver;
  const char *host;
  gboolean is_found;
  NetbiosResolution resolution;
  int is_done; /* atomic */
} Asker;

static gpointer
look (gpointer data)
{
  Asker *self = data;

  self->is_found = netbios_resolver_find_host (self->resolver,
                                               self->host,
                                               NETBIOS_SUFFIX_WORKSTATION,
                                               &self->resolution,
                                               NULL,
                                               NULL);
  g_atomic_int_set (&self->is_done, TRUE);
  g_main_context_wakeup (self->fixture->context);
  return NULL;
}

static gboolean
find (Fixture *self, const char *host, NetbiosResolution *resolution)
{
  MailslotNetwork *network = make_network ("other", self->port);
  g_autoptr (GArray) interfaces = name_peer_make_interfaces (ASKER_HOST, OWN_HOST);
  Asker asker = { .fixture = self, .host = host };
  GThread *thread;

  asker.resolver = netbios_resolver_new (network);
  netbios_resolver_set_surroundings (asker.resolver, interfaces, NULL);
  thread = g_thread_new ("asker", look, &asker);
  while (!g_atomic_int_get (&asker.is_done))
    g_main_context_iteration (self->context, TRUE);
  g_thread_join (thread);
  netbios_resolver_free (asker.resolver);
  mailslot_network_unref (network);
  *resolution = asker.resolution;
  return asker.is_found;
}

/* Who looks waits for less than a second, and on a busy computer the answer may come
 * later, if it comes. */
static void
find_at_last (Fixture *self, const char *host, NetbiosResolution *resolution)
{
  while (!find (self, host, resolution))
    continue;
}

static void
wait_until_ready (Fixture *self)
{
  NetbiosResolution resolution;

  find_at_last (self, "me", &resolution);
}

static void
assert_found (Fixture *self, const char *host, const char *expected_name)
{
  static const guint8 own[] = { 127, 0, 0, OWN_HOST };
  g_autofree char *name = NULL;
  NetbiosResolution resolution;

  find_at_last (self, host, &resolution);
  name = netbios_name_to_string (&resolution.name);
  g_assert_cmpstr (name, ==, expected_name);
  if (!resolution.is_group)
    {
      g_assert_cmpuint (resolution.n_addresses, ==, 1);
      g_assert_cmpmem (resolution.addresses[0], 4, own, 4);
    }
}

/* Tests */

static void
test_claims_and_releases (Fixture *self, gconstpointer data)
{
  start_peer (self, listen);
  open_responder (self);
  wait_until_ready (self);
  mailslot_name_responder_close (self->responder);
  mailslot_name_responder_close (self->responder);
  wait_until_heard (self, "releases OURGROUP<00> group of 127.0.0.1", 1);
  assert_heard (self,
                "requests ME<00> of 127.0.0.1\n"
                "requests OURGROUP<00> group of 127.0.0.1\n"
                "requests ME<00> of 127.0.0.1\n"
                "requests OURGROUP<00> group of 127.0.0.1\n"
                "requests ME<00> of 127.0.0.1\n"
                "requests OURGROUP<00> group of 127.0.0.1\n"
                "demands ME<00> of 127.0.0.1\n"
                "demands OURGROUP<00> group of 127.0.0.1\n"
                "releases ME<00> of 127.0.0.1\n"
                "releases OURGROUP<00> group of 127.0.0.1\n");
  g_assert_cmpuint (self->n_failures, ==, 0);
}

static void
test_is_found (Fixture *self, gconstpointer data)
{
  NetbiosResolution resolution;

  start_peer (self, listen);
  open_responder (self);
  wait_until_ready (self);
  assert_found (self, "ME", "ME<00>");
  assert_found (self, "127.0.0.1", "ME<00>");
  find_at_last (self, "OURGROUP", &resolution);
  g_assert_true (resolution.is_group);
  g_assert_false (find (self, "NOBODY", &resolution));

  mailslot_name_responder_close (self->responder);
  g_assert_false (find (self, "ME", &resolution));
}

/* Of an adapter that has got another address since. */
static void
test_says_the_address_of_now (Fixture *self, gconstpointer data)
{
  g_array_unref (self->interfaces);
  self->interfaces = name_peer_make_interfaces (OLD_HOST, PEER_HOST);
  start_peer (self, listen);
  open_responder (self);
  wait_until_heard (self, "requests ME<00> of 127.0.0.8", 1);
  wait_until_ready (self);
  assert_found (self, "ME", "ME<00>");
}

/* Asks as soon as it hears of the name, when somebody else may own it still. */
static void
ask_at_once (NamePeer *peer,
             const NetbiosNamePacket *packet,
             GSocketAddress *sender,
             guint count,
             gpointer data)
{
  Fixture *self = data;

  hear (self, packet);
  if (count == 1)
    ask (self, "ME");
}

static void
test_says_nothing_too_early (Fixture *self, gconstpointer data)
{
  start_peer (self, ask_at_once);
  open_responder (self);
  wait_until_ready (self);
  ask (self, "OURGROUP");
  wait_until_heard (self, "yes to OURGROUP<00> group of 127.0.0.1", 1);
  g_assert_cmpuint (count_heard (self, "yes to ME<00> of 127.0.0.1"), ==, 0);
}

static void
test_defends_its_name (Fixture *self, gconstpointer data)
{
  start_peer (self, listen);
  open_responder (self);
  wait_until_ready (self);
  claim (self, "OTHER", FALSE);
  claim (self, "OURGROUP", TRUE);
  claim (self, "ME", FALSE);
  wait_until_heard (self, "no to ME<00> of 127.0.0.2", 1);
  g_assert_cmpuint (count_heard (self, "no to OURGROUP<00> group of 127.0.0.2"), ==, 0);
  g_assert_cmpuint (count_heard (self, "no to OTHER<00> of 127.0.0.2"), ==, 0);
}

static void
object (NamePeer *peer,
        const NetbiosNamePacket *packet,
        GSocketAddress *sender,
        guint count,
        gpointer data)
{
  Fixture *self = data;
  g_autofree char *name = netbios_name_to_string (&packet->name);
  NetbiosNamePacket answer;

  hear (self, packet);
  if (packet->opcode != NETBIOS_NAME_REGISTRATION || !g_str_equal (name, self->objected)
      || self->n_ignored-- > 0)
    return;
  netbios_name_packet_init_response (&answer, packet, NETBIOS_NAME_TAKEN);
  netbios_name_packet_set_record (&answer, 0, packet->record, packet->record_size);
  name_peer_send (peer, &answer, sender);
  g_atomic_int_inc (&self->n_objections);
}

/* The objection is there before the responder goes on: a peer that gets no processor for
 * long must not be too late. */
static void
wait_until_failed (Fixture *self, const char *objected)
{
  self->objected = objected;
  start_peer (self, object);
  open_responder (self);
  while (g_atomic_int_get (&self->n_objections) == 0)
    g_usleep (1000);
  while (self->failure == NULL)
    g_main_context_iteration (self->context, TRUE);
}

static void
test_gives_way (Fixture *self, gconstpointer data)
{
  wait_until_failed (self, "ME<00>");
  g_assert_error (self->failure, MAILSLOT_ERROR, MAILSLOT_ERROR_ALREADY_EXISTS);
  g_assert_cmpstr (self->failure->message,
                   ==,
                   "Cannot answer for the name “ME”: the computer at 127.0.0.2 has it "
                   "already");
  wait_until_heard (self, "releases OURGROUP<00> group of 127.0.0.1", 1);
  g_assert_cmpuint (count_heard (self, "releases ME<00> of 127.0.0.1"), ==, 0);
  g_assert_cmpuint (self->n_failures, ==, 1);
  g_assert_null (self->responder);
}

/* A computer can have the name that our workgroup is to have. */
static void
test_gives_way_with_workgroup (Fixture *self, gconstpointer data)
{
  wait_until_failed (self, "OURGROUP<00>");
  g_assert_error (self->failure, MAILSLOT_ERROR, MAILSLOT_ERROR_ALREADY_EXISTS);
  g_assert_cmpstr (self->failure->message,
                   ==,
                   "Cannot answer for the name “OURGROUP”: the computer at 127.0.0.2 has "
                   "it already");
  wait_until_heard (self, "releases ME<00> of 127.0.0.1", 1);
  g_assert_cmpuint (count_heard (self, "releases OURGROUP<00> group of 127.0.0.1"),
                    ==,
                    0);
  g_assert_cmpuint (self->n_failures, ==, 1);
}

/* Nobody is told that it is ours when the last of the requests is objected to: by then
 * all were received, as the responder waits in this thread. */
static void
test_gives_way_at_last (Fixture *self, gconstpointer data)
{
  self->objected = "ME<00>";
  self->n_ignored = 2;
  start_peer (self, object);
  open_responder (self);
  while (self->failure == NULL)
    {
      g_main_context_iteration (self->context, TRUE);
      if (name_peer_get_n_requests (self->peer) >= 6)
        while (g_atomic_int_get (&self->n_objections) == 0)
          g_usleep (1000);
    }
  g_assert_error (self->failure, MAILSLOT_ERROR, MAILSLOT_ERROR_ALREADY_EXISTS);
  wait_until_heard (self, "releases OURGROUP<00> group of 127.0.0.1", 1);
  g_assert_cmpuint (count_heard (self, "requests ME<00> of 127.0.0.1"), ==, 3);
  g_assert_cmpuint (count_heard (self, "demands ME<00> of 127.0.0.1"), ==, 0);
  g_assert_cmpuint (count_heard (self, "demands OURGROUP<00> group of 127.0.0.1"), ==, 0);
}

/* Objections that are none: to another claim, another name, or no objection at all. */
static void
object_wrongly (NamePeer *peer,
                const NetbiosNamePacket *packet,
                GSocketAddress *sender,
                guint count,
                gpointer data)
{
  NetbiosNamePacket answer;

  hear (data, packet);
  if (packet->opcode != NETBIOS_NAME_REGISTRATION)
    return;
  netbios_name_packet_init_response (&answer, packet, NETBIOS_NAME_TAKEN);
  answer.id++;
  name_peer_send (peer, &answer, sender);
  answer.id--;
  g_assert_true (netbios_name_init (&answer.name, "SOMEBODY", 0, NULL));
  name_peer_send (peer, &answer, sender);
  netbios_name_packet_init_response (&answer, packet, NETBIOS_NAME_OK);
  name_peer_send (peer, &answer, sender);
}

static void
test_ignores_wrong_objections (Fixture *self, gconstpointer data)
{
  start_peer (self, object_wrongly);
  open_responder (self);
  wait_until_ready (self);
  g_assert_cmpuint (self->n_failures, ==, 0);
}

/* Keeps the number of the claim for later. */
static void
keep_claim (NamePeer *peer,
            const NetbiosNamePacket *packet,
            GSocketAddress *sender,
            guint count,
            gpointer data)
{
  Fixture *self = data;

  if (packet->opcode == NETBIOS_NAME_REGISTRATION
      && netbios_name_equal (&packet->name, &self->name))
    g_atomic_int_set (&self->claim_id, packet->id);
  hear (self, packet);
}

static void
test_cannot_be_silenced (Fixture *self, gconstpointer data)
{
  NetbiosNamePacket demand;

  start_peer (self, keep_claim);
  open_responder (self);
  wait_until_ready (self);
  wait_until_heard (self, "requests ME<00> of 127.0.0.1", 3);
  netbios_name_packet_init_conflict (&demand,
                                     (guint16) g_atomic_int_get (&self->claim_id),
                                     &self->name);
  name_peer_send (self->peer, &demand, self->socket_address);
  ask (self, "ME");
  wait_until_heard (self, "yes to ME<00> of 127.0.0.1", 1);
  g_assert_cmpuint (self->n_failures, ==, 0);
}

/* A request that is right in most of its bytes. */
static GByteArray *
make_wrong_request (guint index)
{
  static const guint8 owner[6];
  GByteArray *bytes = g_byte_array_new ();
  NetbiosNamePacket request;
  NetbiosName name;

  g_assert_true (netbios_name_init (&name, "ME", 0, NULL));
  if (index % 3 == 0)
    netbios_name_packet_init_query (&request, 1, &name);
  else if (index % 3 == 1)
    netbios_name_packet_init_status_query (&request, 1);
  else
    netbios_name_packet_init_claim (&request, 1, NETBIOS_NAME_REGISTRATION, &name);
  if (index % 3 == 2)
    netbios_name_packet_set_record (&request, 0, owner, sizeof owner);
  g_assert_true (netbios_name_packet_encode (&request, bytes, NULL));

  for (guint i = 0; i < 1 + index % 4; i++)
    bytes->data[g_random_int_range (0, (gint32) bytes->len)] = (guint8) g_random_int ();
  g_byte_array_set_size (bytes, bytes->len - index / 3 % 2 * (index % bytes->len));
  return bytes;
}

static void
test_survives_a_flood (Fixture *self, gconstpointer data)
{
  start_peer (self, NULL);
  open_responder (self);
  wait_until_ready (self);
  for (guint i = 0; i < N_FLOOD; i++)
    {
      g_autoptr (GByteArray) request = make_wrong_request (i);

      name_peer_send_bytes (self->peer,
                            request->data,
                            request->len,
                            self->socket_address);
      g_main_context_iteration (self->context, FALSE);
    }
  assert_found (self, "ME", "ME<00>");
}

static void
test_port_is_taken (Fixture *self, gconstpointer data)
{
  NamePeer *nmbd = name_peer_start (OWN_HOST, self->port, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (mailslot_name_responder_open_on (self->network,
                                                  self->interfaces,
                                                  self->address,
                                                  &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ALREADY_EXISTS);
  g_assert_nonnull (strstr (error->message, "nmbd"));
  name_peer_stop (nmbd);

  start_peer (self, listen);
  open_responder (self);
}

static void
test_no_interface (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_array_set_size (self->interfaces, 0);
  g_assert_null (mailslot_name_responder_open_on (self->network,
                                                  self->interfaces,
                                                  self->address,
                                                  &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NETWORK_DOWN);
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
  add ("/name-responder/claims-and-releases", test_claims_and_releases);
  add ("/name-responder/is-found", test_is_found);
  add ("/name-responder/says-the-address-of-now", test_says_the_address_of_now);
  add ("/name-responder/says-nothing-too-early", test_says_nothing_too_early);
  add ("/name-responder/defends-its-name", test_defends_its_name);
  add ("/name-responder/gives-way", test_gives_way);
  add ("/name-responder/gives-way-with-workgroup", test_gives_way_with_workgroup);
  add ("/name-responder/gives-way-at-last", test_gives_way_at_last);
  add ("/name-responder/ignores-wrong-objections", test_ignores_wrong_objections);
  add ("/name-responder/cannot-be-silenced", test_cannot_be_silenced);
  add ("/name-responder/survives-a-flood", test_survives_a_flood);
  add ("/name-responder/port-is-taken", test_port_is_taken);
  add ("/name-responder/no-interface", test_no_interface);
  return g_test_run ();
}
