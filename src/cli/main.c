/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-command.h"
#include "cli/cli-platform.h"
#include "cli/cli-report.h"
#include "session/sw-locale.h"

int
main (int argc, char **argv)
{
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GError) error = NULL;

  cli_platform_init ();
  sw_locale_init ();
  arguments = cli_platform_dup_arguments (argv, &error);
  if (arguments == NULL)
    return (int) cli_report_usage_error (NULL, error);
  return (int) cli_run (arguments);
}
