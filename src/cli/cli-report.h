/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "cli/cli-command.h"

G_BEGIN_DECLS

/**
 * cli_report_usage_error:
 * @command: (nullable): the command that was typed, %NULL for none
 * @error: what is wrong with the command line
 *
 * Says on stderr what is wrong and which help to ask for.
 *
 * Returns: %CLI_EXIT_USAGE
 */
CliExit cli_report_usage_error (const char *command, const GError *error);

/**
 * cli_report_failure:
 * @error: what went wrong
 *
 * Says on stderr what went wrong and, on a second line, what to do about it and the
 * number by which Windows administrators know it.
 *
 * Returns: %CLI_EXIT_FAILURE
 */
CliExit cli_report_failure (const GError *error);

/**
 * cli_report_output_error:
 * @error: why stdout takes no more
 *
 * Says so on stderr, unless whoever read our output has simply left.
 *
 * Returns: %CLI_EXIT_SUCCESS if the reader has left, else %CLI_EXIT_FAILURE
 */
CliExit cli_report_output_error (const GError *error);

G_END_DECLS
