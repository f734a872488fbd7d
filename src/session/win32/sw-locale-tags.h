/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sw_locale_tags_to_gettext:
 * @tags: (array zero-terminated): languages as Windows names them, the best first, such
 *   as "zh-Hans-CN", "en-US"
 *
 * Returns: (transfer full) (nullable): the same for the environment variable LANGUAGE,
 *   such as "zh_CN:en_US"; %NULL if there is none
 */
char *sw_locale_tags_to_gettext (const char *const *tags);

G_END_DECLS
