/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-command.h"

#include "cli/cli-output.h"
#include "cli/cli-platform.h"
#include "cli/cli-report.h"
#include "cli/cli-send-plan.h"
#include "session/sw-send-job.h"

#include <glib/gi18n-lib.h>

/* What is longer than a datagram can hold would be refused anyway, but message by message
 * and by every system in its own words. What nmbd loses nobody ever hears of. */
static gboolean
check_size (const CliSendPlan *plan, GError **error)
{
  const MailslotLimits *limits = &plan->limits;
  gsize size = g_bytes_get_size (plan->payload);
  g_autofree char *given = g_strdup_printf ("%" G_GSIZE_FORMAT, size);
  g_autofree char *max = g_strdup_printf ("%" G_GSIZE_FORMAT, limits->max_bytes);
  g_autofree char *nmbd_max =
      g_strdup_printf ("%" G_GSIZE_FORMAT, limits->nmbd_max_bytes);

  if (size > limits->max_bytes)
    {
      g_set_error (error,
                   MAILSLOT_ERROR,
                   MAILSLOT_ERROR_MESSAGE_TOO_LARGE,
                   _ ("Cannot send to %s: the message has %s bytes, the limit is %s"),
                   mailslot_address_to_string (plan->target),
                   given,
                   max);
      return FALSE;
    }
  if (size > limits->nmbd_max_bytes)
    g_printerr (_ ("mailslot: The message has %s bytes. A receiver behind Samba's nmbd "
                   "would lose it: nmbd takes at most %s.\n"),
                given,
                nmbd_max);
  else if (size == 0 && limits->nmbd_max_bytes != G_MAXSIZE)
    g_printerr (_ ("mailslot: The message is empty. A receiver behind Samba's nmbd "
                   "would lose it.\n"));
  return TRUE;
}

static void
report_unsent (CliSendPlan *plan, guint64 n_sent)
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
send_payload (CliSendPlan *plan)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (SwSendJob) job =
      sw_send_job_new (plan->target, plan->payload, plan->n_repeats, plan->interval_ms);
  g_autoptr (GError) error = NULL;

  sw_send_job_set_network (job, plan->network);
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
  g_auto (CliSendPlan) plan = { { NULL } };
  g_autofree char *help = NULL;
  g_autoptr (GError) error = NULL;

  if (!cli_send_plan_make (&plan, arguments, &help, &error))
    return cli_report_usage_error ("send", error);
  if (help != NULL)
    return cli_print (help);

  /* Until the payload is there nothing is open, and a signal may do what it always does.
   */
  if (plan.payload == NULL)
    plan.payload = cli_payload_load (&plan.source, &error);
  if (plan.payload == NULL || !check_size (&plan, &error))
    return report_failure (error);
  return send_payload (&plan);
}
