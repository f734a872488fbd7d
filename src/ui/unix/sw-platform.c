/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-platform.h"

#include <glib-unix.h>

void
sw_platform_prepare (void)
{
  /* Standard streams and the library search path are as they should be. */
}

gboolean
sw_platform_check_arguments (GError **error)
{
  return TRUE;
}

void
sw_platform_follow_theme (GApplication *application)
{
  /* The desktop gives GTK its theme. */
}

static gboolean
signal_cb (gpointer application)
{
  g_action_group_activate_action (application, "quit", NULL);
  return G_SOURCE_CONTINUE;
}

void
sw_platform_quit_on_signals (GApplication *application)
{
  const int signals[] = { SIGHUP, SIGINT, SIGTERM };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_unix_signal_add (signals[i], signal_cb, application);
}

const MailslotSource *
sw_platform_get_sources (guint *n_sources)
{
  static const MailslotSource sources[] = { MAILSLOT_SOURCE_AUTO,
                                            MAILSLOT_SOURCE_SAMBA,
                                            MAILSLOT_SOURCE_RELAY,
                                            MAILSLOT_SOURCE_DIRECT,
                                            MAILSLOT_SOURCE_NONE };

  *n_sources = G_N_ELEMENTS (sources);
  return sources;
}

gboolean
sw_platform_can_send_by_windows (void)
{
  return FALSE;
}

char *
sw_platform_relay_command_new (void)
{
  g_autofree char *user = g_shell_quote (g_get_user_name ());
  gboolean is_plain =
      g_regex_match_simple ("^[A-Za-z0-9._-]+$", g_get_user_name (), 0, 0);

  return g_strconcat ("sudo systemctl enable --now slotwatch-relay.socket && "
                      "sudo usermod -aG slotwatch-relay ",
                      is_plain ? g_get_user_name () : user,
                      NULL);
}
