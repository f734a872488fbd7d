/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a platform defines for the command line. */

/** How long a blocked reader of stdout is waited for once the program is to end. */
#define CLI_PLATFORM_GRACE_MS 1000

/**
 * cli_platform_init:
 *
 * Makes the three standard streams safe to use: bytes pass through unchanged, a stream
 * that was closed fails instead of hitting some other file, and a reader of stdout that
 * leaves gives an error, not a signal. Lets the program open as many files as the system
 * allows, and load libraries from nowhere but their own places. Call it first.
 */
void cli_platform_init (void);

/**
 * cli_platform_dup_arguments:
 * @error: return location
 *
 * Fails with a %G_CONVERT_ERROR if Windows gave what is no text.
 *
 * Returns: (transfer full): the command line, in UTF-8 on Windows, as it came elsewhere;
 *   %NULL with @error set
 */
char **cli_platform_dup_arguments (char **argv, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * cli_platform_cancel_on_interrupt:
 * @cancellable: kept until the program ends
 *
 * From now on the first SIGINT, SIGTERM or SIGHUP, or Ctrl+C and its like in a Windows
 * console, cancels @cancellable; the second ends the program at once. Signals that the
 * program was started with ignored stay ignored. Call it once, before threads are
 * started, on the thread that writes to stdout.
 */
void cli_platform_cancel_on_interrupt (GCancellable *cancellable);

/**
 * cli_platform_write_stdout:
 * @data: bytes; UTF-8 where a person reads them on a console
 * @stop: (nullable): what cli_platform_cancel_on_interrupt() cancels; from then on each
 *   wait for the reader ends after %CLI_PLATFORM_GRACE_MS, on Windows after at most twice
 *   that
 *
 * Writes everything, however long the reader takes. Fails with %G_IO_ERROR_BROKEN_PIPE if
 * nobody reads any more, %G_IO_ERROR_TIMED_OUT after @stop, or another %G_IO_ERROR.
 */
gboolean cli_platform_write_stdout (const char *data,
                                    gsize size,
                                    GCancellable *stop,
                                    GError **error);

/**
 * cli_platform_read_stdin:
 * @size: at least 16
 *
 * Reads some bytes, in UTF-8 if a person types them on a Windows console. Ctrl+C there
 * gives %G_IO_ERROR_CANCELLED.
 *
 * Returns: how many, 0 at the end, -1 with @error set
 */
gssize cli_platform_read_stdin (void *buffer, gsize size, GError **error);

gboolean cli_platform_stdin_is_terminal (void);

/** The key that ends what is typed, such as "Ctrl+D". */
const char *cli_platform_get_end_of_input_key (void);

/**
 * cli_platform_cancel_when_reader_is_gone:
 * @cancellable: kept as long as the main context looks at stdout
 *
 * Cancels @cancellable when nobody reads stdout any more, even if there is nothing to
 * write. Needs the default main context to run; does nothing where the system cannot
 * tell.
 */
void cli_platform_cancel_when_reader_is_gone (GCancellable *cancellable);

G_END_DECLS
