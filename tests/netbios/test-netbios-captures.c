/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-datagram.h"
#include "mailslot/netbios/netbios-mailslot-write.h"
#include "mailslot/netbios/netbios-node-status.h"
#include "mailslot/netbios/netbios-owner.h"
#include "support/pcap-file.h"

#include <string.h>

/*
 * Every packet of tests/vectors: browse.pcap is two nmbd and nmblookup on one wire,
 * mymailslot.pcap five messages in the style of Windows but for the third.
 */

static PcapFile *
open_capture (const char *name)
{
  return pcap_file_open (g_test_get_filename (G_TEST_DIST, "vectors", name, NULL));
}

static void
assert_same_bytes (GByteArray *bytes, const PcapDatagram *packet)
{
  g_test_message ("packet %u", packet->number);
  g_assert_cmpmem (bytes->data, bytes->len, packet->data, packet->size);
}

static void
decode_message (const PcapDatagram *packet,
                NetbiosDatagram *datagram,
                NetbiosMailslotWrite *message)
{
  g_autoptr (GError) error = NULL;
  gboolean decoded =
      netbios_datagram_decode (datagram, packet->data, packet->size, &error)
      && netbios_mailslot_write_decode (message,
                                        datagram->user_data,
                                        datagram->user_size,
                                        &error);

  g_assert_no_error (error);
  g_assert_true (decoded);
}

static void
assert_name (const NetbiosName *name, const char *expected)
{
  g_autofree char *text = netbios_name_to_string (name);

  g_assert_cmpstr (text, ==, expected);
}

/* Each of them comes out of our encoder as it stands on the wire. */
static void
test_name_packets_are_the_same_again (void)
{
  g_autoptr (PcapFile) file = open_capture ("browse.pcap");
  guint n_packets = 0;

  for (guint i = 0; i < pcap_file_get_n_datagrams (file); i++)
    {
      const PcapDatagram *packet = pcap_file_get_datagram (file, i);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GError) error = NULL;
      NetbiosNamePacket content;
      gboolean decoded;

      if (!pcap_datagram_has_port (packet, NETBIOS_NAME_PORT))
        continue;
      decoded = netbios_name_packet_decode (&content, packet->data, packet->size, &error);
      g_assert_no_error (error);
      g_assert_true (decoded);
      g_assert_true (netbios_name_packet_encode (&content, bytes, NULL));
      assert_same_bytes (bytes, packet);
      n_packets++;
    }
  g_assert_cmpuint (n_packets, ==, 64);
}

static void
test_name_packets_say_what_happened (void)
{
  g_autoptr (PcapFile) file = open_capture ("browse.pcap");
  guint n_registrations = 0;
  guint n_queries[2] = { 0, 0 };        /* requests and responses */
  guint n_status_queries[2] = { 0, 0 }; /* likewise */

  for (guint i = 0; i < pcap_file_get_n_datagrams (file); i++)
    {
      const PcapDatagram *packet = pcap_file_get_datagram (file, i);
      NetbiosNamePacket decoded;
      gboolean is_response;

      if (!pcap_datagram_has_port (packet, NETBIOS_NAME_PORT))
        continue;
      g_assert_true (
          netbios_name_packet_decode (&decoded, packet->data, packet->size, NULL));
      is_response = netbios_name_packet_is_response (&decoded);
      if (decoded.opcode == NETBIOS_NAME_REGISTRATION)
        {
          NetbiosOwner owner = netbios_name_packet_get_owner (&decoded, 0);

          g_assert_false (is_response);
          g_assert_cmpmem (owner.address, 4, packet->source_address, 4);
          n_registrations++;
        }
      else if (decoded.type == NETBIOS_RECORD_STATUS)
        n_status_queries[is_response]++;
      else
        n_queries[is_response]++;
    }

  g_assert_cmpuint (n_registrations, ==, 48);
  g_assert_cmpuint (n_queries[0], ==, 8);
  g_assert_cmpuint (n_queries[1], ==, 6);
  g_assert_cmpuint (n_status_queries[0], ==, 1);
  g_assert_cmpuint (n_status_queries[1], ==, 1);
}

/* Packets 70 and 72: who is SAMBAHOST? */
static void
test_query_is_answered (void)
{
  g_autoptr (PcapFile) file = open_capture ("browse.pcap");
  const PcapDatagram *question = pcap_file_get_datagram (file, 69);
  const PcapDatagram *answer = pcap_file_get_datagram (file, 71);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  NetbiosNamePacket query;
  NetbiosNamePacket response;
  NetbiosOwner owner;

  g_assert_true (
      netbios_name_packet_decode (&query, question->data, question->size, NULL));
  g_assert_true (
      netbios_name_packet_decode (&response, answer->data, answer->size, NULL));
  g_assert_true (netbios_name_packet_answers (&response, &query));
  assert_name (&response.name, "SAMBAHOST<00>");
  g_assert_cmpuint (netbios_name_packet_get_n_owners (&response), ==, 1);
  owner = netbios_name_packet_get_owner (&response, 0);
  g_assert_false (owner.is_group);
  g_assert_cmpmem (owner.address, 4, "\x0a\x63\x00\x01", 4);

  netbios_name_packet_init_query (&query, query.id, &response.name);
  query.flags |= NETBIOS_NAME_IS_BROADCAST;
  g_assert_true (netbios_name_packet_encode (&query, bytes, NULL));
  assert_same_bytes (bytes, question);
}

/* Packets 78 and 79: which names has 10.99.0.1? */
static void
test_node_status_is_answered (void)
{
  static const char *const names[] = {
    "SAMBAHOST<00>", "SAMBAHOST<03>", "SAMBAHOST<20>", "\\x01\\x02__MSBROWSE__\\x02<01>",
    "TESTGRP<00>",   "TESTGRP<1D>",   "TESTGRP<1E>",
  };
  g_autoptr (PcapFile) file = open_capture ("browse.pcap");
  const PcapDatagram *question = pcap_file_get_datagram (file, 77);
  const PcapDatagram *answer = pcap_file_get_datagram (file, 78);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) record = g_byte_array_new ();
  NetbiosNodeName decoded[G_N_ELEMENTS (names)];
  NetbiosNamePacket query;
  NetbiosNamePacket response;
  NetbiosNodeStatus status;
  NetbiosName computer;

  g_assert_true (
      netbios_name_packet_decode (&response, answer->data, answer->size, NULL));
  g_assert_true (
      netbios_node_status_decode (&status, response.record, response.record_size, NULL));
  g_assert_cmpuint (status.n_names, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < status.n_names; i++)
    {
      netbios_node_status_get_name (&status, i, &decoded[i]);
      assert_name (&decoded[i].name, names[i]);
    }
  g_assert_true (netbios_node_status_find_computer (&status, &computer));
  assert_name (&computer, "SAMBAHOST<00>");

  netbios_node_status_encode (decoded, status.n_names, status.unit_id, record);
  g_assert_cmpmem (record->data, record->len, response.record, response.record_size);
  netbios_name_packet_init_status_query (&query, response.id);
  g_assert_true (netbios_name_packet_encode (&query, bytes, NULL));
  assert_same_bytes (bytes, question);
}

/* The header comes out as it stands on the wire, and the fields say what Samba wrote. */
static void
test_samba_announcements (void)
{
  g_autoptr (PcapFile) file = open_capture ("browse.pcap");
  guint n_browse = 0;
  guint n_lanman = 0;

  for (guint i = 0; i < pcap_file_get_n_datagrams (file); i++)
    {
      const PcapDatagram *packet = pcap_file_get_datagram (file, i);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      NetbiosDatagram datagram;
      NetbiosMailslotWrite message;

      if (!pcap_datagram_has_port (packet, NETBIOS_DATAGRAM_PORT))
        continue;
      decode_message (packet, &datagram, &message);
      g_assert_cmpint (datagram.type, ==, NETBIOS_DATAGRAM_DIRECT_GROUP);
      g_assert_cmpint (datagram.node_type, ==, NETBIOS_NODE_M);
      g_assert_cmpmem (datagram.source_address, 4, packet->source_address, 4);
      g_assert_cmpuint (datagram.source_port, ==, 138);
      g_assert_cmpuint (message.priority, ==, 1);
      g_assert_cmpuint (message.delivery_class, ==, NETBIOS_MAILSLOT_WRITE_UNRELIABLE);
      /* Unpadded, with nothing after the data. */
      g_assert_cmpuint (message.size + 69 + 10 + strlen (message.name) + 1,
                        ==,
                        datagram.user_size);
      n_browse += strcmp (message.name, "BROWSE") == 0;
      n_lanman += strcmp (message.name, "LANMAN") == 0;

      g_assert_true (netbios_datagram_encode (&datagram, bytes, NULL));
      assert_same_bytes (bytes, packet);
    }
  g_assert_cmpuint (n_browse, ==, 11);
  g_assert_cmpuint (n_lanman, ==, 10);
}

/* Packet 6, as section 9 of the protocol notes has it. */
static void
test_host_announcement (void)
{
  g_autoptr (PcapFile) file = open_capture ("browse.pcap");
  const PcapDatagram *packet = pcap_file_get_datagram (file, 5);
  NetbiosDatagram datagram;
  NetbiosMailslotWrite message;

  decode_message (packet, &datagram, &message);
  assert_name (&datagram.source, "SAMBAHOST<00>");
  assert_name (&datagram.destination, "TESTGRP<1D>");
  g_assert_cmphex (datagram.id, ==, 0x7bc1);
  g_assert_cmpstr (message.name, ==, "BROWSE");
  g_assert_cmpuint (message.size, ==, 47);
  g_assert_cmpuint (message.data - datagram.user_data, ==, 86);
  g_assert_cmpuint (message.data[0], ==, 1);
  g_assert_cmpmem (message.data + 24, 4, "\x03\x9a\x81\x00", 4);
}

/* Encoded from nothing, all but the unpadded third equal the capture to the last byte. */
static void
test_messages_are_the_same_again (void)
{
  g_autoptr (PcapFile) file = open_capture ("mymailslot.pcap");

  g_assert_cmpuint (pcap_file_get_n_datagrams (file), ==, 5);
  for (guint i = 0; i < pcap_file_get_n_datagrams (file); i++)
    {
      const PcapDatagram *packet = pcap_file_get_datagram (file, i);
      g_autoptr (GByteArray) smb = g_byte_array_new ();
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      NetbiosDatagram datagram;
      NetbiosMailslotWrite message;

      decode_message (packet, &datagram, &message);
      g_assert_true (netbios_mailslot_write_encode (&message, smb, NULL));
      datagram.user_data = smb->data;
      datagram.user_size = smb->len;
      g_assert_true (netbios_datagram_encode (&datagram, bytes, NULL));
      if (packet->number == 3)
        g_assert_cmpuint (bytes->len, ==, packet->size + 2);
      else
        assert_same_bytes (bytes, packet);
    }
}

static void
test_messages_say_what_was_sent (void)
{
  static const struct
  {
    NetbiosDatagramType type;
    const char *destination;
    gsize size;
  } expected[] = {
    { NETBIOS_DATAGRAM_DIRECT_UNIQUE, "SAMBAHOST<00>", 18 },
    { NETBIOS_DATAGRAM_DIRECT_GROUP, "TESTGRP<00>", 18 },
    { NETBIOS_DATAGRAM_DIRECT_UNIQUE, "SAMBAHOST<20>", 18 },
    { NETBIOS_DATAGRAM_DIRECT_UNIQUE, "SAMBAHOST<00>", 0 },
    { NETBIOS_DATAGRAM_DIRECT_UNIQUE, "SAMBAHOST<00>", 420 },
  };
  g_autoptr (PcapFile) file = open_capture ("mymailslot.pcap");

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      NetbiosDatagram datagram;
      NetbiosMailslotWrite message;

      decode_message (pcap_file_get_datagram (file, i), &datagram, &message);
      g_assert_cmpint (datagram.type, ==, expected[i].type);
      g_assert_cmphex (datagram.id, ==, 0x1001 + i);
      assert_name (&datagram.destination, expected[i].destination);
      g_assert_cmpstr (message.name, ==, "Mymailslot");
      g_assert_cmpuint (message.size, ==, expected[i].size);
      if (message.size == 18)
        g_assert_cmpmem (message.data, message.size, "Bingo is handsome", 18);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-captures/name-packets-are-the-same-again",
                   test_name_packets_are_the_same_again);
  g_test_add_func ("/netbios-captures/name-packets-say-what-happened",
                   test_name_packets_say_what_happened);
  g_test_add_func ("/netbios-captures/query-is-answered", test_query_is_answered);
  g_test_add_func ("/netbios-captures/node-status-is-answered",
                   test_node_status_is_answered);
  g_test_add_func ("/netbios-captures/samba-announcements", test_samba_announcements);
  g_test_add_func ("/netbios-captures/host-announcement", test_host_announcement);
  g_test_add_func ("/netbios-captures/messages-are-the-same-again",
                   test_messages_are_the_same_again);
  g_test_add_func ("/netbios-captures/messages-say-what-was-sent",
                   test_messages_say_what_was_sent);
  return g_test_run ();
}
