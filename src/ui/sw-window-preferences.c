/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-window-private.h"

#include "ui/sw-log-limits.h"
#include "ui/sw-preferences.h"

/* What a person set once for all, and the one dialog for it. */

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SwWindow *self = data;

  if (self->preferences == NULL)
    {
      g_set_weak_pointer (
          &self->preferences,
          GTK_WINDOW (sw_preferences_new (GTK_WINDOW (self), self->settings)));
      g_signal_connect (self->preferences,
                        "response",
                        G_CALLBACK (gtk_widget_destroy),
                        NULL);
    }
  gtk_window_present (self->preferences);
}

void
sw_window_add_preferences (SwWindow *self)
{
  static const GActionEntry entries[] = { { "preferences", preferences_cb } };

  sw_window_add_action_entries (self, entries, G_N_ELEMENTS (entries));
  sw_log_limits_bind (self->settings, sw_session_get_log (self->session));
}
