/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** How many messages a history keeps. */
#define SW_SEND_HISTORY_MAX 50

/**
 * SwContentKind:
 * @SW_CONTENT_TEXT: text with C escapes
 * @SW_CONTENT_HEX: hex digits
 * @SW_CONTENT_FILE: the path of a file whose bytes are the message
 */
typedef enum
{
  SW_CONTENT_TEXT,
  SW_CONTENT_HEX,
  SW_CONTENT_FILE,
} SwContentKind;

/**
 * SwSentFields:
 * @target: the address in canonical form
 * @is_domain: whether the name in @target is that of a workgroup or domain, which the
 *   address does not tell
 * @kind: what @content is
 * @content: what was typed
 * @encoding_id: the id of the text's encoding
 * @has_nul: whether a NUL was appended to the text
 *
 * The fields of the form.
 */
typedef struct
{
  const char *target;
  gboolean is_domain;
  SwContentKind kind;
  const char *content;
  const char *encoding_id;
  gboolean has_nul;
} SwSentFields;

/**
 * SwSentMessage:
 *
 * What a person sent, as it was typed, so that the form can be filled again. Immutable.
 */
#define SW_TYPE_SENT_MESSAGE (sw_sent_message_get_type ())
G_DECLARE_FINAL_TYPE (SwSentMessage, sw_sent_message, SW, SENT_MESSAGE, GObject)

/** Copies @fields. */
SwSentMessage *sw_sent_message_new (const SwSentFields *fields);

/** Returns: (transfer none): what was typed; lives as long as @self */
const SwSentFields *sw_sent_message_get_fields (SwSentMessage *self);

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
