/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sw_time_split:
 * @time_us: µs since 1970-01-01 UTC; saved messages may claim any time, also before that
 * @us: (out): how far into the second, 0 to 999999
 *
 * Returns: the second, as GDateTime counts them
 */
gint64 sw_time_split (gint64 time_us, int *us);

G_END_DECLS
