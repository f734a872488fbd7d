/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdio.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * sw_file_open_at_once:
 * @path: in the encoding of file names
 *
 * Opens a file for reading, so that neither this nor reading waits for a writer: what has
 * nothing to read yet fails with EAGAIN.
 *
 * Returns: (nullable): the file, to be closed by fclose(), or %NULL with errno set
 */
FILE *sw_file_open_at_once (const char *path);

G_END_DECLS
