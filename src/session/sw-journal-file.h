/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-journal-connection.h"

G_BEGIN_DECLS

/* A journal as a file: an SQLite database that any program may read.
 *
 * application_id  0x536C6F74 ("Slot")
 * user_version    1
 *
 * message   one row a message, in the order of their arrival
 *   serial      its number in the file, from 1
 *   origin      the row of "origin" that says where it came from
 *   time_us     when it arrived: µs since 1970-01-01 UTC
 *   payload     its bytes, maybe none
 *
 * origin    each place that messages came from; a row is mostly shared by many messages
 *   id
 *   transport   "local", "netbios" or "capture"
 *   repeated    1 if the same message came just before by another way
 *   scope       whom the slot's address names: "local", "host", "domain", "own-domain"
 *   host        the computer or domain in that address, null for a local slot
 *   suffix      the number in `<>` behind it, 0 for nearly all
 *   name        the slot's name, the part after \mailslot\
 *   pid, uid, process          the sender, as far as it is known, on this computer
 *   sender, address, port      the sender of a datagram
 *
 * What is not known is null. A file of a newer version is refused; other tables and
 * indexes in it are nobody's business.
 *
 * Durability: written in write-ahead mode with synchronous=FULL, so that a transaction
 * that was committed survives the end of the program and that of the power. What is lost
 * is at most what was not committed yet: see #SwJournal. A program that ends in order
 * leaves one file; while it runs, and after a crash, FILE-wal and FILE-shm belong to it.
 * Where write-ahead mode is impossible, as on some network drives, SQLite's rollback
 * journal takes its place, just as safe.
 *
 * A process must not open the file in any other way while one of these is open: closing
 * it would take the locks away. */

#define SW_JOURNAL_FILE_APPLICATION_ID 0x536C6F74
#define SW_JOURNAL_FILE_VERSION 1

/** A connection that is closed when it goes out of scope. */
typedef SwJournalConnection SwJournalFile;

/**
 * sw_journal_file_open_to_write:
 * @file: created if it is missing, for nobody else to read
 * @error: return location
 *
 * Fails with a %G_IO_ERROR: %G_IO_ERROR_INVALID_DATA if @file is no journal or damaged,
 * %G_IO_ERROR_NOT_SUPPORTED if it is of a newer version, %G_IO_ERROR_BUSY if another
 * program keeps it locked, %G_IO_ERROR_READ_ONLY, %G_IO_ERROR_NO_SPACE, or what the
 * system says. A file that is no journal is not touched then, and a new one is deleted.
 *
 * Returns: (transfer full): a connection for one thread at a time
 */
SwJournalFile *sw_journal_file_open_to_write (GFile *file, GError **error);

/**
 * sw_journal_file_open_to_read:
 *
 * Trusts nothing that @file holds, which needs not be ours to write, nor its folder.
 * There it is read as it is: no message is missing, because it fails with
 * %G_IO_ERROR_READ_ONLY if some are still beside it. Fails like
 * sw_journal_file_open_to_write() otherwise.
 */
SwJournalFile *sw_journal_file_open_to_read (GFile *file, GError **error);

/** Leaves one file behind, if nobody else has it open. */
void sw_journal_file_close (SwJournalFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwJournalFile, sw_journal_file_close)

G_END_DECLS
