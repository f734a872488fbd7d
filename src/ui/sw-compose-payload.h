/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"
#include "payload/sw-encoding.h"

G_BEGIN_DECLS

/**
 * SwComposeInput:
 * @content: what was typed: text with C escapes, or hex
 * @is_hex: whether @content is hex
 * @encoding: how text is sent; hex needs none
 * @has_nul: whether text ends with a NUL
 *
 * What the form to send holds. A view: it owns nothing.
 */
typedef struct
{
  const char *content;
  gboolean is_hex;
  const SwEncoding *encoding;
  gboolean has_nul;
} SwComposeInput;

/**
 * sw_compose_payload_new:
 * @input: what was typed
 * @error: return location
 *
 * Fails with a #SwPayloadError that says what cannot be sent.
 *
 * Returns: (transfer full): the bytes to send, or %NULL with @error set
 */
GBytes *sw_compose_payload_new (const SwComposeInput *input,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sw_compose_payload_get_limit:
 * @target: where to send to
 *
 * A local slot takes any message that its reader allows, which nobody but the reader
 * knows. A datagram is limited by Windows to an SMB message of 512 bytes: [MS-MAIL]
 * section 6 <2>.
 *
 * Returns: the most bytes that the way to @target carries, 0 for any number
 */
gsize sw_compose_payload_get_limit (MailslotAddress *target);

G_END_DECLS
