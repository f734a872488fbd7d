/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-inbound.h"

#include "mailslot/netbios/netbios-mailslot-write.h"
#include "support/pcap-file.h"
#include "support/test-datagram.h"

#include <string.h>

/* Where things stand in a packet whose names have no scope. */
#define AT_FLAGS 1
#define AT_FRAGMENT_OFFSET 12
#define AT_SOURCE 14
#define AT_DESTINATION 48
#define AT_SMB 82
#define AT_WORD_COUNT (AT_SMB + 32)
#define AT_DATA_COUNT (AT_SMB + 55)
#define AT_DATA_OFFSET (AT_SMB + 57)
#define AT_SETUP_COUNT (AT_SMB + 59)
#define AT_OPCODE (AT_SMB + 61)
#define AT_NAME (AT_SMB + 69)

typedef struct
{
  NetbiosInbound *inbound; /* (owned) */
  MailslotBatch *batch;    /* (owned), what came so far */
  MailslotBatchIter iter;  /* what the test has not looked at yet */
  gint64 now_us;           /* the clock */
  guint8 address[4];       /* where packets come from */
  guint32 interface_index; /* by which adapter they come */
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->inbound = netbios_inbound_new ();
  self->batch = mailslot_batch_new ();
  self->now_us = 1000000;
  memcpy (self->address, "\xc0\x00\x02\x01", 4);
  mailslot_batch_iter_init (&self->iter, self->batch);
  netbios_inbound_set_wanted (self->inbound, NULL, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  netbios_inbound_free (self->inbound);
  mailslot_batch_unref (self->batch);
}

static void
take_bytes (Fixture *self, const guint8 *data, gsize size)
{
  NetbiosPacket packet = {
    .data = data,
    .size = size,
    .source_port = 138,
    .interface_index = self->interface_index,
    .arrival_time_us = self->now_us + 5,
    .arrival_monotonic_us = self->now_us,
  };

  memcpy (packet.source_address, self->address, 4);
  netbios_inbound_take (self->inbound, &packet, 1, self->batch);
}

static void
take (Fixture *self, const TestDatagram *datagram)
{
  g_autoptr (GByteArray) bytes = test_datagram_encode (datagram);

  take_bytes (self, bytes->data, bytes->len);
}

static MailslotRecord
assert_next (Fixture *self)
{
  MailslotRecord record;

  g_assert_true (mailslot_batch_iter_next (&self->iter, &record));
  g_assert_cmpint (record.transport, ==, MAILSLOT_TRANSPORT_NETBIOS);
  return record;
}

static void
assert_no_more (Fixture *self)
{
  MailslotRecord record;

  g_assert_false (mailslot_batch_iter_next (&self->iter, &record));
}

static void
assert_counts (Fixture *self,
               guint64 n_messages,
               guint64 n_refused,
               guint64 n_duplicates,
               guint64 n_repeats)
{
  MailslotPortStatus status;

  netbios_inbound_get_status (self->inbound, &status);
  g_assert_cmpuint (status.n_messages, ==, n_messages);
  g_assert_cmpuint (status.n_refused, ==, n_refused);
  g_assert_cmpuint (status.n_duplicates, ==, n_duplicates);
  g_assert_cmpuint (status.n_repeats, ==, n_repeats);
}

static PcapFile *
open_capture (const char *name)
{
  return pcap_file_open (g_test_get_filename (G_TEST_DIST, "vectors", name, NULL));
}

/* Takes the packets of a capture that are of the datagram service. */
static guint
take_capture (Fixture *self, const char *name)
{
  g_autoptr (PcapFile) file = open_capture (name);
  guint n_taken = 0;

  for (guint i = 0; i < pcap_file_get_n_datagrams (file); i++)
    {
      const PcapDatagram *packet = pcap_file_get_datagram (file, i);

      if (!pcap_datagram_has_port (packet, NETBIOS_DATAGRAM_PORT))
        continue;
      memcpy (self->address, packet->source_address, 4);
      self->now_us += 1000;
      take_bytes (self, packet->data, packet->size);
      n_taken++;
    }
  return n_taken;
}

#define BROWSE_1D "\\\\TESTGRP<1D>\\mailslot\\BROWSE"
#define BROWSE_1E "\\\\TESTGRP<1E>\\mailslot\\BROWSE"
#define BROWSE_MASTERS "\\\\\\x01\\x02__MSBROWSE__\\x02<01>\\mailslot\\BROWSE"
#define LANMAN "\\\\TESTGRP\\mailslot\\LANMAN"
#define SAMBAHOST "SAMBAHOST (10.99.0.1)"
#define SAMBATWO "SAMBATWO (10.99.0.3)"

/* Two nmbd: who says what to whom. */
static void
test_announcements (Fixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *sender;
    const char *slot;
  } expected[] = {
    { SAMBAHOST, BROWSE_1D }, { SAMBAHOST, LANMAN },         { SAMBAHOST, BROWSE_1E },
    { SAMBAHOST, BROWSE_1E }, { SAMBAHOST, BROWSE_1E },      { SAMBAHOST, BROWSE_1E },
    { SAMBAHOST, BROWSE_1E }, { SAMBAHOST, LANMAN },         { SAMBAHOST, BROWSE_1E },
    { SAMBAHOST, BROWSE_1E }, { SAMBAHOST, BROWSE_MASTERS }, { SAMBAHOST, LANMAN },
    { SAMBATWO, BROWSE_1D },  { SAMBATWO, LANMAN },          { SAMBATWO, LANMAN },
    { SAMBAHOST, LANMAN },    { SAMBATWO, LANMAN },          { SAMBAHOST, LANMAN },
    { SAMBAHOST, LANMAN },    { SAMBATWO, BROWSE_1D },       { SAMBATWO, LANMAN },
  };

  g_assert_cmpuint (take_capture (self, "browse.pcap"), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      MailslotRecord record = assert_next (self);

      g_assert_cmpstr (mailslot_address_to_string (record.slot), ==, expected[i].slot);
      g_assert_cmpint (mailslot_address_get_scope (record.slot),
                       ==,
                       MAILSLOT_SCOPE_DOMAIN);
      g_assert_cmpstr (mailslot_sender_to_string (record.sender), ==, expected[i].sender);
      g_assert_cmpuint (mailslot_sender_get_port (record.sender), ==, 138);
      g_assert_cmpuint (record.size, >, 0);
      g_assert_cmpint (record.flags, ==, 0);
    }
  assert_no_more (self);
  assert_counts (self, G_N_ELEMENTS (expected), 0, 0, 0);
}

/* Padded and not, to a computer, its server service and a group, empty and as long as may
 * be. */
static void
test_messages (Fixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *slot;
    MailslotScope scope;
    gsize size;
  } expected[] = {
    { "\\\\SAMBAHOST\\mailslot\\Mymailslot", MAILSLOT_SCOPE_HOST, 18 },
    { "\\\\TESTGRP\\mailslot\\Mymailslot", MAILSLOT_SCOPE_DOMAIN, 18 },
    { "\\\\SAMBAHOST<20>\\mailslot\\Mymailslot", MAILSLOT_SCOPE_HOST, 18 },
    { "\\\\SAMBAHOST\\mailslot\\Mymailslot", MAILSLOT_SCOPE_HOST, 0 },
    { "\\\\SAMBAHOST\\mailslot\\Mymailslot", MAILSLOT_SCOPE_HOST, 420 },
  };

  g_assert_cmpuint (take_capture (self, "mymailslot.pcap"), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      MailslotRecord record = assert_next (self);

      g_assert_cmpstr (mailslot_address_to_string (record.slot), ==, expected[i].slot);
      g_assert_cmpint (mailslot_address_get_scope (record.slot), ==, expected[i].scope);
      g_assert_cmpuint (record.size, ==, expected[i].size);
      if (record.size == 18)
        g_assert_cmpmem (record.payload, record.size, "Bingo is handsome", 18);
    }
  assert_no_more (self);
}

static void
test_record (Fixture *self, gconstpointer unused)
{
  MailslotRecord record;

  take (self, &(TestDatagram){ .text = "hello there" });
  record = assert_next (self);
  g_assert_cmpint (record.arrival_monotonic_us, ==, self->now_us);
  g_assert_cmpint (record.arrival_time_us, ==, self->now_us + 5);
  g_assert_cmpmem (record.payload, record.size, "hello there", 11);
  /* Where it came from, and not what it claims. */
  g_assert_cmpstr (mailslot_sender_get_address (record.sender), ==, "192.0.2.1");
  g_assert_cmpstr (mailslot_sender_get_name (record.sender), ==, "PEER");
  g_assert_cmpuint (mailslot_sender_get_port (record.sender), ==, 138);
  g_assert_cmpstr (mailslot_address_get_host (record.slot), ==, "HOST");
  g_assert_cmpstr (mailslot_address_get_name (record.slot), ==, "test");
}

static void
test_everybody (Fixture *self, gconstpointer unused)
{
  MailslotRecord record;

  take (self, &(TestDatagram){ .type = NETBIOS_DATAGRAM_BROADCAST, .destination = "*" });
  record = assert_next (self);
  g_assert_cmpint (mailslot_address_get_scope (record.slot),
                   ==,
                   MAILSLOT_SCOPE_OWN_DOMAIN);
  g_assert_cmpstr (mailslot_address_to_string (record.slot), ==, "\\\\*\\mailslot\\test");

  /* A name is said even then. */
  take (self,
        &(TestDatagram){ .type = NETBIOS_DATAGRAM_BROADCAST,
                         .destination = "GROUP",
                         .suffix = 0x1e });
  record = assert_next (self);
  g_assert_cmpint (mailslot_address_get_scope (record.slot), ==, MAILSLOT_SCOPE_DOMAIN);
  g_assert_cmpstr (mailslot_address_to_string (record.slot),
                   ==,
                   "\\\\GROUP<1E>\\mailslot\\test");
}

/* What cannot be read as a name stays one, and nobody is claimed where none is named. */
static void
test_blank_names (Fixture *self, gconstpointer unused)
{
  MailslotRecord record;

  take (self, &(TestDatagram){ .source = " ", .destination = " " });
  record = assert_next (self);
  g_assert_cmpstr (mailslot_address_to_string (record.slot),
                   ==,
                   "\\\\\\x20\\mailslot\\test");
  g_assert_null (mailslot_sender_get_name (record.sender));
  g_assert_cmpstr (mailslot_sender_to_string (record.sender), ==, "192.0.2.1");
}

static void
test_known_origins_are_shared (Fixture *self, gconstpointer unused)
{
  MailslotRecord first;
  MailslotRecord second;

  take (self, &(TestDatagram){ .id = 1 });
  take (self, &(TestDatagram){ .id = 2 });
  first = assert_next (self);
  second = assert_next (self);
  g_assert_true (first.slot == second.slot);
  g_assert_true (first.sender == second.sender);
  take (self, &(TestDatagram){ .id = 3, .slot = "Test", .source = "PEER2" });
  second = assert_next (self);
  g_assert_true (first.slot != second.slot);
  g_assert_cmpstr (mailslot_address_get_name (second.slot), ==, "Test");
  g_assert_cmpstr (mailslot_sender_get_name (second.sender), ==, "PEER2");
}

static GPtrArray *
new_slots (const char *first, const char *second)
{
  GPtrArray *slots =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mailslot_address_unref);

  g_ptr_array_add (slots, mailslot_address_new_local (first, NULL));
  if (second != NULL)
    g_ptr_array_add (slots, mailslot_address_new_local (second, NULL));
  return slots;
}

static void
assert_next_slot (Fixture *self, const char *expected)
{
  MailslotRecord record = assert_next (self);

  g_assert_cmpstr (mailslot_address_to_string (record.slot), ==, expected);
}

/* In any case of letters, whomever it was sent to. */
static void
test_wanted (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) slots = new_slots ("Test", "path\\Schön");

  netbios_inbound_set_wanted (self->inbound, NULL, FALSE);
  take (self, &(TestDatagram){ .id = 1 });
  assert_no_more (self);

  netbios_inbound_set_wanted (self->inbound, slots, FALSE);
  take (self, &(TestDatagram){ .id = 2, .slot = "tEST" });
  take (self, &(TestDatagram){ .id = 3, .slot = "TEST", .destination = "OTHER" });
  take (self, &(TestDatagram){ .id = 4, .slot = "TEST2" });
  take (self, &(TestDatagram){ .id = 5, .slot = "path\\Test" });
  take (self, &(TestDatagram){ .id = 6, .slot = "Tes" });
  /* CP850. */
  take (self, &(TestDatagram){ .id = 7, .slot = "PATH\\SCH\x99N" });
  take (self, &(TestDatagram){ .id = 8, .slot = "PATH\\SCH\x9aN" });
  assert_next_slot (self, "\\\\HOST\\mailslot\\tEST");
  assert_next_slot (self, "\\\\OTHER\\mailslot\\TEST");
  assert_next_slot (self, "\\\\HOST\\mailslot\\PATH\\SCHÖN");
  assert_no_more (self);
  assert_counts (self, 8, 0, 0, 0);

  netbios_inbound_set_wanted (self->inbound, slots, TRUE);
  take (self, &(TestDatagram){ .id = 9, .slot = "another" });
  assert_next_slot (self, "\\\\HOST\\mailslot\\another");
}

/* Samba hands on each broadcast twice. */
static void
test_duplicates (Fixture *self, gconstpointer unused)
{
  take (self, &(TestDatagram){ .id = 1 });
  take (self, &(TestDatagram){ .id = 1 });
  self->now_us += 2 * G_TIME_SPAN_SECOND - 1;
  take (self, &(TestDatagram){ .id = 1 });
  assert_counts (self, 1, 0, 2, 0);

  /* Another number, name, address or content is another datagram. */
  take (self, &(TestDatagram){ .id = 2 });
  take (self, &(TestDatagram){ .id = 1, .source = "PEER2" });
  take (self, &(TestDatagram){ .id = 1, .text = "hullo" });
  take (self, &(TestDatagram){ .id = 1, .destination = "OTHER" });
  assert_counts (self, 5, 0, 2, 0);

  /* Whoever always takes the same number is heard again after a while. */
  self->now_us += 1;
  take (self, &(TestDatagram){ .id = 1 });
  assert_counts (self, 6, 0, 2, 0);
  for (guint i = 0; i < 6; i++)
    assert_next (self);
  assert_no_more (self);
}

static void
take_from (Fixture *self, guint8 address, guint32 interface_index, guint16 id)
{
  self->address[3] = address;
  self->interface_index = interface_index;
  take (self, &(TestDatagram){ .id = id });
}

static void
assert_next_repeated (Fixture *self, gboolean is_repeated)
{
  MailslotRecord record = assert_next (self);

  g_assert_cmpint (record.flags, ==, is_repeated ? MAILSLOT_RECORD_REPEATED : 0);
}

/* A computer with two adapters says everything by both. */
static void
test_repeats (Fixture *self, gconstpointer unused)
{
  take_from (self, 1, 7, 1);
  take_from (self, 2, 7, 2); /* its other address */
  take_from (self, 1, 8, 3); /* our other adapter */
  take_from (self, 1, 7, 4); /* said once more */
  self->now_us += 2 * G_TIME_SPAN_SECOND - 1;
  take_from (self, 2, 7, 5);
  self->now_us += 1;
  take_from (self, 2, 7, 6); /* too late to be the same */
  assert_next_repeated (self, FALSE);
  assert_next_repeated (self, TRUE);
  assert_next_repeated (self, TRUE);
  assert_next_repeated (self, FALSE);
  assert_next_repeated (self, TRUE);
  assert_next_repeated (self, FALSE);
  assert_counts (self, 6, 0, 0, 3);
}

/* What is said twice is told twice, however fast. */
static void
test_said_twice (Fixture *self, gconstpointer unused)
{
  for (guint16 id = 1; id <= 5; id++)
    take_from (self, 1, 7, id);
  for (guint i = 0; i < 5; i++)
    assert_next_repeated (self, FALSE);
  assert_counts (self, 5, 0, 0, 0);
}

static void
test_other_messages_are_no_repeats (Fixture *self, gconstpointer unused)
{
  take_from (self, 1, 7, 1);
  self->address[3] = 2;
  take (self, &(TestDatagram){ .id = 2, .text = "hello!" });
  take (self, &(TestDatagram){ .id = 3, .slot = "test2" });
  take (self, &(TestDatagram){ .id = 4, .source = "PEER2" });
  for (guint i = 0; i < 4; i++)
    assert_next_repeated (self, FALSE);
}

static void
test_left_out_repeats (Fixture *self, gconstpointer unused)
{
  netbios_inbound_set_leaves_out_repeats (self->inbound, TRUE);
  take_from (self, 1, 7, 1);
  take_from (self, 2, 7, 2);
  take_from (self, 1, 7, 3);
  assert_next_repeated (self, FALSE);
  assert_next_repeated (self, FALSE);
  assert_no_more (self);
  assert_counts (self, 3, 0, 0, 1);
}

/* Everything that a packet can have wrong by one place, and what it is then. */
static const struct
{
  const char *what;
  guint offset;
  guint8 byte;
} damages[] = {
  { "an unknown type", 0, 0x17 },
  { "a type below", 0, 0x0f },
  { "more fragments", AT_FLAGS, 0x03 },
  { "a later fragment", AT_FRAGMENT_OFFSET, 1 },
  { "a label of 31 in the source", AT_SOURCE, 31 },
  { "a letter before A", AT_SOURCE + 5, '@' },
  { "a letter after P", AT_DESTINATION + 5, 'Q' },
  { "no SMB", AT_SMB, 0xfe },
  { "another command", AT_SMB + 4, 0x26 },
  { "16 words", AT_WORD_COUNT, 16 },
  { "2 words of setup", AT_SETUP_COUNT, 2 },
  { "the opcode of a read", AT_OPCODE, 2 },
  { "one byte beyond the end", AT_DATA_COUNT, 19 },
  { "an offset beyond the end", AT_DATA_OFFSET + 1, 0xff },
  { "an offset in the header", AT_DATA_OFFSET, 60 },
  { "another prefix", AT_NAME + 1, 'P' },
  { "no name", AT_NAME + 10, 0 },
};

static GByteArray *
dup_first_message (void)
{
  g_autoptr (PcapFile) file = open_capture ("mymailslot.pcap");
  const PcapDatagram *packet = pcap_file_get_datagram (file, 0);

  return g_byte_array_append (g_byte_array_new (), packet->data, (guint) packet->size);
}

static void
test_malformed (Fixture *self, gconstpointer unused)
{
  g_autoptr (GByteArray) good = dup_first_message ();

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree guint8 *bad = g_memdup2 (good->data, good->len);

      g_test_message ("%s", damages[i].what);
      bad[damages[i].offset] = damages[i].byte;
      take_bytes (self, bad, good->len);
      assert_counts (self, 0, i + 1, 0, 0);
    }
  assert_no_more (self);
  take_bytes (self, good->data, good->len);
  assert_next (self);
}

/* No packet that ends early is understood. */
static void
test_cut_off (Fixture *self, gconstpointer unused)
{
  g_autoptr (GByteArray) good = dup_first_message ();

  for (guint size = 0; size < good->len; size++)
    {
      g_autofree guint8 *bad = g_memdup2 (good->data, MAX (size, 1));

      take_bytes (self, bad, size);
    }
  assert_no_more (self);
  assert_counts (self, 0, good->len, 0, 0);
}

/* The data is there, but where the name should end there is no NUL. */
static void
test_endless_name (Fixture *self, gconstpointer unused)
{
  g_autoptr (GByteArray) bad = dup_first_message ();

  memset (bad->data + AT_NAME + 10, 'x', bad->len - AT_NAME - 10);
  take_bytes (self, bad->data, bad->len);
  assert_no_more (self);
  assert_counts (self, 0, 1, 0, 0);
}

/* Nobody can send a name that leaves no room for itself. */
static void
test_name_too_long (Fixture *self, gconstpointer unused)
{
  for (guint length = 431; length <= 434; length++)
    {
      g_autoptr (GByteArray) packet = dup_first_message ();
      g_autofree char *name = g_strnfill (length, 'x');

      g_byte_array_set_size (packet, AT_NAME + 10);
      g_byte_array_append (packet, (const guint8 *) name, length + 1);
      packet->data[AT_DATA_COUNT] = 0;
      take_bytes (self, packet->data, packet->len);
    }
  assert_next (self);
  assert_next (self);
  assert_no_more (self);
  assert_counts (self, 2, 2, 0, 0);
}

/* Neither messages nor wrong. */
static void
test_errors_and_queries (Fixture *self, gconstpointer unused)
{
  g_autoptr (GByteArray) packet = dup_first_message ();

  for (guint8 type = NETBIOS_DATAGRAM_ERROR;
       type <= NETBIOS_DATAGRAM_NEGATIVE_QUERY_RESPONSE;
       type++)
    {
      packet->data[0] = type;
      take_bytes (self, packet->data, packet->len);
      take_bytes (self, packet->data, 11);
      take_bytes (self, packet->data, 1);
    }
  assert_no_more (self);
  assert_counts (self, 0, 0, 0, 0);
}

#define ADD(path, function)                                                              \
  g_test_add ("/netbios-inbound/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Where "dos charset" of this computer's Samba says nothing. */
  g_setenv ("SMB_CONF_PATH", "/nonexistent", TRUE);

  ADD ("announcements", test_announcements);
  ADD ("messages", test_messages);
  ADD ("record", test_record);
  ADD ("everybody", test_everybody);
  ADD ("blank-names", test_blank_names);
  ADD ("known-origins-are-shared", test_known_origins_are_shared);
  ADD ("wanted", test_wanted);
  ADD ("duplicates", test_duplicates);
  ADD ("repeats", test_repeats);
  ADD ("said-twice", test_said_twice);
  ADD ("other-messages-are-no-repeats", test_other_messages_are_no_repeats);
  ADD ("left-out-repeats", test_left_out_repeats);
  ADD ("malformed", test_malformed);
  ADD ("cut-off", test_cut_off);
  ADD ("endless-name", test_endless_name);
  ADD ("name-too-long", test_name_too_long);
  ADD ("errors-and-queries", test_errors_and_queries);
  return g_test_run ();
}
