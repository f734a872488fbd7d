/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-saved-reader.h"

#include "session/sw-journal-reader.h"
#include "session/sw-json-line-parse.h"
#include "session/sw-line-reader.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* After so many lines without a message it is another kind of file. */
#define MAX_BROKEN_AT_FIRST 100

struct _SwSavedReader
{
  GFile *file;              /* (owned) */
  SwJournalReader *journal; /* (owned) (nullable) this, ... */
  SwLineReader *lines;      /* (owned) (nullable) ... or this */
  MailslotMessage *message; /* (owned) (nullable) of the last line */
  guint64 n_messages;
  guint64 last_serial;
  guint64 n_broken;
  GPtrArray *complaints; /* (owned) (element-type utf8) */
};

/* A file that is an SQLite database is a journal or nothing. */
static gboolean
is_database (SwLineReader *lines)
{
  static const char magic[] = "SQLite format 3";

  return sw_line_reader_begins_with (lines, magic, sizeof magic);
}

/* A journal is never opened in any other way: see sw-journal-file.h. */
static gboolean
open_file (SwSavedReader *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  self->journal = sw_journal_reader_open (self->file, &local_error);
  if (self->journal != NULL)
    return TRUE;
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    {
      self->lines = sw_line_reader_open (self->file, error);
      if (self->lines == NULL)
        return FALSE;
      if (!is_database (self->lines))
        return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

SwSavedReader *
sw_saved_reader_open (GFile *file, GError **error)
{
  g_autoptr (SwSavedReader) self = g_new0 (SwSavedReader, 1);

  self->file = g_object_ref (file);
  self->complaints = g_ptr_array_new_with_free_func (g_free);
  return open_file (self, error) ? g_steal_pointer (&self) : NULL;
}

void
sw_saved_reader_free (SwSavedReader *self)
{
  g_clear_pointer (&self->journal, sw_journal_reader_free);
  g_clear_pointer (&self->lines, sw_line_reader_free);
  g_clear_pointer (&self->message, mailslot_message_unref);
  g_ptr_array_unref (self->complaints);
  g_object_unref (self->file);
  g_free (self);
}

static void
complain (SwSavedReader *self, const GError *error)
{
  g_autofree char *line =
      g_strdup_printf ("%" G_GUINT64_FORMAT, sw_line_reader_get_n_lines (self->lines));

  self->n_broken++;
  if (self->complaints->len < SW_SAVED_READER_MAX_COMPLAINTS)
    g_ptr_array_add (self->complaints,
                     /* Translators: %1$s is a number, %2$s says what is wrong. */
                     g_strdup_printf (_ ("Line %1$s: %2$s"), line, error->message));
}

static gboolean
is_blank (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (line[i]))
      return FALSE;
  return TRUE;
}

/* Returns: (transfer full) (nullable): the next message, %NULL at the end of the lines
 * that are worth reading, or with @error set */
static MailslotMessage *
read_line (SwSavedReader *self, GError **error)
{
  const char *line;
  gsize length;

  while (sw_line_reader_next (self->lines, &line, &length, error))
    {
      g_autoptr (GError) wrong = NULL;
      MailslotMessage *message;

      if (is_blank (line, length))
        continue;
      message = sw_json_line_parse (line, length, &wrong);
      if (message != NULL)
        return message;
      complain (self, wrong);
      if (self->n_messages == 0 && self->n_broken == MAX_BROKEN_AT_FIRST)
        break;
    }
  return NULL;
}

static gboolean
next_of_lines (SwSavedReader *self,
               MailslotRecord *record,
               guint64 *serial,
               GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_clear_pointer (&self->message, mailslot_message_unref);
  self->message = read_line (self, &local_error);
  if (self->message != NULL)
    {
      self->n_messages++;
      *record = *mailslot_message_get_record (self->message);
      *serial = mailslot_message_get_serial (self->message);
      return TRUE;
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (self->n_messages == 0 && self->n_broken > 0)
    {
      g_autofree char *name = g_file_get_parse_name (self->file);

      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_INVALID_DATA,
                   _ ("%s is neither a journal nor JSON Lines of Slotwatch"),
                   name);
    }
  return FALSE;
}

gboolean
sw_saved_reader_next (SwSavedReader *self,
                      MailslotRecord *record,
                      guint64 *serial,
                      GError **error)
{
  if (self->lines != NULL)
    return next_of_lines (self, record, serial, error);
  if (!sw_journal_reader_next (self->journal, record, serial, error))
    return FALSE;
  self->last_serial = *serial;
  return TRUE;
}

double
sw_saved_reader_get_progress (SwSavedReader *self)
{
  guint64 end;

  if (self->lines != NULL)
    return sw_line_reader_get_progress (self->lines);
  end = sw_journal_reader_get_last_serial (self->journal);
  return end > 0 ? MIN ((double) self->last_serial / (double) end, 1.0) : 1.0;
}

guint64
sw_saved_reader_get_n_broken (SwSavedReader *self)
{
  return self->n_broken;
}

GPtrArray *
sw_saved_reader_get_complaints (SwSavedReader *self)
{
  return self->complaints;
}
