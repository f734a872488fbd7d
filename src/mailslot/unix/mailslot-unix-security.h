/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-security.h"
#include "mailslot/unix/mailslot-unix-folder.h"

G_BEGIN_DECLS

/* Whether a slot in the folder can have @security (nullable). One for everyone needs a
 * folder that all users can enter and where nobody but its owner and root can replace a
 * file; the private folder never is one. Says what is wrong. */
gboolean mailslot_unix_security_check_folder (MailslotSecurity *security,
                                              MailslotUnixFolder *folder,
                                              MailslotAddress *address,
                                              GError **error);

/* Widens the rights of the socket @file, which its owner alone may use until then, to
 * what @security (nullable) says. Returns 0 or an errno. */
int mailslot_unix_security_apply (MailslotSecurity *security,
                                  MailslotUnixFolder *folder,
                                  const char *file);

/* Sets the owner and the rights of the socket @file, if there is one. */
void mailslot_unix_security_describe (MailslotUnixFolder *folder,
                                      const char *file,
                                      char **owner,
                                      char **rights);

G_END_DECLS
