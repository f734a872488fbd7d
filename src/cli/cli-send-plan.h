/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli-payload.h"
#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * CliSendArguments:
 *
 * What was typed after `mailslot send`: each text is (nullable).
 */
typedef struct
{
  char *text;
  char *hex;
  char *file;
  char *encoding;
  gboolean has_escapes;
  gboolean has_nul;
  char *repeat;
  char *interval;
  char *scope;
  char *from;
  char *workgroup;
  char *transport;
  char *wins;
  char **parameters; /* the target and the text */
} CliSendArguments;

/**
 * CliSendPlan:
 * @typed: what was typed
 * @target: (owned): where to
 * @network: (owned): how to get there
 * @limits: how long a message may be
 * @source: what to send; points into @typed
 * @payload: (owned) (nullable): what to send, %NULL until it is read from a file or stdin
 * @n_repeats: how often
 * @interval_ms: pause between two messages
 *
 * What it means.
 */
typedef struct
{
  CliSendArguments typed;
  MailslotAddress *target;
  MailslotNetwork *network;
  MailslotLimits limits;
  CliPayloadSource source;
  GBytes *payload;
  guint64 n_repeats;
  guint interval_ms;
} CliSendPlan;

void cli_send_plan_clear (CliSendPlan *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliSendPlan, cli_send_plan_clear)

/**
 * cli_send_plan_make:
 * @self: zeros
 * @arguments: the command's name and what was typed after it
 * @help: (out): the help text if it was asked for, else %NULL
 * @error: return location
 *
 * Fails if the command line is wrong; touches neither files nor the network.
 */
gboolean cli_send_plan_make (CliSendPlan *self,
                             char **arguments,
                             char **help,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
