/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-log-view.h"

#include "session/sw-log-view-index.h"
#include "session/sw-log-view-scanner.h"

/* How it works.
 *
 * first_serial and end_serial are what the view has told of the log. Without a filter the
 * rows are what is between them. With one, end_serial is the first message that was not
 * looked at, and the index holds those before that match.
 *
 * The log's "changed" moves first_serial at once, so that no row outlives its message,
 * and end_serial as far as it can: at once without a filter, else by a pass of the
 * scanner. One pass runs at a time; when it is over, what came meanwhile is the next. A
 * few messages are copied for it, because a snapshot closes the log's newest segment;
 * many are read from a snapshot.
 *
 * A handler may do anything to the view, such as set another filter: what is done after a
 * signal looks at the view anew. */

/* From here on a pass reads a snapshot: about half a segment. */
#define MAX_COPIED_MESSAGES 4096
#define MAX_COPIED_BYTES (512 * 1024)

struct _SwLogView
{
  GObject parent_instance;

  SwMessageLog *log;         /* (owned) */
  SwFilter *filter;          /* (owned) (nullable) never without terms */
  SwLogViewIndex *index;     /* (owned) used with a filter */
  SwLogViewScanner *scanner; /* (owned) (nullable) made for the first filter */
  guint64 first_serial;
  guint64 end_serial;
  guint64 pass_start; /* of a long pass */
  guint64 pass_end;   /* 0 if no long pass is under way */
  guint64 n_undecided;
  guint generation; /* of the filter */
  gboolean is_scanning;
  gboolean is_cancelled;
};

enum
{
  SIGNAL_ROWS_TRIMMED,
  SIGNAL_ROWS_APPENDED,
  SIGNAL_RESET,
  SIGNAL_PROGRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SwLogView, sw_log_view, G_TYPE_OBJECT)

static void
sw_log_view_dispose (GObject *object)
{
  SwLogView *self = SW_LOG_VIEW (object);

  g_clear_pointer (&self->scanner, sw_log_view_scanner_free);
  g_clear_pointer (&self->filter, sw_filter_unref);
  G_OBJECT_CLASS (sw_log_view_parent_class)->dispose (object);
}

static void
sw_log_view_finalize (GObject *object)
{
  SwLogView *self = SW_LOG_VIEW (object);

  g_clear_object (&self->log);
  sw_log_view_index_free (self->index);
  G_OBJECT_CLASS (sw_log_view_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, GType type)
{
  return g_signal_new (name,
                       SW_TYPE_LOG_VIEW,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       type != G_TYPE_NONE,
                       type);
}

static void
sw_log_view_class_init (SwLogViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sw_log_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = sw_log_view_finalize;

  signals[SIGNAL_ROWS_TRIMMED] = add_signal ("rows-trimmed", G_TYPE_UINT64);
  signals[SIGNAL_ROWS_APPENDED] = add_signal ("rows-appended", G_TYPE_UINT64);
  signals[SIGNAL_RESET] = add_signal ("reset", G_TYPE_NONE);
  signals[SIGNAL_PROGRESS] = add_signal ("progress", G_TYPE_DOUBLE);
}

static void
sw_log_view_init (SwLogView *self)
{
  self->index = sw_log_view_index_new ();
}

/* Copies what was not looked at. Returns: (nullable): NULL if it is too much */
static MailslotBatch *
copy_messages (SwLogView *self)
{
  guint64 end_serial = sw_message_log_get_end_serial (self->log);
  g_autoptr (MailslotBatch) batch = NULL;
  MailslotRecord record;

  if (end_serial - self->end_serial > MAX_COPIED_MESSAGES)
    return NULL;
  batch = mailslot_batch_new ();
  for (guint64 serial = self->end_serial; serial < end_serial; serial++)
    {
      if (!sw_message_log_get_record (self->log, serial, &record)
          || mailslot_batch_get_n_bytes (batch) + record.size > MAX_COPIED_BYTES)
        return NULL;
      mailslot_batch_append (batch, &record);
    }
  return g_steal_pointer (&batch);
}

/* Has the scanner look at what it has not seen. */
static void
scan (SwLogView *self)
{
  g_autoptr (MailslotBatch) batch = NULL;

  if (self->is_scanning || self->is_cancelled || sw_log_view_is_complete (self))
    return;
  self->is_scanning = TRUE;
  batch = copy_messages (self);
  if (batch != NULL)
    {
      sw_log_view_scanner_scan_batch (self->scanner,
                                      self->filter,
                                      batch,
                                      self->end_serial);
      return;
    }
  self->pass_start = self->end_serial;
  self->pass_end = sw_message_log_get_end_serial (self->log);
  sw_log_view_scanner_scan (self->scanner,
                            self->filter,
                            sw_message_log_take_snapshot (self->log),
                            self->end_serial);
}

static void
trim (SwLogView *self)
{
  guint64 first_serial = sw_message_log_get_first_serial (self->log);
  guint64 n_rows;

  if (first_serial == self->first_serial)
    return;
  if (self->filter != NULL)
    {
      n_rows = sw_log_view_index_trim (self->index, first_serial);
      sw_log_view_scanner_trim (self->scanner, first_serial);
    }
  else
    n_rows = MIN (first_serial, self->end_serial) - self->first_serial;
  self->first_serial = first_serial;
  self->end_serial = MAX (self->end_serial, first_serial);
  if (n_rows > 0)
    g_signal_emit (self, signals[SIGNAL_ROWS_TRIMMED], 0, n_rows);
}

static void
append_all (SwLogView *self)
{
  guint64 n_rows = sw_message_log_get_end_serial (self->log) - self->end_serial;

  self->end_serial += n_rows;
  if (n_rows > 0)
    g_signal_emit (self, signals[SIGNAL_ROWS_APPENDED], 0, n_rows);
}

/* Brings the view as far as it can. */
static void
extend (SwLogView *self)
{
  if (self->filter != NULL)
    scan (self);
  else
    append_all (self);
}

static void
log_changed_cb (SwLogView *self)
{
  g_autoptr (SwLogView) alive = g_object_ref (self);

  trim (alive);
  extend (alive);
}

static guint64
append_found (SwLogView *self, const SwLogViewFound *found)
{
  guint64 n_rows = 0;

  for (guint i = 0; i < found->offsets->len; i++)
    {
      guint64 serial = found->first_serial + g_array_index (found->offsets, guint32, i);

      if (serial < self->first_serial)
        continue;
      sw_log_view_index_append (self->index, serial);
      n_rows++;
    }
  return n_rows;
}

/* Notes how far the pass is. Returns: whether it is a long one, which is told */
static gboolean
note_progress (SwLogView *self, const SwLogViewFound *found)
{
  gboolean is_long = self->pass_end > 0;

  self->end_serial = MAX (found->end_serial, self->first_serial);
  self->n_undecided += found->n_undecided;
  self->is_scanning = !found->is_done;
  if (found->is_done)
    self->pass_end = 0;
  return is_long;
}

static void
found_cb (gpointer user_data)
{
  g_autoptr (SwLogView) self = g_object_ref (user_data);
  guint generation = self->generation;
  g_auto (SwLogViewFound) found = { NULL };
  gboolean is_long;
  guint64 n_rows;

  if (!sw_log_view_scanner_take (self->scanner, &found))
    return;
  n_rows = append_found (self, &found);
  is_long = note_progress (self, &found);
  if (n_rows > 0)
    g_signal_emit (self, signals[SIGNAL_ROWS_APPENDED], 0, n_rows);
  if (is_long && self->generation == generation && !self->is_cancelled)
    g_signal_emit (self, signals[SIGNAL_PROGRESS], 0, sw_log_view_get_progress (self));
  extend (self);
}

SwLogView *
sw_log_view_new (SwMessageLog *log)
{
  SwLogView *self;

  g_return_val_if_fail (SW_IS_MESSAGE_LOG (log), NULL);

  self = g_object_new (SW_TYPE_LOG_VIEW, NULL);
  self->log = g_object_ref (log);
  self->first_serial = sw_message_log_get_first_serial (log);
  self->end_serial = sw_message_log_get_end_serial (log);
  g_signal_connect_object (log,
                           "changed",
                           G_CALLBACK (log_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  return self;
}

SwMessageLog *
sw_log_view_get_log (SwLogView *self)
{
  g_return_val_if_fail (SW_IS_LOG_VIEW (self), NULL);

  return self->log;
}

static gboolean
is_equal (SwFilter *a, SwFilter *b)
{
  return a == b || (a != NULL && b != NULL && sw_filter_equal (a, b));
}

/* Ends the pass that is under way. */
static void
stop_scanning (SwLogView *self)
{
  if (self->scanner != NULL)
    sw_log_view_scanner_cancel (self->scanner);
  self->is_scanning = FALSE;
  self->pass_end = 0;
}

void
sw_log_view_set_filter (SwLogView *self, SwFilter *filter)
{
  g_return_if_fail (SW_IS_LOG_VIEW (self));

  if (filter != NULL && sw_filter_get_n_terms (filter) == 0)
    filter = NULL;
  if (is_equal (filter, self->filter))
    return;
  stop_scanning (self);
  g_clear_pointer (&self->filter, sw_filter_unref);
  self->filter = filter != NULL ? sw_filter_ref (filter) : NULL;
  if (filter != NULL && self->scanner == NULL)
    self->scanner = sw_log_view_scanner_new (found_cb, self);
  self->first_serial = sw_message_log_get_first_serial (self->log);
  self->end_serial =
      filter != NULL ? self->first_serial : sw_message_log_get_end_serial (self->log);
  sw_log_view_index_clear (self->index, self->first_serial);
  self->n_undecided = 0;
  self->is_cancelled = FALSE;
  self->generation++;
  g_signal_emit (self, signals[SIGNAL_RESET], 0);
  extend (self);
}

SwFilter *
sw_log_view_get_filter (SwLogView *self)
{
  g_return_val_if_fail (SW_IS_LOG_VIEW (self), NULL);

  return self->filter;
}

void
sw_log_view_cancel (SwLogView *self)
{
  g_return_if_fail (SW_IS_LOG_VIEW (self));

  if (self->filter == NULL)
    return;
  stop_scanning (self);
  self->is_cancelled = TRUE;
}

void
sw_log_view_resume (SwLogView *self)
{
  g_return_if_fail (SW_IS_LOG_VIEW (self));

  self->is_cancelled = FALSE;
  extend (self);
}

gboolean
sw_log_view_is_complete (SwLogView *self)
{
  g_return_val_if_fail (SW_IS_LOG_VIEW (self), FALSE);

  return self->end_serial == sw_message_log_get_end_serial (self->log);
}

double
sw_log_view_get_progress (SwLogView *self)
{
  guint64 done;

  g_return_val_if_fail (SW_IS_LOG_VIEW (self), 0);

  if (self->pass_end <= self->pass_start)
    return 1;
  done = MIN (self->end_serial, self->pass_end) - self->pass_start;
  return (double) done / (double) (self->pass_end - self->pass_start);
}

guint64
sw_log_view_get_n_undecided (SwLogView *self)
{
  g_return_val_if_fail (SW_IS_LOG_VIEW (self), 0);

  return self->n_undecided;
}

guint64
sw_log_view_get_n_rows (SwLogView *self)
{
  g_return_val_if_fail (SW_IS_LOG_VIEW (self), 0);

  return self->filter != NULL ? sw_log_view_index_get_n_rows (self->index)
                              : self->end_serial - self->first_serial;
}

guint64
sw_log_view_get_serial (SwLogView *self, guint64 row)
{
  g_return_val_if_fail (SW_IS_LOG_VIEW (self), 0);
  g_return_val_if_fail (row < sw_log_view_get_n_rows (self), 0);

  return self->filter != NULL ? sw_log_view_index_get (self->index, row)
                              : self->first_serial + row;
}

guint64
sw_log_view_find_row (SwLogView *self, guint64 serial)
{
  g_return_val_if_fail (SW_IS_LOG_VIEW (self), 0);

  if (self->filter != NULL)
    return sw_log_view_index_find (self->index, serial);
  return CLAMP (serial, self->first_serial, self->end_serial) - self->first_serial;
}

gboolean
sw_log_view_has_serial (SwLogView *self, guint64 serial)
{
  guint64 row = sw_log_view_find_row (self, serial);

  return row < sw_log_view_get_n_rows (self)
         && sw_log_view_get_serial (self, row) == serial;
}

gboolean
sw_log_view_get_next (SwLogView *self, guint64 serial, guint64 *next)
{
  guint64 row;

  g_return_val_if_fail (SW_IS_LOG_VIEW (self), FALSE);

  if (serial == G_MAXUINT64)
    return FALSE;
  row = sw_log_view_find_row (self, serial + 1);
  if (row == sw_log_view_get_n_rows (self))
    return FALSE;
  *next = sw_log_view_get_serial (self, row);
  return TRUE;
}

gboolean
sw_log_view_get_previous (SwLogView *self, guint64 serial, guint64 *previous)
{
  guint64 row;

  g_return_val_if_fail (SW_IS_LOG_VIEW (self), FALSE);

  row = sw_log_view_find_row (self, serial);
  if (row == 0)
    return FALSE;
  *previous = sw_log_view_get_serial (self, row - 1);
  return TRUE;
}
