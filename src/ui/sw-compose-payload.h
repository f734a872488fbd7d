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
 * sw_compose_payload_warning_new:
 * @size: bytes of a message
 * @limits: what its target takes
 *
 * Returns: (transfer full) (nullable): why a message of this size would not arrive, or
 * not everywhere; %NULL if there is nothing to say
 */
char *sw_compose_payload_warning_new (gsize size, const MailslotLimits *limits);

G_END_DECLS
