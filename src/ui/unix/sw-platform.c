/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-platform.h"

#include <glib-unix.h>

void
sw_platform_prepare (void)
{
  /* Standard streams and the library search path are as they should be. */
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
