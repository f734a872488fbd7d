/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SwCommandLine:
 * @addresses: (element-type MailslotAddress): the slots to watch, all local
 * @watches_all: whether to watch all slots on the network
 * @save_path: (nullable): where to append every message, in the file name encoding
 * @journal_path: (nullable): where to record every message, in the file name encoding
 * @open_path: (nullable): whose messages to show, in the file name encoding
 * @show_version: whether only the version is asked for
 *
 * What `slotwatch [--all] [--save FILE] [--journal FILE] [--open FILE] SLOT…` asks for.
 */
typedef struct
{
  GPtrArray *addresses;
  gboolean watches_all;
  char *save_path;
  char *journal_path;
  char *open_path;
  gboolean show_version;
} SwCommandLine;

/**
 * sw_command_line_parse:
 * @arguments: (array zero-terminated): the program's name and its arguments, as the
 * system gives them on Unix and in UTF-8 on Windows
 * @error: return location
 *
 * Prints the help and ends the program if the arguments ask for it.
 *
 * Fails with a %G_OPTION_ERROR, or the errors of mailslot_address_parse(), if the program
 * was called in a wrong way.
 *
 * Returns: (transfer full): what is asked for, or %NULL with @error set
 */
SwCommandLine *sw_command_line_parse (const char *const *arguments,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sw_command_line_free (SwCommandLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwCommandLine, sw_command_line_free)

G_END_DECLS
