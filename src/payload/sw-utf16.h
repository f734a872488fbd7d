/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sw_utf16_get_whole_length:
 * @units: UTF-16
 * @n_units: how many there are
 *
 * A character beyond U+FFFF has two units, which must not be parted.
 *
 * Returns: how many units there are without a first half at the end
 */
gsize sw_utf16_get_whole_length (const gunichar2 *units, gsize n_units);

G_END_DECLS
