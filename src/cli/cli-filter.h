/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-filter.h"

G_BEGIN_DECLS

/**
 * CliFilter:
 *
 * Which messages to print: those that match every `--match` and no `--exclude`.
 */
typedef struct _CliFilter CliFilter;

/**
 * cli_filter_new:
 * @matches: (nullable) (array zero-terminated=1): what was typed for `--match`
 * @excludes: (nullable) (array zero-terminated=1): what was typed for `--exclude`
 * @error: return location
 *
 * Fails like sw_filter_parse(), with the option's name before the message.
 *
 * Returns: (transfer full): the filter, or %NULL with @error set
 */
CliFilter *cli_filter_new (char **matches,
                           char **excludes,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

void cli_filter_free (CliFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliFilter, cli_filter_free)

/** Returns: whether there is anything to look for */
gboolean cli_filter_is_needed (CliFilter *self);

gboolean cli_filter_wants (CliFilter *self, const MailslotRecord *record);

/** Tells on the standard error of messages that took too long to look at, if any. */
void cli_filter_report (CliFilter *self);

G_END_DECLS
