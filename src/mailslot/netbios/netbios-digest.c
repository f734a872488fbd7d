/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-digest.h"

#include <string.h>

#define WORD_BYTES 8
#define ROUNDS_PER_WORD 2
#define FINAL_ROUNDS 4

void
netbios_digest_key_init_random (NetbiosDigestKey *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->words); i++)
    self->words[i] = (guint64) g_random_int () << 32 | g_random_int ();
}

static guint64
rotate (guint64 word, guint n_bits)
{
  return word << n_bits | word >> (64 - n_bits);
}

static void
mix (guint64 state[4], guint n_rounds)
{
  for (guint i = 0; i < n_rounds; i++)
    {
      state[0] += state[1];
      state[2] += state[3];
      state[1] = rotate (state[1], 13) ^ state[0];
      state[3] = rotate (state[3], 16) ^ state[2];
      state[0] = rotate (state[0], 32);
      state[2] += state[1];
      state[0] += state[3];
      state[1] = rotate (state[1], 17) ^ state[2];
      state[3] = rotate (state[3], 21) ^ state[0];
      state[2] = rotate (state[2], 32);
    }
}

void
netbios_digest_init (NetbiosDigest *self, const NetbiosDigestKey *key)
{
  self->state[0] = key->words[0] ^ G_GUINT64_CONSTANT (0x736f6d6570736575);
  self->state[1] = key->words[1] ^ G_GUINT64_CONSTANT (0x646f72616e646f6d);
  self->state[2] = key->words[0] ^ G_GUINT64_CONSTANT (0x6c7967656e657261);
  self->state[3] = key->words[1] ^ G_GUINT64_CONSTANT (0x7465646279746573);
  self->pending = 0;
  self->n_bytes = 0;
}

static void
add_word (NetbiosDigest *self, guint64 word)
{
  self->state[3] ^= word;
  mix (self->state, ROUNDS_PER_WORD);
  self->state[0] ^= word;
}

static void
add_byte (NetbiosDigest *self, guint8 byte)
{
  gsize n_pending = self->n_bytes++ % WORD_BYTES;

  self->pending |= (guint64) byte << (8 * n_pending);
  if (n_pending == WORD_BYTES - 1)
    {
      add_word (self, self->pending);
      self->pending = 0;
    }
}

/* Eight bytes at once, wherever they begin. */
static void
add_eight (NetbiosDigest *self, const guint8 *bytes)
{
  gsize n_pending_bits = 8 * (self->n_bytes % WORD_BYTES);
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  word = GUINT64_FROM_LE (word);
  add_word (self, self->pending | word << n_pending_bits);
  self->pending = n_pending_bits == 0 ? 0 : word >> (64 - n_pending_bits);
  self->n_bytes += WORD_BYTES;
}

void
netbios_digest_add (NetbiosDigest *self, gconstpointer bytes, gsize size)
{
  const guint8 *next = bytes;

  for (; size >= WORD_BYTES; size -= WORD_BYTES, next += WORD_BYTES)
    add_eight (self, next);
  for (; size > 0; size--, next++)
    add_byte (self, *next);
}

guint64
netbios_digest_finish (NetbiosDigest *self)
{
  add_word (self, self->pending | (guint64) (self->n_bytes & 0xff) << 56);
  self->state[2] ^= 0xff;
  mix (self->state, FINAL_ROUNDS);
  return self->state[0] ^ self->state[1] ^ self->state[2] ^ self->state[3];
}
