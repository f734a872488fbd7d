/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-json-lines.h"

#include <errno.h>

/* Written to the file at once. */
#define CHUNK_BYTES ((gsize) 1 << 20)

typedef struct
{
  SwLogSnapshot *snapshot; /* (owned) */
  SwFilter *filter;        /* (owned) (nullable) */
  GFile *file;             /* (owned) */
  guint64 n_saved;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  sw_log_snapshot_free (save->snapshot);
  g_clear_pointer (&save->filter, sw_filter_unref);
  g_object_unref (save->file);
  g_free (save);
}

static gboolean
write_chunk (GOutputStream *stream,
             GString *chunk,
             GCancellable *cancellable,
             GError **error)
{
  gboolean is_written = g_output_stream_write_all (stream,
                                                   chunk->str,
                                                   chunk->len,
                                                   NULL,
                                                   cancellable,
                                                   error);

  g_string_truncate (chunk, 0);
  return is_written;
}

static gboolean
write_lines (Save *save, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  SwFilterBudget budget = { .left_us = SW_FILTER_BUDGET_US };
  g_autoptr (GString) chunk = g_string_sized_new (CHUNK_BYTES);
  MailslotRecord record;
  guint64 serial;

  while (sw_log_snapshot_next (save->snapshot, &record, &serial))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (save->filter != NULL && !sw_filter_test (save->filter, &record, &budget))
        continue;
      save->n_saved++;
      sw_json_line_append (chunk, &record, serial);
      g_string_append_c (chunk, '\n');
      if (chunk->len >= CHUNK_BYTES && !write_chunk (stream, chunk, cancellable, error))
        return FALSE;
    }
  return write_chunk (stream, chunk, cancellable, error);
}

static gboolean
write_file (Save *save, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileOutputStream) stream =
      g_file_create (file, G_FILE_CREATE_NONE, cancellable, error);

  return stream != NULL
         && write_lines (save, G_OUTPUT_STREAM (stream), cancellable, error)
         && g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);
}

/* Beside the file, so that it can take its place in one step. */
static GFile *
new_part_file (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_strdup_printf (".slotwatch-%08x.part", g_random_int ());

  return folder != NULL ? g_file_get_child (folder, name) : NULL;
}

static void
save_in_thread (GTask *task,
                gpointer source_object,
                gpointer task_data,
                GCancellable *cancellable)
{
  Save *save = task_data;
  g_autoptr (GFile) part = new_part_file (save->file);
  g_autoptr (GError) error = NULL;

  if (part == NULL)
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "%s", g_strerror (EISDIR));
  else if (write_file (save, part, cancellable, &error)
           && g_file_move (part,
                           save->file,
                           G_FILE_COPY_OVERWRITE,
                           cancellable,
                           NULL,
                           NULL,
                           &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (part != NULL)
    g_file_delete (part, NULL, NULL);
  g_task_return_error (task, g_steal_pointer (&error));
}

void
sw_json_lines_save_async (SwMessageLog *log,
                          SwFilter *filter,
                          GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Save *save;

  g_return_if_fail (SW_IS_MESSAGE_LOG (log));
  g_return_if_fail (G_IS_FILE (file));

  save = g_new0 (Save, 1);
  save->snapshot = sw_message_log_take_snapshot (log);
  save->filter = filter != NULL ? sw_filter_ref (filter) : NULL;
  save->file = g_object_ref (file);
  task = g_task_new (log, cancellable, callback, user_data);
  g_task_set_source_tag (task, sw_json_lines_save_async);
  g_task_set_task_data (task, save, save_free);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, save_in_thread);
}

gboolean
sw_json_lines_save_finish (GAsyncResult *result, guint64 *n_saved, GError **error)
{
  Save *save;

  g_return_val_if_fail (g_async_result_is_tagged (result, sw_json_lines_save_async),
                        FALSE);

  save = g_task_get_task_data (G_TASK (result));
  if (n_saved != NULL)
    *n_saved = save->n_saved;
  return g_task_propagate_boolean (G_TASK (result), error);
}
