/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SwFilterNeedle:
 *
 * Some bytes to look for, or the bytes of a text in any case of its letters. Immutable;
 * any thread may use it.
 */
typedef struct _SwFilterNeedle SwFilterNeedle;

/** How the characters of a needle are written. */
typedef enum
{
  SW_FILTER_NEEDLE_UTF8,
  SW_FILTER_NEEDLE_UTF16LE,
} SwFilterNeedleForm;

/** @size is at least 1. */
SwFilterNeedle *sw_filter_needle_new_bytes (const guint8 *bytes, gsize size);

/**
 * sw_filter_needle_new_text:
 * @text: UTF-8, not empty
 * @is_caseless: whether the case of letters makes no difference; ASCII letters are equal
 * to ASCII letters only
 */
SwFilterNeedle *sw_filter_needle_new_text (const char *text,
                                           gboolean is_caseless,
                                           SwFilterNeedleForm form);

void sw_filter_needle_free (SwFilterNeedle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwFilterNeedle, sw_filter_needle_free)

/**
 * sw_filter_needle_find:
 * @end: (out) (optional): behind its last byte
 *
 * Returns: where it is first, or -1
 */
gssize sw_filter_needle_find (const SwFilterNeedle *self,
                              const guint8 *data,
                              gsize size,
                              gsize *end);

G_END_DECLS
