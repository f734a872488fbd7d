/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Watchdog:
 *
 * Ends the test program, loudly, if a test waits for something that never comes. Holds on
 * every system, unlike alarm().
 */
typedef struct _Watchdog Watchdog;

/** Starts to watch; @seconds later the program ends unless watchdog_stop() was called. */
Watchdog *watchdog_start (int seconds);
void watchdog_stop (Watchdog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Watchdog, watchdog_stop)

G_END_DECLS
