/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * SwSendJob:
 *
 * Sends one payload to one slot, once or repeatedly. Runs once, on whatever thread calls
 * sw_send_job_run(), or on a thread of its own by sw_send_job_run_async().
 */
#define SW_TYPE_SEND_JOB (sw_send_job_get_type ())
G_DECLARE_FINAL_TYPE (SwSendJob, sw_send_job, SW, SEND_JOB, GObject)

/**
 * sw_send_job_new:
 * @target: where to
 * @payload: what
 * @n_repeats: how often, at least 1
 * @interval_ms: pause between two messages
 */
SwSendJob *sw_send_job_new (MailslotAddress *target,
                            GBytes *payload,
                            guint64 n_repeats,
                            guint interval_ms);

/**
 * sw_send_job_set_network:
 * @network: (transfer none): what to send on, instead of mailslot_network_get_default()
 *
 * Call it before the job runs.
 */
void sw_send_job_set_network (SwSendJob *self, MailslotNetwork *network);

/**
 * sw_send_job_run:
 *
 * Opens the slot and sends. Fails with the errors of mailslot_writer_open() and
 * mailslot_writer_write(); sw_send_job_get_n_sent() then says how many got through.
 */
gboolean sw_send_job_run (SwSendJob *self, GCancellable *cancellable, GError **error);

void sw_send_job_run_async (SwSendJob *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean sw_send_job_run_finish (SwSendJob *self, GAsyncResult *result, GError **error);

/** Returns: how many messages were sent so far; any thread may ask */
guint64 sw_send_job_get_n_sent (SwSendJob *self);

MailslotAddress *sw_send_job_get_target (SwSendJob *self);
guint64 sw_send_job_get_n_repeats (SwSendJob *self);

G_END_DECLS
