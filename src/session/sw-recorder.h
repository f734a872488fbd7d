/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "session/sw-message-log.h"

G_BEGIN_DECLS

/**
 * SwRecorder:
 *
 * Appends every message that reaches a log to a file, as JSON Lines, as it arrives.
 * Formats and writes on a thread of its own; if the disk is slower than the messages for
 * long, the log's owner is held back rather than anything dropped.
 *
 * Belongs to the main thread.
 *
 * Signal "failed" (#GError): the file could not be written to; emitted once, in the main
 * context of the thread that made the recorder. Nothing more is recorded then.
 */
#define SW_TYPE_RECORDER (sw_recorder_get_type ())
G_DECLARE_FINAL_TYPE (SwRecorder, sw_recorder, SW, RECORDER, GObject)

/**
 * sw_recorder_new:
 * @log: whose messages; those it holds already are not recorded
 * @file: appended to, created if it is missing
 * @error: return location
 *
 * Fails with the errors of g_file_append_to().
 *
 * Returns: (transfer full): a recorder that runs, or %NULL with @error set
 */
SwRecorder *sw_recorder_new (SwMessageLog *log, GFile *file, GError **error);

GFile *sw_recorder_get_file (SwRecorder *self);

/**
 * sw_recorder_stop:
 *
 * Waits until everything is written, then closes the file. Safe to call again, and called
 * by dispose.
 */
void sw_recorder_stop (SwRecorder *self);

G_END_DECLS
