/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the encoders write with: the counterpart of the cursor. None of them can fail. */
void netbios_append_u8 (GByteArray *packet, guint8 value);
void netbios_append_u16_be (GByteArray *packet, guint16 value);
void netbios_append_u16_le (GByteArray *packet, guint16 value);
void netbios_append_u32_be (GByteArray *packet, guint32 value);
void netbios_append_bytes (GByteArray *packet, const void *bytes, gsize n_bytes);
void netbios_append_zeros (GByteArray *packet, gsize n_bytes);

G_END_DECLS
