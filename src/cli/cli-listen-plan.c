/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-listen-plan.h"

#include "cli/cli-network.h"
#include "cli/cli-options.h"

#include <glib/gi18n-lib.h>

static const CliSyntax syntax = {
  "listen",
  N_ ("[SLOT…]"),
  N_ ("Creates the slots and prints each message as it comes, until Ctrl+C."),
  N_ ("A slot is written \\\\.\\mailslot\\NAME, //./mailslot/NAME or just NAME.\n"
      "What other computers send to the slots is printed, too, if there is a way to it; "
      "a\n"
      "line on the standard error says which. --all needs no slot.\n"
      "\n"
      "Example: mailslot listen --format json --count 1 Mymailslot\n"
      "         mailslot listen --all\n"),
};

static void
arguments_clear (CliListenArguments *self)
{
  cli_print_arguments_clear (&self->print);
  g_free (self->timeout);
  g_free (self->max_size);
  g_free (self->security);
  g_free (self->journal);
  g_free (self->source);
  g_free (self->computer);
  g_free (self->workgroup);
  g_strfreev (self->slots);
}

void
cli_listen_plan_clear (CliListenPlan *self)
{
  arguments_clear (&self->typed);
  g_clear_pointer (&self->port.network, mailslot_network_unref);
  g_clear_pointer (&self->reader.security, mailslot_security_unref);
  g_clear_pointer (&self->filter, cli_filter_free);
  g_clear_object (&self->journal);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
}

static gboolean
parse_arguments (CliListenArguments *self, char **arguments, char **help, GError **error)
{
  const GOptionEntry entries[] = {
    CLI_PRINT_OPTIONS (&self->print),
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
    CLI_OPTION_VALUE (
        "security",
        0,
        &self->security,
        N_ ("Let programs of user, everyone or what an SDDL string says send"),
        N_ ("WHO")),
    CLI_OPTION_VALUE ("journal",
                      0,
                      &self->journal,
                      N_ ("Record every message in FILE, for “mailslot read”"),
                      N_ ("FILE")),
    CLI_OPTION_VALUE ("source",
                      0,
                      &self->source,
                      N_ ("Hear other computers by auto, samba, relay, direct or none"),
                      N_ ("SOURCE")),
    CLI_OPTION_SWITCH ("all",
                       0,
                       &self->wants_all,
                       N_ ("Print every message from the network, whatever its slot")),
    CLI_OPTION_SWITCH ("no-repeats",
                       0,
                       &self->leaves_out_repeats,
                       N_ ("Leave out what comes again over another network adapter")),
    CLI_OPTION_SWITCH ("answer-names",
                       0,
                       &self->answers_names,
                       N_ ("Let other computers find this one where no nmbd runs")),
    CLI_OPTION_VALUE ("computer",
                      0,
                      &self->computer,
                      N_ ("Our name for --answer-names (default: the computer's)"),
                      N_ ("NAME")),
    CLI_OPTION_VALUE ("workgroup",
                      0,
                      &self->workgroup,
                      N_ ("Our workgroup for --answer-names (default: WORKGROUP)"),
                      N_ ("NAME")),
    CLI_OPTION_REST (&self->slots),
    G_OPTION_ENTRY_NULL,
  };

  return cli_options_parse (&syntax, entries, arguments, help, error);
}

static gboolean
plan_source (CliListenPlan *plan, const CliListenArguments *arguments, GError **error)
{
  const MailslotSource sources[] = { MAILSLOT_SOURCE_AUTO,
                                     MAILSLOT_SOURCE_SAMBA,
                                     MAILSLOT_SOURCE_RELAY,
                                     MAILSLOT_SOURCE_DIRECT,
                                     MAILSLOT_SOURCE_NONE };
  const char *names[G_N_ELEMENTS (sources) + 1] = { NULL };
  gboolean needs_source = arguments->wants_all || arguments->answers_names;
  guint index = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    names[i] = mailslot_source_to_string (sources[i]);
  if (!cli_options_parse_choice ("--source", names, arguments->source, &index, error))
    return FALSE;

  plan->port.is_source_given = arguments->source != NULL;
  plan->port.source = plan->port.is_source_given || needs_source
                          ? sources[index]
                          : mailslot_source_get_default ();
  if (needs_source && plan->port.source == MAILSLOT_SOURCE_NONE)
    {
      g_set_error_literal (error,
                           G_OPTION_ERROR,
                           G_OPTION_ERROR_BAD_VALUE,
                           _ ("--all and --answer-names need a source"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
plan_port (CliListenPlan *plan, const CliListenArguments *arguments, GError **error)
{
  const CliNetworkArguments typed = { .computer = arguments->computer,
                                      .workgroup = arguments->workgroup };

  if (!plan_source (plan, arguments, error))
    return FALSE;
  plan->port.wants_all = arguments->wants_all;
  plan->port.leaves_out_repeats = arguments->leaves_out_repeats;
  plan->port.answers_names = arguments->answers_names;
  plan->port.network = cli_network_new (&typed, error);
  return plan->port.network != NULL;
}

static gboolean
is_all (const char *slot)
{
  g_autofree char *normal = g_strdelimit (g_strdup (slot), "/", '\\');
  const char *all = mailslot_address_to_string (mailslot_address_get_all ());

  return g_ascii_strcasecmp (normal, all) == 0;
}

static gboolean
plan_slot (CliListenPlan *plan, const char *slot, GError **error)
{
  g_autoptr (MailslotAddress) address = NULL;

  if (is_all (slot))
    {
      g_set_error_literal (error,
                           G_OPTION_ERROR,
                           G_OPTION_ERROR_BAD_VALUE,
                           _ ("To print every message from the network, give --all"));
      return FALSE;
    }
  address = cli_options_parse_address (slot, error);
  if (address == NULL)
    return FALSE;

  if (!mailslot_address_is_local (address))
    {
      g_set_error (error,
                   G_OPTION_ERROR,
                   G_OPTION_ERROR_BAD_VALUE,
                   _ ("Cannot listen on %s: it is not on this computer; listen on "
                      "\\\\.\\mailslot\\%s"),
                   mailslot_address_to_string (address),
                   mailslot_address_get_name (address));
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
plan_slots (CliListenPlan *plan, char **slots, GError **error)
{
  plan->addresses =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mailslot_address_unref);
  for (char **slot = slots; slot != NULL && *slot != NULL; slot++)
    if (!plan_slot (plan, *slot, error))
      return FALSE;

  if (plan->addresses->len == 0 && !plan->port.wants_all)
    {
      g_set_error_literal (error,
                           G_OPTION_ERROR,
                           G_OPTION_ERROR_FAILED,
                           _ ("No slot is given"));
      return FALSE;
    }
  plan->printer.shows_slot = plan->port.wants_all || plan->addresses->len > 1;
  return TRUE;
}

static gboolean
plan_numbers (CliListenPlan *plan, const CliListenArguments *arguments, GError **error)
{
  guint64 timeout_ms = 0;
  guint64 max_size = 0;

  if (!cli_options_parse_number (&(CliNumber){ "--timeout", 0, G_MAXINT },
                                 arguments->timeout,
                                 &timeout_ms,
                                 error)
      || !cli_options_parse_number (&(CliNumber){ "--max-size", 0, G_MAXINT32 },
                                    arguments->max_size,
                                    &max_size,
                                    error))
    return FALSE;

  plan->listener.timeout_ms =
      arguments->timeout != NULL ? (int) timeout_ms : CLI_LISTENER_NO_TIMEOUT;
  plan->reader.max_message_bytes = (guint32) max_size;
  plan->reader.read_timeout_ms = MAILSLOT_TIMEOUT_INFINITE;
  return TRUE;
}

static gboolean
plan_security (CliListenPlan *plan, const CliListenArguments *arguments, GError **error)
{
  g_autofree char *text = NULL;

  if (arguments->security == NULL)
    return TRUE;
  text = cli_options_dup_text (arguments->security, error);
  if (text != NULL)
    plan->reader.security = mailslot_security_parse (text, error);
  return plan->reader.security != NULL;
}

static gboolean
plan_print (CliListenPlan *plan, const CliListenArguments *arguments, GError **error)
{
  if (!cli_print_arguments_parse (&arguments->print,
                                  &plan->listener.max_messages,
                                  &plan->printer,
                                  &plan->filter,
                                  error))
    return FALSE;
  if (cli_filter_is_needed (plan->filter))
    plan->listener.filter = plan->filter;
  return TRUE;
}

gboolean
cli_listen_plan_make (CliListenPlan *self, char **arguments, char **help, GError **error)
{
  const CliListenArguments *typed = &self->typed;

  if (!parse_arguments (&self->typed, arguments, help, error))
    return FALSE;
  if (*help != NULL)
    return TRUE;
  if (typed->journal != NULL)
    self->journal = g_file_new_for_commandline_arg (typed->journal);
  return plan_numbers (self, typed, error) && plan_security (self, typed, error)
         && plan_print (self, typed, error) && plan_port (self, typed, error)
         && plan_slots (self, typed->slots, error);
}
