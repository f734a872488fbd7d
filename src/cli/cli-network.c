/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-network.h"

#include "cli/cli-options.h"

/* Leaves @text alone if nothing was typed. */
static gboolean
read_text (const char *typed, char **text, GError **error)
{
  if (typed == NULL)
    return TRUE;

  *text = cli_options_dup_text (typed, error);
  return *text != NULL;
}

static gboolean
read_transport (const char *typed, MailslotRemoteTransport *transport, GError **error)
{
  const char *const names[] = { "windows", "datagram", NULL };
  const MailslotRemoteTransport transports[] = { MAILSLOT_REMOTE_TRANSPORT_WINDOWS,
                                                 MAILSLOT_REMOTE_TRANSPORT_DATAGRAM };
  guint index = 0;

  if (typed == NULL)
    return TRUE;
  if (!cli_options_parse_choice ("--transport", names, typed, &index, error))
    return FALSE;

  *transport = transports[index];
  return TRUE;
}

/* What the engine says is wrong is what was typed; its advice is about addresses. */
static MailslotNetwork *
network_new (const MailslotNetworkOptions *options, GError **error)
{
  g_autoptr (GError) network_error = NULL;
  MailslotNetwork *network = mailslot_network_new (options, &network_error);

  if (network == NULL)
    g_set_error_literal (error,
                         G_OPTION_ERROR,
                         G_OPTION_ERROR_BAD_VALUE,
                         network_error->message);
  return network;
}

MailslotNetwork *
cli_network_new (const CliNetworkArguments *arguments, GError **error)
{
  MailslotNetworkOptions options = MAILSLOT_NETWORK_OPTIONS_INIT;
  g_autofree char *computer = NULL;
  g_autofree char *workgroup = NULL;
  g_autofree char *wins = NULL;

  if (!read_text (arguments->computer, &computer, error)
      || !read_text (arguments->workgroup, &workgroup, error)
      || !read_text (arguments->wins, &wins, error)
      || !read_transport (arguments->transport, &options.remote_transport, error))
    return NULL;

  options.computer = computer;
  options.workgroup = workgroup;
  options.wins = wins;
  return network_new (&options, error);
}
