/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-filter-probe.h"

#include "session/sw-filter-block.h"

/* Every encoding that sw_encoding_detect() knows writes ASCII text as its bytes, with
 * none, one or three NULs between them. So one walk over the memory finds all: the first
 * byte, and the last one at three distances from it. */

static const gsize strides[] = { 1, 2, 4 };

struct _SwFilterProbe
{
  gsize size;
  guint8 *bytes;     /* (owned) with @case_bits set */
  guint8 *case_bits; /* (owned) */
};

SwFilterProbe *
sw_filter_probe_new (const char *text, gboolean is_caseless)
{
  SwFilterProbe *self;

  g_return_val_if_fail (*text != '\0' && g_str_is_ascii (text), NULL);

  self = g_new0 (SwFilterProbe, 1);
  self->size = strlen (text);
  self->bytes = g_memdup2 (text, self->size);
  self->case_bits = g_malloc0 (self->size);
  for (gsize i = 0; i < self->size; i++)
    if (is_caseless && g_ascii_isalpha (text[i]))
      {
        self->case_bits[i] = 'a' ^ 'A';
        self->bytes[i] |= self->case_bits[i];
      }
  return self;
}

void
sw_filter_probe_free (SwFilterProbe *self)
{
  g_free (self->bytes);
  g_free (self->case_bits);
  g_free (self);
}

static gboolean
has_nuls (const guint8 *data, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    if (data[i] != 0)
      return FALSE;
  return TRUE;
}

/* Whether the text is at @data, of which @size bytes are left, with @stride bytes a
 * character. */
static gboolean
is_at (const SwFilterProbe *self, const guint8 *data, gsize size, gsize stride)
{
  if (size < (self->size - 1) * stride + 1)
    return FALSE;
  for (gsize i = 0; i < self->size; i++)
    if ((data[i * stride] | self->case_bits[i]) != self->bytes[i]
        || (i + 1 < self->size && !has_nuls (data + i * stride + 1, stride - 1)))
      return FALSE;
  return TRUE;
}

static gboolean
is_anyhow_at (const SwFilterProbe *self, const guint8 *data, gsize size)
{
  for (guint i = 0; i < G_N_ELEMENTS (strides); i++)
    if (is_at (self, data, size, strides[i]))
      return TRUE;
  return FALSE;
}

/* Looks at as many places as can be compared in blocks. Returns: the place, or the first
 * that was not looked at */
static gsize
find_in_blocks (const SwFilterProbe *self, const guint8 *data, gsize size)
{
  gsize last = self->size - 1;
  gsize reach = last * strides[G_N_ELEMENTS (strides) - 1] + SW_FILTER_BLOCK_BYTES;
  SwFilterBlockByte head = sw_filter_block_fill (self->bytes[0], self->case_bits[0]);
  SwFilterBlockByte tail =
      sw_filter_block_fill (self->bytes[last], self->case_bits[last]);
  gsize place = 0;

  for (; place + reach <= size; place += SW_FILTER_BLOCK_BYTES)
    {
      const guint8 *block = data + place;
      SwFilterBlock fits = sw_filter_block_compare (&head, block)
                           & (sw_filter_block_compare (&tail, block + last)
                              | sw_filter_block_compare (&tail, block + last * 2)
                              | sw_filter_block_compare (&tail, block + last * 4));

      if (sw_filter_block_is_empty (fits))
        continue;
      for (gsize i = 0; i < SW_FILTER_BLOCK_BYTES; i++)
        if (fits[i] != 0 && is_anyhow_at (self, block + i, size - place - i))
          return place + i;
    }
  return place;
}

gssize
sw_filter_probe_find (const SwFilterProbe *self, const guint8 *data, gsize size)
{
  for (gsize place = find_in_blocks (self, data, size); place < size; place++)
    if (is_anyhow_at (self, data + place, size - place))
      return (gssize) place;
  return -1;
}
