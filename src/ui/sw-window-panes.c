/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-window-private.h"

/* Walking from pane to pane by keys, and hiding panes. */

typedef enum
{
  PANE_SLOTS,
  PANE_LIST,
  PANE_DETAIL,
  PANE_COMPOSE,
  N_PANES
} Pane;

static GtkWidget *
get_pane (SwWindow *self, Pane pane)
{
  switch (pane)
    {
    case PANE_SLOTS:
      return GTK_WIDGET (self->slot_list);
    case PANE_LIST:
      return gtk_widget_get_mapped (GTK_WIDGET (self->message_list))
                 ? GTK_WIDGET (self->message_list)
                 : GTK_WIDGET (self->empty_state);
    case PANE_DETAIL:
      return GTK_WIDGET (self->message_detail);
    case PANE_COMPOSE:
    case N_PANES:
    default:
      return GTK_WIDGET (self->compose_pane);
    }
}

/* Returns: whether something in the pane has the focus now */
static gboolean
focus_pane (SwWindow *self, Pane pane)
{
  GtkWidget *widget = get_pane (self, pane);

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (pane == PANE_COMPOSE)
    {
      sw_compose_pane_focus (self->compose_pane);
      return TRUE;
    }
  /* From outside the pane, so that its first widget is taken and not the one after. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  return gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static Pane
find_focused_pane (SwWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  for (guint i = 0; focus != NULL && i < N_PANES; i++)
    {
      if (gtk_widget_is_ancestor (focus, get_pane (self, i)))
        return i;
    }
  return N_PANES;
}

static void
move_focus (SwWindow *self, guint n_steps)
{
  guint pane = find_focused_pane (self);

  /* From nowhere, the first step forward leads to the first pane, backward to the last.
   */
  if (pane == N_PANES)
    pane = n_steps == 1 ? N_PANES - 1 : 0;
  for (guint i = 0; i < N_PANES; i++)
    {
      pane = (pane + n_steps) % N_PANES;
      if (focus_pane (self, pane))
        return;
    }
}

static void
next_pane_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  move_focus (self, 1);
}

static void
previous_pane_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  move_focus (self, N_PANES - 1);
}

static void
show_and_focus (SwWindow *self, const char *show_action, Pane pane)
{
  if (show_action != NULL)
    g_action_group_change_action_state (G_ACTION_GROUP (self),
                                        show_action,
                                        g_variant_new_boolean (TRUE));
  focus_pane (self, pane);
}

static void
focus_slots_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  show_and_focus (self, "show-slot-list", PANE_SLOTS);
}

static void
focus_list_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  show_and_focus (self, NULL, PANE_LIST);
}

static void
focus_detail_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  show_and_focus (self, "show-detail", PANE_DETAIL);
}

static void
focus_compose_cb (GSimpleAction *action, GVariant *parameter, gpointer self)
{
  show_and_focus (self, "show-compose", PANE_COMPOSE);
}

void
sw_window_bind_shown (SwWindow *self, const char *key, gpointer widget)
{
  g_settings_bind (self->settings, key, widget, "visible", G_SETTINGS_BIND_GET);
}

void
sw_window_add_pane_actions (SwWindow *self)
{
  static const GActionEntry entries[] = {
    { "next-pane", next_pane_cb },       { "previous-pane", previous_pane_cb },
    { "focus-slots", focus_slots_cb },   { "focus-list", focus_list_cb },
    { "focus-detail", focus_detail_cb }, { "focus-compose", focus_compose_cb },
  };

  sw_window_add_action_entries (self, entries, G_N_ELEMENTS (entries));
  sw_window_add_setting (self, "show-toolbar");
  sw_window_add_setting (self, "show-filter");
  sw_window_add_setting (self, "show-slot-list");
  sw_window_add_setting (self, "show-detail");
  sw_window_add_setting (self, "show-compose");
  sw_window_add_setting (self, "show-status-line");
  sw_window_bind_shown (self, "show-toolbar", self->toolbar);
  sw_window_bind_shown (self, "show-slot-list", self->slot_list);
  sw_window_bind_shown (self, "show-compose", self->compose_place);
  sw_window_bind_shown (self, "show-status-line", self->status_line);
}
