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

/**
 * mailslot_directory_describe:
 * @address: a local address
 * @owner: (out) (transfer full) (nullable): the user who owns the slot
 * @rights: (out) (transfer full) (nullable): its rights
 *
 * Says of a slot of any program what mailslot_reader_describe() says of an open one. What
 * the system does not tell is %NULL: on Windows, which tells it of a slot only to the
 * program that reads it, both always are.
 */
void mailslot_directory_describe (MailslotAddress *address, char **owner, char **rights);

G_END_DECLS
