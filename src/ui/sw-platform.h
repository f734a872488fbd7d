/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/* What a platform defines; see unix/ and win32/. */

/* Makes the program safe to run and its output visible; first thing in main(). */
void sw_platform_prepare (void);

/* Fails with a %G_CONVERT_ERROR if the system called us with what is no text. */
gboolean sw_platform_check_arguments (GError **error);

/* Lets the window follow the system's choice of light, dark or high contrast, where GTK
 * does not do so by itself. */
void sw_platform_follow_theme (GApplication *application);

/* Lets the system's polite request to end, such as SIGTERM, activate the action "quit" of
 * @application. */
void sw_platform_quit_on_signals (GApplication *application);

/* Returns: (array length=n_sources): from where messages of other computers can come
 * here, the one for everybody first */
const MailslotSource *sw_platform_get_sources (guint *n_sources);

/* Returns: whether messages to other computers can go by Windows */
gboolean sw_platform_can_send_by_windows (void);

/* Returns: (transfer full) (nullable): the command that starts the relay for this user,
 * NULL where there is no relay */
char *sw_platform_relay_command_new (void);

G_END_DECLS
