/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-report.h"

#include "mailslot/mailslot-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

static void
print_advice (const GError *error)
{
  const char *advice = mailslot_error_get_advice (error);
  guint code = mailslot_error_get_win32_code (error);

  if (advice != NULL && code != 0)
    g_printerr (_ ("%s (Windows error %u)\n"), advice, code);
  else if (advice != NULL)
    g_printerr ("%s\n", advice);
  else if (code != 0)
    g_printerr (_ ("(Windows error %u)\n"), code);
}

CliExit
cli_report_usage_error (const char *command, const GError *error)
{
  g_printerr ("mailslot: %s\n", error->message);
  if (error->domain == MAILSLOT_ERROR)
    print_advice (error);
  if (command != NULL)
    g_printerr (_ ("Try “mailslot %s --help”.\n"), command);
  else
    g_printerr (_ ("Try “mailslot --help”.\n"));
  return CLI_EXIT_USAGE;
}

CliExit
cli_report_failure (const GError *error)
{
  g_printerr ("mailslot: %s\n", error->message);
  print_advice (error);
  return CLI_EXIT_FAILURE;
}

CliExit
cli_report_output_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    return CLI_EXIT_SUCCESS;

  g_printerr (_ ("mailslot: Cannot write to standard output: %s\n"), error->message);
  return CLI_EXIT_FAILURE;
}
