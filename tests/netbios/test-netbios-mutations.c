/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-datagram.h"
#include "mailslot/netbios/netbios-name-packet.h"
#include "netbios/netbios-invariants.h"
#include "netbios/netbios-mutate.h"
#include "support/pcap-file.h"

/*
 * Damages the packets of the captures at random, always in the same way, and sees to it
 * that the decoders neither fall over nor believe what is not there.
 */
#define N_MUTATIONS 200000
#define SEED 138

static gboolean
check_packet (const PcapDatagram *original, const GByteArray *packet)
{
  if (pcap_datagram_has_port (original, NETBIOS_NAME_PORT))
    return check_name_packet (packet->data, packet->len);

  return check_datagram (packet->data, packet->len);
}

static void
damage_capture (const char *name, guint n_mutations)
{
  const char *path = g_test_get_filename (G_TEST_DIST, "vectors", name, NULL);
  g_autoptr (PcapFile) file = pcap_file_open (path);
  GRand *rand = g_rand_new_with_seed (SEED);
  guint n_accepted = 0;

  for (guint i = 0; i < n_mutations; i++)
    {
      const PcapDatagram *original =
          pcap_file_get_datagram (file, i % pcap_file_get_n_datagrams (file));
      g_autoptr (GByteArray) packet = g_byte_array_new ();

      g_byte_array_append (packet, original->data, (guint) original->size);
      netbios_mutate (packet, rand);
      n_accepted += check_packet (original, packet);
    }

  /* Otherwise one half of the decoders would not have been tried. */
  g_test_message ("%u of %u were accepted", n_accepted, n_mutations);
  g_assert_cmpuint (n_accepted, >, n_mutations / 20);
  g_assert_cmpuint (n_accepted, <, n_mutations - n_mutations / 20);
  g_rand_free (rand);
}

static void
test_announcements_and_names (void)
{
  damage_capture ("browse.pcap", N_MUTATIONS / 2);
}

static void
test_messages (void)
{
  damage_capture ("mymailslot.pcap", N_MUTATIONS / 2);
}

/* Each byte of each packet takes each value once. */
static void
test_every_byte_of_a_message (void)
{
  const char *path =
      g_test_get_filename (G_TEST_DIST, "vectors", "mymailslot.pcap", NULL);
  g_autoptr (PcapFile) file = pcap_file_open (path);

  for (guint i = 0; i < 4; i++)
    {
      const PcapDatagram *original = pcap_file_get_datagram (file, i);
      g_autofree guint8 *packet = g_memdup2 (original->data, original->size);

      for (gsize place = 0; place < original->size; place++)
        {
          for (guint value = 0; value < 256; value++)
            {
              packet[place] = (guint8) value;
              check_datagram (packet, original->size);
            }
          packet[place] = original->data[place];
        }
      g_assert_true (check_datagram (packet, original->size));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-mutations/announcements-and-names",
                   test_announcements_and_names);
  g_test_add_func ("/netbios-mutations/messages", test_messages);
  g_test_add_func ("/netbios-mutations/every-byte-of-a-message",
                   test_every_byte_of_a_message);
  return g_test_run ();
}
