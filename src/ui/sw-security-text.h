/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-watch.h"

G_BEGIN_DECLS

/**
 * sw_security_text_new:
 *
 * Returns: (transfer full) (nullable): who owns the slot of @watch and what its rights
 * are, as far as the system tells, in lines; %NULL unless it listens on this computer
 */
char *sw_security_text_new (SwWatch *watch);

/**
 * sw_security_text_explain:
 *
 * Returns: (transfer none): who can send to a slot that is created so on this system
 */
const char *sw_security_text_explain (MailslotSecurityKind kind);

G_END_DECLS
