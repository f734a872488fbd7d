/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-address.h"

G_BEGIN_DECLS

/* Makes an address of parts that were checked. @host is NULL for a local slot, which has
 * the suffix 0. */
MailslotAddress *mailslot_address_new (MailslotScope scope,
                                       const char *host,
                                       guint8 suffix,
                                       const char *name);

/* The name with every character in upper case: the same for all spellings of one slot.
 * Owned by @self. */
const char *mailslot_address_get_folded_name (MailslotAddress *self);

/* Returns (transfer full) @text in upper case as Windows compares names, whatever the
 * locale: one character for one. */
char *mailslot_address_fold (const char *text);

G_END_DECLS
