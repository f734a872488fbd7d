/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-command.h"

#include "cli/cli-listener.h"
#include "cli/cli-options.h"
#include "cli/cli-output.h"
#include "cli/cli-platform.h"
#include "cli/cli-printer.h"
#include "cli/cli-report.h"
#include "mailslot/mailslot.h"

#include <glib/gi18n-lib.h>

/* What was typed. */
typedef struct
{
  char *count;
  char *timeout;
  char *max_size;
  char *format;
  char *encoding;
  char **slots;
} ListenArguments;

/* What it means. */
typedef struct
{
  CliListenerOptions listener;
  CliPrinterOptions printer;
  MailslotReaderOptions reader;
  GPtrArray *addresses; /* (owned) (element-type MailslotAddress) */
} ListenPlan;

static const CliSyntax syntax = {
  "listen",
  N_ ("SLOT…"),
  N_ ("Creates the slots and prints each message as it comes, until Ctrl+C."),
  N_ ("A slot is written \\\\.\\mailslot\\NAME, //./mailslot/NAME or just NAME.\n"
      "\n"
      "Example: mailslot listen --format json --count 1 Mymailslot\n"),
};

static void
listen_arguments_clear (ListenArguments *self)
{
  g_free (self->count);
  g_free (self->timeout);
  g_free (self->max_size);
  g_free (self->format);
  g_free (self->encoding);
  g_strfreev (self->slots);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ListenArguments, listen_arguments_clear)

static void
listen_plan_clear (ListenPlan *self)
{
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ListenPlan, listen_plan_clear)

static gboolean
parse_arguments (ListenArguments *self, char **arguments, char **help, GError **error)
{
  const GOptionEntry entries[] = {
    CLI_OPTION_VALUE ("count", 'c', &self->count, N_ ("End after N messages"), N_ ("N")),
    CLI_OPTION_VALUE ("timeout",
                      0,
                      &self->timeout,
                      N_ ("End when no message came for MS milliseconds"),
                      N_ ("MS")),
    CLI_OPTION_VALUE ("max-size",
                      0,
                      &self->max_size,
                      N_ ("Refuse messages of more than N bytes (0: take any)"),
                      N_ ("N")),
    CLI_OPTION_VALUE ("format",
                      'f',
                      &self->format,
                      N_ ("Print text (the default), hex, json or raw"),
                      N_ ("FORMAT")),
    CLI_OPTION_VALUE ("encoding",
                      'E',
                      &self->encoding,
                      N_ ("Read text in this encoding (default: detect)"),
                      N_ ("ENCODING")),
    CLI_OPTION_REST (&self->slots),
    G_OPTION_ENTRY_NULL,
  };

  return cli_options_parse (&syntax, entries, arguments, help, error);
}

static gboolean
plan_slot (ListenPlan *plan, const char *slot, GError **error)
{
  g_autoptr (MailslotAddress) address = cli_options_parse_address (slot, error);

  if (address == NULL)
    return FALSE;

  if (!mailslot_address_is_local (address))
    {
      g_set_error (error,
                   G_OPTION_ERROR,
                   G_OPTION_ERROR_BAD_VALUE,
                   _ ("Cannot listen on %s: it is not on this computer"),
                   mailslot_address_to_string (address));
      return FALSE;
    }
  if (g_ptr_array_find_with_equal_func (plan->addresses,
                                        address,
                                        mailslot_address_equal,
                                        NULL))
    {
      g_set_error (error,
                   G_OPTION_ERROR,
                   G_OPTION_ERROR_BAD_VALUE,
                   _ ("%s is given twice"),
                   mailslot_address_to_string (address));
      return FALSE;
    }
  g_ptr_array_add (plan->addresses, g_steal_pointer (&address));
  return TRUE;
}

static gboolean
plan_slots (ListenPlan *plan, char **slots, GError **error)
{
  plan->addresses =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mailslot_address_unref);
  for (char **slot = slots; slot != NULL && *slot != NULL; slot++)
    if (!plan_slot (plan, *slot, error))
      return FALSE;

  if (plan->addresses->len == 0)
    {
      g_set_error_literal (error,
                           G_OPTION_ERROR,
                           G_OPTION_ERROR_FAILED,
                           _ ("No slot is given"));
      return FALSE;
    }
  plan->printer.shows_slot = plan->addresses->len > 1;
  return TRUE;
}

static gboolean
plan_numbers (ListenPlan *plan, const ListenArguments *arguments, GError **error)
{
  guint64 count = 0;
  guint64 timeout_ms = 0;
  guint64 max_size = 0;

  if (!cli_options_parse_number (&(CliNumber){ "--count", 1, G_MAXINT64 },
                                 arguments->count,
                                 &count,
                                 error)
      || !cli_options_parse_number (&(CliNumber){ "--timeout", 0, G_MAXINT },
                                    arguments->timeout,
                                    &timeout_ms,
                                    error)
      || !cli_options_parse_number (&(CliNumber){ "--max-size", 0, G_MAXINT32 },
                                    arguments->max_size,
                                    &max_size,
                                    error))
    return FALSE;

  plan->listener.max_messages = count;
  plan->listener.timeout_ms =
      arguments->timeout != NULL ? (int) timeout_ms : CLI_LISTENER_NO_TIMEOUT;
  plan->reader.max_message_bytes = (guint32) max_size;
  plan->reader.read_timeout_ms = MAILSLOT_TIMEOUT_INFINITE;
  return TRUE;
}

static gboolean
plan_printer (ListenPlan *plan, const ListenArguments *arguments, GError **error)
{
  const char *const formats[] = { "text", "hex", "json", "raw", NULL };
  guint format = CLI_FORMAT_TEXT;

  if (!cli_options_parse_choice ("--format", formats, arguments->format, &format, error))
    return FALSE;
  plan->printer.format = (CliFormat) format;
  if (arguments->encoding == NULL)
    return TRUE;

  if (format != CLI_FORMAT_TEXT)
    {
      g_set_error_literal (error,
                           G_OPTION_ERROR,
                           G_OPTION_ERROR_BAD_VALUE,
                           _ ("--encoding is only for --format text"));
      return FALSE;
    }
  plan->printer.encoding = cli_options_parse_encoding (arguments->encoding, error);
  return plan->printer.encoding != NULL;
}

/* Makes what the main loop and a blocked output wait with before the slots are opened:
 * GLib ends the program if it gets no descriptor for that, a slot too many just fails. */
static void
reserve_descriptors (GCancellable *stop)
{
  g_main_context_default ();
  g_cancellable_get_fd (stop); /* kept until the program ends */
}

/* All or none: a name that is taken must not leave the others created. */
static GPtrArray *
open_readers (const ListenPlan *plan, GError **error)
{
  g_autoptr (GPtrArray) readers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < plan->addresses->len; i++)
    {
      MailslotReader *reader =
          mailslot_reader_open (plan->addresses->pdata[i], &plan->reader, error);

      if (reader == NULL)
        return NULL;
      g_ptr_array_add (readers, reader);
    }
  return g_steal_pointer (&readers);
}

static CliExit
listen_to_slots (const ListenPlan *plan)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (CliPrinter) printer = cli_printer_new (&plan->printer);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readers = NULL;

  reserve_descriptors (stop);
  cli_platform_cancel_on_interrupt (stop);
  cli_platform_cancel_when_reader_is_gone (stop);
  readers = open_readers (plan, &error);
  if (readers == NULL)
    return cli_report_failure (error);

  /* Not translated: scripts wait for it. */
  for (guint i = 0; i < plan->addresses->len; i++)
    g_printerr ("listening on %s\n",
                mailslot_address_to_string (plan->addresses->pdata[i]));
  return cli_listener_run (readers, printer, &plan->listener, stop);
}

CliExit
cli_listen (char **arguments)
{
  g_auto (ListenArguments) typed = { NULL };
  g_auto (ListenPlan) plan = { { 0 } };
  g_autofree char *help = NULL;
  g_autoptr (GError) error = NULL;

  if (!parse_arguments (&typed, arguments, &help, &error))
    return cli_report_usage_error ("listen", error);
  if (help != NULL)
    return cli_print (help);

  if (!plan_numbers (&plan, &typed, &error) || !plan_printer (&plan, &typed, &error)
      || !plan_slots (&plan, typed.slots, &error))
    return cli_report_usage_error ("listen", error);
  return listen_to_slots (&plan);
}
