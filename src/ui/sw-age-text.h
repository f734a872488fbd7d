/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long ago something was, such as “3 s ago”: the older, the rougher. */

/** Returns: (transfer full): the age in words */
char *sw_age_text_new (gint64 age_us);

/** Returns: in how many µs the words will be others */
gint64 sw_age_text_get_next_us (gint64 age_us);

G_END_DECLS
