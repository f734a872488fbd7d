/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * slot_folder_new:
 *
 * Makes an empty folder and has the engine keep its slots there, so that no test meets
 * the slots of another or of the user. On Windows the slots are the system's; there it
 * does nothing that matters.
 *
 * Returns: (transfer full): the folder; slot_folder_free() removes it
 */
char *slot_folder_new (void);

/** Removes the folder with all files in it, and what names it. */
void slot_folder_free (char *folder);

/**
 * slot_address_new:
 *
 * Returns: (transfer full): a local slot that nobody else uses, with letters of both
 * cases
 */
MailslotAddress *slot_address_new (void);

/** Opens a slot that has to open; @options may be NULL. */
MailslotReader *slot_open_reader (MailslotAddress *address,
                                  const MailslotReaderOptions *options);
/** Opens a slot that has to be there; who writes waits for its reader without limit. */
MailslotWriter *slot_open_writer (MailslotAddress *address);

/** Sends a text, without its NUL. */
void slot_send (MailslotWriter *writer, const char *text);

/** Reads the next message, which has to be @text. */
void slot_assert_read (MailslotReader *reader, const char *text);

/**
 * slot_assert_next:
 *
 * Receives one message and no more.
 *
 * Returns: (transfer full): that message
 */
MailslotMessage *slot_assert_next (MailslotReader *reader);

G_END_DECLS
