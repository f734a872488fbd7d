/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/unix/mailslot-unix-error.h"

#include <errno.h>

#include "mailslot/mailslot-error.h"

void
mailslot_unix_set_error (GError **error, int system_error, const char *format, ...)
{
  gboolean is_denied = system_error == EACCES || system_error == EPERM;
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (is_denied)
    g_set_error_literal (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED, message);
  else
    g_set_error_literal (error,
                         G_IO_ERROR,
                         g_io_error_from_errno (system_error),
                         message);
}
