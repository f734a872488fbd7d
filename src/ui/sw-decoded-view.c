/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-decoded-view.h"

#include <glib/gi18n-lib.h>

#include "ui/sw-control-text.h"
#include "ui/sw-decoded-row.h"

enum
{
  FIELD_SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

struct _SwDecodedView
{
  GtkBin parent_instance;

  GtkLabel *headline_label;
  GtkLabel *note_label;
  GtkListBox *list_box;

  GtkSizeGroup *labels; /* (owned) */
  GtkSizeGroup *ranges; /* (owned) */
};

G_DEFINE_FINAL_TYPE (SwDecodedView, sw_decoded_view, GTK_TYPE_BIN)

static void
remove_rows (SwDecodedView *self)
{
  g_autoptr (GList) rows = gtk_container_get_children (GTK_CONTAINER (self->list_box));

  gtk_list_box_unselect_all (self->list_box); /* or it would tell of each that is left */
  for (GList *l = rows; l != NULL; l = l->next)
    gtk_widget_destroy (l->data);
}

void
sw_decoded_view_set_decoded (SwDecodedView *self, SwDecoded *decoded)
{
  GtkAdjustment *adjustment;
  g_autofree char *headline = NULL;

  g_return_if_fail (SW_IS_DECODED_VIEW (self));

  remove_rows (self);
  gtk_widget_set_visible (GTK_WIDGET (self->note_label),
                          decoded != NULL && decoded->note != NULL);
  gtk_label_set_label (self->note_label,
                       decoded != NULL && decoded->note != NULL ? decoded->note : "");
  if (decoded != NULL)
    headline = sw_control_text_make_drawable (g_strdup (decoded->headline));
  gtk_label_set_label (self->headline_label, headline != NULL ? headline : "");
  for (guint i = 0; decoded != NULL && i < decoded->fields->len; i++)
    gtk_container_add (GTK_CONTAINER (self->list_box),
                       sw_decoded_row_new (g_ptr_array_index (decoded->fields, i),
                                           self->labels,
                                           self->ranges));
  adjustment = gtk_list_box_get_adjustment (self->list_box);
  if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, 0);
}

static void
append_line_cb (gpointer row, gpointer text)
{
  g_string_append_printf (text, "%s\n", sw_decoded_row_get_line (row));
}

void
sw_decoded_view_copy (SwDecodedView *self)
{
  g_autoptr (GList) rows = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_if_fail (SW_IS_DECODED_VIEW (self));

  rows = gtk_list_box_get_selected_rows (self->list_box);
  if (rows == NULL)
    {
      g_string_append_printf (text, "%s\n", gtk_label_get_label (self->headline_label));
      rows = gtk_container_get_children (GTK_CONTAINER (self->list_box));
    }
  g_list_foreach (rows, append_line_cb, text);
  gtk_clipboard_set_text (
      gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD),
      text->str,
      (int) text->len);
}

/* From the first byte of the first to the last byte of the last. */
static void
selected_rows_changed_cb (SwDecodedView *self)
{
  g_autoptr (GList) rows = gtk_list_box_get_selected_rows (self->list_box);
  gsize start;
  gsize end;

  if (rows == NULL)
    return;
  start = sw_decoded_row_get_offset (rows->data);
  end = sw_decoded_row_get_end (g_list_last (rows)->data);
  g_signal_emit (self, signals[FIELD_SELECTED], 0, (guint) start, (guint) (end - start));
}

static gboolean
key_press_event_cb (SwDecodedView *self, GdkEventKey *event)
{
  GdkModifierType command =
      gtk_widget_get_modifier_mask (GTK_WIDGET (self),
                                    GDK_MODIFIER_INTENT_PRIMARY_ACCELERATOR);

  if ((event->state & command) == 0)
    return GDK_EVENT_PROPAGATE;
  switch (event->keyval)
    {
    case GDK_KEY_c:
    case GDK_KEY_C:
    case GDK_KEY_Insert:
      sw_decoded_view_copy (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
add_item (GtkWidget *menu, const char *label, GCallback callback, gpointer object)
{
  GtkWidget *item = gtk_menu_item_new_with_mnemonic (label);

  g_signal_connect_object (item, "activate", callback, object, G_CONNECT_SWAPPED);
  gtk_menu_shell_append (GTK_MENU_SHELL (menu), item);
}

static GtkWidget *
make_menu (SwDecodedView *self)
{
  GtkWidget *menu = gtk_menu_new ();

  add_item (menu, _ ("_Copy"), G_CALLBACK (sw_decoded_view_copy), self);
  add_item (menu,
            _ ("Select _All"),
            G_CALLBACK (gtk_list_box_select_all),
            self->list_box);
  gtk_widget_show_all (menu);
  gtk_menu_attach_to_widget (GTK_MENU (menu), GTK_WIDGET (self), NULL);
  g_signal_connect (menu, "selection-done", G_CALLBACK (gtk_widget_destroy), NULL);
  return menu;
}

static gboolean
popup_menu_cb (SwDecodedView *self)
{
  GtkWidget *focus = gtk_container_get_focus_child (GTK_CONTAINER (self->list_box));
  GtkWidget *place = focus != NULL ? focus : GTK_WIDGET (self->list_box);
  GtkWidget *menu = make_menu (self);

  gtk_menu_popup_at_widget (GTK_MENU (menu),
                            place,
                            GDK_GRAVITY_SOUTH_WEST,
                            GDK_GRAVITY_NORTH_WEST,
                            NULL);
  gtk_menu_shell_select_first (GTK_MENU_SHELL (menu), FALSE);
  return TRUE;
}

/* What the menu is about is what the pointer is on, unless it is one of several. */
static gboolean
button_press_event_cb (SwDecodedView *self, GdkEventButton *event)
{
  GtkListBoxRow *row;

  if (!gdk_event_triggers_context_menu ((GdkEvent *) event))
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_y (self->list_box, (int) event->y);
  if (row != NULL && !gtk_list_box_row_is_selected (row))
    {
      gtk_list_box_unselect_all (self->list_box);
      gtk_list_box_select_row (self->list_box, row);
    }
  gtk_menu_popup_at_pointer (GTK_MENU (make_menu (self)), (GdkEvent *) event);
  return GDK_EVENT_STOP;
}

static void
sw_decoded_view_finalize (GObject *object)
{
  SwDecodedView *self = SW_DECODED_VIEW (object);

  g_object_unref (self->labels);
  g_object_unref (self->ranges);

  G_OBJECT_CLASS (sw_decoded_view_parent_class)->finalize (object);
}

static void
sw_decoded_view_class_init (SwDecodedViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sw_decoded_view_finalize;

  signals[FIELD_SELECTED] = g_signal_new ("field-selected",
                                          SW_TYPE_DECODED_VIEW,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          2,
                                          G_TYPE_UINT,
                                          G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "decodedview");
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-decoded-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SwDecodedView, headline_label);
  gtk_widget_class_bind_template_child (widget_class, SwDecodedView, note_label);
  gtk_widget_class_bind_template_child (widget_class, SwDecodedView, list_box);
  gtk_widget_class_bind_template_callback (widget_class, selected_rows_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_press_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, button_press_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, popup_menu_cb);
}

static void
sw_decoded_view_init (SwDecodedView *self)
{
  self->labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->ranges = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sw_decoded_view_new (void)
{
  return g_object_new (SW_TYPE_DECODED_VIEW, NULL);
}
