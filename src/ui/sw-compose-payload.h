/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"
#include "payload/sw-encoding.h"
#include "session/sw-send-history.h"

G_BEGIN_DECLS

/**
 * SwComposeInput:
 * @content: what was typed
 * @kind: what @content is
 * @encoding: how text is sent; the other kinds need none
 * @has_nul: whether text ends with a NUL
 *
 * What the form to send holds. A view: it owns nothing.
 */
typedef struct
{
  const char *content;
  SwContentKind kind;
  const SwEncoding *encoding;
  gboolean has_nul;
} SwComposeInput;

/**
 * sw_compose_payload_new:
 * @input: what was typed
 * @error: return location
 *
 * A file is read now. Fails with a #SwPayloadError that says what cannot be sent, or with
 * an error of sw_file_payload_load().
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
