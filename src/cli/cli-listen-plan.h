/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli-listener.h"
#include "cli/cli-port.h"
#include "cli/cli-print-arguments.h"
#include "mailslot/mailslot.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CliListenArguments:
 *
 * What was typed after `mailslot listen`: each text is (nullable).
 */
typedef struct
{
  CliPrintArguments print;
  char *timeout;
  char *max_size;
  char *security;
  char *journal;
  char *source;
  gboolean wants_all;
  gboolean leaves_out_repeats;
  gboolean answers_names;
  char *computer;
  char *workgroup;
  char **slots;
} CliListenArguments;

/**
 * CliListenPlan:
 * @typed: what was typed
 * @listener: when to end
 * @printer: how messages look
 * @reader: how slots are created; its security is (owned) (nullable)
 * @port: how other computers are heard; its network is (owned)
 * @filter: (owned): which messages to print
 * @journal: (owned) (nullable): where every message is recorded
 * @addresses: (owned) (element-type MailslotAddress): the slots
 *
 * What it means.
 */
typedef struct
{
  CliListenArguments typed;
  CliListenerOptions listener;
  CliPrinterOptions printer;
  MailslotReaderOptions reader;
  CliPortOptions port;
  CliFilter *filter;
  GFile *journal;
  GPtrArray *addresses;
} CliListenPlan;

void cli_listen_plan_clear (CliListenPlan *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliListenPlan, cli_listen_plan_clear)

/**
 * cli_listen_plan_make:
 * @self: zeros
 * @arguments: the command's name and what was typed after it
 * @help: (out): the help text if it was asked for, else %NULL
 * @error: return location
 *
 * Fails if the command line is wrong; creates nothing.
 */
gboolean cli_listen_plan_make (CliListenPlan *self,
                               char **arguments,
                               char **help,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
