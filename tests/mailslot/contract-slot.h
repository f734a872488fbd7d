/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"
#include "watchdog.h"

G_BEGIN_DECLS

/* What every test of the contract starts with: a slot of a name that nobody else uses.
 * Tests of one thread keep at most 8 messages in flight, because Linux queues few until
 * somebody reads. */
typedef struct
{
  MailslotAddress *address;
  MailslotReader *reader;
  Watchdog *watchdog;
} ContractSlot;

/* The slot is created for any size and with a read time-out of 0. */
void contract_slot_set_up (ContractSlot *self, gconstpointer unused);
void contract_slot_tear_down (ContractSlot *self, gconstpointer unused);

/* Who writes waits for the reader without limit. */
MailslotWriter *contract_slot_open_writer (ContractSlot *self);

/* Sends @size bytes, all of them @value. */
void contract_send_fill (MailslotWriter *writer, gsize size, guint8 value);

/* Sends a text without its NUL. */
void contract_send (MailslotWriter *writer, const char *text);

/* Reads a message, which must be @text. */
void contract_assert_read (ContractSlot *self, const char *text);

/* Reads once more and fails with @code of MAILSLOT_ERROR. */
void contract_assert_read_fails (ContractSlot *self, gsize size, MailslotError code);

void contract_assert_info (ContractSlot *self, gsize next_size, guint n_messages);

/* Whether this is Wine, whose mailslots differ from those of Windows in what the tests
 * that ask say by name. */
gboolean contract_is_wine (void);

#define contract_add(path, function)                                                     \
  g_test_add ("/reader-contract" path,                                                   \
              ContractSlot,                                                              \
              NULL,                                                                      \
              contract_slot_set_up,                                                      \
              function,                                                                  \
              contract_slot_tear_down)

/* The tests with more than one thread. */
void contract_add_threaded_tests (void);

/* Who may send, and what the system tells of it. */
void contract_add_security_tests (void);

G_END_DECLS
