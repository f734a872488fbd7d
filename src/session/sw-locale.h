/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sw_locale_init:
 *
 * Takes the user's language and opens our translations. Both programs call it first thing
 * in main(), before any thread and any translated text.
 *
 * The translations are looked for in the folder named by the environment variable
 * SLOTWATCH_LOCALEDIR, else where the program is installed. A build tree has them in
 * `po/`.
 */
void sw_locale_init (void);

G_END_DECLS
