/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CliExit:
 * @CLI_EXIT_SUCCESS: done
 * @CLI_EXIT_FAILURE: it could not be done
 * @CLI_EXIT_USAGE: the command line is wrong; nothing was done
 * @CLI_EXIT_TIMED_OUT: no message came in time
 *
 * The exit codes that scripts rely on.
 */
typedef enum
{
  CLI_EXIT_SUCCESS = 0,
  CLI_EXIT_FAILURE = 1,
  CLI_EXIT_USAGE = 2,
  CLI_EXIT_TIMED_OUT = 3,
} CliExit;

/**
 * CliCommand:
 * @name: what is typed
 * @summary: one line for the overview, untranslated
 * @run: runs it with its arguments, the command's name first, and gives the exit code
 */
typedef struct
{
  const char *name;
  const char *summary;
  CliExit (*run) (char **arguments);
} CliCommand;

/**
 * cli_run:
 * @arguments: the whole command line, the program first; UTF-8 on Windows, bytes
 * elsewhere
 *
 * Runs the command that @arguments name.
 *
 * Returns: the exit code of the program
 */
CliExit cli_run (char **arguments);

/* The commands, one a file. */
CliExit cli_listen (char **arguments);
CliExit cli_read (char **arguments);
CliExit cli_send (char **arguments);
CliExit cli_list (char **arguments);

G_END_DECLS
