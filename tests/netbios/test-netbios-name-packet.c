/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-name-packet.h"

#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-owner.h"
#include "netbios/netbios-bytes.h"

#define HEX_STAR_00 "20434b41414141414141414141414141414141414141414141414141414141414100"
/* Type NB and class; a record of 6 bytes that says 10.99.0.1. */
#define HEX_NB "00200001"
#define HEX_TTL_0 "00000000"
#define HEX_UNIQUE                                                                       \
  "0006"                                                                                 \
  "0000"                                                                                 \
  "0a630001"
#define HEX_GROUP                                                                        \
  "0006"                                                                                 \
  "8000"                                                                                 \
  "0a630001"
/* Counts of the parts. */
#define HEX_QUESTION "0001000000000000"
#define HEX_ANSWER "0000000100000000"
#define HEX_QUESTION_AND_RECORD "0001000000000001"

static NetbiosName
make_name (const char *text, guint8 suffix)
{
  NetbiosName name;

  g_assert_true (netbios_name_init (&name, text, suffix, NULL));
  return name;
}

/* Appended to, because a packet may tell several. */
static void
append_owner (GByteArray *record, gboolean is_group, guint8 last_byte)
{
  NetbiosOwner owner = {
    .is_group = is_group,
    .node_type = NETBIOS_NODE_B,
    .address = { 10, 99, 0, last_byte },
  };

  netbios_owner_encode (&owner, record);
}

static void
assert_encoded (const NetbiosNamePacket *packet, const char *hex)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_assert_true (netbios_name_packet_encode (packet, bytes, NULL));
  assert_bytes (bytes, hex);
}

static gboolean
decode (const char *hex, NetbiosNamePacket *packet)
{
  g_autoptr (GByteArray) bytes = bytes_from_hex (hex);

  return netbios_name_packet_decode (packet, bytes->data, bytes->len, NULL);
}

static void
assert_malformed (const char *hex)
{
  g_autoptr (GByteArray) bytes = bytes_from_hex (hex);
  g_autoptr (GError) error = NULL;
  NetbiosNamePacket packet;

  assert_refused (netbios_name_packet_decode (&packet, bytes->data, bytes->len, &error),
                  &error,
                  MAILSLOT_ERROR_MALFORMED);
}

static void
test_encodes_queries (void)
{
  NetbiosName name = make_name ("SAMBAHOST", 0);
  NetbiosNamePacket packet;

  netbios_name_packet_init_query (&packet, 0x0ed1, &name);
  assert_encoded (&packet,
                  "0ed1"
                  "0100" HEX_QUESTION HEX_SAMBAHOST_00 HEX_NB);
  packet.flags |= NETBIOS_NAME_IS_BROADCAST;
  assert_encoded (&packet,
                  "0ed1"
                  "0110" HEX_QUESTION HEX_SAMBAHOST_00 HEX_NB);
  netbios_name_packet_init_status_query (&packet, 0x22f6);
  assert_encoded (&packet,
                  "22f6"
                  "0000" HEX_QUESTION HEX_STAR_00 "00210001");
}

static void
test_encodes_claims (void)
{
  static const struct
  {
    NetbiosNameOpcode opcode;
    const char *hex;
  } cases[] = {
    { NETBIOS_NAME_REGISTRATION,
      "7bbc"
      "2910" },
    { NETBIOS_NAME_RELEASE,
      "7bbc"
      "3010" },
    { NETBIOS_NAME_REFRESH,
      "7bbc"
      "4010" },
    { NETBIOS_NAME_REFRESH_ALTERNATE,
      "7bbc"
      "4810" },
    { NETBIOS_NAME_MULTIHOMED_REGISTRATION,
      "7bbc"
      "7910" },
  };
  g_autoptr (GByteArray) record = g_byte_array_new ();
  NetbiosName name = make_name ("SAMBAHOST", 0);

  append_owner (record, FALSE, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *hex = g_strconcat (cases[i].hex,
                                          HEX_QUESTION_AND_RECORD HEX_SAMBAHOST_00 HEX_NB,
                                          "c00c" HEX_NB HEX_TTL_0 HEX_UNIQUE,
                                          NULL);
      NetbiosNamePacket packet;

      netbios_name_packet_init_claim (&packet, 0x7bbc, cases[i].opcode, &name);
      packet.flags |= NETBIOS_NAME_IS_BROADCAST;
      netbios_name_packet_set_record (&packet, 0, record->data, record->len);
      assert_encoded (&packet, hex);
    }
}

static void
test_encodes_query_responses (void)
{
  g_autoptr (GByteArray) record = g_byte_array_new ();
  NetbiosName name = make_name ("SAMBAHOST", 0);
  NetbiosNamePacket query;
  NetbiosNamePacket response;

  append_owner (record, TRUE, 1);
  netbios_name_packet_init_query (&query, 0x0ed1, &name);
  query.flags |= NETBIOS_NAME_IS_BROADCAST;
  netbios_name_packet_init_response (&response, &query, NETBIOS_NAME_OK);
  netbios_name_packet_set_record (&response, 259200, record->data, record->len);
  assert_encoded (&response,
                  "0ed1"
                  "8500" HEX_ANSWER HEX_SAMBAHOST_00 HEX_NB "0003f480" HEX_GROUP);

  netbios_name_packet_init_response (&response, &query, NETBIOS_NAME_NOT_FOUND);
  assert_encoded (&response,
                  "0ed1"
                  "8503"
                  "0000000000000000" HEX_SAMBAHOST_00 "000a0001" HEX_TTL_0 "0000");
}

/* What a responder says to who wants, gives up or abuses its name. */
static void
test_encodes_other_responses (void)
{
  g_autoptr (GByteArray) record = g_byte_array_new ();
  NetbiosName name = make_name ("SAMBAHOST", 0);
  NetbiosNamePacket claim;
  NetbiosNamePacket response;

  append_owner (record, FALSE, 1);
  netbios_name_packet_init_claim (&claim, 0x7bbc, NETBIOS_NAME_REGISTRATION, &name);
  netbios_name_packet_init_response (&response, &claim, NETBIOS_NAME_TAKEN);
  netbios_name_packet_set_record (&response, 0, record->data, record->len);
  assert_encoded (&response,
                  "7bbc"
                  "ad86" HEX_ANSWER HEX_SAMBAHOST_00 HEX_NB HEX_TTL_0 HEX_UNIQUE);

  netbios_name_packet_init_claim (&claim, 0x7bbc, NETBIOS_NAME_RELEASE, &name);
  netbios_name_packet_init_response (&response, &claim, NETBIOS_NAME_OK);
  netbios_name_packet_set_record (&response, 0, record->data, record->len);
  assert_encoded (&response,
                  "7bbc"
                  "b400" HEX_ANSWER HEX_SAMBAHOST_00 HEX_NB HEX_TTL_0 HEX_UNIQUE);

  netbios_name_packet_init_conflict (&response, 0x7bbc, &name);
  assert_encoded (&response,
                  "7bbc"
                  "ad87" HEX_ANSWER HEX_SAMBAHOST_00 HEX_NB HEX_TTL_0 "0006"
                  "0000"
                  "00000000");
}

static void
test_encodes_names_with_scope (void)
{
  g_autoptr (GByteArray) record = g_byte_array_new ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  NetbiosName name = make_name ("SAMBAHOST", 0);
  NetbiosNamePacket packet;
  NetbiosNamePacket decoded;

  append_owner (record, FALSE, 1);
  g_assert_true (netbios_name_set_scope (&name, "lab.example", NULL));
  netbios_name_packet_init_claim (&packet, 1, NETBIOS_NAME_REGISTRATION, &name);
  netbios_name_packet_set_record (&packet, 0, record->data, record->len);
  g_assert_true (netbios_name_packet_encode (&packet, bytes, NULL));
  g_assert_true (netbios_name_packet_decode (&decoded, bytes->data, bytes->len, NULL));
  g_assert_true (netbios_name_equal (&decoded.name, &name));
}

static void
test_refuses_to_encode_a_record_too_long (void)
{
  g_autofree guint8 *data = g_malloc0 (65536);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  NetbiosName name = make_name ("PC", 0);
  NetbiosNamePacket packet;

  netbios_name_packet_init_claim (&packet, 1, NETBIOS_NAME_REGISTRATION, &name);
  netbios_name_packet_set_record (&packet, 0, data, 65536);
  assert_refused (netbios_name_packet_encode (&packet, bytes, &error),
                  &error,
                  MAILSLOT_ERROR_MESSAGE_TOO_LARGE);
  g_assert_cmpuint (bytes->len, ==, 0);
}

static void
test_decodes_all_owners (void)
{
  g_autoptr (GByteArray) bytes =
      bytes_from_hex ("0ed1"
                      "8580" HEX_ANSWER HEX_SAMBAHOST_00 HEX_NB "0003f480"
                      "000c"
                      "e0000a630001"
                      "20000a630002");
  NetbiosNamePacket packet;
  NetbiosOwner owner;

  g_assert_true (netbios_name_packet_decode (&packet, bytes->data, bytes->len, NULL));
  g_assert_true (netbios_name_packet_is_response (&packet));
  g_assert_cmpuint (packet.time_to_live_s, ==, 259200);
  g_assert_cmpuint (netbios_name_packet_get_n_owners (&packet), ==, 2);
  owner = netbios_name_packet_get_owner (&packet, 0);
  g_assert_true (owner.is_group);
  g_assert_cmpint (owner.node_type, ==, NETBIOS_NODE_H);
  g_assert_cmpmem (owner.address, 4, "\x0a\x63\x00\x01", 4);
  owner = netbios_name_packet_get_owner (&packet, 1);
  g_assert_false (owner.is_group);
  g_assert_cmpint (owner.node_type, ==, NETBIOS_NODE_P);
  g_assert_cmpmem (owner.address, 4, "\x0a\x63\x00\x02", 4);
}

/* With the record counted, as some servers do, and not counted, as the RFC has it. */
static void
test_decodes_negative_query_responses (void)
{
  static const char *const packets[] = {
    "0ed1"
    "8583"
    "0000000000000000" HEX_SAMBAHOST_00 "000a0001" HEX_TTL_0 "0000",
    "0ed1"
    "8583" HEX_ANSWER HEX_SAMBAHOST_00 "000a0001" HEX_TTL_0 "0000",
    "0ed1"
    "8583"
    "0001000000000000" HEX_SAMBAHOST_00 HEX_NB "c00c"
    "000a0001" HEX_TTL_0 "0000",
  };
  NetbiosName name = make_name ("SAMBAHOST", 0);

  for (gsize i = 0; i < G_N_ELEMENTS (packets); i++)
    {
      NetbiosNamePacket packet;

      g_assert_true (decode (packets[i], &packet));
      g_assert_cmpuint (packet.result, ==, NETBIOS_NAME_NOT_FOUND);
      g_assert_true (netbios_name_equal (&packet.name, &name));
      g_assert_cmpuint (netbios_name_packet_get_n_owners (&packet), ==, 0);
    }
}

static void
test_ignores_bytes_after_the_record (void)
{
  NetbiosNamePacket packet;

  g_assert_true (decode ("0ed1"
                         "8500" HEX_ANSWER HEX_SAMBAHOST_00 HEX_NB HEX_TTL_0 HEX_UNIQUE
                         "0102030405",
                         &packet));
  g_assert_cmpuint (packet.record_size, ==, 6);
}

static void
test_matches_answers (void)
{
  NetbiosName name = make_name ("SAMBAHOST", 0);
  NetbiosName other = make_name ("OTHER", 0);
  NetbiosNamePacket query;
  NetbiosNamePacket response;

  netbios_name_packet_init_query (&query, 7, &name);
  netbios_name_packet_init_response (&response, &query, NETBIOS_NAME_OK);
  g_assert_true (netbios_name_packet_answers (&response, &query));
  g_assert_false (netbios_name_packet_answers (&query, &query));
  response.name = other;
  g_assert_false (netbios_name_packet_answers (&response, &query));
  response.name = name;
  response.id = 8;
  g_assert_false (netbios_name_packet_answers (&response, &query));

  netbios_name_packet_init_status_query (&query, 9);
  netbios_name_packet_init_response (&response, &query, NETBIOS_NAME_OK);
  response.name = other;
  g_assert_true (netbios_name_packet_answers (&response, &query));
}

static void
test_refuses_impossible_counts (void)
{
  assert_malformed ("0001"
                    "0110"
                    "0000000000000000" HEX_SAMBAHOST_00 HEX_NB);
  assert_malformed ("0001"
                    "0110"
                    "0002000000000000" HEX_SAMBAHOST_00 HEX_NB HEX_SAMBAHOST_00 HEX_NB);
  assert_malformed ("0001"
                    "0110"
                    "0001000100000000" HEX_SAMBAHOST_00 HEX_NB);
  assert_malformed ("0001"
                    "8500"
                    "0000000100010000" HEX_SAMBAHOST_00 HEX_NB HEX_TTL_0 HEX_UNIQUE);
  assert_malformed ("0001"
                    "8500"
                    "0002000100000000" HEX_SAMBAHOST_00 HEX_NB HEX_SAMBAHOST_00 HEX_NB
                    "c00c" HEX_NB HEX_TTL_0 HEX_UNIQUE);
  assert_malformed ("0001"
                    "8500"
                    "0002000100000000" HEX_SAMBAHOST_00 HEX_NB HEX_TTL_0 HEX_UNIQUE);
}

static void
test_refuses_contradictions (void)
{
  assert_malformed ("0001"
                    "2910" HEX_QUESTION_AND_RECORD HEX_SAMBAHOST_00 HEX_NB HEX_TESTGRP_1E
                        HEX_NB HEX_TTL_0 HEX_UNIQUE);
  assert_malformed ("0001"
                    "2910" HEX_QUESTION_AND_RECORD HEX_SAMBAHOST_00 HEX_NB "c00c"
                    "00210001" HEX_TTL_0 "0000");
  assert_malformed ("0001"
                    "0110" HEX_QUESTION HEX_SAMBAHOST_00 "00200003");
  assert_malformed ("0001"
                    "8500" HEX_ANSWER HEX_SAMBAHOST_00 HEX_NB HEX_TTL_0 "0005"
                    "0000"
                    "0a6300");
}

static void
test_refuses_every_cut (void)
{
  g_autoptr (GByteArray) bytes =
      bytes_from_hex ("7bbc"
                      "2910" HEX_QUESTION_AND_RECORD HEX_SAMBAHOST_00 HEX_NB
                      "c00c" HEX_NB HEX_TTL_0 HEX_UNIQUE);

  for (guint size = 0; size <= bytes->len; size++)
    {
      NetbiosNamePacket packet;

      g_assert_cmpint (netbios_name_packet_decode (&packet, bytes->data, size, NULL),
                       ==,
                       size == bytes->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-name-packet/encode/queries", test_encodes_queries);
  g_test_add_func ("/netbios-name-packet/encode/claims", test_encodes_claims);
  g_test_add_func ("/netbios-name-packet/encode/query-responses",
                   test_encodes_query_responses);
  g_test_add_func ("/netbios-name-packet/encode/other-responses",
                   test_encodes_other_responses);
  g_test_add_func ("/netbios-name-packet/encode/names-with-scope",
                   test_encodes_names_with_scope);
  g_test_add_func ("/netbios-name-packet/encode/refuses-a-record-too-long",
                   test_refuses_to_encode_a_record_too_long);
  g_test_add_func ("/netbios-name-packet/decode/all-owners", test_decodes_all_owners);
  g_test_add_func ("/netbios-name-packet/decode/negative-query-responses",
                   test_decodes_negative_query_responses);
  g_test_add_func ("/netbios-name-packet/decode/ignores-bytes-after-the-record",
                   test_ignores_bytes_after_the_record);
  g_test_add_func ("/netbios-name-packet/matches-answers", test_matches_answers);
  g_test_add_func ("/netbios-name-packet/decode/refuses-impossible-counts",
                   test_refuses_impossible_counts);
  g_test_add_func ("/netbios-name-packet/decode/refuses-contradictions",
                   test_refuses_contradictions);
  g_test_add_func ("/netbios-name-packet/decode/refuses-every-cut",
                   test_refuses_every_cut);
  return g_test_run ();
}
