/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * test_port_new:
 *
 * Returns: a UDP port that is free and that no other test, in any program that runs at
 * the same time, gets while this one runs
 */
guint16 test_port_new (void);

G_END_DECLS
