/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a platform defines: waits until @socket has something to read. Fails with
 * %G_IO_ERROR_TIMED_OUT at @deadline_us of g_get_monotonic_time(), with
 * %G_IO_ERROR_CANCELLED, or with a %G_IO_ERROR of the system. */
gboolean netbios_wait_for_packet (GSocket *socket,
                                  gint64 deadline_us,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
