/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-window-private.h"

/* Size and panes are read once and written when the window is closed; what a person chose
 * in a menu or a field is bound, and so written at once. */

static void
restore_position (SwWindow *self, const char *key, GtkWidget *paned)
{
  int position = g_settings_get_int (self->settings, key);

  /* Left alone, a pane takes what its content asks for. */
  if (position >= 0)
    gtk_paned_set_position (GTK_PANED (paned), position);
}

static void
remember_position (SwWindow *self, const char *key, GtkWidget *paned)
{
  gboolean is_set;

  g_object_get (paned, "position-set", &is_set, NULL);
  if (is_set)
    g_settings_set_int (self->settings, key, gtk_paned_get_position (GTK_PANED (paned)));
}

void
sw_window_restore_state (SwWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  restore_position (self, "side-position", self->side_paned);
  restore_position (self, "compose-position", self->compose_paned);
}

void
sw_window_restore_rest (SwWindow *self)
{
  g_autoptr (GVariant) columns = g_settings_get_value (self->settings, "columns");

  sw_message_list_set_columns (self->message_list, columns);
  restore_position (self, "detail-position", self->detail_paned);

  g_settings_bind (self->settings,
                   "compose-hex",
                   self->compose_pane,
                   "is-hex",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings,
                   "compose-encoding",
                   self->compose_pane,
                   "encoding-id",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings,
                   "compose-nul",
                   self->compose_pane,
                   "has-nul",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings,
                   "network-transport",
                   self->compose_pane,
                   "transport-id",
                   G_SETTINGS_BIND_DEFAULT);
}

static void
remember_rest (SwWindow *self)
{
  g_autoptr (GVariant) columns = sw_message_list_dup_columns (self->message_list);

  g_settings_set_value (self->settings, "columns", columns);
  remember_position (self, "detail-position", self->detail_paned);
}

void
sw_window_remember_state (SwWindow *self)
{
  gboolean is_maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  int width, height;

  g_settings_set_boolean (self->settings, "window-maximized", is_maximized);
  if (!is_maximized)
    {
      gtk_window_get_size (GTK_WINDOW (self), &width, &height);
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
  remember_position (self, "side-position", self->side_paned);
  if (sw_window_is_complete (self))
    remember_rest (self);
  remember_position (self, "compose-position", self->compose_paned);
}

void
sw_window_add_setting (SwWindow *self, const char *key)
{
  g_autoptr (GAction) action = g_settings_create_action (self->settings, key);

  g_action_map_add_action (G_ACTION_MAP (self), action);
}

/* GTK may keep the actions of a window for some frames longer than the window, and these
 * change by themselves: they would tell a window that is gone. */
void
sw_window_remove_settings (SwWindow *self)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) names = NULL;

  if (self->settings == NULL)
    return;
  g_object_get (self->settings, "settings-schema", &schema, NULL);
  names = g_action_group_list_actions (G_ACTION_GROUP (self));
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_settings_schema_has_key (schema, names[i]))
        g_action_map_remove_action (G_ACTION_MAP (self), names[i]);
    }
}
