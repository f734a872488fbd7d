/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-network.h"

G_BEGIN_DECLS

/**
 * SwNetworkChoice:
 * @settings: what is chosen; its strings are those below, %NULL for what the system says
 *
 * What a person has chosen for the network, as it is kept from start to start.
 */
typedef struct
{
  SwNetworkSettings settings;
  char *computer;
  char *workgroup;
  char *wins; /* empty for no server */
} SwNetworkChoice;

/** Returns: (transfer full): what @settings keep */
SwNetworkChoice *sw_network_choice_load (GSettings *settings);

void sw_network_choice_free (SwNetworkChoice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwNetworkChoice, sw_network_choice_free)

/** Writes @chosen into @settings, all of it as one change. */
void sw_network_choice_save (const SwNetworkSettings *chosen, GSettings *settings);

/** Returns: whether @key of the settings, such as "network-wins", is part of a choice */
gboolean sw_network_choice_has_key (const char *key);

G_END_DECLS
