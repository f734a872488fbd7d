/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MailslotScope:
 * @MAILSLOT_SCOPE_LOCAL: `\\.\mailslot\name`, this computer
 * @MAILSLOT_SCOPE_HOST: `\\HOST\mailslot\name`, one computer
 * @MAILSLOT_SCOPE_DOMAIN: `\\DOMAIN\mailslot\name`, every computer of a workgroup or
 * domain
 * @MAILSLOT_SCOPE_OWN_DOMAIN: `\\*\mailslot\name`, every computer of our own workgroup
 *
 * Whom an address names. Source: learn.microsoft.com, "Mailslot Names".
 */
typedef enum
{
  MAILSLOT_SCOPE_LOCAL,
  MAILSLOT_SCOPE_HOST,
  MAILSLOT_SCOPE_DOMAIN,
  MAILSLOT_SCOPE_OWN_DOMAIN,
} MailslotScope;

/** The most UTF-16 units a name after `\mailslot\` may have. */
#define MAILSLOT_MAX_NAME_LENGTH 255

/**
 * MailslotAddress:
 *
 * The address of a slot. Immutable and reference counted; any thread may use it.
 */
typedef struct _MailslotAddress MailslotAddress;

#define MAILSLOT_TYPE_ADDRESS (mailslot_address_get_type ())
GType mailslot_address_get_type (void);

/**
 * mailslot_address_parse:
 * @text: what a person typed, UTF-8
 * @error: return location
 *
 * Reads every form of a mailslot address, with `\` or `/` between the parts; a bare name
 * is a local slot. `\\NAME\` is read as a host: a domain looks the same, see
 * mailslot_address_with_scope(). `NAME<HH>` chooses a suffix.
 *
 * Fails with %MAILSLOT_ERROR_INVALID_ADDRESS or %MAILSLOT_ERROR_NAME_TOO_LONG and a
 * message that quotes @text and says which part is wrong.
 *
 * Returns: (transfer full): the address, or %NULL with @error set
 */
MailslotAddress *mailslot_address_parse (const char *text,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * mailslot_address_new_local:
 * @name: the part after `\\.\mailslot\`, UTF-8, with `\` between path levels
 * @error: return location
 *
 * Fails like mailslot_address_parse().
 *
 * Returns: (transfer full): the address, or %NULL with @error set
 */
MailslotAddress *mailslot_address_new_local (const char *name,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * mailslot_address_with_scope:
 * @self: an address
 * @scope: %MAILSLOT_SCOPE_HOST or %MAILSLOT_SCOPE_DOMAIN
 * @error: return location
 *
 * Says whether the `NAME` of `\\NAME\mailslot\x` is a computer or a domain.
 *
 * Fails with %MAILSLOT_ERROR_INVALID_ADDRESS if @self is local or `\\*\`, where there is
 * nothing to choose.
 *
 * Returns: (transfer full): the address, or %NULL with @error set
 */
MailslotAddress *mailslot_address_with_scope (MailslotAddress *self,
                                              MailslotScope scope,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * mailslot_address_new_destination:
 * @scope: any but local; for %MAILSLOT_SCOPE_OWN_DOMAIN @host is "*"
 * @host: a NetBIOS name that a datagram names, made fit for people
 * @suffix: its suffix
 * @name: the slot that the datagram names, made fit for people
 *
 * What a datagram from the network says it was sent to. Unlike mailslot_address_parse()
 * it takes any text, because anything may come from the network: the result is to be
 * shown and compared.
 *
 * Returns: (transfer full): the address
 */
MailslotAddress *mailslot_address_new_destination (MailslotScope scope,
                                                   const char *host,
                                                   guint8 suffix,
                                                   const char *name);

/**
 * mailslot_address_get_all:
 *
 * Returns: (transfer none): what stands for all slots on the network: shown as
 * `\\*\mailslot\*`; nobody can send to it
 */
MailslotAddress *mailslot_address_get_all (void);

MailslotAddress *mailslot_address_ref (MailslotAddress *self);
void mailslot_address_unref (MailslotAddress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailslotAddress, mailslot_address_unref)

MailslotScope mailslot_address_get_scope (MailslotAddress *self);

/**
 * mailslot_address_get_suffix:
 *
 * Returns: which service of the computer or domain is meant, the number in `<>` of
 * `\\HOST<03>\mailslot\MESSNGR`; 0, which is not written, for nearly everybody. Only
 * datagrams can go to others
 */
guint8 mailslot_address_get_suffix (MailslotAddress *self);

/** Returns: whether this is mailslot_address_get_all() */
gboolean mailslot_address_is_all (MailslotAddress *self);

/**
 * mailslot_address_is_local:
 *
 * Returns: whether the slot is on this computer: the only kind that can be read
 */
gboolean mailslot_address_is_local (MailslotAddress *self);

/**
 * mailslot_address_get_host:
 *
 * Returns: (nullable): the computer or domain as typed, %NULL for a local address, "*"
 * for our own domain
 */
const char *mailslot_address_get_host (MailslotAddress *self);

/**
 * mailslot_address_get_name:
 *
 * Returns: the part after `\mailslot\`, as typed but with `\` between path levels
 */
const char *mailslot_address_get_name (MailslotAddress *self);

/**
 * mailslot_address_to_string:
 *
 * Returns: the canonical form, such as `\\.\mailslot\a\b`; owned by @self
 */
const char *mailslot_address_to_string (MailslotAddress *self);

/**
 * mailslot_address_equal_name:
 *
 * Returns: whether both have the same name after `\mailslot\`, in any case of letters,
 * whatever the computer
 */
gboolean mailslot_address_equal_name (MailslotAddress *a, MailslotAddress *b);

/**
 * mailslot_address_equal:
 *
 * Compares without regard to case, as Windows does. Usable with #GHashTable.
 */
gboolean mailslot_address_equal (gconstpointer a, gconstpointer b);
guint mailslot_address_hash (gconstpointer self);

G_END_DECLS
