/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MailslotSecurityKind:
 * @MAILSLOT_SECURITY_DEFAULT: what the system gives a slot by itself
 * @MAILSLOT_SECURITY_USER: programs of this user may send
 * @MAILSLOT_SECURITY_EVERYONE: programs of all users of this computer may send
 * @MAILSLOT_SECURITY_SDDL: what an SDDL string of Windows says
 *
 * Who may send to a slot.
 *
 * The default of Windows is what CreateMailslot() does without a security descriptor: its
 * documentation says no more than “a default security descriptor”. It comes from the
 * program that creates the slot, so that programs of the same user can send; whether
 * those of others can depends on that user and on the program's rights. A program without
 * raised rights may well be refused by one that has them. Who has to know asks for one of
 * the others.
 *
 * @MAILSLOT_SECURITY_USER gives full access to the user's own SID, with or without raised
 * rights, and nothing to anybody else; not even to services. @MAILSLOT_SECURITY_EVERYONE
 * gives the user, SYSTEM and Administrators full access, and the group Everyone what
 * GENERIC_READ and GENERIC_WRITE stand for. (Only the handle that created a slot can read
 * messages, but there are programs that open a slot for both.)
 *
 * On Linux the default is @MAILSLOT_SECURITY_USER: the socket has mode 0600. For everyone
 * it has mode 0622, and the folder in $MAILSLOT_DIR has to let others in; the private
 * folder that is used without it never does. A program of another user needs the same
 * $MAILSLOT_DIR to find the slot. There is no SDDL.
 */
typedef enum
{
  MAILSLOT_SECURITY_DEFAULT,
  MAILSLOT_SECURITY_USER,
  MAILSLOT_SECURITY_EVERYONE,
  MAILSLOT_SECURITY_SDDL,
} MailslotSecurityKind;

/**
 * MailslotSecurity:
 *
 * Who may send to a slot, as it is asked for when the slot is created. Immutable; any
 * thread may use it.
 */
typedef struct _MailslotSecurity MailslotSecurity;

#define MAILSLOT_TYPE_SECURITY (mailslot_security_get_type ())
GType mailslot_security_get_type (void);

/**
 * mailslot_security_new:
 * @kind: any but %MAILSLOT_SECURITY_SDDL
 *
 * Returns: (transfer full): that security
 */
MailslotSecurity *mailslot_security_new (MailslotSecurityKind kind);

/**
 * mailslot_security_parse:
 * @text: “default”, “user”, “everyone”, or an SDDL string such as “D:(A;;FA;;;WD)”
 * @error: return location
 *
 * Fails with %MAILSLOT_ERROR_INVALID_SECURITY if @text is neither; the message shows
 * where an SDDL string is wrong. Fails with %MAILSLOT_ERROR_UNSUPPORTED if it may be SDDL
 * and this system has none.
 *
 * Returns: (transfer full): the security, or %NULL with @error set
 */
MailslotSecurity *mailslot_security_parse (const char *text,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

MailslotSecurity *mailslot_security_ref (MailslotSecurity *self);
void mailslot_security_unref (MailslotSecurity *self);

MailslotSecurityKind mailslot_security_get_kind (MailslotSecurity *self);

/** Returns: (transfer none): the text that mailslot_security_parse() takes */
const char *mailslot_security_to_string (MailslotSecurity *self);

/** Whether both ask for the same; an SDDL string has to be the same to the letter. */
gboolean mailslot_security_equal (MailslotSecurity *a, MailslotSecurity *b);

/** Whether slots of this system can have SDDL strings. */
gboolean mailslot_security_has_sddl (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailslotSecurity, mailslot_security_unref)

G_END_DECLS
