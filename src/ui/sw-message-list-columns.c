/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-list-private.h"

#include "ui/sw-message-view.h"

/* What a column should show in full: as in a list of the common messages. */
static const char *const samples[] = {
  "00:00:00.000",          "\\\\WORKGROUP\\mailslot\\BROWSE",
  "plc-gateway (1234567)", "4194304 B",
  "Bingo is handsome",
};

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

static void
set_width (SwMessageList *self, GtkTreeViewColumn *column, const char *sample)
{
  GtkWidget *header = gtk_tree_view_column_get_button (column);
  int header_width;
  int width;

  measure_text (self, sample, &width, NULL);
  gtk_widget_get_preferred_width (header, NULL, &header_width);
  width = MAX (width + PADDING_DIGITS * self->digit_width, header_width);
  gtk_tree_view_column_set_fixed_width (column, width);
  gtk_tree_view_column_set_min_width (column, MIN_DIGITS * self->digit_width);
}

/* Only when the font is another one: widths that a person chose stay. */
static void
style_updated_cb (SwMessageList *self)
{
  int digit_width;
  int height;

  measure_text (self, "0", &digit_width, NULL);
  if (digit_width == self->digit_width)
    return;
  self->digit_width = digit_width;
  measure_text (self, HIGHEST_TEXT, NULL, &height);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      GtkTreeViewColumn *column = gtk_tree_view_get_column (self->view, (int) i);

      set_cell_height (column, height);
      set_width (self, column, samples[i]);
    }
  sw_message_list_queue_refresh (self);
}

void
sw_message_list_init_columns (SwMessageList *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    sw_message_view_bind_column (SW_MESSAGE_VIEW (self->view),
                                 gtk_tree_view_get_column (self->view, (int) i),
                                 (SwMessageColumn) (SW_MESSAGE_COLUMN_TIME + (int) i));
  /* After the columns: GTK refuses columns of other sizings from here on. */
  gtk_tree_view_set_fixed_height_mode (self->view, TRUE);
  g_signal_connect_object (self->view,
                           "style-updated",
                           G_CALLBACK (style_updated_cb),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  style_updated_cb (self);
}
