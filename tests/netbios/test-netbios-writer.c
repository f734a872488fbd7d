/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-writer-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "mailslot/mailslot-error.h"
#include "mailslot/mailslot-network-private.h"
#include "mailslot/netbios/netbios-datagram.h"
#include "mailslot/netbios/netbios-interfaces.h"
#include "mailslot/netbios/netbios-mailslot-write.h"
#include "mailslot/netbios/netbios-resolver-private.h"
#include "netbios/netbios-bytes.h"
#include "support/name-peer.h"
#include "support/slot-folder.h"
#include "support/test-port.h"
#include "support/watchdog.h"

/* Who is where on the loopback. */
#define OWN_HOST 1
#define PEER_HOST 2
#define OTHER_HOST 3

#define MAX_PACKET_BYTES 2048

/* Where the fields of a datagram are that differ from one to the next. */
#define AT_ID 2
#define AT_SOURCE_ADDRESS 4

#define HEX_PEER_00 "20464145464546464343414341434143414341434143414341434143414341414100"
#define HEX_OURGROUP_00                                                                  \
  "20455046464643454846434550464646414341434143414341434143414341414100"

/* “hello” to \MAILSLOT\Mymailslot, in the style of the captures. */
#define HEX_SMB                                                                          \
  "ff534d4225000000001804000000000000000000000000000000fffe00000000"                     \
  "110000050002000000000002000000000000000000"                                           \
  "5c0005005c0003000100000002001c00"                                                     \
  "5c4d41494c534c4f545c4d796d61696c736c6f7400"                                           \
  "0000"                                                                                 \
  "68656c6c6f"

typedef struct
{
  MailslotNetwork *network;
  guint16 port;
  GArray *interfaces;
  GSocket *peer;  /* at PEER_HOST */
  GSocket *other; /* at OTHER_HOST */
  char *folder;
  char *lmhosts;
  char *slot_folder;
  Watchdog *watchdog;
} Fixture;

static GSocket *
open_socket (guint8 host, guint16 port)
{
  const guint8 bytes[] = { 127, 0, 0, host };
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) address =
      g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) place = g_inet_socket_address_new (address, port);
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4,
                                  G_SOCKET_TYPE_DATAGRAM,
                                  G_SOCKET_PROTOCOL_UDP,
                                  &error);

  g_assert_no_error (error);
  g_socket_bind (socket, place, FALSE, &error);
  g_assert_no_error (error);
  g_socket_set_timeout (socket, 120);
  return socket;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  MailslotNetworkOptions options = MAILSLOT_NETWORK_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;

  self->watchdog = watchdog_start (300);
  self->slot_folder = slot_folder_new ();
  self->port = test_port_new ();
  self->interfaces = name_peer_make_interfaces (OWN_HOST, PEER_HOST);
  self->peer = open_socket (PEER_HOST, self->port);
  self->other = open_socket (OTHER_HOST, self->port);
  self->folder = g_dir_make_tmp ("writer-XXXXXX", NULL);
  self->lmhosts = g_build_filename (self->folder, "lmhosts", NULL);
  g_assert_true (g_file_set_contents (self->lmhosts, "127.0.0.2 PEER\n", -1, NULL));

  options.computer = "sambahost";
  options.workgroup = "ourgroup";
  options.wins = "";
  options.remote_transport = MAILSLOT_REMOTE_TRANSPORT_DATAGRAM;
  options.datagram_port = self->port;
  options.name_port = test_port_new ();
  self->network = mailslot_network_new (&options, &error);
  g_assert_no_error (error);
  netbios_resolver_set_surroundings (mailslot_network_get_resolver (self->network),
                                     self->interfaces,
                                     self->lmhosts);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  mailslot_network_unref (self->network);
  g_array_unref (self->interfaces);
  g_object_unref (self->peer);
  g_object_unref (self->other);
  g_remove (self->lmhosts);
  g_rmdir (self->folder);
  g_free (self->lmhosts);
  g_free (self->folder);
  slot_folder_free (self->slot_folder);
  watchdog_stop (self->watchdog);
}

static MailslotWriter *
open_writer (Fixture *self, const char *text, MailslotScope scope)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MailslotAddress) address = mailslot_address_parse (text, &error);
  MailslotWriter *writer;

  g_assert_no_error (error);
  if (scope == MAILSLOT_SCOPE_DOMAIN)
    {
      MailslotAddress *domain = mailslot_address_with_scope (address, scope, &error);

      mailslot_address_unref (address);
      address = domain;
    }
  g_assert_no_error (error);
  writer = mailslot_writer_open_on (address, self->network, &error);
  g_assert_no_error (error);
  netbios_writer_set_interfaces (writer, self->interfaces);
  return writer;
}

static void
assert_refused_write (MailslotWriter *writer, gsize size, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *data = g_malloc0 (size + 1);

  g_assert_false (mailslot_writer_write (writer, data, size, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, domain, code);
  g_assert_false (g_str_has_suffix (error->message, "."));
}

/* Returns what the next packet to @socket holds. */
static GByteArray *
receive (GSocket *socket, guint16 *port)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) sender = NULL;
  GByteArray *packet = g_byte_array_new ();
  gssize size;

  g_byte_array_set_size (packet, MAX_PACKET_BYTES);
  size = g_socket_receive_from (socket,
                                &sender,
                                (char *) packet->data,
                                packet->len,
                                NULL,
                                &error);
  g_assert_no_error (error);
  g_byte_array_set_size (packet, (guint) size);
  if (port != NULL)
    *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (sender));
  return packet;
}

static guint
get_id (GByteArray *packet)
{
  return (guint) packet->data[AT_ID] << 8 | packet->data[AT_ID + 1];
}

/* Compares with @hex but for the id. */
static void
assert_packet (GByteArray *packet, const char *hex)
{
  g_assert_cmpuint (packet->len, >, AT_ID + 2);
  memset (packet->data + AT_ID, 0, 2);
  assert_bytes (packet, hex);
}

/* Loopback packets are there when the call that sent them returns. */
static void
assert_nothing_came (GSocket *socket)
{
  g_assert_cmpint (g_socket_condition_check (socket, G_IO_IN) & G_IO_IN, ==, 0);
}

static void
test_unique (Fixture *self, gconstpointer data)
{
  g_autoptr (MailslotWriter) writer =
      open_writer (self, "\\\\peer\\mailslot\\Mymailslot", MAILSLOT_SCOPE_HOST);
  g_autoptr (GByteArray) packet = NULL;
  guint16 port;

  slot_send (writer, "hello");
  packet = receive (self->peer, &port);
  g_assert_cmpuint (port, !=, self->port);
  assert_packet (packet,
                 "1002"
                 "0000"
                 "7f000001"
                 "008a"
                 "00a5"
                 "0000" HEX_SAMBAHOST_00 HEX_PEER_00 HEX_SMB);
  assert_nothing_came (self->other);
}

/* Nobody says that a datagram got nowhere, so a computer that has moved is found only by
 * looking again. */
static void
test_moved (Fixture *self, gconstpointer data)
{
  g_autoptr (MailslotWriter) writer =
      open_writer (self, "\\\\peer\\mailslot\\Mymailslot", MAILSLOT_SCOPE_HOST);

  slot_send (writer, "first");
  g_byte_array_unref (receive (self->peer, NULL));
  g_assert_true (g_file_set_contents (self->lmhosts, "127.0.0.3 PEER\n", -1, NULL));
  slot_send (writer, "kept");
  g_byte_array_unref (receive (self->peer, NULL));
  assert_nothing_came (self->other);

  netbios_writer_set_lifetime (writer, 0);
  slot_send (writer, "moved");
  g_byte_array_unref (receive (self->other, NULL));
  assert_nothing_came (self->peer);
}

static void
test_own_workgroup (Fixture *self, gconstpointer data)
{
  g_autoptr (MailslotWriter) writer =
      open_writer (self, "\\\\*\\mailslot\\Mymailslot", MAILSLOT_SCOPE_OWN_DOMAIN);
  g_autoptr (GByteArray) packet = NULL;

  slot_send (writer, "hello");
  packet = receive (self->peer, NULL);
  assert_packet (packet,
                 "1102"
                 "0000"
                 "7f000001"
                 "008a"
                 "00a5"
                 "0000" HEX_SAMBAHOST_00 HEX_OURGROUP_00 HEX_SMB);
}

static void
test_domain_with_suffix (Fixture *self, gconstpointer data)
{
  g_autoptr (MailslotWriter) writer =
      open_writer (self, "\\\\testgrp<1e>\\mailslot\\Mymailslot", MAILSLOT_SCOPE_DOMAIN);
  g_autoptr (GByteArray) packet = NULL;

  slot_send (writer, "hello");
  packet = receive (self->peer, NULL);
  assert_packet (packet,
                 "1102"
                 "0000"
                 "7f000001"
                 "008a"
                 "00a5"
                 "0000" HEX_SAMBAHOST_00 HEX_TESTGRP_1E HEX_SMB);
}

static void
add_interface (Fixture *self, const guint8 address[4], const guint8 broadcast[4])
{
  NetbiosInterface added = { .netmask = { 255, 255, 255, 255 } };

  memcpy (added.address, address, 4);
  memcpy (added.broadcast, broadcast, 4);
  g_array_append_val (self->interfaces, added);
}

/* Every network once, with the address that we have there. */
static void
test_every_network (Fixture *self, gconstpointer data)
{
  static const guint8 second_address[] = { 127, 0, 0, 8 };
  static const guint8 third_address[] = { 127, 0, 0, 9 };
  static const guint8 broadcasts[][4] = { { 127, 0, 0, OTHER_HOST },
                                          { 127, 0, 0, PEER_HOST } };
  g_autoptr (MailslotWriter) writer =
      open_writer (self, "\\\\*\\mailslot\\Mymailslot", MAILSLOT_SCOPE_OWN_DOMAIN);
  g_autoptr (GByteArray) first = NULL;
  g_autoptr (GByteArray) second = NULL;

  add_interface (self, second_address, broadcasts[0]);
  add_interface (self, third_address, broadcasts[1]);
  slot_send (writer, "hello");
  first = receive (self->peer, NULL);
  second = receive (self->other, NULL);
  g_assert_cmpmem (first->data + AT_SOURCE_ADDRESS, 4, "\x7f\0\0\x01", 4);
  g_assert_cmpmem (second->data + AT_SOURCE_ADDRESS, 4, second_address, 4);
  assert_nothing_came (self->peer);
  assert_nothing_came (self->other);
}

static void
test_ids_count (Fixture *self, gconstpointer data)
{
  g_autoptr (MailslotWriter) first =
      open_writer (self, "\\\\PEER\\mailslot\\x", MAILSLOT_SCOPE_HOST);
  g_autoptr (MailslotWriter) second =
      open_writer (self, "\\\\PEER\\mailslot\\x", MAILSLOT_SCOPE_HOST);
  guint last_id = 0;

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GByteArray) packet = NULL;

      slot_send (i % 2 == 0 ? first : second, "hello");
      packet = receive (self->peer, NULL);
      if (i > 0)
        g_assert_cmpuint (get_id (packet), ==, (last_id + 1) & 0xffff);
      last_id = get_id (packet);
    }
}

typedef struct
{
  const char *name;
  guint max_bytes;
} LimitRow;

static const LimitRow limit_rows[] = {
  { "four", 428 },
  { "eightlet", 424 },
  { "Mymailslot", 420 },
  { "twentytwentytwenty20", 412 },
};

static void
test_limits (Fixture *self, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (limit_rows); i++)
    {
      const LimitRow *row = &limit_rows[i];
      g_autofree char *text = g_strdup_printf ("\\\\PEER\\mailslot\\%s", row->name);
      g_autoptr (MailslotWriter) writer = open_writer (self, text, MAILSLOT_SCOPE_HOST);
      g_autofree char *message = g_strnfill (row->max_bytes, 'm');
      g_autoptr (GByteArray) packet = NULL;
      NetbiosDatagram datagram;
      NetbiosMailslotWrite arrived;

      assert_refused_write (writer,
                            row->max_bytes + 1,
                            MAILSLOT_ERROR,
                            MAILSLOT_ERROR_MESSAGE_TOO_LARGE);
      assert_nothing_came (self->peer);
      slot_send (writer, message);
      packet = receive (self->peer, NULL);
      g_assert_true (
          netbios_datagram_decode (&datagram, packet->data, packet->len, NULL));
      g_assert_cmpuint (datagram.user_size, ==, 512);
      g_assert_true (netbios_mailslot_write_decode (&arrived,
                                                    datagram.user_data,
                                                    datagram.user_size,
                                                    NULL));
      g_assert_cmpstr (arrived.name, ==, row->name);
      g_assert_cmpmem (arrived.data, arrived.size, message, row->max_bytes);
    }
}

static void
test_limit_is_named (Fixture *self, gconstpointer data)
{
  g_autoptr (MailslotWriter) writer =
      open_writer (self, "\\\\PEER\\mailslot\\Mymailslot", MAILSLOT_SCOPE_HOST);
  g_autoptr (GError) error = NULL;
  guint8 message[421] = { 0 };

  g_assert_false (mailslot_writer_write (writer, message, sizeof message, NULL, &error));
  g_assert_nonnull (strstr (error->message, "421"));
  g_assert_nonnull (strstr (error->message, "420"));
  g_assert_nonnull (strstr (error->message, "\\\\PEER\\mailslot\\Mymailslot"));
}

static void
test_empty_message (Fixture *self, gconstpointer data)
{
  g_autoptr (MailslotWriter) writer =
      open_writer (self, "\\\\PEER\\mailslot\\x", MAILSLOT_SCOPE_HOST);
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) packet = NULL;
  NetbiosDatagram datagram;
  NetbiosMailslotWrite arrived;

  g_assert_true (mailslot_writer_write (writer, NULL, 0, NULL, &error));
  g_assert_no_error (error);
  packet = receive (self->peer, NULL);
  g_assert_true (netbios_datagram_decode (&datagram, packet->data, packet->len, NULL));
  g_assert_true (netbios_mailslot_write_decode (&arrived,
                                                datagram.user_data,
                                                datagram.user_size,
                                                NULL));
  g_assert_cmpuint (arrived.size, ==, 0);
}

/* While a port of ours is open, what we send comes from there. */
static void
test_shared_socket (Fixture *self, gconstpointer data)
{
  g_autoptr (MailslotWriter) writer =
      open_writer (self, "\\\\PEER\\mailslot\\x", MAILSLOT_SCOPE_HOST);
  g_autoptr (GSocket) socket = open_socket (OWN_HOST, self->port);
  guint16 port;

  mailslot_network_set_datagram_socket (self->network, socket);
  slot_send (writer, "hello");
  g_byte_array_unref (receive (self->peer, &port));
  g_assert_cmpuint (port, ==, self->port);

  mailslot_network_set_datagram_socket (self->network, NULL);
  slot_send (writer, "hello");
  g_byte_array_unref (receive (self->peer, &port));
  g_assert_cmpuint (port, !=, self->port);
}

/* From a socket that is bound to the loopback nothing can leave it. */
static void
test_one_network_is_enough (Fixture *self, gconstpointer data)
{
  static const guint8 address[] = { 198, 51, 100, 1 };
  static const guint8 broadcast[] = { 198, 51, 100, 255 };
  g_autoptr (MailslotWriter) writer =
      open_writer (self, "\\\\*\\mailslot\\x", MAILSLOT_SCOPE_OWN_DOMAIN);
  g_autoptr (GSocket) socket = open_socket (OWN_HOST, self->port);
  g_autoptr (GError) error = NULL;

  mailslot_network_set_datagram_socket (self->network, socket);
  add_interface (self, address, broadcast);
  slot_send (writer, "hello");
  g_byte_array_unref (receive (self->peer, NULL));

  g_array_remove_index (self->interfaces, 0);
  g_assert_false (mailslot_writer_write (writer, "hello", 5, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "Cannot send to \\\\*\\mailslot\\x: "));
  assert_nothing_came (self->peer);
}

static void
test_no_network (Fixture *self, gconstpointer data)
{
  g_autoptr (MailslotWriter) writer =
      open_writer (self, "\\\\*\\mailslot\\x", MAILSLOT_SCOPE_OWN_DOMAIN);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (NetbiosInterface));

  netbios_writer_set_interfaces (writer, none);
  assert_refused_write (writer, 5, MAILSLOT_ERROR, MAILSLOT_ERROR_NETWORK_DOWN);
}

/* A message to ourselves does not go over the network. */
static MailslotWriter *
open_own_writer (Fixture *self, MailslotAddress *address)
{
  g_autofree char *text = g_strdup_printf ("\\\\SambaHost\\mailslot\\%s",
                                           mailslot_address_get_name (address));

  return open_writer (self, text, MAILSLOT_SCOPE_HOST);
}

static void
test_own_name (Fixture *self, gconstpointer data)
{
  g_autoptr (MailslotAddress) address = slot_address_new ();
  g_autoptr (MailslotWriter) writer = open_own_writer (self, address);
  g_autoptr (MailslotReader) reader = NULL;

  assert_refused_write (writer, 5, MAILSLOT_ERROR, MAILSLOT_ERROR_NOT_FOUND);
  reader = slot_open_reader (address, NULL);
  slot_send (writer, "hello");
  slot_send (writer, "again");
  slot_assert_read (reader, "hello");
  slot_assert_read (reader, "again");
  assert_nothing_came (self->peer);
}

static void
test_own_name_opens_anew (Fixture *self, gconstpointer data)
{
  g_autoptr (MailslotAddress) address = slot_address_new ();
  g_autoptr (MailslotWriter) writer = open_own_writer (self, address);

  if (!mailslot_network_uses_datagrams (mailslot_network_get_default ()))
    {
      g_test_skip ("Windows keeps the name of a slot while somebody can send to it");
      return;
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MailslotReader) reader = slot_open_reader (address, NULL);

      slot_send (writer, "hello");
      slot_assert_read (reader, "hello");
    }
}

static void
tell_status_cb (NamePeer *peer,
                const NetbiosNamePacket *request,
                GSocketAddress *sender,
                guint count,
                gpointer data)
{
  name_peer_send_status (peer, request, "PEER", sender);
}

static void
test_address_literal (Fixture *self, gconstpointer data)
{
  NamePeer *peer = name_peer_start (PEER_HOST,
                                    mailslot_network_get_name_port (self->network),
                                    tell_status_cb,
                                    NULL);
  g_autoptr (MailslotWriter) writer =
      open_writer (self, "\\\\127.0.0.2\\mailslot\\x", MAILSLOT_SCOPE_HOST);
  guint n_requests = 0;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GByteArray) packet = NULL;
      g_autofree char *name = NULL;
      NetbiosDatagram datagram;

      slot_send (writer, "hello");
      packet = receive (self->peer, NULL);
      g_assert_true (
          netbios_datagram_decode (&datagram, packet->data, packet->len, NULL));
      name = netbios_name_to_string (&datagram.destination);
      g_assert_cmpstr (name, ==, "PEER<00>");
      if (i == 0)
        n_requests = name_peer_get_n_requests (peer);
    }
  g_assert_cmpuint (n_requests, >=, 1);
  /* Then it is remembered. */
  g_assert_cmpuint (name_peer_stop (peer), ==, n_requests);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (MailslotWriter) writer =
      open_writer (self, "\\\\PEER\\mailslot\\x", MAILSLOT_SCOPE_HOST);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (mailslot_writer_write (writer, "hello", 5, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_nothing_came (self->peer);
}

static void
test_finalizes (Fixture *self, gconstpointer data)
{
  MailslotWriter *writer =
      open_writer (self, "\\\\PEER\\mailslot\\x", MAILSLOT_SCOPE_HOST);

  slot_send (writer, "hello");
  mailslot_writer_close (writer);
  assert_refused_write (writer, 5, MAILSLOT_ERROR, MAILSLOT_ERROR_CLOSED);
  g_assert_finalize_object (writer);
}

#define ADD(name, test)                                                                  \
  g_test_add ("/netbios-writer/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("SMB_CONF_PATH", "/nonexistent", TRUE); /* not this computer's */
  g_test_init (&argc, &argv, NULL);
  ADD ("unique", test_unique);
  ADD ("moved", test_moved);
  ADD ("own-workgroup", test_own_workgroup);
  ADD ("domain-with-suffix", test_domain_with_suffix);
  ADD ("every-network", test_every_network);
  ADD ("ids-count", test_ids_count);
  ADD ("limits", test_limits);
  ADD ("limit-is-named", test_limit_is_named);
  ADD ("empty-message", test_empty_message);
  ADD ("shared-socket", test_shared_socket);
  ADD ("one-network-is-enough", test_one_network_is_enough);
  ADD ("no-network", test_no_network);
  ADD ("own-name", test_own_name);
  ADD ("own-name/opens-anew", test_own_name_opens_anew);
  ADD ("address-literal", test_address_literal);
  ADD ("cancelled", test_cancelled);
  ADD ("finalizes", test_finalizes);
  return g_test_run ();
}
