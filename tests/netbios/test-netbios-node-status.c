/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-node-status.h"

#include "mailslot/mailslot-error.h"
#include "netbios/netbios-bytes.h"

#define HEX_TESTGRP_GROUP                                                                \
  "54455354475250"                                                                       \
  "2020202020202020"                                                                     \
  "00"                                                                                   \
  "8400"
#define HEX_SERVER                                                                       \
  "53414d4241484f5354"                                                                   \
  "202020202020"                                                                         \
  "20"                                                                                   \
  "0400"
#define HEX_COMPUTER                                                                     \
  "53414d4241484f5354"                                                                   \
  "202020202020"                                                                         \
  "00"                                                                                   \
  "0400"
#define HEX_IN_CONFLICT                                                                  \
  "4f4c44"                                                                               \
  "202020202020202020202020"                                                             \
  "00"                                                                                   \
  "0c00"
#define HEX_LEAVING                                                                      \
  "4f4c44"                                                                               \
  "202020202020202020202020"                                                             \
  "00"                                                                                   \
  "1400"
#define HEX_UNIT_ID "0200deadbeef"
#define HEX_STATISTICS                                                                   \
  "00000000000000000000"                                                                 \
  "00000000000000000000"                                                                 \
  "00000000000000000000"                                                                 \
  "00000000000000000000"

static gboolean
find_computer (const char *hex)
{
  g_autoptr (GByteArray) record = bytes_from_hex (hex);
  g_autofree char *text = NULL;
  NetbiosNodeStatus status;
  NetbiosName name;

  g_assert_true (netbios_node_status_decode (&status, record->data, record->len, NULL));
  if (!netbios_node_status_find_computer (&status, &name))
    return FALSE;

  text = netbios_name_to_string (&name);
  g_assert_cmpstr (text, ==, "SAMBAHOST<00>");
  return TRUE;
}

static void
test_encodes (void)
{
  static const guint8 unit_id[] = { 0x02, 0x00, 0xde, 0xad, 0xbe, 0xef };
  g_autoptr (GByteArray) record = g_byte_array_new ();
  NetbiosNodeName names[2];

  g_assert_true (netbios_name_init (&names[0].name, "SAMBAHOST", 0, NULL));
  names[0].flags = NETBIOS_NODE_NAME_IS_ACTIVE;
  g_assert_true (netbios_name_init (&names[1].name, "TESTGRP", 0, NULL));
  names[1].flags = NETBIOS_NODE_NAME_IS_ACTIVE | NETBIOS_NODE_NAME_IS_GROUP;
  netbios_node_status_encode (names, 2, unit_id, record);
  assert_bytes (record, "02" HEX_COMPUTER HEX_TESTGRP_GROUP HEX_UNIT_ID HEX_STATISTICS);
}

static void
test_decodes (void)
{
  g_autoptr (GByteArray) record =
      bytes_from_hex ("02" HEX_SERVER HEX_TESTGRP_GROUP HEX_UNIT_ID HEX_STATISTICS);
  g_autofree char *text = NULL;
  NetbiosNodeStatus status;
  NetbiosNodeName name;

  g_assert_true (netbios_node_status_decode (&status, record->data, record->len, NULL));
  g_assert_cmpuint (status.n_names, ==, 2);
  netbios_node_status_get_name (&status, 1, &name);
  text = netbios_name_to_string (&name.name);
  g_assert_cmpstr (text, ==, "TESTGRP<00>");
  g_assert_cmphex (name.flags, ==, 0x8400);
  g_assert_true (status.has_unit_id);
  g_assert_cmpmem (status.unit_id, 6, "\x02\x00\xde\xad\xbe\xef", 6);
}

static void
test_does_without_statistics (void)
{
  g_autoptr (GByteArray) record = bytes_from_hex ("01" HEX_SERVER "0200");
  NetbiosNodeStatus status;

  g_assert_true (netbios_node_status_decode (&status, record->data, record->len, NULL));
  g_assert_cmpuint (status.n_names, ==, 1);
  g_assert_false (status.has_unit_id);
}

static void
test_refuses_names_outside (void)
{
  g_autoptr (GByteArray) record = bytes_from_hex ("ff" HEX_SERVER HEX_TESTGRP_GROUP);
  NetbiosNodeStatus status;

  for (guint n_names = 0; n_names < 256; n_names++)
    {
      record->data[0] = (guint8) n_names;
      g_assert_cmpint (
          netbios_node_status_decode (&status, record->data, record->len, NULL),
          ==,
          n_names <= 2);
    }
  g_assert_false (netbios_node_status_decode (&status, NULL, 0, NULL));
}

static void
test_finds_the_computer (void)
{
  g_assert_true (find_computer ("03" HEX_TESTGRP_GROUP HEX_SERVER HEX_COMPUTER));
  g_assert_true (find_computer ("03" HEX_IN_CONFLICT HEX_LEAVING HEX_COMPUTER));
  g_assert_false (find_computer ("02" HEX_TESTGRP_GROUP HEX_SERVER));
  g_assert_false (find_computer ("02" HEX_IN_CONFLICT HEX_LEAVING));
  g_assert_false (find_computer ("00"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-node-status/encodes", test_encodes);
  g_test_add_func ("/netbios-node-status/decodes", test_decodes);
  g_test_add_func ("/netbios-node-status/does-without-statistics",
                   test_does_without_statistics);
  g_test_add_func ("/netbios-node-status/refuses-names-outside",
                   test_refuses_names_outside);
  g_test_add_func ("/netbios-node-status/finds-the-computer", test_finds_the_computer);
  return g_test_run ();
}
