/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-network-choice.h"

#define DEFAULT "default"

/* An empty key stands for what Samba says, so none needs a word. */
#define NO_WINS "none"

static const MailslotSource sources[] = {
  MAILSLOT_SOURCE_NONE,  MAILSLOT_SOURCE_AUTO,   MAILSLOT_SOURCE_SAMBA,
  MAILSLOT_SOURCE_RELAY, MAILSLOT_SOURCE_DIRECT,
};

/* By MailslotRemoteTransport. */
static const char *const transports[] = { DEFAULT, "windows", "datagram" };

static char *
load_text (GSettings *settings, const char *key)
{
  g_autofree char *text = g_strstrip (g_settings_get_string (settings, key));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* The other way round than in the settings, an empty address is none. */
static char *
load_wins (GSettings *settings)
{
  g_autofree char *text = load_text (settings, "network-wins");

  return g_strcmp0 (text, NO_WINS) == 0 ? g_strdup ("") : g_steal_pointer (&text);
}

static MailslotSource
load_source (GSettings *settings)
{
  g_autofree char *name = g_settings_get_string (settings, "network-source");

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (g_str_equal (name, mailslot_source_to_string (sources[i])))
        return sources[i];
    }
  return mailslot_source_get_default ();
}

static MailslotRemoteTransport
load_transport (GSettings *settings)
{
  g_autofree char *name = g_settings_get_string (settings, "network-transport");

  for (guint i = 0; i < G_N_ELEMENTS (transports); i++)
    {
      if (g_str_equal (name, transports[i]))
        return (MailslotRemoteTransport) i;
    }
  return MAILSLOT_REMOTE_TRANSPORT_DEFAULT;
}

SwNetworkChoice *
sw_network_choice_load (GSettings *settings)
{
  SwNetworkChoice *self = g_new0 (SwNetworkChoice, 1);
  SwNetworkSettings *chosen = &self->settings;

  self->computer = load_text (settings, "network-computer");
  self->workgroup = load_text (settings, "network-workgroup");
  self->wins = load_wins (settings);
  chosen->options.computer = self->computer;
  chosen->options.workgroup = self->workgroup;
  chosen->options.wins = self->wins;
  chosen->options.remote_transport = load_transport (settings);
  chosen->source = load_source (settings);
  chosen->answers_names = g_settings_get_boolean (settings, "network-answer-names");
  chosen->leaves_out_repeats =
      g_settings_get_boolean (settings, "network-leave-out-repeats");
  return self;
}

void
sw_network_choice_free (SwNetworkChoice *self)
{
  g_free (self->computer);
  g_free (self->workgroup);
  g_free (self->wins);
  g_free (self);
}

static void
save_text (GSettings *settings, const char *key, const char *text)
{
  g_settings_set_string (settings, key, text != NULL ? text : "");
}

void
sw_network_choice_save (const SwNetworkSettings *chosen, GSettings *settings)
{
  gboolean is_default = chosen->source == mailslot_source_get_default ();
  const char *source = mailslot_source_to_string (chosen->source);

  g_settings_delay (settings);
  save_text (settings, "network-computer", chosen->options.computer);
  save_text (settings, "network-workgroup", chosen->options.workgroup);
  save_text (settings,
             "network-wins",
             g_strcmp0 (chosen->options.wins, "") == 0 ? NO_WINS : chosen->options.wins);
  g_settings_set_string (settings, "network-source", is_default ? DEFAULT : source);
  g_settings_set_string (settings,
                         "network-transport",
                         transports[chosen->options.remote_transport]);
  g_settings_set_boolean (settings, "network-answer-names", chosen->answers_names);
  g_settings_set_boolean (settings,
                          "network-leave-out-repeats",
                          chosen->leaves_out_repeats);
  g_settings_apply (settings);
}

gboolean
sw_network_choice_has_key (const char *key)
{
  return g_str_has_prefix (key, "network-");
}
