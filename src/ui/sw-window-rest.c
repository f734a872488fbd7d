/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-window-private.h"

#include "ui/sw-menu-bar.h"

/* What the first frame does not show; sw-window-private.h says when it is built. */

#define REST_RESOURCE "/io/github/slotwatch/Slotwatch/sw-window-rest.ui"

gboolean
sw_window_is_complete (SwWindow *self)
{
  return self->compose_pane != NULL;
}

static void
add_callbacks (GtkBuilder *builder)
{
  gtk_builder_add_callback_symbols (builder,
                                    "sw_window_compose_failed_cb",
                                    G_CALLBACK (sw_window_compose_failed_cb),
                                    "sw_window_compose_sent_cb",
                                    G_CALLBACK (sw_window_compose_sent_cb),
                                    "sw_window_filter_changed_cb",
                                    G_CALLBACK (sw_window_filter_changed_cb),
                                    "sw_window_filter_closed_cb",
                                    G_CALLBACK (sw_window_filter_closed_cb),
                                    "sw_window_queue_refresh",
                                    G_CALLBACK (sw_window_queue_refresh),
                                    "sw_window_search_changed_cb",
                                    G_CALLBACK (sw_window_search_changed_cb),
                                    "sw_window_search_closed_cb",
                                    G_CALLBACK (sw_window_search_closed_cb),
                                    "sw_window_search_found_cb",
                                    G_CALLBACK (sw_window_search_found_cb),
                                    "sw_window_selected_serial_cb",
                                    G_CALLBACK (sw_window_selected_serial_cb),
                                    "sw_window_update_actions",
                                    G_CALLBACK (sw_window_update_actions),
                                    NULL);
}

/* Signals are connected at the end, so that nothing is told of a half built window. */
static GtkBuilder *
build (SwWindow *self)
{
  GtkBuilder *builder = gtk_builder_new ();
  g_autoptr (GError) error = NULL;

  g_type_ensure (SW_TYPE_COMPOSE_PANE);
  g_type_ensure (SW_TYPE_FILTER_BAR);
  g_type_ensure (SW_TYPE_MESSAGE_DETAIL);
  g_type_ensure (SW_TYPE_MESSAGE_LIST);
  g_type_ensure (SW_TYPE_SEARCH_BAR);

  gtk_builder_expose_object (builder, "SwWindow", G_OBJECT (self));
  add_callbacks (builder);
  if (gtk_builder_add_from_resource (builder, REST_RESOURCE, &error) == 0)
    g_error ("%s", error->message);

  self->filter_bar = SW_FILTER_BAR (gtk_builder_get_object (builder, "filter_bar"));
  self->search_bar = SW_SEARCH_BAR (gtk_builder_get_object (builder, "search_bar"));
  self->detail_paned = GTK_WIDGET (gtk_builder_get_object (builder, "detail_paned"));
  self->message_list = SW_MESSAGE_LIST (gtk_builder_get_object (builder, "message_list"));
  self->message_detail =
      SW_MESSAGE_DETAIL (gtk_builder_get_object (builder, "message_detail"));
  self->compose_pane = SW_COMPOSE_PANE (gtk_builder_get_object (builder, "compose_pane"));
  return builder;
}

static void
place (SwWindow *self)
{
  gtk_box_pack_start (self->list_box, GTK_WIDGET (self->filter_bar), FALSE, TRUE, 0);
  gtk_box_reorder_child (self->list_box, GTK_WIDGET (self->filter_bar), 0);
  gtk_box_pack_start (self->list_box, GTK_WIDGET (self->search_bar), FALSE, TRUE, 0);
  gtk_box_reorder_child (self->list_box, GTK_WIDGET (self->search_bar), 1);
  gtk_stack_add_named (self->content_stack, self->detail_paned, "messages");
  gtk_container_add (GTK_CONTAINER (self->compose_place),
                     GTK_WIDGET (self->compose_pane));

  sw_window_bind_shown (self, "show-filter", self->filter_bar);
  sw_window_bind_shown (self, "show-detail", self->message_detail);
}

static void
set_history (SwWindow *self)
{
  g_autofree char *path =
      g_build_filename (g_get_user_data_dir (), "slotwatch", "sent.jsonl", NULL);

  self->history = sw_send_history_new (path);
  sw_compose_pane_set_history (self->compose_pane, self->history);
}

static void
suggest_targets (SwWindow *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->session)); i++)
    {
      g_autoptr (SwWatch) watch = g_list_model_get_item (G_LIST_MODEL (self->session), i);

      sw_window_suggest_target (self, watch);
    }
}

void
sw_window_complete (SwWindow *self)
{
  g_autoptr (GtkBuilder) builder = NULL;
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  g_clear_handle_id (&self->complete_id, g_source_remove);
  if (sw_window_is_complete (self) || self->session == NULL)
    return;

  /* The first icon of the icon theme reads the theme. The default is for the windows to
   * come; one that is shown already does not take it. */
  gtk_window_set_default_icon_name (APPLICATION_ID);
  gtk_window_set_icon_name (GTK_WINDOW (self), APPLICATION_ID);
  sw_menu_bar_fill (application);
  builder = build (self);
  sw_message_list_set_log (self->message_list, sw_session_get_log (self->session));
  sw_message_list_set_context_menu (
      self->message_list,
      G_MENU_MODEL (gtk_application_get_menu_by_id (application, "message-menu")));
  sw_message_list_set_column_menu (
      self->message_list,
      G_MENU_MODEL (gtk_application_get_menu_by_id (application, "columns-menu")));
  gtk_widget_insert_action_group (
      GTK_WIDGET (self),
      "columns",
      sw_message_list_get_column_actions (self->message_list));
  set_history (self);
  sw_compose_pane_set_network (
      self->compose_pane,
      sw_network_get_network (sw_session_get_network (self->session)));
  place (self);
  gtk_builder_connect_signals (builder, NULL);
  sw_window_add_list_toggles (self);
  sw_window_add_filter (self);
  sw_window_restore_rest (self);
  suggest_targets (self);
  sw_window_refresh (self);
}
