/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/netbios/netbios-wait-private.h"

#include "mailslot/unix/mailslot-unix-wait.h"

#include <glib/gi18n-lib.h>

static gboolean
fail_to_prepare (int system_error, GError **error)
{
  g_set_error (error,
               G_IO_ERROR,
               g_io_error_from_errno (system_error),
               _ ("Cannot wait for an answer: %s"),
               g_strerror (system_error));
  return FALSE;
}

gboolean
netbios_wait_for_packet (GSocket *socket,
                         gint64 deadline_us,
                         GCancellable *cancellable,
                         GError **error)
{
  MailslotUnixWait wait = MAILSLOT_UNIX_WAIT_INIT;
  MailslotUnixWaitResult result;
  int system_error = mailslot_unix_wait_init (&wait, g_socket_get_fd (socket), G_IO_IN);

  if (system_error != 0)
    return fail_to_prepare (system_error, error);
  result = mailslot_unix_wait (&wait, cancellable, deadline_us);
  mailslot_unix_wait_clear (&wait);

  if (result == MAILSLOT_UNIX_WAIT_CANCELLED)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  if (result == MAILSLOT_UNIX_WAIT_TIMED_OUT)
    {
      g_set_error_literal (error,
                           G_IO_ERROR,
                           G_IO_ERROR_TIMED_OUT,
                           _ ("No answer came in time"));
      return FALSE;
    }
  return TRUE;
}
