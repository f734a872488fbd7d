/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sw_control_text_spell:
 * @text: valid UTF-8
 *
 * Replaces the Unicode control pictures U+2400 to U+2421 by names such as `<NUL>`.
 *
 * Returns: (transfer full): text that every font can show
 */
char *sw_control_text_spell (const char *text);

/**
 * sw_control_text_make_drawable:
 * @text: (transfer full): valid UTF-8
 *
 * Spells control pictures if no font of this computer has them: a fresh Debian has none,
 * and would draw a box of digits.
 *
 * Returns: (transfer full): @text, or what replaces it
 */
char *sw_control_text_make_drawable (char *text);

G_END_DECLS
