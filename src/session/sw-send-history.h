/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** How many messages a history keeps. */
#define SW_SEND_HISTORY_MAX 50

/**
 * SwSentMessage:
 *
 * What a person sent, as it was typed, so that the form can be filled again. Immutable.
 */
#define SW_TYPE_SENT_MESSAGE (sw_sent_message_get_type ())
G_DECLARE_FINAL_TYPE (SwSentMessage, sw_sent_message, SW, SENT_MESSAGE, GObject)

/**
 * sw_sent_message_new:
 * @target: the address in canonical form
 * @content: the text or the hex digits as typed
 * @is_hex: whether @content is hex
 * @encoding_id: the id of the text's encoding
 * @has_nul: whether a NUL was appended
 */
SwSentMessage *sw_sent_message_new (const char *target,
                                    const char *content,
                                    gboolean is_hex,
                                    const char *encoding_id,
                                    gboolean has_nul);

const char *sw_sent_message_get_target (SwSentMessage *self);
const char *sw_sent_message_get_content (SwSentMessage *self);
gboolean sw_sent_message_get_is_hex (SwSentMessage *self);
const char *sw_sent_message_get_encoding_id (SwSentMessage *self);
gboolean sw_sent_message_get_has_nul (SwSentMessage *self);

/**
 * SwSendHistory:
 *
 * The last messages sent, newest first, kept in a file. It is a #GListModel of
 * #SwSentMessage. Belongs to the main thread.
 */
#define SW_TYPE_SEND_HISTORY (sw_send_history_get_type ())
G_DECLARE_FINAL_TYPE (SwSendHistory, sw_send_history, SW, SEND_HISTORY, GObject)

/**
 * sw_send_history_new:
 * @path: (nullable): the file, read now and replaced at every change; %NULL keeps it in
 *   memory. A missing file is an empty history; a damaged line is left out.
 */
SwSendHistory *sw_send_history_new (const char *path);

/** Puts @message first; the same message further down goes away. */
void sw_send_history_add (SwSendHistory *self, SwSentMessage *message);

void sw_send_history_clear (SwSendHistory *self);

G_END_DECLS
