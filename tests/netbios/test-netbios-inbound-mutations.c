/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-inbound.h"

#include "mailslot/mailslot-batch-private.h"
#include "mailslot/netbios/netbios-charset.h"
#include "mailslot/netbios/netbios-datagram.h"
#include "netbios/netbios-mutate.h"
#include "support/pcap-file.h"

#include <stdlib.h>
#include <string.h>

/* Damages the datagrams of the captures at random, always in the same way, and sees to it
 * that each is either refused and counted, or told with nothing but what stands in it. */

#define SEED 138

/* How many, unless the first argument says. */
static guint n_mutations = 100000;

/* What somebody made of bytes from the network, turned back. */
static GByteArray *
text_to_bytes (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();

  while (*text != '\0')
    {
      char character[8] = { 0 };
      g_autofree char *encoded = NULL;

      if (text[0] == '\\' && text[1] == 'x' && g_ascii_isxdigit (text[2])
          && g_ascii_isxdigit (text[3]))
        {
          guint8 byte = (guint8) (g_ascii_xdigit_value (text[2]) << 4
                                  | g_ascii_xdigit_value (text[3]));

          g_byte_array_append (bytes, &byte, 1);
          text += 4;
          continue;
        }
      g_utf8_strncpy (character, text, 1);
      encoded = netbios_charset_encode (character, NULL);
      g_assert_nonnull (encoded);
      g_byte_array_append (bytes, (const guint8 *) encoded, (guint) strlen (encoded));
      text = g_utf8_next_char (text);
    }
  return bytes;
}

static gboolean
stands_in (const GByteArray *packet, const guint8 *bytes, gsize size)
{
  for (gsize i = 0; i + size <= packet->len; i++)
    if (memcmp (packet->data + i, bytes, size) == 0)
      return TRUE;
  return FALSE;
}

/* A name as letters of two for each byte. */
static void
assert_name_stands_in (const GByteArray *packet, const char *name)
{
  g_autoptr (GByteArray) bytes = text_to_bytes (name);
  guint8 letters[30];

  g_assert_cmpuint (bytes->len, <=, 15);
  while (bytes->len < 15)
    g_byte_array_append (bytes, (const guint8 *) " ", 1);
  for (guint i = 0; i < bytes->len; i++)
    {
      letters[2 * i] = (guint8) ('A' + (bytes->data[i] >> 4));
      letters[2 * i + 1] = (guint8) ('A' + (bytes->data[i] & 15));
    }
  g_assert_true (stands_in (packet, letters, sizeof letters));
}

static void
assert_record_stands_in (const GByteArray *packet, const MailslotRecord *record)
{
  g_autoptr (GByteArray) slot = text_to_bytes (mailslot_address_get_name (record->slot));
  const char *sender = mailslot_sender_get_name (record->sender);

  g_assert_true (stands_in (packet, slot->data, slot->len));
  g_assert_true (stands_in (packet, record->payload, record->size));
  g_assert_cmpint (record->transport, ==, MAILSLOT_TRANSPORT_NETBIOS);
  g_assert_cmpstr (mailslot_sender_get_address (record->sender), ==, "192.0.2.1");
  if (sender != NULL)
    assert_name_stands_in (packet, sender);
  if (mailslot_address_get_scope (record->slot) != MAILSLOT_SCOPE_OWN_DOMAIN)
    assert_name_stands_in (packet, mailslot_address_get_host (record->slot));
}

/* Returns how many messages @packet gave: one at most. */
static guint
take (NetbiosInbound *inbound,
      const GByteArray *packet,
      gint64 now_us,
      MailslotBatch *batch)
{
  /* Exactly as long as it is, so that a memory checker sees a read beside it. */
  g_autofree guint8 *copy = g_memdup2 (packet->data, packet->len);
  const NetbiosPacket taken = {
    .data = copy,
    .size = packet->len,
    .source_address = { 192, 0, 2, 1 },
    .source_port = 138,
    .arrival_monotonic_us = now_us,
  };
  MailslotBatchIter iter;
  MailslotRecord record;
  guint n_records = 0;

  mailslot_batch_clear (batch);
  netbios_inbound_take (inbound, &taken, 1, batch);
  mailslot_batch_iter_init (&iter, batch);
  for (; mailslot_batch_iter_next (&iter, &record); n_records++)
    assert_record_stands_in (packet, &record);
  return n_records;
}

static gboolean
is_ignored (const GByteArray *packet)
{
  return packet->len > 0 && packet->data[0] >= NETBIOS_DATAGRAM_ERROR
         && packet->data[0] <= NETBIOS_DATAGRAM_NEGATIVE_QUERY_RESPONSE;
}

static void
damage_capture (const char *name)
{
  const char *path = g_test_get_filename (G_TEST_DIST, "vectors", name, NULL);
  g_autoptr (PcapFile) file = pcap_file_open (path);
  g_autoptr (NetbiosInbound) inbound = netbios_inbound_new ();
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  GRand *rand = g_rand_new_with_seed (SEED);
  guint64 n_records = 0;
  guint64 n_ignored = 0;
  guint64 n_taken = 0;
  MailslotPortStatus status;

  netbios_inbound_set_wanted (inbound, NULL, TRUE);
  for (guint i = 0; n_taken < n_mutations / 2; i++)
    {
      const PcapDatagram *original =
          pcap_file_get_datagram (file, i % pcap_file_get_n_datagrams (file));

      if (!pcap_datagram_has_port (original, NETBIOS_DATAGRAM_PORT))
        continue;
      g_byte_array_set_size (packet, 0);
      g_byte_array_append (packet, original->data, (guint) original->size);
      netbios_mutate (packet, rand);
      n_records += take (inbound, packet, (gint64) n_taken * 1000, batch);
      n_ignored += is_ignored (packet);
      n_taken++;
    }

  netbios_inbound_get_status (inbound, &status);
  g_test_message ("of %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT
                  " were messages, %" G_GUINT64_FORMAT " refused, %" G_GUINT64_FORMAT
                  " copies",
                  n_taken,
                  status.n_messages,
                  status.n_refused,
                  status.n_duplicates);
  g_assert_cmpuint (status.n_messages, ==, n_records);
  g_assert_cmpuint (status.n_messages + status.n_refused + status.n_duplicates
                        + n_ignored,
                    ==,
                    n_taken);
  /* Otherwise one half would not have been tried. */
  g_assert_cmpuint (status.n_messages, >, n_taken / 20);
  g_assert_cmpuint (status.n_refused, >, n_taken / 20);
  g_rand_free (rand);
}

static void
test_announcements (void)
{
  damage_capture ("browse.pcap");
}

static void
test_messages (void)
{
  damage_capture ("mymailslot.pcap");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("SMB_CONF_PATH", "/nonexistent", TRUE);
  if (argc > 1)
    n_mutations = (guint) strtoul (argv[1], NULL, 10);

  g_test_add_func ("/netbios-inbound-mutations/announcements", test_announcements);
  g_test_add_func ("/netbios-inbound-mutations/messages", test_messages);
  return g_test_run ();
}
