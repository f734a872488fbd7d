/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Bytes in a line of a hex dump. */
#define SW_HEX_BYTES_PER_LINE 16

/**
 * sw_hex_parse:
 * @text: hex digits in pairs; spaces, line breaks, commas, colons and `0x` or `\x` before
 * a pair are skipped
 * @error: return location
 *
 * Fails with %SW_PAYLOAD_ERROR_SYNTAX and a message that names the character or the half
 * pair, with its column.
 *
 * Returns: (transfer full): the bytes, which may be none, or %NULL with @error set
 */
GBytes *sw_hex_parse (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sw_hex_format:
 * @separator: put between the pairs, may be empty
 *
 * Returns: (transfer full): lower-case hex pairs
 */
char *sw_hex_format (const guint8 *data, gsize size, const char *separator);

/**
 * sw_hex_get_n_lines:
 *
 * Returns: how many lines a dump of @size bytes has
 */
gsize sw_hex_get_n_lines (gsize size);

/**
 * sw_hex_append_line:
 * @string: where to append
 * @line: the line's number, from 0
 *
 * Appends one line of a dump, as `xxd` and Wireshark show it: offset, 16 pairs in two
 * groups of eight, the ASCII characters; no line break.
 */
void sw_hex_append_line (GString *string, const guint8 *data, gsize size, gsize line);

G_END_DECLS
