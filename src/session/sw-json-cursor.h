/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SwJsonCursor:
 * @p: where to read on
 * @end: behind the last byte
 *
 * Reads the values of one line of JSON, one after the other. Each function skips spaces
 * first, and returns %FALSE, with the place of the cursor unspecified, if the next value
 * is of another kind or broken. Values that are skipped are checked no more than needed
 * to find their end; nothing recurses, so nothing can be nested too deep.
 */
typedef struct
{
  const char *p;
  const char *end;
} SwJsonCursor;

/** Reads this character, such as `{`, if it is the next one. */
gboolean sw_json_cursor_take (SwJsonCursor *self, char character);

/** Returns: whether there is nothing more */
gboolean sw_json_cursor_is_at_end (SwJsonCursor *self);

/** @text: (out): valid UTF-8 without NULs; free it */
gboolean sw_json_cursor_read_string (SwJsonCursor *self, char **text);

/** @bytes: (out): what a string of hex pairs says; unref it */
gboolean sw_json_cursor_read_hex (SwJsonCursor *self, GByteArray **bytes);

/** Reads a number without sign, fraction and exponent. */
gboolean sw_json_cursor_read_number (SwJsonCursor *self, guint64 *number);
gboolean sw_json_cursor_read_boolean (SwJsonCursor *self, gboolean *value);

/** Skips a value of any kind. */
gboolean sw_json_cursor_skip (SwJsonCursor *self);

G_END_DECLS
