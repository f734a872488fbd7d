/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-port.h"

#include "cli/cli-report.h"

#include <glib/gi18n-lib.h>

struct _CliPort
{
  CliPortOptions options;
  MailslotNetwork *network;         /* (owned) that of the options */
  MailslotPort *port;               /* (owned) (nullable) */
  GError *error;                    /* (owned) (nullable) why there is no port */
  MailslotNameResponder *responder; /* (owned) (nullable) */
  gboolean is_connected;            /* what was said last */
  guint connection_id;              /* looks whether it still holds */
};

#define CONNECTION_SECONDS 1

void
cli_port_free (CliPort *self)
{
  g_clear_handle_id (&self->connection_id, g_source_remove);
  if (self->responder != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->responder, self);
      mailslot_name_responder_close (self->responder);
    }
  g_clear_object (&self->responder);
  g_clear_object (&self->port);
  g_clear_error (&self->error);
  mailslot_network_unref (self->network);
  g_free (self);
}

gboolean
cli_port_is_needed (CliPort *self)
{
  const CliPortOptions *options = &self->options;

  return options->wants_all || options->answers_names
         || (options->is_source_given && options->source != MAILSLOT_SOURCE_AUTO);
}

static gboolean
open_port (CliPort *self, GPtrArray *slots, GError **error)
{
  const CliPortOptions *options = &self->options;

  if (options->source == MAILSLOT_SOURCE_NONE)
    return TRUE;

  self->port = mailslot_port_open (self->network, options->source, &self->error);
  if (self->port != NULL)
    {
      mailslot_port_set_wanted (self->port, slots, options->wants_all);
      mailslot_port_set_leaves_out_repeats (self->port, options->leaves_out_repeats);
      return TRUE;
    }
  if (!cli_port_is_needed (self))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/* Not before: who waits for this line may look for us at once. */
static void
responder_ready_cb (CliPort *self)
{
  g_printerr (_ ("mailslot: Other computers can find this one as %s, in the workgroup "
                 "%s.\n"),
              mailslot_network_get_computer (self->network),
              mailslot_network_get_workgroup (self->network));
}

/* What is sent to the whole workgroup still arrives. */
static void
responder_failed_cb (CliPort *self, const GError *error)
{
  g_printerr ("mailslot: %s\n", error->message);
}

/* Returns: what helps; what helps with a slot that is taken or forbidden does not help
 * with a port */
static const char *
get_responder_advice (const GError *error)
{
  if (g_error_matches (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ACCESS_DENIED))
    return _ ("Run this as an administrator, or leave --answer-names out.");
  if (g_error_matches (error, MAILSLOT_ERROR, MAILSLOT_ERROR_ALREADY_EXISTS))
    return _ ("Leave --answer-names out.");
  return NULL;
}

/* The advice comes on a line of its own, as everywhere. */
static void
propagate_responder_error (GError *responder_error, GError **error)
{
  const char *advice = get_responder_advice (responder_error);

  if (advice == NULL)
    {
      g_propagate_error (error, responder_error);
      return;
    }
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_FAILED,
               "%s\n%s",
               responder_error->message,
               advice);
  g_error_free (responder_error);
}

static gboolean
open_responder (CliPort *self, GError **error)
{
  GError *responder_error = NULL;

  if (!self->options.answers_names)
    return TRUE;

  self->responder = mailslot_name_responder_open (self->network, &responder_error);
  if (self->responder == NULL)
    {
      propagate_responder_error (responder_error, error);
      return FALSE;
    }
  g_signal_connect_swapped (self->responder,
                            "ready",
                            G_CALLBACK (responder_ready_cb),
                            self);
  g_signal_connect_swapped (self->responder,
                            "failed",
                            G_CALLBACK (responder_failed_cb),
                            self);
  return TRUE;
}

CliPort *
cli_port_open (const CliPortOptions *options, GPtrArray *slots, GError **error)
{
  g_autoptr (CliPort) self = g_new0 (CliPort, 1);

  self->options = *options;
  self->network = mailslot_network_ref (options->network);
  if (!open_port (self, slots, error) || !open_responder (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

MailslotReader *
cli_port_get_reader (CliPort *self)
{
  return self->port != NULL ? MAILSLOT_READER (self->port) : NULL;
}

static void
report_no_source (CliPort *self)
{
  if (self->options.is_source_given)
    {
      cli_report_failure (self->error);
      g_printerr (_ ("mailslot: Only messages of this computer are received.\n"));
    }
  else
    g_printerr (_ ("mailslot: Only messages of this computer are received; --source auto "
                   "tells why, and what to do.\n"));
}

/* Else nobody would know why nothing comes any more. */
static gboolean
report_connection_cb (gpointer data)
{
  CliPort *self = data;
  MailslotPortStatus status;
  const char *source;

  mailslot_port_get_status (self->port, &status);
  if (status.is_connected == self->is_connected)
    return G_SOURCE_CONTINUE;

  self->is_connected = status.is_connected;
  source = mailslot_source_to_string (status.source);
  if (self->is_connected)
    g_printerr (_ ("mailslot: The source “%s” is back\n"), source);
  else
    g_printerr (_ ("mailslot: The source “%s” is gone: until it is back, no messages of "
                   "other computers come\n"),
                source);
  return G_SOURCE_CONTINUE;
}

void
cli_port_report_source (CliPort *self)
{
  MailslotPortStatus status;

  if (self->port == NULL && self->error != NULL)
    report_no_source (self);
  if (self->port == NULL)
    return;

  mailslot_port_get_status (self->port, &status);
  g_printerr (_ ("mailslot: Messages of other computers come from the source “%s”. %s\n"),
              mailslot_source_to_string (status.source),
              mailslot_source_get_limits (status.source));
  self->is_connected = TRUE;
  self->connection_id =
      g_timeout_add_seconds (CONNECTION_SECONDS, report_connection_cb, self);
}

static char *
number_to_string (guint64 number)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, number);
}

static void
report_not_printed (const MailslotPortStatus *status)
{
  g_autofree char *n_refused = number_to_string (status->n_refused);
  g_autofree char *n_duplicates = number_to_string (status->n_duplicates);
  g_autofree char *n_lost = number_to_string (status->n_lost);

  if (status->n_refused > 0)
    g_printerr (
        ngettext ("mailslot: %s damaged datagram of another computer was refused\n",
                  "mailslot: %s damaged datagrams of other computers were refused\n",
                  (gulong) status->n_refused),
        n_refused);
  if (status->n_duplicates > 0)
    g_printerr (ngettext ("mailslot: %s datagram came twice and was dropped once\n",
                          "mailslot: %s datagrams came twice and were dropped once\n",
                          (gulong) status->n_duplicates),
                n_duplicates);
  if (status->n_lost > 0)
    g_printerr (ngettext ("mailslot: %s datagram of another computer was lost\n",
                          "mailslot: %s datagrams of other computers were lost\n",
                          (gulong) status->n_lost),
                n_lost);
}

static void
report_repeats (CliPort *self, guint64 n_repeats)
{
  g_autofree char *number = number_to_string (n_repeats);

  if (n_repeats > 0 && self->options.leaves_out_repeats)
    g_printerr (ngettext ("mailslot: %s repeated message was left out\n",
                          "mailslot: %s repeated messages were left out\n",
                          (gulong) n_repeats),
                number);
  else if (n_repeats > 0)
    g_printerr (ngettext ("mailslot: %s message was a repeated one\n",
                          "mailslot: %s messages were repeated ones\n",
                          (gulong) n_repeats),
                number);
}

void
cli_port_report_counts (CliPort *self)
{
  MailslotPortStatus status;

  if (self->port == NULL)
    return;

  mailslot_port_get_status (self->port, &status);
  report_not_printed (&status);
  report_repeats (self, status.n_repeats);
}
