/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sets MAILSLOT_ERROR_ACCESS_DENIED if @system_error says so, else a G_IO_ERROR. @format
 * makes the whole message. */
void mailslot_unix_set_error (GError **error, int system_error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
