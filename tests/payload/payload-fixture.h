/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "payload/sw-encoding.h"

G_BEGIN_DECLS

/** The bytes of a hex string without separators. */
GBytes *fixture_bytes_new_from_hex (const char *hex);

/** Up to @max_size random bytes; some of them plain text, NULs or one byte again and
 * again. */
GBytes *fixture_bytes_new_random (gsize max_size);

/** Compares bytes with a hex string. */
void fixture_assert_bytes (GBytes *bytes, const char *hex);

/** The encoding, or NULL after a g_test_message() if this computer does not have it. */
const SwEncoding *fixture_find_encoding (const char *id);

G_END_DECLS
