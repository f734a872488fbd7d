/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-decoded-row.h"

#include <glib/gi18n-lib.h>

#include "ui/sw-control-text.h"

/* Longer labels are broken into lines, so that the values have room. */
#define LABEL_MAX_CHARS 24
#define SPACING 12

struct _SwDecodedRow
{
  GtkListBoxRow parent_instance;

  char *line; /* (owned) */
  gsize offset;
  gsize size;
};

G_DEFINE_FINAL_TYPE (SwDecodedRow, sw_decoded_row, GTK_TYPE_LIST_BOX_ROW)

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

static void
dim (GtkWidget *label)
{
  gtk_style_context_add_class (gtk_widget_get_style_context (label), "dim-label");
}

static GtkWidget *
make_title (const char *text)
{
  GtkWidget *label = make_label (text);

  gtk_label_set_max_width_chars (GTK_LABEL (label), LABEL_MAX_CHARS);
  dim (label);
  return label;
}

static GtkWidget *
make_range (guint first, guint last)
{
  g_autofree char *text = first == last ? g_strdup_printf ("%u", first)
                                        : g_strdup_printf ("%u–%u", first, last);
  GtkWidget *label = gtk_label_new (text);

  /* Without letters it would go from right to left with the window: 21–6. */
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  dim (label);
  return label;
}

static void
describe (SwDecodedRow *self, guint first, guint last)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AtkObject *accessible = gtk_widget_get_accessible (widget);
  g_autofree char *range = first == last
                               ? g_strdup_printf (_ ("Byte %u"), first)
                               : g_strdup_printf (_ ("Bytes %u to %u"), first, last);

  atk_object_set_name (accessible, self->line);
  atk_object_set_description (accessible, range);
  gtk_widget_set_tooltip_text (widget, range);
}

GtkWidget *
sw_decoded_row_new (const SwDecodedField *field,
                    GtkSizeGroup *labels,
                    GtkSizeGroup *ranges)
{
  SwDecodedRow *self = g_object_new (SW_TYPE_DECODED_ROW, NULL);
  g_autofree char *shown = sw_control_text_make_drawable (g_strdup (field->value));
  guint first = (guint) field->offset;
  guint last = (guint) (field->offset + field->size - 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *title = make_title (field->label);
  GtkWidget *value = make_label (shown);
  GtkWidget *range = make_range (first, last);

  self->offset = field->offset;
  self->size = field->size;
  /* TRANSLATORS: a field of a message and what it says. */
  self->line = g_strdup_printf (_ ("%s: %s"), field->label, shown);
  describe (self, first, last);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_size_group_add_widget (labels, title);
  gtk_size_group_add_widget (ranges, range);
  gtk_container_add (GTK_CONTAINER (box), title);
  gtk_container_add (GTK_CONTAINER (box), value);
  gtk_container_add (GTK_CONTAINER (box), range);
  gtk_container_add (GTK_CONTAINER (self), box);
  gtk_widget_show_all (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

const char *
sw_decoded_row_get_line (SwDecodedRow *self)
{
  return self->line;
}

gsize
sw_decoded_row_get_offset (SwDecodedRow *self)
{
  return self->offset;
}

gsize
sw_decoded_row_get_end (SwDecodedRow *self)
{
  return self->offset + self->size;
}

static void
sw_decoded_row_finalize (GObject *object)
{
  g_free (SW_DECODED_ROW (object)->line);

  G_OBJECT_CLASS (sw_decoded_row_parent_class)->finalize (object);
}

static void
sw_decoded_row_class_init (SwDecodedRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sw_decoded_row_finalize;
}

static void
sw_decoded_row_init (SwDecodedRow *self)
{
}
