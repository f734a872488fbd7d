/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cli/cli-command.h"
#include "cli/cli-filter.h"
#include "cli/cli-printer.h"
#include "session/sw-journal.h"

G_BEGIN_DECLS

/** A listener that does not end for want of messages. */
#define CLI_LISTENER_NO_TIMEOUT (-1)

/**
 * CliListenerOptions:
 * @max_messages: how many messages to print, 0 for any number
 * @filter: (nullable): which messages to print; the others do not count
 * @journal: (nullable): where every message is recorded, printed or not
 * @timeout_ms: ends after so long without a message, or %CLI_LISTENER_NO_TIMEOUT
 * @outlives_port: whether a #MailslotPort that breaks is only reported
 */
typedef struct
{
  guint64 max_messages;
  CliFilter *filter;
  SwJournal *journal;
  int timeout_ms;
  gboolean outlives_port;
} CliListenerOptions;

/**
 * cli_listener_run:
 * @readers: (element-type MailslotReader): open readers, which are closed at the end
 * @printer: how messages look
 * @options: when to end
 * @stop: ends it when cancelled; what was received by then is still printed
 *
 * Prints the messages of @readers to stdout as they come, and errors to stderr.
 *
 * Returns: the exit code
 */
CliExit cli_listener_run (GPtrArray *readers,
                          CliPrinter *printer,
                          const CliListenerOptions *options,
                          GCancellable *stop);

G_END_DECLS
