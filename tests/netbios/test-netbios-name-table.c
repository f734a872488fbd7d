/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-name-table.h"

#include "mailslot/netbios/netbios-node-status.h"
#include "mailslot/netbios/netbios-owner.h"
#include "netbios/netbios-bytes.h"

static const guint8 our_address[] = { 10, 0, 0, 1 };

static void
init_table (NetbiosNameTable *table)
{
  g_assert_true (netbios_name_init (&table->computer, "SAMBAHOST", 0, NULL));
  g_assert_true (netbios_name_init (&table->workgroup, "TESTGRP", 0, NULL));
}

static gboolean
answer (const NetbiosNamePacket *request, GByteArray *bytes, NetbiosNamePacket *packet)
{
  NetbiosNameTable table;

  init_table (&table);
  if (!netbios_name_table_answer (&table, request, our_address, bytes))
    {
      g_assert_cmpuint (bytes->len, ==, 0);
      return FALSE;
    }
  g_assert_true (netbios_name_packet_decode (packet, bytes->data, bytes->len, NULL));
  g_assert_true (netbios_name_packet_answers (packet, request));
  return TRUE;
}

static gboolean
query (const char *name, guint8 suffix, NetbiosOwner *owner)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  NetbiosNamePacket request;
  NetbiosNamePacket packet;
  NetbiosName wanted;

  g_assert_true (netbios_name_init (&wanted, name, suffix, NULL));
  netbios_name_packet_init_query (&request, 77, &wanted);
  request.flags |= NETBIOS_NAME_IS_BROADCAST;
  if (!answer (&request, bytes, &packet))
    return FALSE;
  g_assert_cmpuint (packet.result, ==, NETBIOS_NAME_OK);
  g_assert_cmpuint (netbios_name_packet_get_n_owners (&packet), ==, 1);
  *owner = netbios_name_packet_get_owner (&packet, 0);
  return TRUE;
}

static gboolean
register_name (const char *name, gboolean is_group, NetbiosNameOpcode opcode)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) record = g_byte_array_new ();
  NetbiosOwner owner = { .is_group = is_group, .address = { 10, 0, 0, 2 } };
  NetbiosNamePacket request;
  NetbiosNamePacket packet;
  NetbiosName wanted;

  g_assert_true (netbios_name_init (&wanted, name, 0, NULL));
  netbios_owner_encode (&owner, record);
  netbios_name_packet_init_claim (&request, 77, opcode, &wanted);
  netbios_name_packet_set_record (&request, 0, record->data, record->len);
  if (!answer (&request, bytes, &packet))
    return FALSE;
  g_assert_cmpuint (packet.opcode, ==, opcode);
  g_assert_cmpuint (packet.result, ==, NETBIOS_NAME_TAKEN);
  return TRUE;
}

static void
test_answers_queries (void)
{
  NetbiosOwner owner;

  g_assert_true (query ("SAMBAHOST", 0, &owner));
  g_assert_false (owner.is_group);
  g_assert_cmpmem (owner.address, 4, our_address, 4);
  g_assert_true (query ("TESTGRP", 0, &owner));
  g_assert_true (owner.is_group);
  g_assert_cmpmem (owner.address, 4, our_address, 4);
}

static void
test_ignores_other_names (void)
{
  NetbiosOwner owner;

  g_assert_false (query ("OTHER", 0, &owner));
  g_assert_false (query ("SAMBAHOST", 0x20, &owner));
  g_assert_false (query ("TESTGRP", 0x1c, &owner));
  g_assert_false (query ("*", 0, &owner));
}

static void
test_tells_all_names (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  NetbiosNamePacket request;
  NetbiosNamePacket packet;
  NetbiosNodeStatus status;
  NetbiosNodeName name;

  netbios_name_packet_init_status_query (&request, 77);
  g_assert_true (answer (&request, bytes, &packet));
  g_assert_true (
      netbios_node_status_decode (&status, packet.record, packet.record_size, NULL));
  g_assert_cmpuint (status.n_names, ==, 2);
  netbios_node_status_get_name (&status, 0, &name);
  g_assert_cmphex (name.flags, ==, NETBIOS_NODE_NAME_IS_ACTIVE);
  g_assert_true (netbios_node_status_find_computer (&status, &name.name));
  netbios_node_status_get_name (&status, 1, &name);
  g_assert_cmphex (name.flags,
                   ==,
                   NETBIOS_NODE_NAME_IS_ACTIVE | NETBIOS_NODE_NAME_IS_GROUP);
}

static void
test_tells_no_names_to_others (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  NetbiosNamePacket request;
  NetbiosNamePacket packet;

  netbios_name_packet_init_status_query (&request, 77);
  g_assert_true (netbios_name_init (&request.name, "OTHER", 0, NULL));
  g_assert_false (answer (&request, bytes, &packet));
}

static void
test_defends_names (void)
{
  g_assert_true (register_name ("SAMBAHOST", FALSE, NETBIOS_NAME_REGISTRATION));
  g_assert_true (register_name ("SAMBAHOST", TRUE, NETBIOS_NAME_REGISTRATION));
  g_assert_true (
      register_name ("SAMBAHOST", FALSE, NETBIOS_NAME_MULTIHOMED_REGISTRATION));
  g_assert_true (register_name ("TESTGRP", FALSE, NETBIOS_NAME_REGISTRATION));
  g_assert_false (register_name ("TESTGRP", TRUE, NETBIOS_NAME_REGISTRATION));
  g_assert_false (register_name ("OTHER", FALSE, NETBIOS_NAME_REGISTRATION));
  g_assert_false (register_name ("SAMBAHOST", FALSE, NETBIOS_NAME_RELEASE));
}

static void
test_defends_nothing_against_nobody (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  NetbiosNamePacket request;
  NetbiosNamePacket packet;
  NetbiosName name;

  g_assert_true (netbios_name_init (&name, "SAMBAHOST", 0, NULL));
  netbios_name_packet_init_claim (&request, 77, NETBIOS_NAME_REGISTRATION, &name);
  g_assert_false (answer (&request, bytes, &packet));
}

static void
assert_claim (gboolean is_group, NetbiosClaim claim, const char *hex)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  NetbiosNameTable table;

  init_table (&table);
  netbios_name_table_encode_claim (&table,
                                   is_group ? &table.workgroup : &table.computer,
                                   claim,
                                   0x1234,
                                   our_address,
                                   bytes);
  assert_bytes (bytes, hex);
}

/* As RFC 1002 sections 4.2.2, 4.2.3 and 4.2.9 want them. */
static void
test_claims (void)
{
  assert_claim (FALSE,
                NETBIOS_CLAIM_REQUEST,
                "1234"
                "2910"
                "0001000000000001"
                "20"
                "46444542454e454345424549455046444645434143414341434143414341414100"
                "00200001"
                "c00c"
                "00200001"
                "00000000"
                "0006"
                "0000"
                "0a000001");
  assert_claim (FALSE,
                NETBIOS_CLAIM_DEMAND,
                "1234"
                "2810"
                "0001000000000001"
                "20"
                "46444542454e454345424549455046444645434143414341434143414341414100"
                "00200001"
                "c00c"
                "00200001"
                "00000000"
                "0006"
                "0000"
                "0a000001");
  assert_claim (TRUE,
                NETBIOS_CLAIM_RELEASE,
                "1234"
                "3010"
                "0001000000000001"
                "20"
                "464545464644464545484643464143414341434143414341434143414341414100"
                "00200001"
                "c00c"
                "00200001"
                "00000000"
                "0006"
                "8000"
                "0a000001");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-name-table/answers-queries", test_answers_queries);
  g_test_add_func ("/netbios-name-table/ignores-other-names", test_ignores_other_names);
  g_test_add_func ("/netbios-name-table/tells-all-names", test_tells_all_names);
  g_test_add_func ("/netbios-name-table/tells-no-names-to-others",
                   test_tells_no_names_to_others);
  g_test_add_func ("/netbios-name-table/defends-names", test_defends_names);
  g_test_add_func ("/netbios-name-table/defends-nothing-against-nobody",
                   test_defends_nothing_against_nobody);
  g_test_add_func ("/netbios-name-table/claims", test_claims);
  return g_test_run ();
}
