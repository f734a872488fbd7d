/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sw_journal_worker_run:
 * @inbox: (transfer full): a #SwJournalInbox
 *
 * The thread of a journal: opens the file and writes what the inbox gets, until that is
 * stopped or something fails.
 *
 * Returns: %NULL
 */
gpointer sw_journal_worker_run (gpointer inbox);

G_END_DECLS
