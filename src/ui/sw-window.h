/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-session.h"

G_BEGIN_DECLS

/**
 * SwWindow:
 *
 * The window on a session: the watched slots, what came, one message in detail, the form
 * to send, and every error in one place. Everything a person can do in it is an action
 * `win.…`.
 */
#define SW_TYPE_WINDOW (sw_window_get_type ())
G_DECLARE_FINAL_TYPE (SwWindow, sw_window, SW, WINDOW, GtkApplicationWindow)

SwWindow *sw_window_new (GtkApplication *application, SwSession *session);

/**
 * sw_window_new_saved:
 * @file: a journal or JSON Lines
 *
 * A window on the messages of a file, which it reads; it watches and sends nothing.
 */
SwWindow *sw_window_new_saved (GtkApplication *application, GFile *file);

/** Returns: whether it shows a file instead of slots */
gboolean sw_window_is_saved (SwWindow *self);

/** Sets the keys of every action `win.…`; once for an application. */
void sw_window_add_accels (GtkApplication *application);

/**
 * sw_window_watch:
 * @address: a local address, or mailslot_address_get_all()
 *
 * Watches the slot and selects it; shows an error card if it cannot be watched.
 */
void sw_window_watch (SwWindow *self, MailslotAddress *address);

/** The same for a local slot that is created with @security; %NULL is as it was. */
void sw_window_watch_with_security (SwWindow *self,
                                    MailslotAddress *address,
                                    MailslotSecurity *security);

/** Writes down size and panes for the next start; done when the window is closed, too. */
void sw_window_remember_state (SwWindow *self);

/** Shows that every message is appended to @file. */
void sw_window_show_recording (SwWindow *self, GFile *file);

/** Shows that messages are not appended to @file any more, and why. */
void sw_window_show_record_error (SwWindow *self, GFile *file, const GError *error);

G_END_DECLS
