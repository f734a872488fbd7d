/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-digest.h"

#include <string.h>

/* Of the bytes 0, 1, 2 … with the key 0, 1 … 15, as the authors of SipHash publish them.
 */
static const struct
{
  gsize size;
  guint64 digest;
} vectors[] = {
  { 0, G_GUINT64_CONSTANT (0x726fdb47dd0e0e31) },
  { 1, G_GUINT64_CONSTANT (0x74f839c593dc67fd) },
  { 8, G_GUINT64_CONSTANT (0x93f5f5799a932462) },
  { 15, G_GUINT64_CONSTANT (0xa129ca6149be45e5) },
};

static const NetbiosDigestKey key = { { G_GUINT64_CONSTANT (0x0706050403020100),
                                        G_GUINT64_CONSTANT (0x0f0e0d0c0b0a0908) } };

/* Adds @first bytes, then the rest. */
static guint64
digest_in_two (const guint8 *bytes, gsize size, gsize first)
{
  NetbiosDigest digest;

  netbios_digest_init (&digest, &key);
  netbios_digest_add (&digest, bytes, first);
  netbios_digest_add (&digest, bytes + first, size - first);
  return netbios_digest_finish (&digest);
}

static void
test_vectors (void)
{
  guint8 bytes[16];

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) i;
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    for (gsize first = 0; first <= vectors[i].size; first++)
      g_assert_cmphex (digest_in_two (bytes, vectors[i].size, first),
                       ==,
                       vectors[i].digest);
}

/* However long it is, and wherever it is cut. */
static void
test_pieces (void)
{
  guint8 bytes[64];

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (i * 37);
  for (gsize size = 0; size <= sizeof bytes; size++)
    for (gsize first = 0; first <= size; first++)
      g_assert_cmphex (digest_in_two (bytes, size, first),
                       ==,
                       digest_in_two (bytes, size, 0));
}

static void
test_keys_differ (void)
{
  NetbiosDigestKey a;
  NetbiosDigestKey b;

  netbios_digest_key_init_random (&a);
  netbios_digest_key_init_random (&b);
  g_assert_true (memcmp (&a, &b, sizeof a) != 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/netbios-digest/vectors", test_vectors);
  g_test_add_func ("/netbios-digest/pieces", test_pieces);
  g_test_add_func ("/netbios-digest/keys-differ", test_keys_differ);
  return g_test_run ();
}
