/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot-reader.h"

G_BEGIN_DECLS

/**
 * ScriptedReader:
 *
 * A reader without a slot: mailslot_reader_receive() does what a test has written down
 * for it, one step a call, and waits when nothing is left. The payload of its messages is
 * their number, from 0, as a guint32. It implements only what a watcher uses.
 */
#define SCRIPTED_TYPE_READER (scripted_reader_get_type ())
G_DECLARE_FINAL_TYPE (ScriptedReader, scripted_reader, SCRIPTED, READER, MailslotReader)

ScriptedReader *scripted_reader_new (void);

/** One call delivers the next @n_messages messages. */
void scripted_reader_push_messages (ScriptedReader *self, guint n_messages);

/** One call fails with this. */
void scripted_reader_push_error (ScriptedReader *self, GQuark domain, int code);

/** Returns how many steps no call has begun yet. */
guint scripted_reader_get_n_steps (ScriptedReader *self);

/** Returns once a call waits because no step is left. */
void scripted_reader_wait_until_idle (ScriptedReader *self);

/** Reads the number of a message. */
guint32 scripted_reader_get_number (const MailslotRecord *record);

G_END_DECLS
