/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SwEncoding:
 * @id: the name for settings and `--encoding`, such as "utf-16le"
 * @charset: the name for g_convert()
 * @label: what a person reads, untranslated; pass it through gettext
 * @unit: bytes of one NUL: 1, 2 or 4
 */
typedef struct
{
  const char *id;
  const char *charset;
  const char *label;
  guint unit;
} SwEncoding;

/**
 * sw_encoding_get_all:
 * @n_encodings: (out): how many
 *
 * Returns: every encoding that this computer can convert; static, UTF-8 first
 */
const SwEncoding *const *sw_encoding_get_all (guint *n_encodings);

/**
 * sw_encoding_find:
 * @id: an id in any case, or a charset name such as "GBK" or "windows-1252"
 * @error: return location
 *
 * Fails with %SW_PAYLOAD_ERROR_UNKNOWN_ENCODING and a message that lists the known ids.
 *
 * Returns: (transfer none): the encoding, or %NULL with @error set
 */
const SwEncoding *sw_encoding_find (const char *id, GError **error);

const SwEncoding *sw_encoding_get_utf8 (void);

/**
 * sw_encoding_detect:
 *
 * Guesses how a message is written: byte order mark, then UTF-16LE by its pattern of NUL
 * bytes, then valid UTF-8, then the code page of the locale. Trailing NULs, as C programs
 * send them, do not count against any. An empty message is UTF-8; a row of NULs or of
 * other control characters is not text.
 *
 * Returns: (nullable): the encoding, or %NULL if the bytes do not look like text
 */
const SwEncoding *sw_encoding_detect (const guint8 *data, gsize size);

G_END_DECLS
