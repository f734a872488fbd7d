/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot-address.h"

G_BEGIN_DECLS

/* What was tried when Windows refused. */
typedef enum
{
  MAILSLOT_WIN32_CREATE,
  MAILSLOT_WIN32_READ,
  MAILSLOT_WIN32_OPEN,
  MAILSLOT_WIN32_WRITE,
} MailslotWin32Task;

/* Sets @error to what @code, from GetLastError(), means for @task on the slot @address.
 */
void mailslot_win32_set_error (GError **error,
                               MailslotWin32Task task,
                               MailslotAddress *address,
                               guint32 code);

G_END_DECLS
