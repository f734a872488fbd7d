/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cli/cli-command.h"

G_BEGIN_DECLS

/**
 * CliOutput:
 *
 * Standard output in blocks. What is appended waits until there is a block of it or until
 * cli_output_flush(); a reader that is slow blocks the caller, so nothing piles up.
 */
typedef struct _CliOutput CliOutput;

/**
 * cli_output_new:
 * @stop: (nullable): once cancelled, a blocked reader is not waited for much longer,
 *   see cli_platform_write_stdout()
 *
 * Returns: (transfer full): an empty output
 */
CliOutput *cli_output_new (GCancellable *stop);

/** Drops what was not flushed. */
void cli_output_free (CliOutput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliOutput, cli_output_free)

/**
 * cli_output_get_buffer:
 *
 * Returns: (transfer none): append whole messages here, then call cli_output_commit()
 */
GString *cli_output_get_buffer (CliOutput *self);

/**
 * cli_output_commit:
 *
 * Writes if a block is full. Fails like cli_output_flush().
 */
gboolean cli_output_commit (CliOutput *self, GError **error);

/**
 * cli_output_flush:
 *
 * Writes everything. Fails with %G_IO_ERROR_BROKEN_PIPE if nobody reads any more,
 * %G_IO_ERROR_TIMED_OUT if the reader is blocked after the stop, or another %G_IO_ERROR.
 */
gboolean cli_output_flush (CliOutput *self, GError **error);

/**
 * cli_print:
 * @text: UTF-8
 *
 * Prints @text to stdout and reports it if that fails.
 *
 * Returns: the exit code
 */
CliExit cli_print (const char *text);

G_END_DECLS
