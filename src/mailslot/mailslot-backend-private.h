/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-directory.h"
#include "mailslot/mailslot-error.h"
#include "mailslot/mailslot-reader.h"
#include "mailslot/mailslot-writer.h"

G_BEGIN_DECLS

/* What a platform defines. The neutral files have checked the arguments: @address is
 * local where it is read, @options is never NULL. Errors are those of the public
 * function. */

MailslotReader *mailslot_backend_open_reader (MailslotAddress *address,
                                              const MailslotReaderOptions *options,
                                              GError **error);

/* @max_bytes is the most that may be sent to a remote @address, which is given only to a
 * platform with mailslot_backend_has_remote(). */
MailslotWriter *mailslot_backend_open_writer (MailslotAddress *address,
                                              gsize max_bytes,
                                              GError **error);

/* Whether the system itself carries messages to other computers. */
gboolean mailslot_backend_has_remote (void);

/* What to do about %MAILSLOT_ERROR_ACCESS_DENIED or %MAILSLOT_ERROR_NO_DATAGRAM_PORT on
 * this system, in the user's language. */
const char *mailslot_backend_get_advice (MailslotError code);

/* Appends an owned MailslotAddress for each slot, in any order. */
gboolean mailslot_backend_list (GPtrArray *addresses, GError **error);

/* mailslot_directory_describe(); @owner and @rights are NULL before. */
void mailslot_backend_describe (MailslotAddress *address, char **owner, char **rights);

/* mailslot_security_has_sddl(), and whether a descriptor can be made of @sddl. */
gboolean mailslot_backend_has_sddl (void);
gboolean mailslot_backend_check_sddl (const char *sddl, GError **error);

G_END_DECLS
