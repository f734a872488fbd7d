/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-rows.h"

#include <glib/gi18n-lib.h>

#include "payload/sw-text.h"
#include "session/sw-time.h"
#include "ui/sw-control-text.h"
#include "ui/sw-highlight.h"

/* More fit on no screen; a longer line costs time in every frame. */
#define MAX_PREVIEW_CHARACTERS 400

typedef struct
{
  guint64 serial;
  char *texts[SW_MESSAGE_N_COLUMNS]; /* (owned), NULL for columns of other types */
  PangoAttrList *highlight;          /* (owned) (nullable) */
} SwMessageRow;

struct _SwMessageRows
{
  GObject parent_instance;

  SwMessageLog *log;   /* (owned) (nullable) */
  SwFilter *highlight; /* (owned) (nullable) */
  GArray *rows;        /* of SwMessageRow (owned), their serials ascend */
  guint n_rows;        /* how many of them the signals have told of */
  char *today;         /* (owned) the day that the rows were made, as "YYYY-MM-DD" */
  gboolean has_dates;  /* in a row since the log was set */
  int stamp;
};

static void sw_message_rows_tree_model_init (GtkTreeModelIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SwMessageRows,
                               sw_message_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_TREE_MODEL,
                                                      sw_message_rows_tree_model_init))

static SwMessageRow *
get_row (SwMessageRows *self, guint index)
{
  return &g_array_index (self->rows, SwMessageRow, index);
}

int
sw_message_rows_find (SwMessageRows *self, guint64 serial)
{
  guint from = 0;
  guint to = self->rows->len;

  while (from < to)
    {
      guint middle = (from + to) / 2;

      if (get_row (self, middle)->serial < serial)
        from = middle + 1;
      else
        to = middle;
    }
  return from < self->rows->len && get_row (self, from)->serial == serial ? (int) from
                                                                          : -1;
}

static void
clear_row (gpointer data)
{
  SwMessageRow *row = data;

  for (int column = 0; column < SW_MESSAGE_N_COLUMNS; column++)
    g_clear_pointer (&row->texts[column], g_free);
  g_clear_pointer (&row->highlight, pango_attr_list_unref);
}

/* Says that a date is read from left to right, which it is in every language; not shown.
 */
#define LEFT_TO_RIGHT_MARK "\342\200\216"

/* Rows of another day than today name it. */
static char *
format_time (SwMessageRows *self, gint64 time_us)
{
  int us;
  gint64 second = sw_time_split (time_us, &us);
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (second);
  g_autofree char *day = NULL;
  g_autofree char *clock = NULL;

  if (local == NULL) /* a capture file may claim any time */
    return g_strdup ("");
  day = g_date_time_format (local, "%Y-%m-%d");
  clock = g_date_time_format (local, "%H:%M:%S");
  if (g_str_equal (day, self->today))
    return g_strdup_printf ("%s.%03d", clock, us / 1000);
  self->has_dates = TRUE;
  return g_strdup_printf (LEFT_TO_RIGHT_MARK "%s %s.%03d", day, clock, us / 1000);
}

/* A repeat is told in words, in the column that everybody reads. */
static char *
format_preview (const MailslotRecord *record)
{
  g_autofree char *preview = sw_control_text_make_drawable (
      sw_text_preview (record->payload, record->size, MAX_PREVIEW_CHARACTERS));

  if ((record->flags & MAILSLOT_RECORD_REPEATED) == 0)
    return g_steal_pointer (&preview);
  /* TRANSLATORS: %s is a message that came before by another way. */
  return g_strdup_printf (_ ("Repeated: %s"), preview);
}

static void
highlight_row (SwMessageRows *self, SwMessageRow *row)
{
  g_clear_pointer (&row->highlight, pango_attr_list_unref);
  if (self->highlight != NULL)
    row->highlight = sw_highlight_new_attributes (self->highlight,
                                                  row->texts[SW_MESSAGE_COLUMN_PREVIEW]);
}

static void
fill_row (SwMessageRows *self, SwMessageRow *row)
{
  g_autofree char *size = NULL;
  MailslotRecord record;

  if (self->log == NULL || !sw_message_log_get_record (self->log, row->serial, &record))
    {
      row->texts[SW_MESSAGE_COLUMN_PREVIEW] = g_strdup (_ ("No longer kept"));
      return;
    }
  row->texts[SW_MESSAGE_COLUMN_TIME] = format_time (self, record.arrival_time_us);
  row->texts[SW_MESSAGE_COLUMN_SLOT] =
      g_strdup (mailslot_address_to_string (record.slot));
  row->texts[SW_MESSAGE_COLUMN_SENDER] =
      g_strdup (mailslot_sender_to_string (record.sender));
  size = g_strdup_printf ("%" G_GSIZE_FORMAT, record.size);
  /* TRANSLATORS: the size of a message in bytes, such as "17 B"; keep it short. */
  row->texts[SW_MESSAGE_COLUMN_SIZE] = g_strdup_printf (_ ("%s B"), size);
  row->texts[SW_MESSAGE_COLUMN_PREVIEW] = format_preview (&record);
  highlight_row (self, row);
}

static void
update_today (SwMessageRows *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  g_free (self->today);
  self->today = g_date_time_format (now, "%Y-%m-%d");
}

/* The old row keeps its number, by which others are still looked up. */
static void
move_row (SwMessageRow *old, SwMessageRow *row)
{
  *row = *old;
  memset (old->texts, 0, sizeof old->texts);
  old->highlight = NULL;
}

/* The rows of the new window; what both windows show moves over as it is. */
static GArray *
make_rows (SwMessageRows *self, const guint64 *serials, guint n_rows)
{
  GArray *rows = g_array_sized_new (FALSE, TRUE, sizeof (SwMessageRow), n_rows);

  g_array_set_clear_func (rows, clear_row);
  g_array_set_size (rows, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      SwMessageRow *row = &g_array_index (rows, SwMessageRow, i);
      int old = sw_message_rows_find (self, serials[i]);

      row->serial = serials[i];
      if (old >= 0)
        move_row (get_row (self, (guint) old), row);
      else
        fill_row (self, row);
    }
  return rows;
}

static void
emit_for_row (SwMessageRows *self,
              guint index,
              void (*emit) (GtkTreeModel *, GtkTreePath *, GtkTreeIter *))
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) index, -1);
  GtkTreeIter iter = { .stamp = self->stamp, .user_data = GUINT_TO_POINTER (index) };

  emit (GTK_TREE_MODEL (self), path, &iter);
}

/* A view counts rows by the signals, so the model has, at each of them, what was told;
 * rows that are about to be deleted are still there, but empty. */
static void
set_rows (SwMessageRows *self, GArray *rows)
{
  guint n_rows = rows->len;

  g_array_set_size (rows, MAX (n_rows, self->n_rows));
  g_array_unref (self->rows);
  self->rows = rows;
  while (self->n_rows < n_rows)
    emit_for_row (self, self->n_rows++, gtk_tree_model_row_inserted);
  while (self->n_rows > n_rows)
    {
      g_autoptr (GtkTreePath) path = NULL;

      path = gtk_tree_path_new_from_indices ((int) --self->n_rows, -1);
      gtk_tree_model_row_deleted (GTK_TREE_MODEL (self), path);
    }
  g_array_set_size (rows, n_rows);
}

void
sw_message_rows_show (SwMessageRows *self, const guint64 *serials, guint n_rows)
{
  g_autofree guint64 *old = NULL;
  guint n_old;

  g_return_if_fail (SW_IS_MESSAGE_ROWS (self));

  n_old = self->n_rows;
  old = g_new (guint64, n_old + 1);
  for (guint i = 0; i < n_old; i++)
    old[i] = get_row (self, i)->serial;
  if (n_rows == n_old
      && (n_rows == 0 || memcmp (old, serials, n_rows * sizeof *old) == 0))
    return;
  update_today (self);
  set_rows (self, make_rows (self, serials, n_rows));
  for (guint i = 0; i < MIN (n_old, n_rows); i++)
    if (serials[i] != old[i])
      emit_for_row (self, i, gtk_tree_model_row_changed);
}

void
sw_message_rows_set_highlight (SwMessageRows *self, SwFilter *highlight)
{
  g_return_if_fail (SW_IS_MESSAGE_ROWS (self));

  if (highlight != NULL)
    sw_filter_ref (highlight);
  g_clear_pointer (&self->highlight, sw_filter_unref);
  self->highlight = highlight;
  for (guint i = 0; i < self->n_rows; i++)
    {
      highlight_row (self, get_row (self, i));
      emit_for_row (self, i, gtk_tree_model_row_changed);
    }
}

void
sw_message_rows_set_log (SwMessageRows *self, SwMessageLog *log)
{
  g_return_if_fail (SW_IS_MESSAGE_ROWS (self));

  sw_message_rows_show (self, NULL, 0);
  g_set_object (&self->log, log);
  self->has_dates = FALSE;
}

guint
sw_message_rows_get_n_rows (SwMessageRows *self)
{
  return self->n_rows;
}

guint64
sw_message_rows_get_serial (SwMessageRows *self, guint index)
{
  return index < self->rows->len ? get_row (self, index)->serial : 0;
}

const char *
sw_message_rows_get_text (SwMessageRows *self, guint index, SwMessageColumn column)
{
  g_return_val_if_fail (index < self->rows->len, NULL);
  g_return_val_if_fail (column >= 0 && column < SW_MESSAGE_N_COLUMNS, NULL);

  return get_row (self, index)->texts[column];
}

gboolean
sw_message_rows_has_dates (SwMessageRows *self)
{
  return self->has_dates;
}

gboolean
sw_message_rows_is_highlighted (SwMessageRows *self, guint index)
{
  g_return_val_if_fail (index < self->rows->len, FALSE);

  return get_row (self, index)->highlight != NULL;
}

static gboolean
is_valid (SwMessageRows *self, GtkTreeIter *iter)
{
  return iter->stamp == self->stamp && GPOINTER_TO_UINT (iter->user_data) < self->n_rows;
}

static gboolean
set_iter (SwMessageRows *self, GtkTreeIter *iter, guint index)
{
  if (index >= self->n_rows)
    {
      *iter = (GtkTreeIter){ 0 };
      return FALSE;
    }
  *iter = (GtkTreeIter){ .stamp = self->stamp, .user_data = GUINT_TO_POINTER (index) };
  return TRUE;
}

static GtkTreeModelFlags
sw_message_rows_get_flags (GtkTreeModel *model)
{
  return GTK_TREE_MODEL_LIST_ONLY;
}

static int
sw_message_rows_get_n_columns (GtkTreeModel *model)
{
  return SW_MESSAGE_N_COLUMNS;
}

static GType
sw_message_rows_get_column_type (GtkTreeModel *model, int index)
{
  g_return_val_if_fail (index >= 0 && index < SW_MESSAGE_N_COLUMNS, G_TYPE_INVALID);

  if (index == SW_MESSAGE_COLUMN_SERIAL)
    return G_TYPE_UINT64;
  return index == SW_MESSAGE_COLUMN_HIGHLIGHT ? PANGO_TYPE_ATTR_LIST : G_TYPE_STRING;
}

static gboolean
sw_message_rows_get_iter (GtkTreeModel *model, GtkTreeIter *iter, GtkTreePath *path)
{
  const int *indices = gtk_tree_path_get_indices (path);

  if (gtk_tree_path_get_depth (path) != 1 || indices[0] < 0)
    return FALSE;
  return set_iter (SW_MESSAGE_ROWS (model), iter, (guint) indices[0]);
}

static GtkTreePath *
sw_message_rows_get_path (GtkTreeModel *model, GtkTreeIter *iter)
{
  g_return_val_if_fail (is_valid (SW_MESSAGE_ROWS (model), iter), NULL);

  return gtk_tree_path_new_from_indices (GPOINTER_TO_INT (iter->user_data), -1);
}

static void
sw_message_rows_get_value (GtkTreeModel *model,
                           GtkTreeIter *iter,
                           int column,
                           GValue *value)
{
  SwMessageRows *self = SW_MESSAGE_ROWS (model);
  SwMessageRow *row;

  g_return_if_fail (is_valid (self, iter));
  g_return_if_fail (column >= 0 && column < SW_MESSAGE_N_COLUMNS);

  row = get_row (self, GPOINTER_TO_UINT (iter->user_data));
  g_value_init (value, sw_message_rows_get_column_type (model, column));
  if (column == SW_MESSAGE_COLUMN_SERIAL)
    g_value_set_uint64 (value, row->serial);
  else if (column == SW_MESSAGE_COLUMN_HIGHLIGHT)
    g_value_set_boxed (value, row->highlight);
  else
    g_value_set_string (value, row->texts[column]);
}

static gboolean
sw_message_rows_iter_next (GtkTreeModel *model, GtkTreeIter *iter)
{
  SwMessageRows *self = SW_MESSAGE_ROWS (model);

  g_return_val_if_fail (is_valid (self, iter), FALSE);

  return set_iter (self, iter, GPOINTER_TO_UINT (iter->user_data) + 1);
}

static gboolean
sw_message_rows_iter_previous (GtkTreeModel *model, GtkTreeIter *iter)
{
  SwMessageRows *self = SW_MESSAGE_ROWS (model);

  g_return_val_if_fail (is_valid (self, iter), FALSE);

  return set_iter (self, iter, GPOINTER_TO_UINT (iter->user_data) - 1);
}

static gboolean
sw_message_rows_iter_children (GtkTreeModel *model,
                               GtkTreeIter *iter,
                               GtkTreeIter *parent)
{
  return parent == NULL && set_iter (SW_MESSAGE_ROWS (model), iter, 0);
}

static gboolean
sw_message_rows_iter_has_child (GtkTreeModel *model, GtkTreeIter *iter)
{
  return FALSE;
}

static int
sw_message_rows_iter_n_children (GtkTreeModel *model, GtkTreeIter *iter)
{
  return iter == NULL ? (int) SW_MESSAGE_ROWS (model)->n_rows : 0;
}

static gboolean
sw_message_rows_iter_nth_child (GtkTreeModel *model,
                                GtkTreeIter *iter,
                                GtkTreeIter *parent,
                                int n)
{
  return parent == NULL && n >= 0 && set_iter (SW_MESSAGE_ROWS (model), iter, (guint) n);
}

static gboolean
sw_message_rows_iter_parent (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *child)
{
  return FALSE;
}

static void
sw_message_rows_tree_model_init (GtkTreeModelIface *iface)
{
  iface->get_flags = sw_message_rows_get_flags;
  iface->get_n_columns = sw_message_rows_get_n_columns;
  iface->get_column_type = sw_message_rows_get_column_type;
  iface->get_iter = sw_message_rows_get_iter;
  iface->get_path = sw_message_rows_get_path;
  iface->get_value = sw_message_rows_get_value;
  iface->iter_next = sw_message_rows_iter_next;
  iface->iter_previous = sw_message_rows_iter_previous;
  iface->iter_children = sw_message_rows_iter_children;
  iface->iter_has_child = sw_message_rows_iter_has_child;
  iface->iter_n_children = sw_message_rows_iter_n_children;
  iface->iter_nth_child = sw_message_rows_iter_nth_child;
  iface->iter_parent = sw_message_rows_iter_parent;
}

static void
sw_message_rows_finalize (GObject *object)
{
  SwMessageRows *self = SW_MESSAGE_ROWS (object);

  g_array_unref (self->rows);
  g_clear_object (&self->log);
  g_clear_pointer (&self->highlight, sw_filter_unref);
  g_free (self->today);

  G_OBJECT_CLASS (sw_message_rows_parent_class)->finalize (object);
}

static void
sw_message_rows_class_init (SwMessageRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sw_message_rows_finalize;
}

static void
sw_message_rows_init (SwMessageRows *self)
{
  self->stamp = g_random_int_range (1, G_MAXINT);
  self->rows = g_array_new (FALSE, TRUE, sizeof (SwMessageRow));
  g_array_set_clear_func (self->rows, clear_row);
}

SwMessageRows *
sw_message_rows_new (void)
{
  return g_object_new (SW_TYPE_MESSAGE_ROWS, NULL);
}
