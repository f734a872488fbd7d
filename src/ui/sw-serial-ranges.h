/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SwSerialRange:
 * @first: the first serial number in the range
 * @end: the one after the last
 */
typedef struct
{
  guint64 first;
  guint64 end;
} SwSerialRange;

/**
 * SwSerialRanges:
 *
 * A set of serial numbers, kept as ranges so that selecting millions costs as much as
 * selecting one. The ranges are sorted, apart from each other and never empty.
 */
typedef struct _SwSerialRanges SwSerialRanges;

SwSerialRanges *sw_serial_ranges_new (void);
void sw_serial_ranges_free (SwSerialRanges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwSerialRanges, sw_serial_ranges_free)

void sw_serial_ranges_clear (SwSerialRanges *self);
void sw_serial_ranges_add (SwSerialRanges *self, guint64 first, guint64 end);
void sw_serial_ranges_remove (SwSerialRanges *self, guint64 first, guint64 end);
gboolean sw_serial_ranges_contains (SwSerialRanges *self, guint64 serial);

/** How many serial numbers are in the set. */
guint64 sw_serial_ranges_count (SwSerialRanges *self);

guint sw_serial_ranges_get_n_ranges (SwSerialRanges *self);

/** The range at @index, which must exist; ranges are in ascending order. */
SwSerialRange sw_serial_ranges_get (SwSerialRanges *self, guint index);

G_END_DECLS
