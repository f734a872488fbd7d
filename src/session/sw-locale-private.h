/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a platform defines; see unix/ and win32/. */

/* Makes the user's choice of language visible to gettext, where the system keeps it
 * elsewhere than in the environment. */
void sw_locale_platform_take_language (void);

/* Returns: (transfer full): the folder of the installed translations */
char *sw_locale_platform_dup_folder (void);

/* Tells gettext to look for our translations in @folder. */
void sw_locale_platform_bind (const char *folder);

G_END_DECLS
