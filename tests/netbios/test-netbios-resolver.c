/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-resolver-private.h"

#include "mailslot/mailslot-error.h"
#include "support/name-peer.h"
#include "support/scripted-dns.h"
#include "support/test-port.h"
#include "support/watchdog.h"

#include <glib/gstdio.h>
#include <string.h>

/* Who is where on the loopback. */
#define OWN_HOST 1
#define PEER_HOST 2
#define WINS_HOST 3
#define SILENT_HOST 4

#define N_THREADS 8

typedef struct
{
  MailslotNetwork *network;
  NetbiosResolver *resolver;
  GArray *interfaces;
  guint16 port;
  NamePeer *peer; /* (nullable) */
  NamePeer *wins; /* (nullable) */
  ScriptedDns *dns;
  char *folder;
  char *lmhosts;
  GCancellable *cancellable;
  Watchdog *watchdog;
  int n_late;         /* atomic: searches that ended before the answer */
  int n_asked_around; /* atomic: questions for a name that the peer got */
} Fixture;

static void
open_network (Fixture *self, const char *wins)
{
  MailslotNetworkOptions options = MAILSLOT_NETWORK_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;

  options.computer = "me";
  options.workgroup = "ourgroup";
  options.wins = wins;
  options.name_port = self->port;
  self->network = mailslot_network_new (&options, &error);
  g_assert_no_error (error);
  self->resolver = netbios_resolver_new (self->network);
  netbios_resolver_set_surroundings (self->resolver, self->interfaces, self->lmhosts);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->watchdog = watchdog_start (300);
  self->port = test_port_new ();
  self->interfaces = name_peer_make_interfaces (OWN_HOST, PEER_HOST);
  self->cancellable = g_cancellable_new ();
  self->folder = g_dir_make_tmp ("resolver-XXXXXX", NULL);
  self->lmhosts = g_build_filename (self->folder, "lmhosts", NULL);
  self->dns = scripted_dns_new ();
  g_resolver_set_default (G_RESOLVER (self->dns));
  open_network (self, data != NULL ? data : "");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->peer, name_peer_stop);
  g_clear_pointer (&self->wins, name_peer_stop);
  netbios_resolver_free (self->resolver);
  mailslot_network_unref (self->network);
  g_array_unref (self->interfaces);
  g_object_unref (self->dns);
  g_object_unref (self->cancellable);
  g_remove (self->lmhosts);
  g_rmdir (self->folder);
  g_free (self->lmhosts);
  g_free (self->folder);
  watchdog_stop (self->watchdog);
}

static void
start_peer (Fixture *self, NamePeerFunc func)
{
  self->peer = name_peer_start (PEER_HOST, self->port, func, self);
}

static void
start_wins (Fixture *self, NamePeerFunc func)
{
  self->wins = name_peer_start (WINS_HOST, self->port, func, self);
}

static void
write_lmhosts (Fixture *self, const char *text)
{
  g_assert_true (g_file_set_contents (self->lmhosts, text, -1, NULL));
}

/* What was found, such as `PC<00> group 127.0.0.2`. */
static char *
describe (const NetbiosResolution *resolution)
{
  g_autofree char *name = netbios_name_to_string (&resolution->name);
  GString *text = g_string_new (name);

  if (resolution->is_own)
    g_string_append (text, " own");
  if (resolution->is_group)
    g_string_append (text, " group");
  for (guint i = 0; i < resolution->n_addresses; i++)
    {
      const guint8 *address = resolution->addresses[i];

      g_string_append_printf (text,
                              " %u.%u.%u.%u",
                              address[0],
                              address[1],
                              address[2],
                              address[3]);
    }
  return g_string_free (text, FALSE);
}

/* Returns: %FALSE if nobody answered in time; on a busy computer the thread of a peer may
 * not */
static gboolean
try_to_find (Fixture *self,
             const char *host,
             guint8 suffix,
             NetbiosResolution *resolution)
{
  g_autoptr (GError) error = NULL;

  if (netbios_resolver_find_host (self->resolver,
                                  host,
                                  suffix,
                                  resolution,
                                  self->cancellable,
                                  &error))
    return TRUE;
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_HOST_NOT_FOUND);
  return FALSE;
}

static void
assert_service (Fixture *self, const char *host, guint8 suffix, const char *expected)
{
  g_autofree char *text = NULL;
  NetbiosResolution resolution;

  while (!try_to_find (self, host, suffix, &resolution))
    g_atomic_int_inc (&self->n_late);
  text = describe (&resolution);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_host (Fixture *self, const char *host, const char *expected)
{
  assert_service (self, host, NETBIOS_SUFFIX_WORKSTATION, expected);
}

static void
assert_domain (Fixture *self, const char *domain, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  NetbiosResolution resolution;

  netbios_resolver_find_domain (self->resolver,
                                domain,
                                0,
                                &resolution,
                                self->cancellable,
                                &error);
  g_assert_no_error (error);
  text = describe (&resolution);
  g_assert_cmpstr (text, ==, expected);
}

/* Returns: (transfer full): why it was not found */
static GError *
fail_to_find (Fixture *self, const char *host)
{
  GError *error = NULL;
  NetbiosResolution resolution;

  g_assert_false (netbios_resolver_find_host (self->resolver,
                                              host,
                                              NETBIOS_SUFFIX_WORKSTATION,
                                              &resolution,
                                              self->cancellable,
                                              &error));
  g_assert_nonnull (error);
  return error;
}

static void
assert_not_found (Fixture *self, const char *host, const char *pattern)
{
  g_autoptr (GError) error = fail_to_find (self, host);

  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_HOST_NOT_FOUND);
  if (!g_pattern_match_simple (pattern, error->message))
    g_error ("“%s” is not like “%s”", error->message, pattern);
}

/* Peers */

static gboolean
asks_for (const NetbiosNamePacket *request, const char *name)
{
  g_autofree char *asked = netbios_name_dup_text (&request->name);

  return request->type == NETBIOS_RECORD_OWNERS && g_str_equal (asked, name);
}

static void
be_peer (NamePeer *peer,
         const NetbiosNamePacket *request,
         GSocketAddress *sender,
         guint count,
         gpointer data)
{
  Fixture *self = data;

  if (request->type == NETBIOS_RECORD_OWNERS)
    g_atomic_int_inc (&self->n_asked_around);
  if (asks_for (request, "PEER") || asks_for (request, "OURGROUP"))
    name_peer_send_owner (peer, request, PEER_HOST, FALSE, sender);
  else if (asks_for (request, "ALIAS"))
    name_peer_send_owner (peer, request, OWN_HOST, FALSE, sender);
  else if (asks_for (request, "GROUP"))
    name_peer_send_owner (peer, request, PEER_HOST, TRUE, sender);
  else if (request->type == NETBIOS_RECORD_STATUS)
    name_peer_send_status (peer, request, "PEER", sender);
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
send_owners (NamePeer *peer,
             const NetbiosNamePacket *request,
             const char *owners,
             gsize size,
             GSocketAddress *sender)
{
  NetbiosNamePacket answer;

  netbios_name_packet_init_response (&answer, request, NETBIOS_NAME_OK);
  netbios_name_packet_set_record (&answer, 0, (const guint8 *) owners, size);
  name_peer_send (peer, &answer, sender);
}

static void
be_wins (NamePeer *wins,
         const NetbiosNamePacket *request,
         GSocketAddress *sender,
         guint count,
         gpointer data)
{
  NetbiosNamePacket answer;

  if (asks_for (request, "FAR"))
    send_owners (wins, request, "\0\0\x0a\1\2\3\0\0\x7f\0\0\2", 12, sender);
  else if (asks_for (request, "OURGROUP"))
    send_owners (wins, request, "\x80\0\x7f\0\0\2\x80\0\x0a\1\2\3", 12, sender);
  else if (asks_for (request, "USUAL"))
    send_owners (wins, request, "\x80\0\xff\xff\xff\xff", 6, sender);
  else
    {
      netbios_name_packet_init_response (&answer, request, NETBIOS_NAME_NOT_FOUND);
      name_peer_send (wins, &answer, sender);
    }
}

/* Tests of hosts */

static void
test_knows_itself (Fixture *self, gconstpointer data)
{
  start_peer (self, be_peer);
  assert_host (self, "ME", "ME<00> own");
  assert_host (self, "me", "ME<00> own");
  assert_service (self, "Me", NETBIOS_SUFFIX_MESSENGER, "ME<03> own");
  assert_host (self, "localhost", "ME<00> own");
  assert_host (self, "127.0.0.1", "ME<00> own");
  assert_host (self, "127.1.2.3", "ME<00> own");
  g_assert_cmpuint (name_peer_get_n_requests (self->peer), ==, 0);
}

/* Even if nobody else is a member who could say so. */
static void
test_knows_its_workgroup (Fixture *self, gconstpointer data)
{
  start_peer (self, say_nothing);
  write_lmhosts (self, "10.1.2.3 dc1 #DOM:ourgroup\n");
  assert_host (self, "OurGroup", "OURGROUP<00> group 10.1.2.3");
  assert_service (self,
                  "ourgroup",
                  NETBIOS_SUFFIX_ELECTIONS,
                  "OURGROUP<1E> group 10.1.2.3");
  g_assert_cmpuint (name_peer_get_n_requests (self->peer), ==, 0);
}

/* The master of a domain is one computer, and has to be found. */
static void
test_asks_for_its_master (Fixture *self, gconstpointer data)
{
  start_peer (self, be_peer);
  assert_service (self,
                  "OURGROUP",
                  NETBIOS_SUFFIX_DOMAIN_MASTER,
                  "OURGROUP<1B> 127.0.0.2");
}

static void
test_asks_everybody (Fixture *self, gconstpointer data)
{
  start_peer (self, be_peer);
  assert_host (self, "Peer", "PEER<00> 127.0.0.2");
  assert_service (self, "PEER", NETBIOS_SUFFIX_MESSENGER, "PEER<03> 127.0.0.2");
  if (g_atomic_int_get (&self->n_late) == 0)
    g_assert_cmpuint (scripted_dns_get_n_requests (self->dns), ==, 0);
}

static void
test_remembers (Fixture *self, gconstpointer data)
{
  guint n_requests;

  start_peer (self, be_peer);
  assert_host (self, "PEER", "PEER<00> 127.0.0.2");
  assert_host (self, "127.0.0.2", "PEER<00> 127.0.0.2");
  n_requests = name_peer_get_n_requests (self->peer);
  g_assert_cmpuint (n_requests, >=, 2);
  assert_host (self, "peer", "PEER<00> 127.0.0.2");
  assert_host (self, "127.0.0.2", "PEER<00> 127.0.0.2");
  g_assert_cmpuint (name_peer_get_n_requests (self->peer), ==, n_requests);
}

static void
test_other_name_here_is_not_own (Fixture *self, gconstpointer data)
{
  start_peer (self, be_peer);
  assert_host (self, "ALIAS", "ALIAS<00> 127.0.0.1");
}

static void
test_finds_a_group (Fixture *self, gconstpointer data)
{
  start_peer (self, be_peer);
  assert_host (self, "GROUP", "GROUP<00> group");
}

static void
test_reads_lmhosts (Fixture *self, gconstpointer data)
{
  start_peer (self, be_peer);
  write_lmhosts (self, "10.9.8.7 peer\n");
  assert_host (self, "PEER", "PEER<00> 10.9.8.7");
  write_lmhosts (self, "10.9.8.6 peer\n");
  assert_host (self, "PEER", "PEER<00> 10.9.8.6");
  g_assert_cmpuint (name_peer_get_n_requests (self->peer), ==, 0);
}

static void
test_asks_wins (Fixture *self, gconstpointer data)
{
  start_peer (self, be_peer);
  start_wins (self, be_wins);
  /* The address on our own network comes first. */
  assert_host (self, "FAR", "FAR<00> 127.0.0.2 10.1.2.3");
  g_assert_cmpuint (name_peer_get_n_requests (self->peer), ==, 0);
  assert_host (self, "PEER", "PEER<00> 127.0.0.2");
  g_assert_cmpuint (name_peer_get_n_requests (self->wins), >=, 2);
}

static void
test_asks_dns (Fixture *self, gconstpointer data)
{
  start_peer (self, be_peer);
  scripted_dns_add (self->dns, "other.example.net", "127.0.0.2");
  assert_host (self, "other.example.net", "PEER<00> 127.0.0.2");
  assert_service (self,
                  "other.example.net",
                  NETBIOS_SUFFIX_MESSENGER,
                  "PEER<03> 127.0.0.2");
  g_assert_cmpuint (name_peer_get_n_requests (self->peer), >=, 2);
  /* A name with a dot is not asked for by broadcast. */
  g_assert_cmpint (g_atomic_int_get (&self->n_asked_around), ==, 0);
}

static void
test_takes_name_from_dns (Fixture *self, gconstpointer data)
{
  scripted_dns_add (self->dns, "unix.example.net", "127.0.0.4");
  scripted_dns_add (self->dns, "a-very-long-name-of-a-host", "127.0.0.4");
  assert_host (self, "unix.example.net", "UNIX<00> 127.0.0.4");
  assert_host (self, "a-very-long-name-of-a-host", "A-VERY-LONG-NAM<00> 127.0.0.4");
}

static void
test_finds_itself_by_dns (Fixture *self, gconstpointer data)
{
  scripted_dns_add (self->dns, "me.example.net", "127.0.0.1");
  assert_host (self, "me.example.net", "ME<00> own");
}

static void
test_asks_the_node (Fixture *self, gconstpointer data)
{
  start_peer (self, be_peer);
  assert_host (self, "127.0.0.2", "PEER<00> 127.0.0.2");
}

static void
test_node_says_nothing (Fixture *self, gconstpointer data)
{
  NamePeer *silent = name_peer_start (SILENT_HOST, self->port, say_nothing, self);

  assert_not_found (self,
                    "127.0.0.4",
                    "Cannot find the computer 127.0.0.4: it did not tell its NetBIOS "
                    "name within *.? s");
  g_assert_cmpuint (name_peer_stop (silent), ==, 3);
}

static void
test_finds_nobody (Fixture *self, gconstpointer data)
{
  start_peer (self, be_peer);
  assert_not_found (
      self,
      "nobody",
      "Cannot find the computer “nobody”: looked for *.? s by broadcast, by DNS");
  g_assert_cmpuint (name_peer_get_n_requests (self->peer), ==, 3);
  assert_not_found (self,
                    "no.body",
                    "Cannot find the computer “no.body”: looked for *.? s by DNS");

  /* It may be there the next time. */
  assert_not_found (self, "nobody", "*");
  g_assert_cmpuint (name_peer_get_n_requests (self->peer), ==, 6);
}

static void
test_finds_nobody_in_wins (Fixture *self, gconstpointer data)
{
  start_wins (self, be_wins);
  assert_not_found (self,
                    "nobody",
                    "Cannot find the computer “nobody”: looked for *.? s at the WINS "
                    "server, by broadcast, by DNS");
  g_array_set_size (self->interfaces, 0);
  assert_not_found (self,
                    "nobody",
                    "Cannot find the computer “nobody”: looked for *.? s at the WINS "
                    "server, by DNS");
}

static void
test_refuses_what_cannot_be_a_name (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = fail_to_find (self, "\xf0\x9f\x93\xac");

  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_INVALID_ADDRESS);
  g_assert_cmpuint (scripted_dns_get_n_requests (self->dns), ==, 0);
}

static void
test_dns_is_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  scripted_dns_hang (self->dns, self->cancellable);
  error = fail_to_find (self, "slow.example.net");
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_dns_has_a_time_limit (Fixture *self, gconstpointer data)
{
  scripted_dns_hang (self->dns, NULL);
  assert_not_found (self, "slow.example.net", "*looked for * s by DNS");
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
test_is_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* Should the peer be slow to hear of it, DNS waits for the cancel. */
  scripted_dns_hang (self->dns, NULL);
  start_peer (self, cancel);
  error = fail_to_find (self, "nobody");
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
find_much (gpointer data)
{
  Fixture *self = data;

  for (guint i = 0; i < 20; i++)
    {
      assert_host (self, "PEER", "PEER<00> 127.0.0.2");
      assert_host (self, "127.0.0.2", "PEER<00> 127.0.0.2");
      assert_domain (self, NULL, "OURGROUP<00> group");
    }
  return NULL;
}

static void
test_many_threads (Fixture *self, gconstpointer data)
{
  GThread *threads[N_THREADS];

  start_peer (self, be_peer);
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("finder", find_much, self);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
}

/* Tests of domains */

static void
test_domain_needs_nobody (Fixture *self, gconstpointer data)
{
  start_peer (self, be_peer);
  assert_domain (self, NULL, "OURGROUP<00> group");
  assert_domain (self, "unknown", "UNKNOWN<00> group");
  g_assert_cmpuint (name_peer_get_n_requests (self->peer), ==, 0);
}

static void
test_domain_in_wins (Fixture *self, gconstpointer data)
{
  guint n_requests;

  start_wins (self, be_wins);
  /* A broadcast reaches the one on our own network. */
  assert_domain (self, NULL, "OURGROUP<00> group 10.1.2.3");
  n_requests = name_peer_get_n_requests (self->wins);
  g_assert_cmpuint (n_requests, >=, 1);
  assert_domain (self, NULL, "OURGROUP<00> group 10.1.2.3");
  g_assert_cmpuint (name_peer_get_n_requests (self->wins), ==, n_requests);
  assert_domain (self, "USUAL", "USUAL<00> group");
  assert_domain (self, "UNKNOWN", "UNKNOWN<00> group");
  /* A computer is no group. */
  assert_domain (self, "FAR", "FAR<00> group");
}

static void
test_domain_in_lmhosts (Fixture *self, gconstpointer data)
{
  write_lmhosts (self,
                 "10.1.2.3 dc1 #DOM:ourgroup\n"
                 "127.0.0.2 dc2 #DOM:ourgroup\n");
  assert_domain (self, NULL, "OURGROUP<00> group 10.1.2.3");
}

static void
test_domain_without_network (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  NetbiosResolution resolution;

  g_array_set_size (self->interfaces, 0);
  g_assert_false (
      netbios_resolver_find_domain (self->resolver, NULL, 0, &resolution, NULL, &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NETWORK_DOWN);
}

static void
test_refuses_a_long_domain (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  NetbiosResolution resolution;

  g_assert_false (netbios_resolver_find_domain (self->resolver,
                                                "SIXTEENLETTERSXX",
                                                0,
                                                &resolution,
                                                NULL,
                                                &error));
  g_assert_error (error, MAILSLOT_ERROR, MAILSLOT_ERROR_INVALID_ADDRESS);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

static void
add_with_wins (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, "127.0.0.3", set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/netbios-resolver/host/knows-itself", test_knows_itself);
  add ("/netbios-resolver/host/knows-its-workgroup", test_knows_its_workgroup);
  add ("/netbios-resolver/host/asks-for-its-master", test_asks_for_its_master);
  add ("/netbios-resolver/host/asks-everybody", test_asks_everybody);
  add ("/netbios-resolver/host/remembers", test_remembers);
  add ("/netbios-resolver/host/other-name-here", test_other_name_here_is_not_own);
  add ("/netbios-resolver/host/finds-a-group", test_finds_a_group);
  add ("/netbios-resolver/host/reads-lmhosts", test_reads_lmhosts);
  add_with_wins ("/netbios-resolver/host/asks-wins", test_asks_wins);
  add ("/netbios-resolver/host/asks-dns", test_asks_dns);
  add ("/netbios-resolver/host/takes-name-from-dns", test_takes_name_from_dns);
  add ("/netbios-resolver/host/finds-itself-by-dns", test_finds_itself_by_dns);
  add ("/netbios-resolver/host/asks-the-node", test_asks_the_node);
  add ("/netbios-resolver/host/node-says-nothing", test_node_says_nothing);
  add ("/netbios-resolver/host/finds-nobody", test_finds_nobody);
  add_with_wins ("/netbios-resolver/host/finds-nobody-in-wins",
                 test_finds_nobody_in_wins);
  add ("/netbios-resolver/host/refuses", test_refuses_what_cannot_be_a_name);
  add ("/netbios-resolver/host/dns-is-cancelled", test_dns_is_cancelled);
  add ("/netbios-resolver/host/dns-has-a-time-limit", test_dns_has_a_time_limit);
  add ("/netbios-resolver/host/is-cancelled", test_is_cancelled);
  add ("/netbios-resolver/host/many-threads", test_many_threads);
  add ("/netbios-resolver/domain/needs-nobody", test_domain_needs_nobody);
  add_with_wins ("/netbios-resolver/domain/in-wins", test_domain_in_wins);
  add ("/netbios-resolver/domain/in-lmhosts", test_domain_in_lmhosts);
  add ("/netbios-resolver/domain/without-network", test_domain_without_network);
  add ("/netbios-resolver/domain/refuses-a-long-name", test_refuses_a_long_domain);
  return g_test_run ();
}
