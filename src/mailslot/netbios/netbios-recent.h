/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NetbiosRecent:
 *
 * Remembers for a short time by which way things came, in a table of fixed size. When
 * more come than it has room for, older ones are forgotten before their time; each look
 * takes the same few steps, whatever comes.
 */
typedef struct _NetbiosRecent NetbiosRecent;

/**
 * netbios_recent_new:
 * @window_us: for how long a thing is remembered
 */
NetbiosRecent *netbios_recent_new (gint64 window_us);
void netbios_recent_free (NetbiosRecent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetbiosRecent, netbios_recent_free)

/**
 * netbios_recent_find:
 * @digest: what came; see #NetbiosDigest
 * @now_us: when, by the monotonic clock
 * @way: (out): by which way it came when it was noted
 *
 * Returns: whether it was noted within the window
 */
gboolean netbios_recent_find (NetbiosRecent *self,
                              guint64 digest,
                              gint64 now_us,
                              guint64 *way);

/** Notes a thing from now on, whether it was noted before or not. */
void netbios_recent_note (NetbiosRecent *self,
                          guint64 digest,
                          gint64 now_us,
                          guint64 way);

G_END_DECLS
