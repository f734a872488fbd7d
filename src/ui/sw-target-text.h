/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * sw_target_text_dup_host:
 * @text: a target as it is typed, finished or not
 *
 * Returns: (transfer full) (nullable): the computer or domain in it, %NULL if it names
 * neither: this computer, or everybody
 */
char *sw_target_text_dup_host (const char *text);

/**
 * sw_target_text_with_scope:
 * @text: a target as it is typed, finished or not
 * @scope: who is meant
 * @host: for a computer or a domain, its name, which may be empty
 * @cursor: (out): where typing goes on, in characters: after an empty host, else the end
 *
 * Returns: (transfer full): the same slot there
 */
char *sw_target_text_with_scope (const char *text,
                                 MailslotScope scope,
                                 const char *host,
                                 int *cursor);

/** Returns: whether the computer or domain is still to be typed */
gboolean sw_target_text_lacks_host (const char *text);

G_END_DECLS
