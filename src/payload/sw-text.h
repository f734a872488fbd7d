/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "payload/sw-encoding.h"

G_BEGIN_DECLS

/**
 * SwTextFlags:
 * @SW_TEXT_ESCAPES: read C escapes: \n \r \t \a \b \e \f \v \0 \\ \" \' \? \NNN \xHH
 * \uHHHH \UHHHHHHHH; \xHH (one or two digits) and \NNN (one to three octal digits) stand
 * for that very byte whatever the encoding, the others for a character. A \0 that no
 * octal digit follows is the character NUL
 * @SW_TEXT_NUL: append a NUL of the encoding, as C programs do
 */
typedef enum
{
  SW_TEXT_PLAIN = 0,
  SW_TEXT_ESCAPES = 1 << 0,
  SW_TEXT_NUL = 1 << 1,
} SwTextFlags;

/**
 * sw_text_encode:
 * @text: UTF-8 as typed
 * @encoding: the encoding to send
 * @flags: how to read @text
 * @error: return location
 *
 * Turns typed text into the bytes to send.
 *
 * Fails with %SW_PAYLOAD_ERROR_SYNTAX (the message quotes the bad escape and gives its
 * column) or %SW_PAYLOAD_ERROR_ENCODING (the message names the character).
 *
 * Returns: (transfer full): the bytes, which may be none, or %NULL with @error set
 */
GBytes *sw_text_encode (const char *text,
                        const SwEncoding *encoding,
                        SwTextFlags flags,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sw_text_decode:
 * @data: a message
 * @size: its size
 * @encoding: how to read it
 *
 * Decodes a message for reading by a person. Never fails: what the encoding does not know
 * becomes U+FFFD.
 *
 * Returns: (transfer full): valid UTF-8 with the control characters as they are; embedded
 *   and trailing NULs become U+2400
 */
char *sw_text_decode (const guint8 *data, gsize size, const SwEncoding *encoding);

/**
 * sw_text_decode_strict:
 *
 * Decodes a message for a program. The NULs at the end, as C programs send them, and a
 * byte order mark are dropped.
 *
 * Returns: (transfer full) (nullable): UTF-8, or %NULL if @data is not text of @encoding
 * or holds a NUL before its end
 */
char *sw_text_decode_strict (const guint8 *data, gsize size, const SwEncoding *encoding);

/**
 * sw_text_show_controls:
 * @text: valid UTF-8
 * @keep_lines: whether line feeds and tabs stay what they are
 *
 * Makes every control character visible as its Unicode control picture (U+2400 to
 * U+2421), and bidirectional and other invisible format characters as `<U+202E>`, as well
 * as accents piled so high that they would cover other lines.
 *
 * Returns: (transfer full): text in which everything can be seen
 */
char *sw_text_show_controls (const char *text, gboolean keep_lines);

/**
 * sw_text_preview:
 * @data: a message
 * @size: its size
 * @max_characters: how long the result may be, at least 1
 *
 * One line for a list: the detected text with visible control characters and without the
 * NULs at its end, or hex bytes if it is not text. Looks only at as many bytes as it
 * needs.
 *
 * Returns: (transfer full): the line, ending in "…" if it was cut
 */
char *sw_text_preview (const guint8 *data, gsize size, guint max_characters);

G_END_DECLS
