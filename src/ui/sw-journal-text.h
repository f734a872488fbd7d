/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-journal.h"

G_BEGIN_DECLS

/**
 * sw_journal_text_state:
 * @name: the file
 * @counts: how far it is
 *
 * Returns: (transfer full) (nullable): what to say of a journal all the time, such as
 * "Recording to today.journal"; %NULL if there is nothing to say
 */
char *sw_journal_text_state (SwJournalState state,
                             const char *name,
                             const SwJournalCounts *counts);

/**
 * sw_journal_text_advice:
 * @error: why it stopped
 *
 * Returns: (nullable): what to do about it, in whole sentences
 */
const char *sw_journal_text_advice (const GError *error);

G_END_DECLS
