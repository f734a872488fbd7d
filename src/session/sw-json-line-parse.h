/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * sw_json_line_parse:
 * @line: UTF-8 or not, without the line break; needs no NUL at its end
 * @length: its bytes
 * @error: return location
 *
 * Reads what sw_json_line_new() writes, with unknown keys in any place. The bytes are
 * those of "hex"; "text" is passed over. A line does not tell a domain from a computer.
 *
 * Trusts nothing, and needs no more memory than some copies of the line. Fails with
 * %G_IO_ERROR_INVALID_DATA and a message that says what is wrong, without a line number.
 *
 * Returns: (transfer full): the message, or %NULL with @error set
 */
MailslotMessage *sw_json_line_parse (const char *line,
                                     gsize length,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
