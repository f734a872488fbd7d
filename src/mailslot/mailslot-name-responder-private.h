/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot-name-responder.h"

G_BEGIN_DECLS

/* For tests: opens it on @interfaces (element-type NetbiosInterface), which may be on the
 * loopback, and only for what comes to @address. */
MailslotNameResponder *mailslot_name_responder_open_on (MailslotNetwork *network,
                                                        GArray *interfaces,
                                                        GInetAddress *address,
                                                        GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
