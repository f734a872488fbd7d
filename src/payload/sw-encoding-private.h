/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "payload/sw-encoding.h"

G_BEGIN_DECLS

/**
 * SwConversion:
 * @SW_CONVERSION_STRICT: end at the first thing that the encoding does not know
 * @SW_CONVERSION_PREFIX: the same, but a character that is cut off by the end is left out
 * @SW_CONVERSION_REPLACE: put U+FFFD for what the encoding does not know
 */
typedef enum
{
  SW_CONVERSION_STRICT,
  SW_CONVERSION_PREFIX,
  SW_CONVERSION_REPLACE,
} SwConversion;

/**
 * sw_encoding_append_utf8:
 * @string: where to append
 *
 * Converts bytes written in @self to UTF-8. A NUL character stays a NUL inside @string,
 * everything else that is appended is valid UTF-8.
 *
 * Returns: %FALSE if @conversion ended it; what came before is appended
 */
gboolean sw_encoding_append_utf8 (const SwEncoding *self,
                                  GString *string,
                                  const guint8 *data,
                                  gsize size,
                                  SwConversion conversion);

/**
 * sw_encoding_is_utf8:
 * @conversion: not %SW_CONVERSION_REPLACE
 *
 * Returns: whether sw_encoding_append_utf8() for UTF-8 would take all of it, without NULs
 */
gboolean sw_encoding_is_utf8 (const guint8 *data, gsize size, SwConversion conversion);

/**
 * sw_encoding_detect_prefix:
 * @is_cut: whether more bytes follow after @size
 *
 * As sw_encoding_detect(), for the beginning of a message.
 */
const SwEncoding *sw_encoding_detect_prefix (const guint8 *data,
                                             gsize size,
                                             gboolean is_cut);

/* The 8-bit encoding that programs of this user's language wrote before Unicode. */
const SwEncoding *sw_encoding_get_locale (void);

/* The one that DOS programs of this user's language wrote, and services that date from
 * then still do; where this is not known, as sw_encoding_get_locale(). */
const SwEncoding *sw_encoding_get_oem (void);

/* How many of @size bytes are left without the NULs of @self at the end. */
gsize sw_encoding_trim_nuls (const SwEncoding *self, const guint8 *data, gsize size);

G_END_DECLS
