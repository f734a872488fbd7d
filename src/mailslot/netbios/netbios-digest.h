/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NetbiosDigestKey:
 *
 * Two random numbers. Who does not know them cannot make two things that have the same
 * digest, so nobody on the network can have another's message taken for a copy of his.
 */
typedef struct
{
  guint64 words[2];
} NetbiosDigestKey;

void netbios_digest_key_init_random (NetbiosDigestKey *self);

/**
 * NetbiosDigest:
 *
 * SipHash-2-4 (Aumasson and Bernstein, 2012) of bytes that are added piece by piece. It
 * does not tell where one piece ends and the next begins.
 */
typedef struct
{
  guint64 state[4];
  guint64 pending; /* bytes that do not make a word yet */
  gsize n_bytes;   /* added so far */
} NetbiosDigest;

void netbios_digest_init (NetbiosDigest *self, const NetbiosDigestKey *key);
void netbios_digest_add (NetbiosDigest *self, gconstpointer bytes, gsize size);
guint64 netbios_digest_finish (NetbiosDigest *self);

G_END_DECLS
