/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mailslot/mailslot.h"
#include "session/sw-filter.h"

G_BEGIN_DECLS

/** Bytes of a message that are shown as text before a person asks for all of them. */
#define SW_MESSAGE_DETAIL_MAX_TEXT_BYTES (256 * 1024)

/**
 * SwMessageDetail:
 *
 * One message in full: what is known of it, its bytes as text in an encoding of choice,
 * as hex, and as the fields of its protocol, if that is known. The page and the encoding
 * a person chose stay from message to message; without fields a message is shown as text.
 */
#define SW_TYPE_MESSAGE_DETAIL (sw_message_detail_get_type ())
G_DECLARE_FINAL_TYPE (SwMessageDetail, sw_message_detail, SW, MESSAGE_DETAIL, GtkBin)

GtkWidget *sw_message_detail_new (void);

/**
 * sw_message_detail_set_message:
 * @message: (nullable): what to show; referenced
 */
void sw_message_detail_set_message (SwMessageDetail *self, MailslotMessage *message);

/** Returns: (transfer none) (nullable): what is shown */
MailslotMessage *sw_message_detail_get_message (SwMessageDetail *self);

/**
 * sw_message_detail_set_highlight:
 * @highlight: (nullable): its hits stand out in the text and in the bytes
 */
void sw_message_detail_set_highlight (SwMessageDetail *self, SwFilter *highlight);

G_END_DECLS
