/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-mailslot-write.h"

#include "mailslot/mailslot-error.h"
#include "netbios/netbios-bytes.h"

#include <string.h>

/* Offsets of the fields the tests change. */
#define AT_WORD_COUNT 32
#define AT_DATA_COUNT 55
#define AT_DATA_OFFSET 57
#define AT_SETUP_COUNT 59
#define AT_OPCODE 61
#define AT_BYTE_COUNT 67
#define AT_NAME 69

/* The parts of the message in frame 1 of mymailslot.pcap, made like the example of
 * [MS-MAIL]. */
#define HEX_HEADER "ff534d4225000000001804000000000000000000000000000000fffe00000000"
#define HEX_WORDS                                                                        \
  "110000120002000000000002000000000000000000"                                           \
  "5c0012005c0003000100000002002900"
#define HEX_NAME "5c4d41494c534c4f545c4d796d61696c736c6f7400"
#define HEX_DATA "42696e676f2069732068616e64736f6d6500"
#define HEX_MESSAGE HEX_HEADER HEX_WORDS HEX_NAME "0000" HEX_DATA

#define TEXT "Bingo is handsome"
#define TEXT_SIZE sizeof TEXT

static GByteArray *
make_packet (void)
{
  return bytes_from_hex (HEX_MESSAGE);
}

static void
set_u16_le (GByteArray *packet, guint offset, guint value)
{
  packet->data[offset] = (guint8) value;
  packet->data[offset + 1] = (guint8) (value >> 8);
}

static void
assert_decoded (GByteArray *packet, const char *name, const char *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  NetbiosMailslotWrite message;
  gboolean decoded =
      netbios_mailslot_write_decode (&message, packet->data, packet->len, &error);

  g_assert_no_error (error);
  g_assert_true (decoded);
  g_assert_cmpstr (message.name, ==, name);
  g_assert_cmpmem (message.data, message.size, data, size);
}

static void
assert_malformed (GByteArray *packet)
{
  g_autoptr (GError) error = NULL;
  NetbiosMailslotWrite message;

  assert_refused (
      netbios_mailslot_write_decode (&message, packet->data, packet->len, &error),
      &error,
      MAILSLOT_ERROR_MALFORMED);
}

static NetbiosMailslotWrite
make_message (const char *name, const void *data, gsize size)
{
  return (NetbiosMailslotWrite){
    .name = name,
    .data = data,
    .size = size,
    .delivery_class = NETBIOS_MAILSLOT_WRITE_UNRELIABLE,
  };
}

static void
test_encodes_like_windows (void)
{
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  NetbiosMailslotWrite message = make_message ("Mymailslot", TEXT, TEXT_SIZE);

  g_assert_true (netbios_mailslot_write_encode (&message, packet, NULL));
  assert_bytes (packet, HEX_MESSAGE);
}

static void
test_encodes_an_empty_message (void)
{
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  NetbiosMailslotWrite message = make_message ("x", NULL, 0);

  g_assert_true (netbios_mailslot_write_encode (&message, packet, NULL));
  g_assert_cmpuint (packet->len, ==, 84);
  assert_decoded (packet, "x", "", 0);
}

/* Whatever the name's length, the data begins at a multiple of 4 and comes back. */
static void
test_pads_every_name (void)
{
  for (guint length = 1; length <= NETBIOS_MAILSLOT_WRITE_MAX_NAME_LENGTH; length++)
    {
      g_autofree char *name = g_strnfill (length, 'n');
      g_autofree char *data = g_strnfill (432, 'd');
      g_autoptr (GByteArray) packet = g_byte_array_new ();
      gsize size = netbios_mailslot_write_get_max_size (length);
      NetbiosMailslotWrite message = make_message (name, data, size);

      g_assert_true (netbios_mailslot_write_encode (&message, packet, NULL));
      g_assert_cmpuint (packet->len, ==, 512);
      g_assert_cmpuint (packet->data[AT_DATA_OFFSET] % 4, ==, 0);
      assert_decoded (packet, name, data, size);
    }
}

static void
test_formula (void)
{
  static const struct
  {
    gsize name_length;
    gsize max_size;
    gsize max_size_for_nmbd;
  } cases[] = {
    { 1, 428, 410 },     { 4, 428, 410 },  { 5, 424, 406 },  { 8, 424, 406 },
    { 9, 420, 402 },     { 10, 420, 402 }, { 12, 420, 402 }, { 13, 416, 398 },
    { 16, 416, 398 },    { 17, 412, 394 }, { 20, 412, 394 }, { 255, 176, 158 },
    { 412, 20, 2 },      { 416, 16, 0 },   { 432, 0, 0 },    { 433, 0, 0 },
    { G_MAXSIZE, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpuint (netbios_mailslot_write_get_max_size (cases[i].name_length),
                        ==,
                        cases[i].max_size);
      g_assert_cmpuint (
          netbios_mailslot_write_get_max_size_for_nmbd (cases[i].name_length),
          ==,
          cases[i].max_size_for_nmbd);
    }
}

/* Which sizes around the limits are sent, for names of these lengths. */
static void
test_refuses_exactly_what_is_too_long (void)
{
  static const struct
  {
    const char *name;
    gsize max_size;
  } cases[] = {
    { "four", 428 },
    { "eightchr", 424 },
    { "Mymailslot", 420 },
    { "twenty-characters-ab", 412 },
  };
  g_autofree guint8 *data = g_malloc0 (1000);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (gsize size = 400; size <= 430; size++)
        {
          g_autoptr (GByteArray) packet = g_byte_array_new ();
          g_autoptr (GError) error = NULL;
          NetbiosMailslotWrite message = make_message (cases[i].name, data, size);
          gboolean sent = netbios_mailslot_write_encode (&message, packet, &error);

          g_assert_cmpint (sent, ==, size <= cases[i].max_size);
          if (sent)
            continue;
          assert_refused (sent, &error, MAILSLOT_ERROR_MESSAGE_TOO_LARGE);
          g_assert_cmpuint (packet->len, ==, 0);
        }
    }
}

static void
test_names_the_limit (void)
{
  g_autofree guint8 *data = g_malloc0 (425);
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  NetbiosMailslotWrite message = make_message ("eightchr", data, 425);

  g_assert_false (netbios_mailslot_write_encode (&message, packet, &error));
  g_assert_nonnull (strstr (error->message, "425"));
  g_assert_nonnull (strstr (error->message, "424"));
}

static void
test_refuses_to_send_bad_names (void)
{
  g_autofree char *name = g_strnfill (433, 'n');
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  g_autoptr (GError) long_error = NULL;
  g_autoptr (GError) empty_error = NULL;
  NetbiosMailslotWrite message = make_message (name, NULL, 0);

  assert_refused (netbios_mailslot_write_encode (&message, packet, &long_error),
                  &long_error,
                  MAILSLOT_ERROR_NAME_TOO_LONG);
  message.name = "";
  assert_refused (netbios_mailslot_write_encode (&message, packet, &empty_error),
                  &empty_error,
                  MAILSLOT_ERROR_INVALID_ADDRESS);
}

static void
test_decodes_padded (void)
{
  g_autoptr (GByteArray) packet = make_packet ();

  assert_decoded (packet, "Mymailslot", TEXT, TEXT_SIZE);
}

static void
test_decodes_unpadded (void)
{
  g_autoptr (GByteArray) packet = bytes_from_hex (HEX_HEADER HEX_WORDS HEX_NAME HEX_DATA);

  set_u16_le (packet, AT_DATA_OFFSET, 90);
  assert_decoded (packet, "Mymailslot", TEXT, TEXT_SIZE);
}

static void
test_ignores_what_windows_ignores (void)
{
  static const guint ignored[][2] = {
    { 5, 32 }, { 33, 55 }, { 60, 61 }, { 63, 69 }, { 90, 92 },
  };

  for (gsize range = 0; range < G_N_ELEMENTS (ignored); range++)
    {
      g_autoptr (GByteArray) packet = make_packet ();

      for (guint i = ignored[range][0]; i < ignored[range][1]; i++)
        packet->data[i] ^= 0xff;
      assert_decoded (packet, "Mymailslot", TEXT, TEXT_SIZE);
    }
}

static void
test_ignores_bytes_after_the_data (void)
{
  g_autoptr (GByteArray) packet = bytes_from_hex (HEX_MESSAGE "abcdef");

  assert_decoded (packet, "Mymailslot", TEXT, TEXT_SIZE);
}

static void
test_takes_the_prefix_in_any_case (void)
{
  g_autoptr (GByteArray) packet = make_packet ();

  memcpy (packet->data + AT_NAME, "\\MailSlot\\", 10);
  assert_decoded (packet, "Mymailslot", TEXT, TEXT_SIZE);
}

static void
test_takes_any_offset_of_an_empty_message (void)
{
  static const guint offsets[] = { 0, 69, 92, 110, 111, 0xffff };
  g_autoptr (GByteArray) packet = make_packet ();

  set_u16_le (packet, AT_DATA_COUNT, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      set_u16_le (packet, AT_DATA_OFFSET, offsets[i]);
      assert_decoded (packet, "Mymailslot", "", 0);
    }
}

/* Every sum of offset and size around the packet's end, and every offset around the
 * name's. */
static void
test_refuses_data_outside (void)
{
  g_autoptr (GByteArray) packet = make_packet ();

  for (guint offset = 0; offset <= 0xffff; offset++)
    {
      NetbiosMailslotWrite message;

      set_u16_le (packet, AT_DATA_OFFSET, offset);
      g_assert_cmpint (
          netbios_mailslot_write_decode (&message, packet->data, packet->len, NULL),
          ==,
          offset >= 90 && offset + TEXT_SIZE <= packet->len);
    }
  for (guint size = 1; size <= 0xffff; size++)
    {
      NetbiosMailslotWrite message;

      set_u16_le (packet, AT_DATA_OFFSET, 92);
      set_u16_le (packet, AT_DATA_COUNT, size);
      g_assert_cmpint (
          netbios_mailslot_write_decode (&message, packet->data, packet->len, NULL),
          ==,
          92 + size <= packet->len);
    }
}

static void
test_refuses_other_messages (void)
{
  static const struct
  {
    guint offset;
    guint8 value;
  } changes[] = {
    { 0, 0xfe }, /* SMB 2 */
    { 1, 's' },
    { 3, 'C' },
    { 4, 0x26 }, /* another command */
    { AT_WORD_COUNT, 16 },
    { AT_WORD_COUNT, 18 },
    { AT_SETUP_COUNT, 2 },
    { AT_SETUP_COUNT, 4 },
    { AT_OPCODE, 2 },
    { AT_OPCODE + 1, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GByteArray) packet = make_packet ();

      packet->data[changes[i].offset] = changes[i].value;
      assert_malformed (packet);
    }
}

static void
test_refuses_bad_names (void)
{
  static const char *const names[] = { "\\MAILSLOT\\", "\\MAILSLOT", "\\PIPE\\x", "",
                                       "MAILSLOT\\xy", "\\MAILSLOTx" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GByteArray) packet = make_packet ();

      strcpy ((char *) packet->data + AT_NAME, names[i]);
      assert_malformed (packet);
    }
}

static void
test_refuses_a_name_without_end (void)
{
  g_autoptr (GByteArray) packet = make_packet ();

  memset (packet->data + AT_NAME + 10, 'x', packet->len - AT_NAME - 10);
  set_u16_le (packet, AT_DATA_COUNT, 0);
  assert_malformed (packet);
}

/* A name whose end lies behind the place of the data. */
static void
test_refuses_a_name_that_runs_into_the_data (void)
{
  g_autoptr (GByteArray) packet = make_packet ();

  memset (packet->data + AT_NAME + 10, 'x', 92 - AT_NAME - 10);
  assert_malformed (packet);
}

static void
test_refuses_every_cut (void)
{
  g_autoptr (GByteArray) packet = make_packet ();

  for (guint size = 0; size <= 110; size++)
    {
      NetbiosMailslotWrite message;

      g_assert_cmpint (netbios_mailslot_write_decode (&message, packet->data, size, NULL),
                       ==,
                       size == 110);
    }
}

static void
add_encode_tests (void)
{
  g_test_add_func ("/netbios-mailslot-write/encode/like-windows",
                   test_encodes_like_windows);
  g_test_add_func ("/netbios-mailslot-write/encode/an-empty-message",
                   test_encodes_an_empty_message);
  g_test_add_func ("/netbios-mailslot-write/encode/pads-every-name",
                   test_pads_every_name);
  g_test_add_func ("/netbios-mailslot-write/encode/formula", test_formula);
  g_test_add_func ("/netbios-mailslot-write/encode/refuses-exactly-what-is-too-long",
                   test_refuses_exactly_what_is_too_long);
  g_test_add_func ("/netbios-mailslot-write/encode/names-the-limit",
                   test_names_the_limit);
  g_test_add_func ("/netbios-mailslot-write/encode/refuses-bad-names",
                   test_refuses_to_send_bad_names);
}

static void
add_decode_tests (void)
{
  g_test_add_func ("/netbios-mailslot-write/decode/padded", test_decodes_padded);
  g_test_add_func ("/netbios-mailslot-write/decode/unpadded", test_decodes_unpadded);
  g_test_add_func ("/netbios-mailslot-write/decode/ignores-what-windows-ignores",
                   test_ignores_what_windows_ignores);
  g_test_add_func ("/netbios-mailslot-write/decode/ignores-bytes-after-the-data",
                   test_ignores_bytes_after_the_data);
  g_test_add_func ("/netbios-mailslot-write/decode/takes-the-prefix-in-any-case",
                   test_takes_the_prefix_in_any_case);
  g_test_add_func ("/netbios-mailslot-write/decode/takes-any-offset-of-an-empty-message",
                   test_takes_any_offset_of_an_empty_message);
  g_test_add_func ("/netbios-mailslot-write/decode/refuses-data-outside",
                   test_refuses_data_outside);
  g_test_add_func ("/netbios-mailslot-write/decode/refuses-other-messages",
                   test_refuses_other_messages);
  g_test_add_func ("/netbios-mailslot-write/decode/refuses-bad-names",
                   test_refuses_bad_names);
  g_test_add_func ("/netbios-mailslot-write/decode/refuses-a-name-without-end",
                   test_refuses_a_name_without_end);
  g_test_add_func ("/netbios-mailslot-write/decode/refuses-a-name-in-the-data",
                   test_refuses_a_name_that_runs_into_the_data);
  g_test_add_func ("/netbios-mailslot-write/decode/refuses-every-cut",
                   test_refuses_every_cut);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_encode_tests ();
  add_decode_tests ();
  return g_test_run ();
}
