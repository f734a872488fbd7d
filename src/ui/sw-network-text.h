/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-network.h"

G_BEGIN_DECLS

/**
 * SwNetworkFacts:
 * @state: whether messages of other computers arrive
 * @source: from where they were asked for, such as auto
 * @wants_all: whether all slots on the network are to be watched
 * @has_status: whether @status says something
 * @status: what came so far, and from where
 * @error: (nullable): why they cannot arrive
 * @names_error: (nullable): why nobody answers for our names although it is wanted
 * @network: who we are
 *
 * What the window tells of the network. A view: it owns nothing.
 */
typedef struct
{
  SwNetworkState state;
  MailslotSource source;
  gboolean wants_all;
  gboolean has_status;
  MailslotPortStatus status;
  const GError *error;
  const GError *names_error;
  MailslotNetwork *network;
} SwNetworkFacts;

/** Looks at @network, which was told to use @source. */
void sw_network_facts_init (SwNetworkFacts *facts,
                            SwNetwork *network,
                            MailslotSource source);

/** Returns: the name of a source, such as "Samba", in the user's language */
const char *sw_network_text_source (MailslotSource source);

/** Returns: (transfer full): a few words for the status line, such as "Network: Samba" */
char *sw_network_text_summary (const SwNetworkFacts *facts);

/** Returns: whether something that was asked for does not work; that messages of other
 * computers do not come is none as long as nobody asked for them */
gboolean sw_network_text_is_problem (const SwNetworkFacts *facts);

/** Returns: what is going on, in one sentence */
const char *sw_network_text_headline (const SwNetworkFacts *facts);

/** Returns: (transfer full): what a person has to know of it, in some sentences */
char *sw_network_text_explanation (const SwNetworkFacts *facts);

/** Returns: what failed, for a place that has room for a few words */
const char *sw_network_text_short_error (const GError *error);

/** Returns: what to do about an error of the network, NULL if there is nothing to say */
const char *sw_network_text_advice (const GError *error);

/** Returns: (transfer full) (nullable): the command that helps against it */
char *sw_network_text_command_new (const GError *error);

/** Returns: what to do if a message was not sent because of @error, or NULL */
const char *sw_network_text_send_advice (const GError *error);

/** Returns: what to do if nobody answers for our names because of @error, or NULL */
const char *sw_network_text_names_advice (const GError *error);

G_END_DECLS
