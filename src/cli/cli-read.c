/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-command.h"

#include "cli/cli-output.h"
#include "cli/cli-platform.h"
#include "cli/cli-print-arguments.h"
#include "cli/cli-report.h"
#include "session/sw-saved-reader.h"

#include <glib/gi18n-lib.h>

static const CliSyntax syntax = {
  "read",
  N_ ("FILE"),
  N_ ("Prints the messages of a file: a journal, or JSON Lines."),
  N_ ("“mailslot listen --journal FILE” and the window record journals; both write JSON\n"
      "Lines, too. A journal can be read while it is being written.\n"
      "\n"
      "Example: mailslot read --match error --format json today.journal\n"),
};

typedef struct
{
  CliPrintArguments print;
  char **files; /* (owned) (nullable) */
} Arguments;

typedef struct
{
  guint64 max_messages; /* 0 for any number */
  CliPrinterOptions printer;
  CliFilter *filter; /* (owned) */
  GFile *file;       /* (owned) */
} Plan;

static void
arguments_clear (Arguments *self)
{
  cli_print_arguments_clear (&self->print);
  g_strfreev (self->files);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static void
plan_clear (Plan *self)
{
  g_clear_pointer (&self->filter, cli_filter_free);
  g_clear_object (&self->file);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static gboolean
parse_arguments (Arguments *self, char **arguments, char **help, GError **error)
{
  const GOptionEntry entries[] = {
    CLI_PRINT_OPTIONS (&self->print),
    CLI_OPTION_REST (&self->files),
    G_OPTION_ENTRY_NULL,
  };

  return cli_options_parse (&syntax, entries, arguments, help, error);
}

static gboolean
plan_file (Plan *plan, char **files, GError **error)
{
  if (files == NULL || files[1] != NULL)
    {
      g_set_error_literal (error,
                           G_OPTION_ERROR,
                           G_OPTION_ERROR_FAILED,
                           _ ("“read” takes one file"));
      return FALSE;
    }
  plan->file = g_file_new_for_commandline_arg (files[0]);
  return TRUE;
}

static gboolean
make_plan (Plan *plan, const Arguments *typed, GError **error)
{
  plan->printer.shows_slot = TRUE;
  return cli_print_arguments_parse (&typed->print,
                                    &plan->max_messages,
                                    &plan->printer,
                                    &plan->filter,
                                    error)
         && plan_file (plan, typed->files, error);
}

/* Sets @error also if the file is damaged: what came before is printed.
 *
 * Returns: %FALSE if stdout takes no more */
static gboolean
print_messages (const Plan *plan,
                SwSavedReader *reader,
                CliOutput *output,
                GCancellable *stop,
                GError **error)
{
  g_autoptr (CliPrinter) printer = cli_printer_new (&plan->printer);
  guint64 n_messages = 0;
  MailslotRecord record;
  guint64 serial;

  while (!g_cancellable_is_cancelled (stop)
         && (plan->max_messages == 0 || n_messages < plan->max_messages)
         && sw_saved_reader_next (reader, &record, &serial, error))
    {
      if (!cli_filter_wants (plan->filter, &record))
        continue;
      n_messages++;
      cli_printer_append (printer, cli_output_get_buffer (output), &record, serial);
      if (!cli_output_commit (output, error))
        return FALSE;
    }
  return TRUE;
}

static CliExit
report_broken (SwSavedReader *reader)
{
  GPtrArray *complaints = sw_saved_reader_get_complaints (reader);
  guint64 n_more = sw_saved_reader_get_n_broken (reader) - complaints->len;
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, n_more);

  for (guint i = 0; i < complaints->len; i++)
    g_printerr ("mailslot: %s\n", (const char *) complaints->pdata[i]);
  if (n_more > 0)
    g_printerr (ngettext ("mailslot: %s more line is broken\n",
                          "mailslot: %s more lines are broken\n",
                          (gulong) n_more),
                number);
  return complaints->len == 0 ? CLI_EXIT_SUCCESS : CLI_EXIT_FAILURE;
}

static CliExit
read_file (const Plan *plan)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) output_error = NULL;
  g_autoptr (SwSavedReader) reader = sw_saved_reader_open (plan->file, &error);
  g_autoptr (CliOutput) output = cli_output_new (stop);

  if (reader == NULL)
    return cli_report_failure (error);
  cli_platform_cancel_on_interrupt (stop);
  if (!print_messages (plan, reader, output, stop, &error)
      || !cli_output_flush (output, &output_error))
    return cli_report_output_error (error != NULL ? error : output_error);
  cli_filter_report (plan->filter);
  if (error != NULL)
    return cli_report_failure (error);
  return report_broken (reader);
}

CliExit
cli_read (char **arguments)
{
  g_auto (Arguments) typed = { { NULL } };
  g_auto (Plan) plan = { 0 };
  g_autofree char *help = NULL;
  g_autoptr (GError) error = NULL;

  if (!parse_arguments (&typed, arguments, &help, &error))
    return cli_report_usage_error ("read", error);
  if (help != NULL)
    return cli_print (help);
  if (!make_plan (&plan, &typed, &error))
    return cli_report_usage_error ("read", error);
  return read_file (&plan);
}
