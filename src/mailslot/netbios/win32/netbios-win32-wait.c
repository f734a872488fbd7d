/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-wait-private.h"

gboolean
netbios_wait_for_packet (GSocket *socket,
                         gint64 deadline_us,
                         GCancellable *cancellable,
                         GError **error)
{
  gint64 remaining_us = MAX (deadline_us - g_get_monotonic_time (), 0);

  return g_socket_condition_timed_wait (socket,
                                        G_IO_IN,
                                        remaining_us,
                                        cancellable,
                                        error);
}
