/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SwComposeFile:
 *
 * A field for the file that is to be sent: its path can be typed or chosen.
 *
 * Signals:
 * - "changed": another file is named
 */
#define SW_TYPE_COMPOSE_FILE (sw_compose_file_get_type ())
G_DECLARE_FINAL_TYPE (SwComposeFile, sw_compose_file, SW, COMPOSE_FILE, GtkBox)

GtkWidget *sw_compose_file_new (void);

/** Returns: the path as it was typed; empty if there is none */
const char *sw_compose_file_get_path (SwComposeFile *self);
void sw_compose_file_set_path (SwComposeFile *self, const char *path);

/** Where the keyboard goes. */
GtkWidget *sw_compose_file_get_entry (SwComposeFile *self);

G_END_DECLS
