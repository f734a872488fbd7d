/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Encoded names, of a computer and of a group. */
#define HEX_SAMBAHOST_00                                                                 \
  "2046444542454e454345424549455046444645434143414341434143414341414100"
#define HEX_TESTGRP_1E                                                                   \
  "20464545464644464545484643464143414341434143414341434143414341424f00"

/**
 * bytes_from_hex:
 * @hex: hex digits in pairs
 *
 * Returns: (transfer full): the bytes
 */
GByteArray *bytes_from_hex (const char *hex);

/**
 * assert_bytes:
 *
 * Fails the test unless @bytes are those of @hex; it prints both.
 */
void assert_bytes (GByteArray *bytes, const char *hex);

/**
 * assert_refused:
 *
 * @error: where the codec was told to put its error; a pointer, because the call that
 * sets it may stand in the same list of arguments
 *
 * Fails the test unless the codec said no: with %MAILSLOT_ERROR, @code and some text.
 */
void assert_refused (gboolean accepted, GError **error, int code);

G_END_DECLS
