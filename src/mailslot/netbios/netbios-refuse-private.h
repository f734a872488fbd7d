/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * netbios_refuse:
 * @error: return location
 * @message: what is wrong with the packet, marked for translation but not translated
 *
 * Says that a received packet is malformed. The message is translated only if somebody
 * wants it: bad packets may come in floods, and under Wine 10 a translation takes 0.17
 * ms.
 *
 * Returns: %FALSE
 */
gboolean netbios_refuse (GError **error, const char *message);

G_END_DECLS
