/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "netbios/netbios-mutate.h"

#include <string.h>

static const guint8 interesting[] = { 0x00, 0x01, 0x1f, 0x20, 0x21, 0x3f, 0x40,
                                      0x7f, 0x80, 0xc0, 0xc1, 0xfe, 0xff };

static void
set_byte (GByteArray *packet, GRand *rand)
{
  guint place = (guint) g_rand_int_range (rand, 0, (gint32) packet->len);

  packet->data[place] = (guint8) g_rand_int_range (rand, 0, 256);
}

static void
set_interesting_byte (GByteArray *packet, GRand *rand)
{
  guint place = (guint) g_rand_int_range (rand, 0, (gint32) packet->len);

  packet->data[place] = interesting[g_rand_int_range (rand, 0, sizeof interesting)];
}

static void
flip_bit (GByteArray *packet, GRand *rand)
{
  guint place = (guint) g_rand_int_range (rand, 0, (gint32) packet->len);

  packet->data[place] ^= (guint8) (1 << g_rand_int_range (rand, 0, 8));
}

static void
cut (GByteArray *packet, GRand *rand)
{
  g_byte_array_set_size (packet,
                         (guint) g_rand_int_range (rand, 1, (gint32) packet->len + 1));
}

static void
lengthen (GByteArray *packet, GRand *rand)
{
  guint8 bytes[32];

  memset (bytes, g_rand_int_range (rand, 0, 256), sizeof bytes);
  g_byte_array_append (packet, bytes, (guint) g_rand_int_range (rand, 1, sizeof bytes));
}

static void
copy_part (GByteArray *packet, GRand *rand)
{
  gint32 size = g_rand_int_range (rand, 0, MIN ((gint32) packet->len, 40));
  gint32 n_places = (gint32) packet->len - size + 1;
  gint32 from = g_rand_int_range (rand, 0, n_places);
  gint32 to = g_rand_int_range (rand, 0, n_places);

  memmove (packet->data + to, packet->data + from, (gsize) size);
}

static void
remove_part (GByteArray *packet, GRand *rand)
{
  guint size = (guint) g_rand_int_range (rand, 0, MIN ((gint32) packet->len, 5));
  guint place = (guint) g_rand_int_range (rand, 0, (gint32) (packet->len - size) + 1);

  if (size > 0)
    g_byte_array_remove_range (packet, place, size);
}

void
netbios_mutate (GByteArray *packet, GRand *rand)
{
  static void (*const mutations[]) (GByteArray *, GRand *) = {
    set_byte, set_interesting_byte, flip_bit, cut, lengthen, copy_part, remove_part
  };

  for (gint32 n = g_rand_int_range (rand, 1, 4); n > 0 && packet->len > 0; n--)
    mutations[g_rand_int_range (rand, 0, G_N_ELEMENTS (mutations))](packet, rand);
}
