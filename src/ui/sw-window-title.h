/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sw_window_title_new:
 * @n_messages: how many messages the list holds
 * @slot: (nullable): the first watched slot, %NULL if none is watched
 * @n_more: how many further slots are watched
 *
 * Returns: (transfer full): such as `(3) \\.\mailslot\x — Slotwatch`, so that the task
 * bar tells that something came
 */
char *sw_window_title_new (guint64 n_messages, const char *slot, guint n_more);

G_END_DECLS
