/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-list-private.h"

#include "ui/sw-message-view.h"

/* What a column should show in full: as in a list of the common messages. */
static const char *const samples[SW_MESSAGE_LIST_N_COLUMNS] = {
  "00:00:00.000",          "\\\\WORKGROUP\\mailslot\\BROWSE",
  "plc-gateway (1234567)", "4194304 B",
  "Bingo is handsome",
};

/* The time of a message of another day */
#define DATED_SAMPLE "0000-00-00 00:00:00.000"

/* Which of the columns shows it */
#define TIME_INDEX 0

/* Around the text of a cell, in widths of a digit, so that it grows with the font. */
#define PADDING_DIGITS 2

/* Less of a column is of no use, and too little for its button. */
#define MIN_DIGITS 4

/* Latin letters with marks, and Chinese ones, whose font is often higher: every row is as
 * high as the first, so the first has to be high enough for all. */
#define HIGHEST_TEXT "Åg你好"

static void
measure_text (SwMessageList *self, const char *text, int *width, int *height)
{
  g_autoptr (PangoLayout) layout =
      gtk_widget_create_pango_layout (GTK_WIDGET (self->view), text);

  pango_layout_get_pixel_size (layout, width, height);
}

static void
set_cell_height (GtkTreeViewColumn *column, int height)
{
  g_autoptr (GList) cells = gtk_cell_layout_get_cells (GTK_CELL_LAYOUT (column));
  int ypad;

  gtk_cell_renderer_get_padding (cells->data, NULL, &ypad);
  gtk_cell_renderer_set_fixed_size (cells->data, -1, height + 2 * ypad);
}

static int
measure_column (SwMessageList *self, int i)
{
  GtkWidget *title = gtk_tree_view_column_get_button (self->columns[i]);
  gboolean is_dated = i == TIME_INDEX && self->has_dates;
  int title_width;
  int width;

  measure_text (self, is_dated ? DATED_SAMPLE : samples[i], &width, NULL);
  gtk_widget_get_preferred_width (title, NULL, &title_width);
  return MAX (width + PADDING_DIGITS * self->digit_width, title_width);
}

void
sw_message_list_set_column_width (SwMessageList *self, int i, int width)
{
  gboolean is_message = i == SW_MESSAGE_COLUMN_PREVIEW - SW_MESSAGE_COLUMN_TIME;

  self->is_resized[i] = width > 0;
  gtk_tree_view_column_set_expand (self->columns[i], is_message && width <= 0);
  self->is_sizing = TRUE;
  gtk_tree_view_column_set_fixed_width (self->columns[i],
                                        width > 0 ? width : measure_column (self, i));
  self->is_sizing = FALSE;
}

void
sw_message_list_fit_dates (SwMessageList *self)
{
  if (self->has_dates == sw_message_rows_has_dates (self->rows))
    return;
  self->has_dates = !self->has_dates;
  if (!self->is_resized[TIME_INDEX])
    sw_message_list_set_column_width (self, TIME_INDEX, 0);
}

static void
fixed_width_cb (SwMessageList *self, GParamSpec *pspec, GtkTreeViewColumn *column)
{
  for (int i = 0; i < SW_MESSAGE_LIST_N_COLUMNS; i++)
    if (self->columns[i] == column && !self->is_sizing)
      self->is_resized[i] = TRUE;
}

/* Widths that a person chose grow with the font. */
static void
fit_column (SwMessageList *self, int i, int old_digit_width)
{
  int width = gtk_tree_view_column_get_fixed_width (self->columns[i]);

  if (self->is_resized[i] && old_digit_width > 0)
    width = MAX (width * self->digit_width / old_digit_width, 1);
  else
    width = 0;
  sw_message_list_set_column_width (self, i, width);
  gtk_tree_view_column_set_min_width (self->columns[i], MIN_DIGITS * self->digit_width);
}

/* Only when the font is another one. */
static void
style_updated_cb (SwMessageList *self)
{
  int old_digit_width = self->digit_width;
  int digit_width;
  int height;

  measure_text (self, "0", &digit_width, NULL);
  if (digit_width == old_digit_width)
    return;
  self->digit_width = digit_width;
  measure_text (self, HIGHEST_TEXT, NULL, &height);
  for (int i = 0; i < SW_MESSAGE_LIST_N_COLUMNS; i++)
    {
      set_cell_height (self->columns[i], height);
      fit_column (self, i, old_digit_width);
    }
  sw_message_list_queue_refresh (self);
}

/* A title that is dragged gets another window, by way of losing its parent and with that
 * its place; GTK reads the width from there, and warns that it is none. */
static void
title_moved_cb (GtkWidget *title, GtkWidget *old_parent, SwMessageList *self)
{
  GtkAllocation place = { 0 };

  if (old_parent != NULL || gtk_widget_get_parent (title) == NULL)
    return;
  gtk_widget_get_preferred_width (title, NULL, &place.width);
  gtk_widget_get_preferred_height (title, NULL, &place.height);
  gtk_widget_size_allocate (title, &place);
}

static void
init_column (SwMessageList *self, int i)
{
  self->columns[i] = gtk_tree_view_get_column (self->view, i);
  g_signal_connect_object (gtk_tree_view_column_get_button (self->columns[i]),
                           "parent-set",
                           G_CALLBACK (title_moved_cb),
                           self,
                           0);
  sw_message_view_bind_column (SW_MESSAGE_VIEW (self->view),
                               self->columns[i],
                               (SwMessageColumn) (SW_MESSAGE_COLUMN_TIME + i));
  g_signal_connect_object (self->columns[i],
                           "notify::fixed-width",
                           G_CALLBACK (fixed_width_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

void
sw_message_list_init_columns (SwMessageList *self)
{
  for (int i = 0; i < SW_MESSAGE_LIST_N_COLUMNS; i++)
    init_column (self, i);
  /* After the columns: GTK refuses columns of other sizings from here on. */
  gtk_tree_view_set_fixed_height_mode (self->view, TRUE);
  g_signal_connect_object (self->view,
                           "style-updated",
                           G_CALLBACK (style_updated_cb),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  style_updated_cb (self);
  sw_message_list_init_arrangement (self);
}
