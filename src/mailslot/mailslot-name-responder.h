/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-network.h"

G_BEGIN_DECLS

/**
 * MailslotNameResponder:
 *
 * Makes our computer name and workgroup known on UDP port 137, so that Windows can find
 * us where no nmbd runs: claims both names `<00>` by three broadcasts and, if nobody
 * objects, a fourth that tells whoever remembers another owner; answers queries and node
 * status requests, defends the computer name, gives both up at the end (RFC 1002 section
 * 5.1.1). Nodes that work by broadcasts need no refresh. It claims the names on the
 * interfaces that there are when it is opened; whoever asks is told the address that we
 * have then. It works in the thread-default main context of the thread that opens it.
 * While it is open, nmbd cannot start.
 *
 * Signals:
 * - "ready": nobody objected, and from now on it answers
 * - "failed" (#GError): it had to stop; %MAILSLOT_ERROR_ALREADY_EXISTS if another
 * computer owns our name
 */
#define MAILSLOT_TYPE_NAME_RESPONDER (mailslot_name_responder_get_type ())
G_DECLARE_FINAL_TYPE (MailslotNameResponder,
                      mailslot_name_responder,
                      MAILSLOT,
                      NAME_RESPONDER,
                      GObject)

/**
 * mailslot_name_responder_open:
 *
 * Fails with %MAILSLOT_ERROR_ALREADY_EXISTS if another program, such as nmbd, owns the
 * port (it then answers for this computer already), %MAILSLOT_ERROR_ACCESS_DENIED without
 * the right to bind it, %MAILSLOT_ERROR_NETWORK_DOWN if no interface can broadcast.
 *
 * Other failures are a %G_IO_ERROR of the system.
 *
 * Returns: (transfer full): the responder, which answers as soon as nobody has objected
 * to its claims for 0.75 s
 */
MailslotNameResponder *mailslot_name_responder_open (MailslotNetwork *network,
                                                     GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** Releases the names and closes the port. Calling it again does nothing. */
void mailslot_name_responder_close (MailslotNameResponder *self);

G_END_DECLS
