/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-line-reader.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define BLOCK_BYTES ((gsize) 1 << 20)

struct _SwLineReader
{
  GFileInputStream *stream; /* (owned) */
  goffset file_bytes;       /* when it was opened */
  guint64 n_read_bytes;
  guint64 n_lines;
  GByteArray *buffer; /* (owned) */
  gsize begin;        /* of what was not given yet, in the buffer */
  gboolean is_at_end; /* of the file */
};

static goffset
get_size (GFileInputStream *stream)
{
  g_autoptr (GFileInfo) info =
      g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);

  return info != NULL ? g_file_info_get_size (info) : 0;
}

SwLineReader *
sw_line_reader_open (GFile *file, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  SwLineReader *self;

  if (stream == NULL)
    return NULL;
  self = g_new0 (SwLineReader, 1);
  self->file_bytes = get_size (stream);
  self->stream = g_steal_pointer (&stream);
  self->buffer = g_byte_array_new ();
  return self;
}

void
sw_line_reader_free (SwLineReader *self)
{
  g_object_unref (self->stream);
  g_byte_array_unref (self->buffer);
  g_free (self);
}

/* Appends a block to the buffer, without what was given already. */
static gboolean
read_block (SwLineReader *self, GError **error)
{
  gsize n_left = self->buffer->len - self->begin;
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, self->n_lines + 1);
  gssize n_read;

  if (n_left > SW_LINE_READER_MAX_BYTES)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_INVALID_DATA,
                   /* Translators: %s is a number. */
                   _ ("Line %s is too long"),
                   number);
      return FALSE;
    }
  g_byte_array_remove_range (self->buffer, 0, (guint) self->begin);
  self->begin = 0;
  g_byte_array_set_size (self->buffer, (guint) (n_left + BLOCK_BYTES));
  n_read = g_input_stream_read (G_INPUT_STREAM (self->stream),
                                self->buffer->data + n_left,
                                BLOCK_BYTES,
                                NULL,
                                error);
  g_byte_array_set_size (self->buffer, (guint) (n_left + (gsize) MAX (n_read, 0)));
  self->n_read_bytes += (guint64) MAX (n_read, 0);
  self->is_at_end = n_read == 0;
  return n_read >= 0;
}

/* Returns: where the first line of the buffer ends, or %NULL */
static const guint8 *
find_break (SwLineReader *self, gsize searched)
{
  gsize begin = self->begin + searched;

  if (begin >= self->buffer->len)
    return NULL;
  return memchr (self->buffer->data + begin, '\n', self->buffer->len - begin);
}

static void
give (SwLineReader *self, gsize n_bytes, const char **line, gsize *length)
{
  *line = (const char *) self->buffer->data + self->begin;
  *length = n_bytes;
  if (n_bytes > 0 && (*line)[n_bytes - 1] == '\r')
    (*length)--;
  self->begin = MIN (self->begin + n_bytes + 1, self->buffer->len);
  self->n_lines++;
}

gboolean
sw_line_reader_next (SwLineReader *self, const char **line, gsize *length, GError **error)
{
  gsize searched = 0;
  const guint8 *end;

  while ((end = find_break (self, searched)) == NULL && !self->is_at_end)
    {
      searched = self->buffer->len - self->begin;
      if (!read_block (self, error))
        return FALSE;
    }
  if (end != NULL)
    give (self, (gsize) (end - self->buffer->data) - self->begin, line, length);
  else if (self->begin < self->buffer->len)
    give (self, self->buffer->len - self->begin, line, length);
  else
    return FALSE;
  return TRUE;
}

gboolean
sw_line_reader_begins_with (SwLineReader *self, const char *bytes, gsize size)
{
  while (self->buffer->len < size && !self->is_at_end)
    if (!read_block (self, NULL))
      return FALSE;
  return self->buffer->len >= size && memcmp (self->buffer->data, bytes, size) == 0;
}

guint64
sw_line_reader_get_n_lines (SwLineReader *self)
{
  return self->n_lines;
}

double
sw_line_reader_get_progress (SwLineReader *self)
{
  guint64 n_given = self->n_read_bytes - (self->buffer->len - self->begin);

  if (self->file_bytes <= 0)
    return 0;
  return MIN ((double) n_given / (double) self->file_bytes, 1.0);
}
