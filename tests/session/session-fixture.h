/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot.h"
#include "session/sw-message-log.h"
#include "watchdog.h"

G_BEGIN_DECLS

/** Iterates the main loop until @condition holds; the watchdog ends what never comes. */
#define fixture_wait_for(condition)                                                      \
  G_STMT_START                                                                           \
  {                                                                                      \
    G_GNUC_UNUSED g_autoptr (Watchdog) fixture_watchdog = watchdog_start (300);          \
    while (!(condition))                                                                 \
      g_main_context_iteration (NULL, TRUE);                                             \
  }                                                                                      \
  G_STMT_END

/**
 * Runs the tests in a temporary folder of their own, which holds the slots on Linux. In
 * place of g_test_run(), after g_test_init().
 */
int fixture_run (void);

/** (transfer none): the temporary folder. */
const char *fixture_get_folder (void);

/** (transfer full): a local address that no other process and no other call has. */
MailslotAddress *fixture_address_new (void);

/** A record that is the same for the same number; its payload is in @buffer. */
MailslotRecord fixture_record (guint64 number, guint8 *buffer, gsize size);

/** Appends messages from @first on, each of @size bytes, in batches of 64. */
void fixture_append (SwMessageLog *log, guint64 first, guint64 n_messages, gsize size);

/** Compares a message of fixture_append() in every part. */
void fixture_assert_record (const MailslotRecord *record, guint64 number, gsize size);

/** Sends one message now. */
void fixture_send (MailslotAddress *address, const char *text);

/** A GAsyncReadyCallback for a GAsyncResult ** that must be NULL before. */
void fixture_store_result_cb (GObject *source, GAsyncResult *result, gpointer place);

G_END_DECLS
