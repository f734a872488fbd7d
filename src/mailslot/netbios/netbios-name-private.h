/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The most bytes a label of an encoded name may have (RFC 883). */
#define NETBIOS_LABEL_MAX_LENGTH 63

/** Bytes of the label that holds the name itself, two letters a byte. */
#define NETBIOS_NAME_LABEL_LENGTH 32

/** The two high bits that make a label's length byte the first half of a pointer. */
#define NETBIOS_LABEL_POINTER 0xc0

/**
 * netbios_scope_label_is_valid:
 *
 * Returns: whether these bytes can be one word of a scope
 */
gboolean netbios_scope_label_is_valid (const guint8 *label, gsize length);

G_END_DECLS
