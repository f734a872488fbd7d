/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot.h"
#include "session/sw-filter.h"
#include "session/sw-message-log.h"

G_BEGIN_DECLS

/**
 * sw_json_line_new:
 * @record: a message
 * @serial: its number
 *
 * Formats a message as one JSON object on one line without a line break: keys serial,
 * time (ISO 8601 UTC with microseconds), slot, scope ("domain" if the slot's address
 * names a workgroup or domain, else left out), transport, sender (pid, uid, process,
 * name, address, port; unknown ones left out), repeated (true if it came again, else left
 * out), size, text (null if it is not text), hex.
 *
 * Returns: (transfer full): the line
 */
char *sw_json_line_new (const MailslotRecord *record, guint64 serial);

/** Appends what sw_json_line_new() makes, for those who format many messages. */
void sw_json_line_append (GString *string, const MailslotRecord *record, guint64 serial);

/**
 * sw_json_lines_save_async:
 * @log: what to save; may grow or be trimmed meanwhile, the rows of now are saved
 * @filter: (nullable): which messages of it; %NULL for all
 * @file: written as a whole or not at all
 *
 * Saves the log as JSON Lines without blocking the main loop.
 */
void sw_json_lines_save_async (SwMessageLog *log,
                               SwFilter *filter,
                               GFile *file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * sw_json_lines_save_finish:
 * @n_saved: (out) (optional): how many messages were saved
 */
gboolean sw_json_lines_save_finish (GAsyncResult *result,
                                    guint64 *n_saved,
                                    GError **error);

G_END_DECLS
