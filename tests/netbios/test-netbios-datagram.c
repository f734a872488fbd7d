/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-datagram.h"

#include "mailslot/mailslot-error.h"
#include "netbios/netbios-bytes.h"

#include <string.h>

/* id 0x1001, from 10.99.0.2, port 138 */
#define HEX_SENDER                                                                       \
  "1001"                                                                                 \
  "0a630002"                                                                             \
  "008a"
#define HEX_NAMES HEX_SAMBAHOST_00 HEX_TESTGRP_1E

static gboolean
decode (const char *hex, NetbiosDatagram *datagram, GError **error)
{
  g_autoptr (GByteArray) packet = bytes_from_hex (hex);

  return netbios_datagram_decode (datagram, packet->data, packet->len, error);
}

static void
assert_not_decoded (const char *hex, int code)
{
  g_autoptr (GError) error = NULL;
  NetbiosDatagram datagram;

  assert_refused (decode (hex, &datagram, &error), &error, code);
}

static NetbiosDatagram
make_datagram (void)
{
  NetbiosDatagram datagram = {
    .type = NETBIOS_DATAGRAM_DIRECT_GROUP,
    .node_type = NETBIOS_NODE_B,
    .id = 0x1001,
    .source_address = { 10, 99, 0, 2 },
    .source_port = NETBIOS_DATAGRAM_PORT,
    .user_data = (const guint8 *) "hi",
    .user_size = 2,
  };

  g_assert_true (netbios_name_init (&datagram.source, "SAMBAHOST", 0, NULL));
  g_assert_true (netbios_name_init (&datagram.destination, "TESTGRP", 0x1e, NULL));
  return datagram;
}

static void
test_encodes_every_node_type (void)
{
  static const char *const packets[] = {
    "1102" HEX_SENDER "0046"
    "0000" HEX_NAMES "6869",
    "1106" HEX_SENDER "0046"
    "0000" HEX_NAMES "6869",
    "110a" HEX_SENDER "0046"
    "0000" HEX_NAMES "6869",
    "110e" HEX_SENDER "0046"
    "0000" HEX_NAMES "6869",
  };
  NetbiosDatagram datagram = make_datagram ();

  for (guint i = 0; i < G_N_ELEMENTS (packets); i++)
    {
      g_autoptr (GByteArray) packet = g_byte_array_new ();

      datagram.node_type = i;
      g_assert_true (netbios_datagram_encode (&datagram, packet, NULL));
      assert_bytes (packet, packets[i]);
    }
}

static void
test_encodes_up_to_what_the_length_can_tell (void)
{
  g_autofree guint8 *data = g_malloc0 (65536);
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  NetbiosDatagram datagram = make_datagram ();

  datagram.user_data = data;
  datagram.user_size = 65535 - 68;
  g_assert_true (netbios_datagram_encode (&datagram, packet, NULL));
  g_assert_cmpuint (packet->len, ==, 65535 + 14);

  g_byte_array_set_size (packet, 0);
  datagram.user_size++;
  assert_refused (netbios_datagram_encode (&datagram, packet, &error),
                  &error,
                  MAILSLOT_ERROR_MESSAGE_TOO_LARGE);
  g_assert_cmpuint (packet->len, ==, 0);
}

static void
test_decodes_messages (void)
{
  static const struct
  {
    const char *hex;
    NetbiosDatagramType type;
    gsize user_size;
  } cases[] = {
    { "1002" HEX_SENDER "0046"
      "0000" HEX_NAMES "6869",
      NETBIOS_DATAGRAM_DIRECT_UNIQUE,
      2 },
    { "1102" HEX_SENDER "0046"
      "0000" HEX_NAMES "6869",
      NETBIOS_DATAGRAM_DIRECT_GROUP,
      2 },
    { "1202" HEX_SENDER "0044"
      "0000" HEX_NAMES,
      NETBIOS_DATAGRAM_BROADCAST,
      0 },
    /* Neither the length, the reserved flags nor a missing first-fragment flag matter. */
    { "1002" HEX_SENDER "0000"
      "0000" HEX_NAMES "68",
      NETBIOS_DATAGRAM_DIRECT_UNIQUE,
      1 },
    { "1002" HEX_SENDER "ffff"
      "0000" HEX_NAMES "68",
      NETBIOS_DATAGRAM_DIRECT_UNIQUE,
      1 },
    { "10f0" HEX_SENDER "0045"
      "0000" HEX_NAMES "68",
      NETBIOS_DATAGRAM_DIRECT_UNIQUE,
      1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) packet = bytes_from_hex (cases[i].hex);
      NetbiosDatagram expected = make_datagram ();
      NetbiosDatagram datagram;

      g_assert_true (
          netbios_datagram_decode (&datagram, packet->data, packet->len, NULL));
      g_assert_cmpint (datagram.type, ==, cases[i].type);
      g_assert_true (netbios_datagram_has_user_data (&datagram));
      g_assert_cmpint (datagram.node_type, ==, NETBIOS_NODE_B);
      g_assert_cmphex (datagram.id, ==, 0x1001);
      g_assert_cmpmem (datagram.source_address, 4, expected.source_address, 4);
      g_assert_cmpuint (datagram.source_port, ==, 138);
      g_assert_true (netbios_name_equal (&datagram.source, &expected.source));
      g_assert_true (netbios_name_equal (&datagram.destination, &expected.destination));
      g_assert_cmpmem (datagram.user_data, datagram.user_size, "hi", cases[i].user_size);
    }
}

static void
test_decodes_errors (void)
{
  NetbiosDatagram datagram;

  g_assert_true (decode ("1302" HEX_SENDER "82", &datagram, NULL));
  g_assert_cmpint (datagram.type, ==, NETBIOS_DATAGRAM_ERROR);
  g_assert_cmphex (datagram.fault, ==, NETBIOS_DATAGRAM_FAULT_NOT_PRESENT);
  g_assert_false (netbios_datagram_has_user_data (&datagram));
  g_assert_null (datagram.user_data);
  assert_not_decoded ("1302" HEX_SENDER, MAILSLOT_ERROR_MALFORMED);
}

static void
test_decodes_queries (void)
{
  static const char *const packets[] = {
    "1402" HEX_SENDER HEX_TESTGRP_1E,
    "1502" HEX_SENDER HEX_TESTGRP_1E,
    "1602" HEX_SENDER HEX_TESTGRP_1E,
  };
  NetbiosDatagram expected = make_datagram ();

  for (guint i = 0; i < G_N_ELEMENTS (packets); i++)
    {
      NetbiosDatagram datagram;

      g_assert_true (decode (packets[i], &datagram, NULL));
      g_assert_cmpint (datagram.type, ==, NETBIOS_DATAGRAM_QUERY_REQUEST + i);
      g_assert_false (netbios_datagram_has_user_data (&datagram));
      g_assert_true (netbios_name_equal (&datagram.destination, &expected.destination));
    }
  assert_not_decoded ("1402" HEX_SENDER, MAILSLOT_ERROR_MALFORMED);
}

static void
test_refuses_fragments (void)
{
  assert_not_decoded ("1003" HEX_SENDER "0046"
                      "0000" HEX_NAMES "6869",
                      MAILSLOT_ERROR_UNSUPPORTED);
  assert_not_decoded ("1000" HEX_SENDER "0046"
                      "0200" HEX_NAMES "6869",
                      MAILSLOT_ERROR_UNSUPPORTED);
}

static void
test_refuses_unknown_types (void)
{
  for (guint type = 0; type < 256; type++)
    {
      g_autoptr (GByteArray) packet = bytes_from_hex ("0002" HEX_SENDER "0044"
                                                      "0000" HEX_NAMES);
      g_autoptr (GError) error = NULL;
      NetbiosDatagram datagram;

      packet->data[0] = (guint8) type;
      if (type >= 0x10 && type <= 0x13)
        continue;
      assert_refused (
          netbios_datagram_decode (&datagram, packet->data, packet->len, &error),
          &error,
          MAILSLOT_ERROR_MALFORMED);
    }
}

/* Cut anywhere before the user data it is no datagram; 13 bytes among them. */
static void
test_refuses_cut_headers (void)
{
  g_autoptr (GByteArray) packet = bytes_from_hex ("1002" HEX_SENDER "0044"
                                                  "0000" HEX_NAMES);

  for (guint size = 0; size <= packet->len; size++)
    {
      NetbiosDatagram datagram;

      g_assert_cmpint (netbios_datagram_decode (&datagram, packet->data, size, NULL),
                       ==,
                       size == packet->len);
    }
}

static void
test_takes_a_name_that_points_back (void)
{
  NetbiosDatagram datagram;

  g_assert_true (decode ("1002" HEX_SENDER "0024"
                         "0000" HEX_SAMBAHOST_00 "c00e"
                         "68",
                         &datagram,
                         NULL));
  g_assert_true (netbios_name_equal (&datagram.source, &datagram.destination));
  g_assert_cmpuint (datagram.user_size, ==, 1);
  assert_not_decoded ("1002" HEX_SENDER "0024"
                      "0000" HEX_SAMBAHOST_00 "c030"
                      "68",
                      MAILSLOT_ERROR_MALFORMED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-datagram/encode/every-node-type",
                   test_encodes_every_node_type);
  g_test_add_func ("/netbios-datagram/encode/up-to-what-the-length-can-tell",
                   test_encodes_up_to_what_the_length_can_tell);
  g_test_add_func ("/netbios-datagram/decode/messages", test_decodes_messages);
  g_test_add_func ("/netbios-datagram/decode/errors", test_decodes_errors);
  g_test_add_func ("/netbios-datagram/decode/queries", test_decodes_queries);
  g_test_add_func ("/netbios-datagram/decode/refuses-fragments", test_refuses_fragments);
  g_test_add_func ("/netbios-datagram/decode/refuses-unknown-types",
                   test_refuses_unknown_types);
  g_test_add_func ("/netbios-datagram/decode/refuses-cut-headers",
                   test_refuses_cut_headers);
  g_test_add_func ("/netbios-datagram/decode/takes-a-name-that-points-back",
                   test_takes_a_name_that_points_back);
  return g_test_run ();
}
