/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mailslot/mailslot.h"
#include "session/sw-send-history.h"

G_BEGIN_DECLS

/**
 * SwComposePane:
 *
 * The form to send: target, message as text, hex or a file, encoding, repetition. Says
 * beside each field what is wrong with it, and never loses what was typed.
 *
 * Properties, all of which notify:
 * - "can-send" (boolean, read-only): whether the form is right and nothing is being sent
 * - "is-sending" (boolean, read-only): whether messages are being sent
 * - "is-hex" (boolean): whether the message is typed as hex
 * - "encoding-id" (string): the encoding of text, see sw_encoding_find()
 * - "has-nul" (boolean): whether text ends with a NUL
 * - "transport-id" (string): by what messages to other computers go where that can be
 * chosen, which is on Windows: "default", which is Windows itself, or "datagram"
 *
 * Signals:
 * - "sent": everything was sent
 * - "failed" (string, #GError): a title that says what was not sent, and why
 */
#define SW_TYPE_COMPOSE_PANE (sw_compose_pane_get_type ())
G_DECLARE_FINAL_TYPE (SwComposePane, sw_compose_pane, SW, COMPOSE_PANE, GtkBin)

GtkWidget *sw_compose_pane_new (void);

/** Sets where sent messages are noted, and offered from. */
void sw_compose_pane_set_history (SwComposePane *self, SwSendHistory *history);

/** Sets on what network messages are sent, and who we are there. */
void sw_compose_pane_set_network (SwComposePane *self, MailslotNetwork *network);

gboolean sw_compose_pane_has_target (SwComposePane *self);
void sw_compose_pane_set_target (SwComposePane *self, const char *target);

gboolean sw_compose_pane_has_content (SwComposePane *self);

/** Puts @content, as it would be typed, into the field for the message. */
void sw_compose_pane_set_content (SwComposePane *self, const char *content);

/** Puts the keyboard into the first field that waits for input. */
void sw_compose_pane_focus (SwComposePane *self);

/** Sends what the form holds, without blocking; does nothing unless "can-send". */
void sw_compose_pane_send (SwComposePane *self);

/** Ends a sending that takes its time. */
void sw_compose_pane_stop (SwComposePane *self);

G_END_DECLS
