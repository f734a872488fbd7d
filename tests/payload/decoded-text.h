/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "payload/sw-decode.h"

G_BEGIN_DECLS

/**
 * decoded_to_text:
 *
 * Returns: (transfer full): the headline, each field as "OFFSET+SIZE LABEL: VALUE" and
 *   the note as "! NOTE", a line each
 */
char *decoded_to_text (SwDecoded *decoded);

/**
 * decoded_check:
 *
 * Decodes @size bytes from memory that ends with them, and ends the program if the result
 * is not as sw_decode() promises, whatever the bytes are.
 *
 * Returns: (transfer full) (nullable): the result
 */
SwDecoded *decoded_check (const char *slot_name, const guint8 *data, gsize size);

G_END_DECLS
