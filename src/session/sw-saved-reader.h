/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/** So many broken lines are told of one by one. */
#define SW_SAVED_READER_MAX_COMPLAINTS 10

/**
 * SwSavedReader:
 *
 * Reads messages back from a file: a journal, or JSON Lines as they are saved and
 * printed. Trusts nothing in it. One thread at a time uses it, and waits for the disk.
 *
 * A broken line of JSON Lines is left out and counted: a crash may have cut one short. A
 * journal that is damaged ends where the damage is.
 */
typedef struct _SwSavedReader SwSavedReader;

/**
 * sw_saved_reader_open:
 *
 * Fails with a %G_IO_ERROR, like sw_journal_reader_open() or g_file_read().
 *
 * Returns: (transfer full): a reader, or %NULL with @error set
 */
SwSavedReader *sw_saved_reader_open (GFile *file,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sw_saved_reader_free (SwSavedReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwSavedReader, sw_saved_reader_free)

/**
 * sw_saved_reader_next:
 * @record: (out caller-allocates): the next message, valid until the next call
 * @serial: (out): the number it has in the file, 0 for none
 * @error: return location
 *
 * Fails with %G_IO_ERROR_INVALID_DATA if the file is damaged, or if none of its first
 * lines is a message: then it is another kind of file.
 *
 * Returns: %FALSE at the end, or with @error set
 */
gboolean sw_saved_reader_next (SwSavedReader *self,
                               MailslotRecord *record,
                               guint64 *serial,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Returns: which part was read, 0 to 1 */
double sw_saved_reader_get_progress (SwSavedReader *self);

/** Returns: how many broken lines were left out so far */
guint64 sw_saved_reader_get_n_broken (SwSavedReader *self);

/**
 * sw_saved_reader_get_complaints:
 *
 * Returns: (transfer none) (element-type utf8): what is wrong with the first
 * %SW_SAVED_READER_MAX_COMPLAINTS of them, each with the number of the line
 */
GPtrArray *sw_saved_reader_get_complaints (SwSavedReader *self);

G_END_DECLS
