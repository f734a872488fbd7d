/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* Sixteen bytes that are compared at once, on every processor that can. */

#define SW_FILTER_BLOCK_BYTES 16

typedef guint8 SwFilterBlock __attribute__ ((vector_size (SW_FILTER_BLOCK_BYTES)));

/* What sixteen places are compared with: bytes, and the bits of them that do not count,
 * which are set in both. */
typedef struct
{
  SwFilterBlock bytes;
  SwFilterBlock bits;
} SwFilterBlockByte;

static inline SwFilterBlockByte
sw_filter_block_fill (guint8 byte, guint8 bits)
{
  SwFilterBlockByte filled;

  memset (&filled.bytes, byte, sizeof filled.bytes);
  memset (&filled.bits, bits, sizeof filled.bits);
  return filled;
}

/* Returns: 0xFF for each place from @data on that holds @byte, 0 for the others */
static inline SwFilterBlock
sw_filter_block_compare (const SwFilterBlockByte *byte, const guint8 *data)
{
  SwFilterBlock block;

  memcpy (&block, data, sizeof block);
  return (SwFilterBlock) ((block | byte->bits) == byte->bytes);
}

static inline gboolean
sw_filter_block_is_empty (SwFilterBlock block)
{
  guint64 halves[2];

  memcpy (halves, &block, sizeof halves);
  return (halves[0] | halves[1]) == 0;
}

G_END_DECLS
