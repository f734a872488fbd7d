/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-message-log.h"

G_BEGIN_DECLS

/**
 * SwSavedLoadProgress:
 * @progress: which part of the file is in the log, 0 to 1
 *
 * Called in the main context that the loading was started in, while it goes on.
 */
typedef void (*SwSavedLoadProgress) (double progress, gpointer user_data);

/**
 * sw_saved_load_async:
 * @file: a journal or JSON Lines
 * @log: where its messages go, a batch at a time; the log's limits hold
 * @cancellable: ends it; what is in the log by then stays there
 * @progress: (scope notified): called until @callback is
 *
 * Reads a file into a log on a thread of its own, which waits for the main loop.
 */
void sw_saved_load_async (GFile *file,
                          SwMessageLog *log,
                          GCancellable *cancellable,
                          SwSavedLoadProgress progress,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/**
 * sw_saved_load_finish:
 * @n_broken: (out): how many broken lines were left out
 * @complaint: (out) (transfer full) (nullable): what is wrong with the first of them
 *
 * Fails like sw_saved_reader_open() and sw_saved_reader_next(); what came before that is
 * in the log.
 *
 * Returns: whether the whole file was read
 */
gboolean sw_saved_load_finish (GAsyncResult *result,
                               guint64 *n_broken,
                               char **complaint,
                               GError **error);

G_END_DECLS
