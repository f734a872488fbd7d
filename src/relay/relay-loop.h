/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "relay/relay-activation.h"

/**
 * relay_loop_run:
 *
 * Hands datagrams on until SIGTERM or SIGINT.
 *
 * Returns: false if the port cannot be read, which stderr has been told
 */
bool relay_loop_run (const RelaySockets *sockets);
