/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-view-mirror.h"

static void
append_rows (LogViewMirror *self, guint64 n_rows)
{
  guint64 end = sw_log_view_get_n_rows (self->view);

  g_assert_cmpuint (n_rows, <=, end);
  for (guint64 row = end - n_rows; row < end; row++)
    {
      guint64 serial = sw_log_view_get_serial (self->view, row);

      g_array_append_val (self->serials, serial);
    }
}

static void
rows_appended_cb (LogViewMirror *self, guint64 n_rows)
{
  self->n_appends++;
  g_assert_cmpuint (n_rows, >, 0);
  append_rows (self, n_rows);
  g_assert_cmpuint (self->serials->len, ==, sw_log_view_get_n_rows (self->view));
}

static void
rows_trimmed_cb (LogViewMirror *self, guint64 n_rows)
{
  self->n_trimmed += n_rows;
  g_assert_cmpuint (n_rows, >, 0);
  g_assert_cmpuint (n_rows, <=, self->serials->len);
  g_array_remove_range (self->serials, 0, (guint) n_rows);
  g_assert_cmpuint (self->serials->len, ==, sw_log_view_get_n_rows (self->view));
}

static void
reset_cb (LogViewMirror *self)
{
  self->n_resets++;
  g_array_set_size (self->serials, 0);
  append_rows (self, sw_log_view_get_n_rows (self->view));
}

LogViewMirror *
log_view_mirror_new (SwLogView *view)
{
  LogViewMirror *self = g_new0 (LogViewMirror, 1);

  self->view = g_object_ref (view);
  self->serials = g_array_new (FALSE, FALSE, sizeof (guint64));
  append_rows (self, sw_log_view_get_n_rows (view));
  g_signal_connect_swapped (view, "rows-appended", G_CALLBACK (rows_appended_cb), self);
  g_signal_connect_swapped (view, "rows-trimmed", G_CALLBACK (rows_trimmed_cb), self);
  g_signal_connect_swapped (view, "reset", G_CALLBACK (reset_cb), self);
  return self;
}

void
log_view_mirror_free (LogViewMirror *self)
{
  g_signal_handlers_disconnect_by_data (self->view, self);
  g_object_unref (self->view);
  g_array_unref (self->serials);
  g_free (self);
}

void
log_view_mirror_check (LogViewMirror *self)
{
  g_assert_cmpuint (self->serials->len, ==, sw_log_view_get_n_rows (self->view));
  for (guint i = 0; i < self->serials->len; i++)
    g_assert_cmpuint (g_array_index (self->serials, guint64, i),
                      ==,
                      sw_log_view_get_serial (self->view, i));
}
