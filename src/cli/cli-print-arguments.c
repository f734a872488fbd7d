/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-print-arguments.h"

void
cli_print_arguments_clear (CliPrintArguments *self)
{
  g_free (self->count);
  g_free (self->format);
  g_free (self->encoding);
  g_strfreev (self->matches);
  g_strfreev (self->excludes);
}

gboolean
cli_print_arguments_parse (const CliPrintArguments *self,
                           guint64 *max_messages,
                           CliPrinterOptions *printer,
                           CliFilter **filter,
                           GError **error)
{
  if (!cli_options_parse_number (&(CliNumber){ "--count", 1, G_MAXINT64 },
                                 self->count,
                                 max_messages,
                                 error)
      || !cli_printer_options_parse (printer, self->format, self->encoding, error))
    return FALSE;
  *filter = cli_filter_new (self->matches, self->excludes, error);
  return *filter != NULL;
}
