/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

typedef struct
{
  int datagrams; /* UDP, bound to the port */
  int listener;  /* where clients connect */
} RelaySockets;

/**
 * relay_activation_take_sockets:
 *
 * Finds the two sockets that systemd hands to a service, as sd_listen_fds(3) describes
 * it. Which is which their kinds tell, not their order.
 *
 * Returns: false unless exactly these two are there and can be used
 */
bool relay_activation_take_sockets (RelaySockets *sockets);
