/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-time.h"

gint64
sw_time_split (gint64 time_us, int *us)
{
  gint64 second = time_us / G_USEC_PER_SEC;

  *us = (int) (time_us % G_USEC_PER_SEC);
  if (*us >= 0)
    return second;
  *us += (int) G_USEC_PER_SEC;
  return second - 1;
}
