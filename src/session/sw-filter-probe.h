/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SwFilterProbe:
 *
 * Some ASCII text as a sign that a message may match: where it is missing in the bytes of
 * many messages in a row none of them has it, in whatever encoding. Immutable; any thread
 * may use it.
 */
typedef struct _SwFilterProbe SwFilterProbe;

/** @text is ASCII, and not empty. */
SwFilterProbe *sw_filter_probe_new (const char *text, gboolean is_caseless);
void sw_filter_probe_free (SwFilterProbe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwFilterProbe, sw_filter_probe_free)

/**
 * sw_filter_probe_find:
 *
 * Returns: where @data first holds the text in one, two or four bytes a character, of
 *   either order, or -1
 */
gssize sw_filter_probe_find (const SwFilterProbe *self, const guint8 *data, gsize size);

G_END_DECLS
