/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * CliNetworkArguments:
 * @computer: what --from or --computer say
 * @workgroup: what --workgroup says
 * @wins: what --wins says
 * @transport: what --transport says
 *
 * Who to be on the network, as it was typed; each is (nullable).
 */
typedef struct
{
  const char *computer;
  const char *workgroup;
  const char *wins;
  const char *transport;
} CliNetworkArguments;

/**
 * cli_network_new:
 * @arguments: what was typed
 * @error: return location
 *
 * Fails with a %G_OPTION_ERROR.
 *
 * Returns: (transfer full): the network that they describe
 */
MailslotNetwork *cli_network_new (const CliNetworkArguments *arguments,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
