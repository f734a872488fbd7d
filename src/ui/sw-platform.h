/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a platform defines; see unix/ and win32/. */

/* Makes the program safe to run and its output visible; first thing in main(). */
void sw_platform_prepare (void);

/* Lets the system's polite request to end, such as SIGTERM, activate the action "quit" of
 * @application. */
void sw_platform_quit_on_signals (GApplication *application);

G_END_DECLS
