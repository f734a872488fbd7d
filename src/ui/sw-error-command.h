/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sw_error_command_new:
 * @error: any error
 *
 * Returns: (transfer full) (nullable): the one command that an administrator can run
 * against @error, as it is typed; %NULL if there is none
 */
char *sw_error_command_new (const GError *error);

G_END_DECLS
