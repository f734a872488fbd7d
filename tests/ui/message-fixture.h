/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/sw-message-log.h"
#include "ui/sw-message-list.h"

G_BEGIN_DECLS

/** Longest wait for anything; nothing is expected to take so long. */
#define FIXTURE_WATCHDOG_SECONDS 300

/** A message of @size bytes from process 4711 to `\\.\mailslot\test`, as number @serial.
 */
MailslotMessage *fixture_message_new (const void *payload, gsize size, guint64 serial);

/** Appends @n_messages, whose texts are "message 1" and so on, as one batch. */
void fixture_append (SwMessageLog *log, guint n_messages);

/** Appends one message with these bytes. */
void fixture_append_bytes (SwMessageLog *log, const void *payload, gsize size);

/** Turns the main loop until @condition; aborts when the watchdog barks. */
void fixture_wait_until (gboolean (*condition) (gpointer data), gpointer data);

/** Turns the main loop until @widget has drawn @n_frames more. */
void fixture_wait_frames (GtkWidget *widget, guint n_frames);

/** Finds the first widget of this type below @widget. */
GtkWidget *fixture_find (GtkWidget *widget, GType type);

/** Finds the button with this label below @widget. */
GtkWidget *fixture_find_button (GtkWidget *widget, const char *label);

/** Sends a key to the focused widget of @window, as the display would. */
void fixture_press_key (GtkWidget *window, guint key, GdkModifierType state);

/** Presses and releases the first button at a place of @window. */
void fixture_click (GdkWindow *window, double x, double y, GdkModifierType state);

/** Turns the wheel by one notch over @window, when the display's clock says @time_ms. */
void fixture_scroll (GdkWindow *window, GdkScrollDirection direction, guint32 time_ms);

/** Every widget that can be focused has a name for those who cannot see it. */
void fixture_assert_all_named (GtkWidget *widget);

G_END_DECLS
