/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"
#include "payload/sw-encoding.h"

G_BEGIN_DECLS

/**
 * SwFilterMessage:
 * @record: the message
 *
 * A message while a filter looks at it: it is decoded only if a term asks for its text,
 * and once for all of them. Lives on the stack; begin with only @record set.
 */
typedef struct
{
  const MailslotRecord *record;
  /*< private >*/
  gboolean is_read;
  const SwEncoding *encoding; /* (nullable) */
  const char *text;
  gsize size;
  char *decoded; /* (owned) (nullable) */
} SwFilterMessage;

void sw_filter_message_clear (SwFilterMessage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SwFilterMessage, sw_filter_message_clear)

/**
 * sw_filter_message_get_text:
 * @size: (out): its bytes
 *
 * Returns: (transfer none): the text, valid UTF-8, maybe without a NUL at its end; what
 * does not look like text is read as UTF-8 with U+FFFD and U+2400 in it
 */
const char *sw_filter_message_get_text (SwFilterMessage *self, gsize *size);

/**
 * sw_filter_message_get_foreign_text:
 * @is_ascii: whether the text looked for is
 *
 * Returns: (transfer none) (nullable): the text if it is written in an encoding in which
 * its bytes do not hold what is looked for as UTF-8 or as UTF-16LE
 */
const char *sw_filter_message_get_foreign_text (SwFilterMessage *self,
                                                gboolean is_ascii,
                                                gsize *size);

G_END_DECLS
