/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-utf16.h"

gsize
sw_utf16_get_whole_length (const gunichar2 *units, gsize n_units)
{
  if (n_units > 0 && (units[n_units - 1] & 0xFC00) == 0xD800)
    return n_units - 1;
  return n_units;
}
