/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** The most bytes of a line. */
#define SW_LINE_READER_MAX_BYTES ((gsize) 256 << 20)

/**
 * SwLineReader:
 *
 * Reads a file line by line, in blocks. One thread at a time uses it.
 */
typedef struct _SwLineReader SwLineReader;

/** Fails like g_file_read(). */
SwLineReader *sw_line_reader_open (GFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sw_line_reader_free (SwLineReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwLineReader, sw_line_reader_free)

/**
 * sw_line_reader_next:
 * @line: (out): the line without its break, valid until the next call
 * @length: (out): its bytes
 * @error: return location
 *
 * Fails with %G_IO_ERROR_INVALID_DATA if a line is longer than %SW_LINE_READER_MAX_BYTES,
 * and as the system does.
 *
 * Returns: %FALSE at the end, or with @error set
 */
gboolean sw_line_reader_next (SwLineReader *self,
                              const char **line,
                              gsize *length,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Returns: whether the file begins with these bytes; only before the first line */
gboolean sw_line_reader_begins_with (SwLineReader *self, const char *bytes, gsize size);

/** Returns: how many lines were read */
guint64 sw_line_reader_get_n_lines (SwLineReader *self);

/** Returns: which part of the file was read, 0 to 1 */
double sw_line_reader_get_progress (SwLineReader *self);

G_END_DECLS
