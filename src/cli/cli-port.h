/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * CliPortOptions:
 * @network: who we are; not owned
 * @source: from where messages of other computers come
 * @is_source_given: whether somebody typed @source
 * @wants_all: whether every message is wanted, whatever its slot
 * @leaves_out_repeats: see mailslot_port_set_leaves_out_repeats()
 * @answers_names: whether a #MailslotNameResponder is to run
 */
typedef struct
{
  MailslotNetwork *network;
  MailslotSource source;
  gboolean is_source_given;
  gboolean wants_all;
  gboolean leaves_out_repeats;
  gboolean answers_names;
} CliPortOptions;

/**
 * CliPort:
 *
 * How `mailslot listen` hears other computers, and what it tells about that on stderr.
 */
typedef struct _CliPort CliPort;

/**
 * cli_port_open:
 * @options: what is wanted
 * @slots: (element-type MailslotAddress): slots of this computer that are listened on
 * @error: return location
 *
 * Without a way to the messages of other computers this fails only if there is nothing
 * else to do, or if that very way was asked for. Fails like mailslot_port_open() and
 * mailslot_name_responder_open().
 *
 * Returns: (transfer full): the port
 */
CliPort *cli_port_open (const CliPortOptions *options,
                        GPtrArray *slots,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Gives up the names and what it holds of the port. */
void cli_port_free (CliPort *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliPort, cli_port_free)

/**
 * cli_port_get_reader:
 *
 * Returns: (transfer none) (nullable): the messages of other computers
 */
MailslotReader *cli_port_get_reader (CliPort *self);

/**
 * cli_port_is_needed:
 *
 * Returns: whether there is nothing left to do if the port breaks
 */
gboolean cli_port_is_needed (CliPort *self);

/** Says on stderr where messages of other computers come from, or why none come. */
void cli_port_report_source (CliPort *self);

/** Says on stderr what came and was not printed. For the end, when the port is closed. */
void cli_port_report_counts (CliPort *self);

G_END_DECLS
