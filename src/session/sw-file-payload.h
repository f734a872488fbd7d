/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The longest file that is read: far more than any system puts into one message. */
#define SW_FILE_PAYLOAD_MAX_BYTES (16 * 1024 * 1024)

/**
 * sw_file_payload_load:
 * @path: a file of this computer as a person types it: a path in UTF-8, or the parse name
 *   of a #GFile
 * @error: return location
 *
 * Reads a message from a file, byte for byte. What could keep the caller waiting for
 * ever, a pipe, a device or a file that has nothing to read yet, is refused, and so is
 * what is too long, whatever its size says. Not more than one message is ever read.
 *
 * Fails with a #GIOErrorEnum; the message names the file.
 *
 * Returns: (transfer full): the content, or %NULL with @error set
 */
GBytes *sw_file_payload_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
