/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-send-plan.h"

#include "cli/cli-network.h"
#include "cli/cli-options.h"

#include <glib/gi18n-lib.h>

static const CliSyntax syntax = {
  "send",
  N_ ("TARGET [TEXT]"),
  N_ ("Sends a message: TEXT, or what --text, --hex or --file gives, or standard input."),
  N_ ("A target is written \\\\.\\mailslot\\NAME, //./mailslot/NAME or just NAME; on "
      "other\n"
      "computers \\\\HOST\\mailslot\\NAME or, for all of a workgroup, "
      "\\\\*\\mailslot\\NAME.\n"
      "A file and standard input are sent as they are, unless --encoding or --escapes "
      "is\n"
      "given; then they are UTF-8 text.\n"
      "\n"
      "Example: mailslot send --nul Mymailslot 'Bingo is handsome'\n"
      "         mailslot send //SERVER/mailslot/Mymailslot Hello\n"),
};

static void
arguments_clear (CliSendArguments *self)
{
  g_free (self->text);
  g_free (self->hex);
  g_free (self->file);
  g_free (self->encoding);
  g_free (self->repeat);
  g_free (self->interval);
  g_free (self->scope);
  g_free (self->from);
  g_free (self->workgroup);
  g_free (self->transport);
  g_free (self->wins);
  g_strfreev (self->parameters);
}

void
cli_send_plan_clear (CliSendPlan *self)
{
  arguments_clear (&self->typed);
  g_clear_pointer (&self->target, mailslot_address_unref);
  g_clear_pointer (&self->network, mailslot_network_unref);
  g_clear_pointer (&self->payload, g_bytes_unref);
}

static gboolean
parse_arguments (CliSendArguments *self, char **arguments, char **help, GError **error)
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
    CLI_OPTION_VALUE ("scope",
                      0,
                      &self->scope,
                      N_ ("What NAME in \\\\NAME\\mailslot\\… is (default: host)"),
                      N_ ("host|domain")),
    CLI_OPTION_VALUE ("from",
                      0,
                      &self->from,
                      N_ ("Our name on the network (default: the computer's)"),
                      N_ ("NAME")),
    CLI_OPTION_VALUE ("workgroup",
                      0,
                      &self->workgroup,
                      N_ ("Our workgroup (default: that of Samba, else WORKGROUP)"),
                      N_ ("NAME")),
    CLI_OPTION_VALUE ("transport",
                      0,
                      &self->transport,
                      N_ ("Let Windows send (its default), or send our own datagrams"),
                      N_ ("windows|datagram")),
    CLI_OPTION_VALUE ("wins",
                      0,
                      &self->wins,
                      N_ ("Ask the WINS server with this IPv4 address for names, too"),
                      N_ ("ADDRESS")),
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
plan_scope (CliSendPlan *plan, const char *scope, GError **error)
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
plan_target (CliSendPlan *plan, const CliSendArguments *arguments, GError **error)
{
  char **parameters = arguments->parameters;

  if (parameters == NULL)
    return fail_usage (error, _ ("No target is given"));
  if (g_strv_length (parameters) > 2)
    return fail_usage (error, _ ("Too many arguments: put the text in quotes"));

  plan->target = cli_options_parse_address (parameters[0], error);
  return plan->target != NULL && plan_scope (plan, arguments->scope, error);
}

/* Returns: (nullable): an option that says who we are on the network */
static const char *
find_name_option (const CliSendArguments *arguments)
{
  if (arguments->from != NULL)
    return "--from";
  if (arguments->workgroup != NULL)
    return "--workgroup";
  return arguments->wins != NULL ? "--wins" : NULL;
}

static gboolean
plan_local_network (CliSendPlan *plan, const CliSendArguments *arguments, GError **error)
{
  const char *option = find_name_option (arguments);

  if (option == NULL && arguments->transport != NULL)
    option = "--transport";
  if (option != NULL)
    {
      g_set_error (error,
                   G_OPTION_ERROR,
                   G_OPTION_ERROR_BAD_VALUE,
                   _ ("%s is only for targets on other computers"),
                   option);
      return FALSE;
    }
  plan->network = mailslot_network_ref (mailslot_network_get_default ());
  return TRUE;
}

static gboolean
plan_remote_network (CliSendPlan *plan, const CliSendArguments *arguments, GError **error)
{
  const CliNetworkArguments typed = { arguments->from,
                                      arguments->workgroup,
                                      arguments->wins,
                                      arguments->transport };
  const char *option = find_name_option (arguments);

  plan->network = cli_network_new (&typed, error);
  if (plan->network == NULL)
    return FALSE;

  if (option != NULL && !mailslot_network_uses_datagrams (plan->network))
    {
      g_set_error (error,
                   G_OPTION_ERROR,
                   G_OPTION_ERROR_BAD_VALUE,
                   _ ("%s needs --transport datagram: otherwise Windows decides"),
                   option);
      return FALSE;
    }
  return TRUE;
}

static gboolean
plan_network (CliSendPlan *plan, const CliSendArguments *arguments, GError **error)
{
  gboolean is_planned = mailslot_address_is_local (plan->target)
                            ? plan_local_network (plan, arguments, error)
                            : plan_remote_network (plan, arguments, error);

  return is_planned
         && mailslot_network_get_limits (plan->network,
                                         plan->target,
                                         &plan->limits,
                                         error);
}

static gboolean
plan_source (CliSendPlan *plan, const CliSendArguments *arguments, GError **error)
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
plan_numbers (CliSendPlan *plan, const CliSendArguments *arguments, GError **error)
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
plan_payload (CliSendPlan *plan, GError **error)
{
  if (!cli_payload_is_typed (&plan->source))
    return TRUE;

  plan->payload = cli_payload_load (&plan->source, error);
  return plan->payload != NULL;
}

gboolean
cli_send_plan_make (CliSendPlan *self, char **arguments, char **help, GError **error)
{
  const CliSendArguments *typed = &self->typed;

  if (!parse_arguments (&self->typed, arguments, help, error))
    return FALSE;
  if (*help != NULL)
    return TRUE;
  return plan_target (self, typed, error) && plan_network (self, typed, error)
         && plan_source (self, typed, error) && plan_numbers (self, typed, error)
         && plan_payload (self, error);
}
