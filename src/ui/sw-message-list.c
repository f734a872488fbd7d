/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/sw-message-list-private.h"

#include "ui/sw-message-view.h"

#define RESOURCES "/io/github/slotwatch/Slotwatch/"

G_DEFINE_FINAL_TYPE (SwMessageList, sw_message_list, GTK_TYPE_BIN)

static GParamSpec *props[SW_MESSAGE_LIST_N_PROPS];

void
sw_message_list_notify (SwMessageList *self, SwMessageListProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

SwSerialRange
sw_message_list_get_range (SwMessageList *self)
{
  SwSerialRange range = { 0, 0 };

  if (self->is_paused)
    return self->frozen;
  if (self->log != NULL)
    {
      range.first = sw_message_log_get_first_serial (self->log);
      range.end = sw_message_log_get_end_serial (self->log);
    }
  return range;
}

void
sw_message_list_set_log (SwMessageList *self, SwMessageLog *log)
{
  g_return_if_fail (SW_IS_MESSAGE_LIST (self));

  if (self->log == log)
    return;
  sw_message_list_watch_log (self, log);
  sw_message_rows_set_log (self->rows, log);
  sw_message_list_reset_selection (self);
  self->top_serial = self->seen_end = self->held = 0;
  if (log != NULL)
    {
      self->seen_end = sw_message_log_get_end_serial (log);
      self->frozen.first = sw_message_log_get_first_serial (log);
      self->frozen.end = self->seen_end;
    }
  sw_message_list_queue_refresh (self);
}

void
sw_message_list_set_following (SwMessageList *self, gboolean following)
{
  g_return_if_fail (SW_IS_MESSAGE_LIST (self));

  if (self->is_following == !!following)
    return;
  self->is_following = !!following;
  sw_message_list_notify (self, SW_MESSAGE_LIST_PROP_FOLLOWING);
  sw_message_list_queue_refresh (self);
}

void
sw_message_list_set_paused (SwMessageList *self, gboolean paused)
{
  g_return_if_fail (SW_IS_MESSAGE_LIST (self));

  if (self->is_paused == !!paused)
    return;
  self->frozen = sw_message_list_get_range (self);
  self->is_paused = !!paused;
  sw_message_list_notify (self, SW_MESSAGE_LIST_PROP_PAUSED);
  sw_message_list_queue_refresh (self);
}

void
sw_message_list_scroll_to_end (SwMessageList *self)
{
  sw_message_list_set_following (self, TRUE);
}

static void
pill_clicked_cb (SwMessageList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  sw_message_list_set_paused (self, FALSE);
  sw_message_list_scroll_to_end (self);
}

void
sw_message_list_set_context_menu (SwMessageList *self, GMenuModel *menu)
{
  g_return_if_fail (SW_IS_MESSAGE_LIST (self));

  g_clear_pointer (&self->menu, gtk_widget_destroy);
  if (menu == NULL)
    return;
  self->menu = gtk_menu_new_from_model (menu);
  gtk_menu_attach_to_widget (GTK_MENU (self->menu), GTK_WIDGET (self->view), NULL);
}

guint64
sw_message_list_get_selected_serial (SwMessageList *self)
{
  return self->selected_serial;
}

guint64
sw_message_list_get_n_selected (SwMessageList *self)
{
  return self->n_selected;
}

guint64
sw_message_list_get_n_unseen (SwMessageList *self)
{
  return self->n_unseen;
}

gboolean
sw_message_list_get_following (SwMessageList *self)
{
  return self->is_following;
}

gboolean
sw_message_list_get_paused (SwMessageList *self)
{
  return self->is_paused;
}

guint64
sw_message_list_get_n_gone (SwMessageList *self)
{
  guint64 kept = self->log != NULL ? sw_message_log_get_first_serial (self->log) : 0;

  g_return_val_if_fail (SW_IS_MESSAGE_LIST (self), 0);

  if (!self->is_paused)
    return 0;
  return CLAMP (kept, self->frozen.first, self->frozen.end) - self->frozen.first;
}

static void
sw_message_list_get_property (GObject *object,
                              guint prop_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  SwMessageList *self = SW_MESSAGE_LIST (object);

  switch ((SwMessageListProperty) prop_id)
    {
    case SW_MESSAGE_LIST_PROP_SELECTED_SERIAL:
      g_value_set_uint64 (value, self->selected_serial);
      break;
    case SW_MESSAGE_LIST_PROP_FOLLOWING:
      g_value_set_boolean (value, self->is_following);
      break;
    case SW_MESSAGE_LIST_PROP_PAUSED:
      g_value_set_boolean (value, self->is_paused);
      break;
    case SW_MESSAGE_LIST_PROP_N_UNSEEN:
      g_value_set_uint64 (value, self->n_unseen);
      break;
    case SW_MESSAGE_LIST_PROP_N_SELECTED:
      g_value_set_uint64 (value, self->n_selected);
      break;
    case SW_MESSAGE_LIST_N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sw_message_list_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  SwMessageList *self = SW_MESSAGE_LIST (object);

  if (prop_id == SW_MESSAGE_LIST_PROP_FOLLOWING)
    sw_message_list_set_following (self, g_value_get_boolean (value));
  else if (prop_id == SW_MESSAGE_LIST_PROP_PAUSED)
    sw_message_list_set_paused (self, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
sw_message_list_destroy (GtkWidget *widget)
{
  SwMessageList *self = SW_MESSAGE_LIST (widget);

  sw_message_list_watch_log (self, NULL);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (widget, self->tick_id);
  self->tick_id = 0;
  g_clear_pointer (&self->menu, gtk_widget_destroy);
  g_clear_pointer (&self->column_menu, gtk_widget_destroy);

  GTK_WIDGET_CLASS (sw_message_list_parent_class)->destroy (widget);
}

static void
sw_message_list_finalize (GObject *object)
{
  SwMessageList *self = SW_MESSAGE_LIST (object);

  g_clear_object (&self->rows);
  g_clear_object (&self->column_actions);
  sw_serial_ranges_free (self->selection);

  G_OBJECT_CLASS (sw_message_list_parent_class)->finalize (object);
}

static void
init_properties (GObjectClass *class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable =
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  props[SW_MESSAGE_LIST_PROP_SELECTED_SERIAL] =
      g_param_spec_uint64 ("selected-serial", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  props[SW_MESSAGE_LIST_PROP_FOLLOWING] =
      g_param_spec_boolean ("following", NULL, NULL, TRUE, writable);
  props[SW_MESSAGE_LIST_PROP_PAUSED] =
      g_param_spec_boolean ("paused", NULL, NULL, FALSE, writable);
  props[SW_MESSAGE_LIST_PROP_N_UNSEEN] =
      g_param_spec_uint64 ("n-unseen", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  props[SW_MESSAGE_LIST_PROP_N_SELECTED] =
      g_param_spec_uint64 ("n-selected", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  g_object_class_install_properties (class, SW_MESSAGE_LIST_N_PROPS, props);
}

static void
sw_message_list_class_init (SwMessageListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sw_message_list_get_property;
  object_class->set_property = sw_message_list_set_property;
  object_class->finalize = sw_message_list_finalize;
  widget_class->destroy = sw_message_list_destroy;
  init_properties (object_class);

  g_type_ensure (SW_TYPE_MESSAGE_VIEW);
  gtk_widget_class_set_css_name (widget_class, "messagelist");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCES "sw-message-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SwMessageList, view);
  gtk_widget_class_bind_template_child (widget_class, SwMessageList, adjustment);
  gtk_widget_class_bind_template_child (widget_class, SwMessageList, pill_revealer);
  gtk_widget_class_bind_template_child (widget_class, SwMessageList, pill);
  gtk_widget_class_bind_template_child (widget_class, SwMessageList, no_match);
  gtk_widget_class_bind_template_callback (widget_class, pill_clicked_cb);
}

/* The theme's own rules must win over nothing of ours but these, so they belong to the
 * program, and are loaded once however many lists there are. */
static void
load_style (void)
{
  static gsize is_loaded;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (!g_once_init_enter (&is_loaded))
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, RESOURCES "sw-message-list.css");
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (),
                                             GTK_STYLE_PROVIDER (provider),
                                             GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_once_init_leave (&is_loaded, 1);
}

static void
sw_message_list_init (SwMessageList *self)
{
  self->selection = sw_serial_ranges_new ();
  self->rows = sw_message_rows_new ();
  self->is_following = TRUE;
  self->row_height = 1;
  self->page = 1;

  load_style ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sw_message_list_init_columns (self);
  sw_message_list_connect_scrolling (self);
  sw_message_list_connect_input (self);
  sw_message_list_connect_selection (self);
  gtk_tree_view_set_model (self->view, GTK_TREE_MODEL (self->rows));
}

GtkWidget *
sw_message_list_new (void)
{
  return g_object_new (SW_TYPE_MESSAGE_LIST, NULL);
}
