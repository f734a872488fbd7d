/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-command.h"

#include "cli/cli-listen-plan.h"
#include "cli/cli-output.h"
#include "cli/cli-platform.h"
#include "cli/cli-report.h"

#include <glib/gi18n-lib.h>

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
open_readers (const CliListenPlan *plan, GError **error)
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

/* Not translated: scripts wait for it. */
static void
report_listening (const CliListenPlan *plan)
{
  for (guint i = 0; i < plan->addresses->len; i++)
    g_printerr ("listening on %s\n",
                mailslot_address_to_string (plan->addresses->pdata[i]));
  if (plan->port.wants_all)
    g_printerr ("listening on %s\n",
                mailslot_address_to_string (mailslot_address_get_all ()));
}

static void
journal_state_cb (SwJournal *journal)
{
  const GError *error = sw_journal_get_error (journal);

  if (error != NULL)
    g_printerr (_ ("mailslot: Messages are not recorded any more: %s\n"), error->message);
}

/* Returns: (nullable): a journal that records, or %NULL with @error set */
static SwJournal *
open_journal (GFile *file, GError **error)
{
  g_autoptr (SwJournal) journal = sw_journal_new (file, SW_JOURNAL_WAIT);

  sw_journal_wait_until_open (journal);
  if (sw_journal_get_error (journal) != NULL)
    {
      g_propagate_error (error, g_error_copy (sw_journal_get_error (journal)));
      return NULL;
    }
  g_signal_connect (journal, "notify::state", G_CALLBACK (journal_state_cb), NULL);
  return g_steal_pointer (&journal);
}

/* Returns: the exit code of the program, which recorded or did not */
static CliExit
close_journal (SwJournal *journal, CliExit exit_code)
{
  SwJournalCounts counts;
  g_autofree char *number = NULL;

  sw_journal_stop (journal);
  sw_journal_get_counts (journal, &counts);
  number = g_strdup_printf ("%" G_GUINT64_FORMAT, counts.n_lost);
  if (counts.n_lost > 0)
    g_printerr (ngettext ("mailslot: %s message was not recorded\n",
                          "mailslot: %s messages were not recorded\n",
                          (gulong) counts.n_lost),
                number);
  return sw_journal_get_error (journal) == NULL ? exit_code : CLI_EXIT_FAILURE;
}

/* Whoever asks for a security wants to see what came of it. */
static void
report_security (gpointer reader, gpointer unused)
{
  g_autofree char *owner = NULL;
  g_autofree char *rights = NULL;

  mailslot_reader_describe (reader, &owner, &rights);
  /* Translators: a slot, the user who owns it, and rights such as "srw--w--w-" or an SDDL
   * string. */
  g_printerr (_ ("mailslot: %s: owner %s, rights %s\n"),
              mailslot_address_to_string (mailslot_reader_get_address (reader)),
              owner != NULL ? owner : _ ("unknown"),
              rights != NULL ? rights : _ ("unknown"));
}

static CliExit
run_listener (const CliListenPlan *plan,
              GPtrArray *readers,
              CliPort *port,
              SwJournal *journal,
              GCancellable *stop)
{
  g_autoptr (CliPrinter) printer = cli_printer_new (&plan->printer);
  CliListenerOptions options = plan->listener;
  MailslotReader *reader = cli_port_get_reader (port);
  CliExit exit_code;

  options.journal = journal;
  options.outlives_port = !cli_port_is_needed (port);
  report_listening (plan);
  if (plan->reader.security != NULL)
    g_ptr_array_foreach (readers, report_security, NULL);
  if (reader != NULL)
    g_ptr_array_add (readers, g_object_ref (reader));
  cli_port_report_source (port);
  exit_code = cli_listener_run (readers, printer, &options, stop);
  cli_port_report_counts (port);
  return journal != NULL ? close_journal (journal, exit_code) : exit_code;
}

static CliExit
listen_to_slots (const CliListenPlan *plan)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readers = NULL;
  g_autoptr (SwJournal) journal = NULL;
  g_autoptr (CliPort) port = NULL;

  reserve_descriptors (stop);
  cli_platform_cancel_on_interrupt (stop);
  cli_platform_cancel_when_reader_is_gone (stop);
  readers = open_readers (plan, &error);
  if (readers != NULL)
    port = cli_port_open (&plan->port, plan->addresses, &error);
  /* Last: a slot that could not be opened leaves nothing behind, a file would stay. */
  if (port != NULL && plan->journal != NULL)
    journal = open_journal (plan->journal, &error);
  return error == NULL ? run_listener (plan, readers, port, journal, stop)
                       : cli_report_failure (error);
}

CliExit
cli_listen (char **arguments)
{
  g_auto (CliListenPlan) plan = { { { NULL } } };
  g_autofree char *help = NULL;
  g_autoptr (GError) error = NULL;

  if (!cli_listen_plan_make (&plan, arguments, &help, &error))
    return cli_report_usage_error ("listen", error);
  if (help != NULL)
    return cli_print (help);
  return listen_to_slots (&plan);
}
