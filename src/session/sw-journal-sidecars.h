/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The files that SQLite keeps beside a journal while somebody writes to it, and that stay
 * behind after a crash. */

/**
 * sw_journal_sidecars_find_needed:
 * @file: a journal
 *
 * Returns: (transfer full) (nullable): the file beside it without which it is not whole,
 *   or which somebody may be about to fill; %NULL if it can be read alone
 */
GFile *sw_journal_sidecars_find_needed (GFile *file);

/** Returns: how many bytes the file has, -1 if there is none */
goffset sw_journal_sidecars_get_size (GFile *file);

/** Deletes a journal with all that is beside it. */
void sw_journal_sidecars_delete_all (GFile *file);

G_END_DECLS
