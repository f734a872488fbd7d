/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-slot-list.h"

#include "ui/sw-icon.h"
#include "ui/sw-slot-row.h"

struct _SwSlotList
{
  GtkBin parent_instance;

  SwWatch *selected_watch; /* (unowned) the selected row has it */
  GMenuModel *menu;        /* (owned) */
  gboolean is_to_show;     /* the selected row, once it has its place */

  /* template children */
  GtkListBox *list_box;
  GtkWidget *placeholder;
};

enum
{
  PROP_SELECTED_WATCH = 1,
  N_PROPERTIES
};
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SwSlotList, sw_slot_list, GTK_TYPE_BIN)

static GtkWidget *
row_new (gpointer item, gpointer data)
{
  return sw_slot_row_new (item);
}

/* ---- Selection ---- */

/* A new row has no place before the list is laid out, so the place is asked for then. */
static void
queue_show_selected (SwSlotList *self)
{
  self->is_to_show = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self->list_box));
}

static void
list_allocated_cb (SwSlotList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list_box);
  GtkAllocation place;

  if (!self->is_to_show || row == NULL)
    return;
  self->is_to_show = FALSE;
  gtk_widget_get_allocation (GTK_WIDGET (row), &place);
  gtk_adjustment_clamp_page (gtk_list_box_get_adjustment (self->list_box),
                             place.y,
                             place.y + place.height);
}

static void
row_selected_cb (SwSlotList *self, GtkListBoxRow *row)
{
  SwWatch *watch = row != NULL ? sw_slot_row_get_watch (SW_SLOT_ROW (row)) : NULL;

  if (watch == self->selected_watch)
    return;
  self->selected_watch = watch;
  queue_show_selected (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_WATCH]);
}

/* A removed slot leaves its neighbour selected, so that commands go on having an object.
 */
static void
items_changed_cb (SwSlotList *self,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  GListModel *session)
{
  guint n_items = g_list_model_get_n_items (session);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list_box);

  if (row == NULL && n_items > 0)
    {
      row = gtk_list_box_get_row_at_index (self->list_box,
                                           (int) MIN (position, n_items - 1));
      gtk_list_box_select_row (self->list_box, row);
    }
  row_selected_cb (self, row);
}

/* ---- Context menu ---- */

static gboolean
popup_menu (SwSlotList *self, GdkEventButton *event)
{
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_selected_row (self->list_box));
  GtkWidget *menu;

  if (self->menu == NULL || row == NULL)
    return GDK_EVENT_PROPAGATE;

  menu = gtk_menu_new_from_model (self->menu);
  gtk_menu_attach_to_widget (GTK_MENU (menu), GTK_WIDGET (self), NULL);
  g_signal_connect (menu, "selection-done", G_CALLBACK (gtk_widget_destroy), NULL);
  if (event != NULL)
    gtk_menu_popup_at_pointer (GTK_MENU (menu), (GdkEvent *) event);
  else
    gtk_menu_popup_at_widget (GTK_MENU (menu),
                              row,
                              GDK_GRAVITY_SOUTH_WEST,
                              GDK_GRAVITY_NORTH_WEST,
                              NULL);
  return GDK_EVENT_STOP;
}

static gboolean
button_press_cb (SwSlotList *self, GdkEventButton *event)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list_box, (int) event->y);

  if (!gdk_event_triggers_context_menu ((GdkEvent *) event) || row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_list_box_select_row (self->list_box, row);
  return popup_menu (self, event);
}

static gboolean
popup_menu_cb (SwSlotList *self)
{
  return popup_menu (self, NULL);
}

/* ---- Life ---- */

static void
sw_slot_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SELECTED_WATCH)
    g_value_set_object (value, sw_slot_list_get_selected_watch (SW_SLOT_LIST (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sw_slot_list_dispose (GObject *object)
{
  SwSlotList *self = SW_SLOT_LIST (object);

  g_clear_object (&self->menu);
  self->selected_watch = NULL;

  G_OBJECT_CLASS (sw_slot_list_parent_class)->dispose (object);
}

static void
sw_slot_list_class_init (SwSlotListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sw_slot_list_get_property;
  object_class->dispose = sw_slot_list_dispose;

  properties[PROP_SELECTED_WATCH] =
      g_param_spec_object ("selected-watch",
                           NULL,
                           NULL,
                           SW_TYPE_WATCH,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (SW_TYPE_ICON);
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-slot-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SwSlotList, list_box);
  gtk_widget_class_bind_template_child (widget_class, SwSlotList, placeholder);
  gtk_widget_class_bind_template_callback (widget_class, list_allocated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, button_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, popup_menu_cb);
}

static void
sw_slot_list_init (SwSlotList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_placeholder (self->list_box, self->placeholder);
}

GtkWidget *
sw_slot_list_new (void)
{
  return g_object_new (SW_TYPE_SLOT_LIST, NULL);
}

void
sw_slot_list_set_session (SwSlotList *self, SwSession *session)
{
  g_return_if_fail (SW_IS_SLOT_LIST (self));

  gtk_list_box_bind_model (self->list_box, G_LIST_MODEL (session), row_new, NULL, NULL);
  g_signal_connect_object (session,
                           "items-changed",
                           G_CALLBACK (items_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, 0, G_LIST_MODEL (session));
}

void
sw_slot_list_set_context_menu (SwSlotList *self, GMenuModel *menu)
{
  g_return_if_fail (SW_IS_SLOT_LIST (self));
  g_set_object (&self->menu, menu);
}

SwWatch *
sw_slot_list_get_selected_watch (SwSlotList *self)
{
  g_return_val_if_fail (SW_IS_SLOT_LIST (self), NULL);
  return self->selected_watch;
}

void
sw_slot_list_select (SwSlotList *self, SwWatch *watch)
{
  GtkListBoxRow *row;

  g_return_if_fail (SW_IS_SLOT_LIST (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    {
      if (sw_slot_row_get_watch (SW_SLOT_ROW (row)) == watch)
        gtk_list_box_select_row (self->list_box, row);
    }
  /* It may be selected already, and scrolled out. */
  queue_show_selected (self);
}

static void
refresh_row (GtkWidget *row, gpointer next_us)
{
  gint64 *soonest_us = next_us;

  *soonest_us = MIN (*soonest_us, sw_slot_row_refresh (SW_SLOT_ROW (row)));
}

gint64
sw_slot_list_refresh (SwSlotList *self)
{
  gint64 next_us = G_MAXINT64;

  g_return_val_if_fail (SW_IS_SLOT_LIST (self), G_MAXINT64);

  gtk_container_foreach (GTK_CONTAINER (self->list_box), refresh_row, &next_us);
  return next_us;
}
