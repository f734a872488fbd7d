/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "ui/sw-network-text.h"

#include "ui/sw-error-card.h"
#include "ui/sw-error-command.h"
#include "ui/sw-platform.h"

#include <glib/gi18n-lib.h>

void
sw_network_facts_init (SwNetworkFacts *facts, SwNetwork *network, MailslotSource source)
{
  *facts = (SwNetworkFacts){
    .state = sw_network_get_state (network),
    .source = source,
    .error = sw_network_get_error (network),
    .names_error = sw_network_get_names_error (network),
    .network = sw_network_get_network (network),
  };
  facts->has_status = sw_network_get_status (network, &facts->status);
}

const char *
sw_network_text_source (MailslotSource source)
{
  switch (source)
    {
    case MAILSLOT_SOURCE_AUTO:
      return C_ ("source", "Automatic");
    case MAILSLOT_SOURCE_SAMBA:
      return C_ ("source", "Samba");
    case MAILSLOT_SOURCE_RELAY:
      return C_ ("source", "relay");
    case MAILSLOT_SOURCE_DIRECT:
      return C_ ("source", "UDP port 138");
    case MAILSLOT_SOURCE_NONE:
    default:
      if (sw_platform_can_send_by_windows ())
        return C_ ("source", "Windows");
      return C_ ("source", "This computer only");
    }
}

static gboolean
is_reconnecting (const SwNetworkFacts *facts)
{
  return facts->state == SW_NETWORK_LISTENING && facts->has_status
         && !facts->status.is_connected;
}

char *
sw_network_text_summary (const SwNetworkFacts *facts)
{
  const char *source = sw_network_text_source (facts->status.source);

  if (facts->source == MAILSLOT_SOURCE_NONE && sw_platform_can_send_by_windows ())
    /* Translators: Windows itself brings messages of other computers. */
    return g_strdup (_ ("Network: Windows"));
  if (facts->source == MAILSLOT_SOURCE_NONE || facts->state == SW_NETWORK_FAILED)
    return g_strdup (_ ("This computer only"));
  if (facts->state == SW_NETWORK_OFF || !facts->has_status)
    return g_strdup (_ ("Network: not in use"));
  if (is_reconnecting (facts))
    /* Translators: %s is a source, such as “Samba” or “UDP port 138”. */
    return g_strdup_printf (_ ("Network: %s, reconnecting…"), source);
  /* Translators: %s is a source, such as “Samba” or “UDP port 138”. */
  return g_strdup_printf (_ ("Network: %s"), source);
}

gboolean
sw_network_text_is_problem (const SwNetworkFacts *facts)
{
  return (facts->state == SW_NETWORK_FAILED && facts->wants_all)
         || is_reconnecting (facts) || facts->names_error != NULL;
}

static const char *
get_listening_headline (const SwNetworkFacts *facts)
{
  gboolean is_waiting = is_reconnecting (facts);

  switch (facts->status.source)
    {
    case MAILSLOT_SOURCE_SAMBA:
      return is_waiting ? _ ("Samba does not run; waiting until it is back")
                        : _ ("Samba hands on the messages of other computers");
    case MAILSLOT_SOURCE_RELAY:
      return is_waiting ? _ ("The relay does not run; waiting until it is back")
                        : _ ("The relay hands on the messages of other computers");
    case MAILSLOT_SOURCE_DIRECT:
    case MAILSLOT_SOURCE_AUTO:
    case MAILSLOT_SOURCE_NONE:
    default:
      return is_waiting ? _ ("UDP port 138 is closed; waiting until it is back")
                        : _ ("Messages of other computers come by UDP port 138");
    }
}

const char *
sw_network_text_headline (const SwNetworkFacts *facts)
{
  if (facts->source == MAILSLOT_SOURCE_NONE && sw_platform_can_send_by_windows ())
    return _ ("Windows puts messages of other computers into the slots");
  if (facts->source == MAILSLOT_SOURCE_NONE)
    return _ ("Messages of other computers are left out");
  if (facts->state == SW_NETWORK_FAILED)
    return _ ("Messages of other computers cannot be received");
  if (facts->state == SW_NETWORK_OFF || !facts->has_status)
    return _ ("The network is used while a slot is watched");
  return get_listening_headline (facts);
}

const char *
sw_network_text_short_error (const GError *error)
{
  /* It names every source and why not. */
  if (g_error_matches (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NO_DATAGRAM_PORT))
    return _ ("Messages of other computers cannot be received");
  return error->message;
}

const char *
sw_network_text_advice (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED))
    return _ ("Choose where messages of other computers come from in the network "
              "settings.");
  if (g_error_matches (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED)
      && !sw_platform_can_send_by_windows ())
    return _ ("The relay serves the members of its group only. Let an administrator "
              "run this, then log in anew:");
  /* Shorter than that of the engine, because the command stands beside it. */
  if (g_error_matches (error, MAILSLOT_ERROR, MAILSLOT_ERROR_NO_DATAGRAM_PORT)
      && !sw_platform_can_send_by_windows ())
    return _ ("Slots on this computer work as before. Where Samba's nmbd runs, nothing "
              "has to be set up; elsewhere let an administrator run this once, then log "
              "in anew:");
  return mailslot_error_get_advice (error);
}

char *
sw_network_text_command_new (const GError *error)
{
  if (g_error_matches (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED))
    return sw_platform_relay_command_new ();
  return sw_error_command_new (error);
}

/* That of the engine names options of the command line, where a window has choices. */
const char *
sw_network_text_send_advice (const GError *error)
{
  if (!g_error_matches (error, MAILSLOT_ERROR, MAILSLOT_ERROR_HOST_NOT_FOUND))
    return mailslot_error_get_advice (error);
  if (sw_platform_can_send_by_windows ())
    return _ ("Check the name and that the computer is switched on and on the same "
              "network. A workgroup or domain is chosen beside the target. Where "
              "Windows does not reach a computer, our own datagrams may: choose them in "
              "the network settings. Firewalls often block the UDP ports 137 and 138.");
  return _ ("Check the name and that the computer is switched on and on the same "
            "network. A workgroup or domain is chosen beside the target. Where "
            "broadcasts do not reach, the computer's IPv4 address helps, or a WINS "
            "server in the network settings. Firewalls often block the UDP ports 137 "
            "and 138.");
}

const char *
sw_network_text_names_advice (const GError *error)
{
  if (g_error_matches (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ALREADY_EXISTS))
    return _ ("Where Samba's nmbd runs, it answers for this computer already, and this "
              "can be switched off in the network settings. If another computer has "
              "the name, choose another one there.");
  if (g_error_matches (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED))
    return _ ("Only an administrator may use UDP port 137. Install Samba's nmbd, which "
              "answers for this computer, or switch this off in the network settings.");
  return mailslot_error_get_advice (error);
}

static void
append_sentences (GString *text, const GError *error, const char *advice)
{
  g_autofree char *sentence = sw_error_sentence_new (error->message);

  if (text->len > 0)
    g_string_append (text, "\n\n");
  g_string_append (text, sentence);
  if (advice != NULL)
    g_string_append_printf (text, "\n\n%s", advice);
}

static const char *
get_limits (const SwNetworkFacts *facts)
{
  if (facts->source == MAILSLOT_SOURCE_NONE && sw_platform_can_send_by_windows ())
    return _ ("What was sent to a slot that is watched is shown, without its sender. "
              "All slots on the network cannot be watched in this way.");
  if (facts->source == MAILSLOT_SOURCE_NONE)
    return _ ("The network settings say so.");
  if (facts->state == SW_NETWORK_LISTENING && facts->has_status)
    return mailslot_source_get_limits (facts->status.source);
  return NULL;
}

char *
sw_network_text_explanation (const SwNetworkFacts *facts)
{
  g_autoptr (GString) text = g_string_new (get_limits (facts));

  if (facts->error != NULL)
    append_sentences (text, facts->error, sw_network_text_advice (facts->error));
  if (facts->names_error != NULL)
    append_sentences (text,
                      facts->names_error,
                      sw_network_text_names_advice (facts->names_error));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
