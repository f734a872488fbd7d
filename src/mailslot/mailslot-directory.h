/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "mailslot/mailslot-address.h"

G_BEGIN_DECLS

/**
 * mailslot_directory_list:
 * @error: return location
 *
 * Lists the slots that exist on this computer and that this user can see, sorted by name.
 * On Windows this is a best effort: the system is not documented to tell.
 *
 * Fails with %MAILSLOT_ERROR_UNSUPPORTED where the system does not tell, or a
 * %G_IO_ERROR.
 *
 * Returns: (transfer full) (element-type MailslotAddress): the addresses, with an element
 *   free function, or %NULL with @error set
 */
GPtrArray *mailslot_directory_list (GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
