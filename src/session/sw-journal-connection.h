/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/** The longest message that we send, with what is stored beside it. */
#define SW_JOURNAL_MAX_ROW_BYTES ((64 << 20) + 4096)

/**
 * SwJournalConnection:
 *
 * A connection to a file that may be a journal, or may have been made to break us. Closed
 * when it goes out of scope, which leaves the file as it is.
 */
typedef sqlite3 SwJournalConnection;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwJournalConnection, sqlite3_close)

/**
 * sw_journal_connection_dup_path:
 *
 * Fails with a %G_IO_ERROR if nothing there can be read as a journal, without opening it:
 * see sw-journal-file.h.
 *
 * Returns: (transfer full): the path of @file
 */
char *sw_journal_connection_dup_path (GFile *file,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sw_journal_connection_open:
 * @file: the name of it
 * @place: its path or, with %SQLITE_OPEN_URI, an address
 * @flags: of sqlite3_open_v2()
 *
 * Nothing that the file brings with it runs or is believed, and no row of it takes more
 * than %SW_JOURNAL_MAX_ROW_BYTES.
 *
 * Returns: (transfer full): a connection for one thread at a time
 */
SwJournalConnection *sw_journal_connection_open (GFile *file,
                                                 const char *place,
                                                 int flags,
                                                 GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/**
 * sw_journal_connection_set_error:
 * @file: the name of it
 *
 * Sets what the last call on the connection failed with: %G_IO_ERROR_INVALID_DATA if the
 * file is damaged, %G_IO_ERROR_MESSAGE_TOO_LARGE because of %SW_JOURNAL_MAX_ROW_BYTES,
 * and others as sw_journal_file_open_to_write() says.
 */
void sw_journal_connection_set_error (SwJournalConnection *self,
                                      GFile *file,
                                      GError **error);

G_END_DECLS
