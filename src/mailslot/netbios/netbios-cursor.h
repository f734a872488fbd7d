/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NetbiosCursor:
 * @data: (not owned): the whole packet
 * @size: its number of bytes
 * @offset: where the next read begins, never beyond @size
 *
 * A place in a received packet. Whoever decodes reads only through it, so no decoder can
 * look outside the packet. A read that fails sets %MAILSLOT_ERROR_MALFORMED and moves
 * nothing.
 */
typedef struct
{
  const guint8 *data;
  gsize size;
  gsize offset;
} NetbiosCursor;

void netbios_cursor_init (NetbiosCursor *self, const guint8 *data, gsize size);

gsize netbios_cursor_get_remaining (const NetbiosCursor *self);

/**
 * netbios_cursor_seek:
 * @offset: from the packet's first byte; its end is allowed
 */
gboolean netbios_cursor_seek (NetbiosCursor *self,
                              gsize offset,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean netbios_cursor_skip (NetbiosCursor *self,
                              gsize n_bytes,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * netbios_cursor_read_bytes:
 * @bytes: (out) (transfer none): @n_bytes inside the packet
 */
gboolean netbios_cursor_read_bytes (NetbiosCursor *self,
                                    gsize n_bytes,
                                    const guint8 **bytes,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * netbios_cursor_read_string:
 * @string: (out) (transfer none): text inside the packet that ends with a NUL there
 *
 * Reads up to and including the next NUL.
 */
gboolean netbios_cursor_read_string (NetbiosCursor *self,
                                     const char **string,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Numbers, most (be) or least (le) significant byte first. */
gboolean netbios_cursor_read_u8 (NetbiosCursor *self,
                                 guint8 *value,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean netbios_cursor_read_u16_be (NetbiosCursor *self,
                                     guint16 *value,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean netbios_cursor_read_u16_le (NetbiosCursor *self,
                                     guint16 *value,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean netbios_cursor_read_u32_be (NetbiosCursor *self,
                                     guint32 *value,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
