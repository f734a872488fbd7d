/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What must hold for any bytes whatever. Each function decodes a copy of the bytes that
 * is exactly as long as they are, so that a memory checker sees a read beside them, and
 * ends the test if a result lies outside the copy, if a refusal has no error, or if what
 * was understood changes when it is encoded and decoded again.
 *
 * Returns: whether the bytes were accepted
 */
gboolean check_name (const guint8 *data, gsize size);
gboolean check_datagram (const guint8 *data, gsize size);
gboolean check_mailslot_write (const guint8 *data, gsize size);
gboolean check_name_packet (const guint8 *data, gsize size);

G_END_DECLS
