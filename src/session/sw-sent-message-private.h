/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/sw-send-history.h"

G_BEGIN_DECLS

gboolean sw_sent_message_equal (SwSentMessage *a, SwSentMessage *b);

/* One line of the history file, without its line break. */
char *sw_sent_message_to_json (SwSentMessage *self);

/* (transfer full) (nullable): NULL if @line is no message. */
SwSentMessage *sw_sent_message_new_from_json (const char *line, GError **error);

G_END_DECLS
