/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-window-private.h"

#include "ui/sw-icon.h"

G_DEFINE_FINAL_TYPE (SwWindow, sw_window, GTK_TYPE_APPLICATION_WINDOW)

/* ---- What the session and the list tell ---- */

void
sw_window_selected_serial_cb (SwWindow *self)
{
  guint64 serial = sw_message_list_get_selected_serial (self->message_list);
  g_autoptr (MailslotMessage) message =
      sw_message_log_dup_message (sw_session_get_log (self->session), serial);

  sw_message_detail_set_message (self->message_detail, message);
  sw_search_bar_set_place (self->search_bar, serial);
  sw_window_update_filter_actions (self);
}

static void
message_log_changed_cb (SwWindow *self)
{
  /* Cleared: nothing is selected any more, though the list keeps what was trimmed. */
  if (sw_message_log_get_n_messages (sw_session_get_log (self->session)) == 0
      && sw_window_is_complete (self))
    {
      sw_message_detail_set_message (self->message_detail, NULL);
      sw_window_update_filter_actions (self);
    }
  sw_window_queue_refresh (self);
}

static void
session_items_changed_cb (SwWindow *self,
                          guint position,
                          guint n_removed,
                          guint n_added,
                          GListModel *session)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (SwWatch) watch = g_list_model_get_item (session, i);

      sw_window_follow_watch (self, watch);
    }
  sw_window_queue_refresh (self);
}

/* ---- Commands of the application ---- */

void
sw_window_show_recording (SwWindow *self, GFile *file)
{
  sw_status_line_set_recording (self->status_line, file);
}

void
sw_window_suggest_target (SwWindow *self, SwWatch *watch)
{
  MailslotAddress *address = sw_watch_get_address (watch);

  if (sw_window_is_complete (self) && sw_watch_get_state (watch) == SW_WATCH_LISTENING
      && mailslot_address_is_local (address)
      && !sw_compose_pane_has_target (self->compose_pane))
    sw_compose_pane_set_target (self->compose_pane, mailslot_address_to_string (address));
}

void
sw_window_watch (SwWindow *self, MailslotAddress *address)
{
  sw_window_watch_with_security (self, address, NULL);
}

void
sw_window_watch_with_security (SwWindow *self,
                               MailslotAddress *address,
                               MailslotSecurity *security)
{
  SwWatch *watch = sw_session_watch_with_security (self->session, address, security);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  sw_slot_list_select (self->slot_list, watch);
  sw_window_suggest_target (self, watch);

  /* The first button goes with the first slot; sending comes next. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->empty_state)))
    {
      sw_window_complete (self);
      sw_compose_pane_focus (self->compose_pane);
    }
}

/* ---- Keys ---- */

static gboolean
is_function_key (guint keyval)
{
  return keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F35;
}

/* In a field, editing keys such as Ctrl+C belong to the field, and in one that Escape
 * closes, that too; everywhere else, and for all other keys, our accelerators come first.
 * Those with Alt are for menus and mnemonics: on Windows a field would take the letter.
 */
static gboolean
belongs_to_field (GtkWindow *window, GdkEventKey *event)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  gboolean is_return =
      event->keyval == GDK_KEY_Return || event->keyval == GDK_KEY_KP_Enter;

  return (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus)) && !is_return
         && (event->state & GDK_MOD1_MASK) == 0
         && (event->keyval != GDK_KEY_Escape || GTK_IS_SEARCH_ENTRY (focus))
         && !is_function_key (event->keyval);
}

static gboolean
sw_window_key_press_event (GtkWidget *widget, GdkEventKey *event)
{
  if (belongs_to_field (GTK_WINDOW (widget), event)
      && gtk_window_propagate_key_event (GTK_WINDOW (widget), event))
    return GDK_EVENT_STOP;
  return GTK_WIDGET_CLASS (sw_window_parent_class)->key_press_event (widget, event);
}

/* ---- Life ---- */

/* Only what is mapped takes the focus, so the first button gets it here. */
static void
sw_window_map (GtkWidget *widget)
{
  SwWindow *self = SW_WINDOW (widget);

  GTK_WIDGET_CLASS (sw_window_parent_class)->map (widget);
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL && !sw_window_is_saved (self)
      && g_list_model_get_n_items (G_LIST_MODEL (self->session)) == 0)
    gtk_widget_child_focus (GTK_WIDGET (self->empty_state), GTK_DIR_TAB_FORWARD);
}

static gboolean
first_frame_cb (gpointer data)
{
  gdk_display_flush (gtk_widget_get_display (data));
  sw_window_complete (data);
  return G_SOURCE_REMOVE;
}

/* The first frame goes to the screen, and the rest comes before any event is handled. */
static gboolean
sw_window_draw (GtkWidget *widget, cairo_t *cr)
{
  SwWindow *self = SW_WINDOW (widget);
  gboolean result = GTK_WIDGET_CLASS (sw_window_parent_class)->draw (widget, cr);

  if (!sw_window_is_complete (self) && self->complete_id == 0)
    self->complete_id = g_idle_add_full (G_PRIORITY_HIGH, first_frame_cb, self, NULL);
  return result;
}

static gboolean
sw_window_delete_event (GtkWidget *widget, GdkEventAny *event)
{
  if (!sw_window_is_saved (SW_WINDOW (widget)))
    sw_window_remember_state (SW_WINDOW (widget));
  return GDK_EVENT_PROPAGATE;
}

/* The session may outlive the window, and go on telling. */
static void
leave_session (SwWindow *self)
{
  if (self->session == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->session)); i++)
    {
      g_autoptr (SwWatch) watch = g_list_model_get_item (G_LIST_MODEL (self->session), i);

      g_signal_handlers_disconnect_by_data (watch, self);
    }
  g_signal_handlers_disconnect_by_data (sw_session_get_log (self->session), self);
  g_signal_handlers_disconnect_by_data (sw_session_get_network (self->session), self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
}

static void
sw_window_dispose (GObject *object)
{
  SwWindow *self = SW_WINDOW (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->complete_id, g_source_remove);
  g_clear_weak_pointer (&self->preferences);
  g_cancellable_cancel (self->saving);
  g_clear_object (&self->saving);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->saved_file);
  leave_session (self);
  g_clear_object (&self->history);
  sw_window_remove_settings (self);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sw_window_parent_class)->dispose (object);
}

static void
sw_window_class_init (SwWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sw_window_dispose;
  widget_class->delete_event = sw_window_delete_event;
  widget_class->draw = sw_window_draw;
  widget_class->map = sw_window_map;
  widget_class->key_press_event = sw_window_key_press_event;

  g_type_ensure (SW_TYPE_CARD_STACK);
  g_type_ensure (SW_TYPE_EMPTY_STATE);
  g_type_ensure (SW_TYPE_ICON);
  g_type_ensure (SW_TYPE_SLOT_LIST);
  g_type_ensure (SW_TYPE_STATUS_LINE);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/slotwatch/Slotwatch/sw-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SwWindow, toolbar);
  gtk_widget_class_bind_template_child (widget_class, SwWindow, side_paned);
  gtk_widget_class_bind_template_child (widget_class, SwWindow, compose_paned);
  gtk_widget_class_bind_template_child (widget_class, SwWindow, list_box);
  gtk_widget_class_bind_template_child (widget_class, SwWindow, content_stack);
  gtk_widget_class_bind_template_child (widget_class, SwWindow, compose_place);
  gtk_widget_class_bind_template_child (widget_class, SwWindow, cards);
  gtk_widget_class_bind_template_child (widget_class, SwWindow, slot_list);
  gtk_widget_class_bind_template_child (widget_class, SwWindow, empty_state);
  gtk_widget_class_bind_template_child (widget_class, SwWindow, status_line);
  gtk_widget_class_bind_template_callback (widget_class, sw_window_update_actions);
}

static void
sw_window_init (SwWindow *self)
{
  self->settings = g_settings_new (APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_session (SwWindow *self, SwSession *session)
{
  GListModel *model = G_LIST_MODEL (session);

  g_set_object (&self->session, session);
  sw_slot_list_set_session (self->slot_list, session);
  g_signal_connect_object (model,
                           "items-changed",
                           G_CALLBACK (session_items_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sw_session_get_log (session),
                           "changed",
                           G_CALLBACK (message_log_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  session_items_changed_cb (self, 0, 0, g_list_model_get_n_items (model), model);
}

static SwWindow *
create (GtkApplication *application, SwSession *session, GFile *saved_file)
{
  SwWindow *self = g_object_new (SW_TYPE_WINDOW, "application", application, NULL);

  g_set_object (&self->saved_file, saved_file);
  sw_slot_list_set_context_menu (
      self->slot_list,
      G_MENU_MODEL (gtk_application_get_menu_by_id (application, "slot-menu")));
  set_session (self, session);
  sw_window_add_actions (self);
  sw_window_add_pane_actions (self);
  sw_window_add_filter_actions (self);
  sw_window_add_preferences (self);
  sw_window_add_open_action (self);
  return self;
}

SwWindow *
sw_window_new (GtkApplication *application, SwSession *session)
{
  SwWindow *self = create (application, session, NULL);

  sw_window_add_network (self);
  sw_window_add_journal (self);
  sw_window_restore_state (self);
  sw_window_refresh (self);
  /* It would push down what the first frame shows. */
  if (g_settings_get_boolean (self->settings, "show-filter"))
    sw_window_complete (self);
  return self;
}

SwWindow *
sw_window_new_saved (GtkApplication *application, GFile *file)
{
  g_autoptr (SwSession) session = sw_session_new ();
  SwWindow *self = create (application, session, file);

  sw_window_restore_state (self);
  sw_window_add_saved_parts (self);
  sw_window_refresh (self);
  return self;
}

gboolean
sw_window_is_saved (SwWindow *self)
{
  g_return_val_if_fail (SW_IS_WINDOW (self), FALSE);

  return self->saved_file != NULL;
}
