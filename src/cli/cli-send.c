/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-command.h"

#include "cli/cli-options.h"
#include "cli/cli-output.h"
#include "cli/cli-payload.h"
#include "cli/cli-platform.h"
#include "cli/cli-report.h"
#include "session/sw-send-job.h"

#include <glib/gi18n-lib.h>

/* What was typed. */
typedef struct
{
  char *text;
  char *hex;
  char *file;
  char *encoding;
  gboolean has_escapes;
  gboolean has_nul;
  char *repeat;
  char *interval;
  char *scope;
  char *from;
  char **parameters; /* (nullable): the target and the text */
} SendArguments;

/* What it means. */
typedef struct
{
  MailslotAddress *target; /* (owned) */
  CliPayloadSource source; /* points into the arguments */
  GBytes *payload;         /* (owned) (nullable): NULL until read from a file or stdin */
  guint64 n_repeats;
  guint interval_ms;
} SendPlan;

static const CliSyntax syntax = {
  "send",
  N_ ("TARGET [TEXT]"),
  N_ ("Sends a message: TEXT, or what --text, --hex or --file gives, or standard input."),
  N_ ("A target is written \\\\.\\mailslot\\NAME, //./mailslot/NAME or just NAME.\n"
      "A file and standard input are sent as they are, unless --encoding or --escapes "
      "is\n"
      "given; then they are UTF-8 text.\n"
      "\n"
      "Example: mailslot send --nul Mymailslot 'Bingo is handsome'\n"),
};

static void
send_arguments_clear (SendArguments *self)
{
  g_free (self->text);
  g_free (self->hex);
  g_free (self->file);
  g_free (self->encoding);
  g_free (self->repeat);
  g_free (self->interval);
  g_free (self->scope);
  g_free (self->from);
  g_strfreev (self->parameters);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SendArguments, send_arguments_clear)

static void
send_plan_clear (SendPlan *self)
{
  g_clear_pointer (&self->target, mailslot_address_unref);
  g_clear_pointer (&self->payload, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SendPlan, send_plan_clear)

static gboolean
parse_arguments (SendArguments *self, char **arguments, char **help, GError **error)
{
  const GOptionEntry entries[] = {
    CLI_OPTION_VALUE ("text", 0, &self->text, N_ ("Send this text"), N_ ("TEXT")),
    CLI_OPTION_VALUE ("hex",
                      'x',
                      &self->hex,
                      N_ ("Send these bytes, such as “42 69 6e 00”"),
                      N_ ("DIGITS")),
    CLI_OPTION_VALUE ("file",
                      0,
                      &self->file,
                      N_ ("Send what is in this file (“-”: standard input)"),
                      N_ ("FILE")),
    CLI_OPTION_VALUE ("encoding",
                      'E',
                      &self->encoding,
                      N_ ("Send text in this encoding (default: utf-8)"),
                      N_ ("ENCODING")),
    CLI_OPTION_SWITCH ("escapes",
                       'e',
                       &self->has_escapes,
                       N_ ("Read C escapes in text: \\n \\t \\0 \\xHH \\uHHHH …")),
    CLI_OPTION_SWITCH ("nul", '0', &self->has_nul, N_ ("Append a NUL, as C programs do")),
    CLI_OPTION_VALUE ("repeat",
                      'n',
                      &self->repeat,
                      N_ ("Send the message N times (default: 1)"),
                      N_ ("N")),
    CLI_OPTION_VALUE ("interval",
                      'i',
                      &self->interval,
                      N_ ("Wait MS milliseconds between two messages (default: 0)"),
                      N_ ("MS")),
    CLI_OPTION_VALUE (
        "scope",
        0,
        &self->scope,
        N_ ("Whether NAME of \\\\NAME\\mailslot\\… is a host (the default) or a domain"),
        N_ ("host|domain")),
    CLI_OPTION_VALUE ("from",
                      0,
                      &self->from,
                      N_ ("Name of the sender, for targets on other computers"),
                      N_ ("NAME")),
    CLI_OPTION_REST (&self->parameters),
    G_OPTION_ENTRY_NULL,
  };

  return cli_options_parse (&syntax, entries, arguments, help, error);
}

static gboolean
fail_usage (GError **error, const char *message)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, message);
  return FALSE;
}

static gboolean
plan_scope (SendPlan *plan, const char *scope, GError **error)
{
  const char *const names[] = { "host", "domain", NULL };
  const MailslotScope scopes[] = { MAILSLOT_SCOPE_HOST, MAILSLOT_SCOPE_DOMAIN };
  MailslotAddress *target;
  guint index = 0;

  if (scope == NULL)
    return TRUE;
  if (!cli_options_parse_choice ("--scope", names, scope, &index, error))
    return FALSE;

  target = mailslot_address_with_scope (plan->target, scopes[index], error);
  if (target == NULL)
    return FALSE;
  mailslot_address_unref (plan->target);
  plan->target = target;
  return TRUE;
}

static gboolean
plan_target (SendPlan *plan, const SendArguments *arguments, GError **error)
{
  char **parameters = arguments->parameters;

  if (parameters == NULL)
    return fail_usage (error, _ ("No target is given"));
  if (g_strv_length (parameters) > 2)
    return fail_usage (error, _ ("Too many arguments: put the text in quotes"));

  plan->target = cli_options_parse_address (parameters[0], error);
  if (plan->target == NULL || !plan_scope (plan, arguments->scope, error))
    return FALSE;

  if (arguments->from != NULL && mailslot_address_is_local (plan->target))
    return fail_usage (error, _ ("--from is only for targets on other computers"));
  if (arguments->from != NULL)
    return fail_usage (
        error,
        _ ("--from cannot be used: this version does not send datagrams itself"));
  return TRUE;
}

static gboolean
plan_source (SendPlan *plan, const SendArguments *arguments, GError **error)
{
  char **parameters = arguments->parameters;
  const CliPayloadSource sources[] = {
    { CLI_PAYLOAD_TEXT, g_strv_length (parameters) > 1 ? parameters[1] : NULL },
    { CLI_PAYLOAD_TEXT, arguments->text },
    { CLI_PAYLOAD_HEX, arguments->hex },
    { CLI_PAYLOAD_FILE, arguments->file },
  };
  guint n_sources = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (sources[i].content != NULL)
      {
        plan->source = sources[i];
        n_sources++;
      }
  if (n_sources > 1)
    return fail_usage (error, _ ("Give only one of TEXT, --text, --hex and --file"));
  if (arguments->hex != NULL && (arguments->encoding != NULL || arguments->has_escapes))
    return fail_usage (error, _ ("--encoding and --escapes are not for --hex"));

  if (arguments->has_escapes)
    plan->source.flags |= SW_TEXT_ESCAPES;
  if (arguments->has_nul)
    plan->source.flags |= SW_TEXT_NUL;
  if (arguments->encoding != NULL)
    plan->source.encoding = cli_options_parse_encoding (arguments->encoding, error);
  return arguments->encoding == NULL || plan->source.encoding != NULL;
}

static gboolean
plan_numbers (SendPlan *plan, const SendArguments *arguments, GError **error)
{
  guint64 interval_ms = 0;

  plan->n_repeats = 1;
  if (!cli_options_parse_number (&(CliNumber){ "--repeat", 1, G_MAXINT64 },
                                 arguments->repeat,
                                 &plan->n_repeats,
                                 error)
      || !cli_options_parse_number (&(CliNumber){ "--interval", 0, G_MAXINT },
                                    arguments->interval,
                                    &interval_ms,
                                    error))
    return FALSE;

  plan->interval_ms = (guint) interval_ms;
  return TRUE;
}

static gboolean
plan_payload (SendPlan *plan, GError **error)
{
  if (!cli_payload_is_typed (&plan->source))
    return TRUE;

  plan->payload = cli_payload_load (&plan->source, error);
  return plan->payload != NULL;
}

static void
report_unsent (SendPlan *plan, guint64 n_sent)
{
  g_autofree char *sent = g_strdup_printf ("%" G_GUINT64_FORMAT, n_sent);
  g_autofree char *wanted = g_strdup_printf ("%" G_GUINT64_FORMAT, plan->n_repeats);

  if (plan->n_repeats > 1)
    g_printerr (_ ("mailslot: %s of %s messages were sent\n"), sent, wanted);
}

static CliExit
report_failure (const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return cli_report_failure (error);

  g_printerr (_ ("mailslot: Interrupted\n"));
  return CLI_EXIT_FAILURE;
}

static CliExit
send_payload (SendPlan *plan)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (SwSendJob) job =
      sw_send_job_new (plan->target, plan->payload, plan->n_repeats, plan->interval_ms);
  g_autoptr (GError) error = NULL;

  cli_platform_cancel_on_interrupt (stop);
  if (sw_send_job_run (job, stop, &error))
    return CLI_EXIT_SUCCESS;

  report_failure (error);
  report_unsent (plan, sw_send_job_get_n_sent (job));
  return CLI_EXIT_FAILURE;
}

CliExit
cli_send (char **arguments)
{
  g_auto (SendArguments) typed = { NULL };
  g_auto (SendPlan) plan = { NULL };
  g_autofree char *help = NULL;
  g_autoptr (GError) error = NULL;

  if (!parse_arguments (&typed, arguments, &help, &error))
    return cli_report_usage_error ("send", error);
  if (help != NULL)
    return cli_print (help);

  if (!plan_target (&plan, &typed, &error) || !plan_source (&plan, &typed, &error)
      || !plan_numbers (&plan, &typed, &error) || !plan_payload (&plan, &error))
    return cli_report_usage_error ("send", error);

  /* Until the payload is there nothing is open, and a signal may do what it always does.
   */
  if (plan.payload == NULL)
    plan.payload = cli_payload_load (&plan.source, &error);
  if (plan.payload == NULL)
    return report_failure (error);
  return send_payload (&plan);
}
