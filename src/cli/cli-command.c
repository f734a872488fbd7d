/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-command.h"

#include "cli/cli-output.h"
#include "cli/cli-report.h"

#include <glib/gi18n-lib.h>

static CliExit cli_help (char **arguments);

static const CliCommand commands[] = {
  { "listen", N_ ("Create slots and print the messages that come"), cli_listen },
  { "read", N_ ("Print the messages of a file"), cli_read },
  { "send", N_ ("Send a message to a slot"), cli_send },
  { "list", N_ ("List the slots of this computer"), cli_list },
  { "help", N_ ("Explain a command"), cli_help },
};

static const CliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

static char *
dup_overview (void)
{
  GString *text = g_string_new (NULL);

  g_string_append (text, _ ("Usage:"));
  g_string_append_printf (text, "\n  mailslot %s\n\n", _ ("COMMAND [OPTION…]"));
  g_string_append (text, _ ("Watches Windows mailslots and sends to them."));
  g_string_append_printf (text, "\n\n%s\n", _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text,
                            "  %-8s %s\n",
                            commands[i].name,
                            _ (commands[i].summary));
  g_string_append_printf (text, "\n%s\n", _ ("Options:"));
  g_string_append_printf (text, "  -h, --help     %s\n", _ ("Show this text"));
  g_string_append_printf (text, "  --version      %s\n", _ ("Show the version"));
  g_string_append_printf (text, "\n%s\n", _ ("Example, in two terminals:"));
  g_string_append (text, "  mailslot listen Mymailslot\n");
  g_string_append_printf (text, "  mailslot send Mymailslot '%s'\n\n", _ ("Hello"));
  g_string_append (text, _ ("“mailslot COMMAND --help” explains a command."));
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

static CliExit
print_overview (void)
{
  g_autofree char *overview = dup_overview ();

  return cli_print (overview);
}

static CliExit
report_unknown_command (const char *name)
{
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  g_autoptr (GError) error = g_error_new (G_OPTION_ERROR,
                                          G_OPTION_ERROR_FAILED,
                                          _ ("Unknown command “%s”"),
                                          shown);

  return cli_report_usage_error (NULL, error);
}

static CliExit
cli_help (char **arguments)
{
  g_autoptr (GError) error = NULL;
  const CliCommand *command;

  if (arguments[1] == NULL)
    return print_overview ();
  if (arguments[2] != NULL)
    {
      g_set_error_literal (&error,
                           G_OPTION_ERROR,
                           G_OPTION_ERROR_FAILED,
                           _ ("“help” takes one command"));
      return cli_report_usage_error (NULL, error);
    }

  command = find_command (arguments[1]);
  if (command == NULL)
    return report_unknown_command (arguments[1]);
  if (command->run == cli_help)
    return print_overview ();

  return command->run ((char *[]){ arguments[1], (char *) "--help", NULL });
}

static gboolean
is_help_option (const char *argument)
{
  return g_str_equal (argument, "--help") || g_str_equal (argument, "-h")
         || g_str_equal (argument, "-?");
}

CliExit
cli_run (char **arguments)
{
  const CliCommand *command;

  if (arguments[0] == NULL || arguments[1] == NULL)
    {
      g_autofree char *overview = dup_overview ();

      g_printerr ("%s", overview);
      return CLI_EXIT_USAGE;
    }
  if (is_help_option (arguments[1]))
    return print_overview ();
  if (g_str_equal (arguments[1], "--version"))
    return cli_print ("mailslot " VERSION "\n");

  command = find_command (arguments[1]);
  if (command == NULL)
    return report_unknown_command (arguments[1]);
  if (command->run == cli_help && arguments[2] != NULL && is_help_option (arguments[2]))
    return print_overview ();

  return command->run (arguments + 1);
}
