/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload/sw-payload-error.h"

G_DEFINE_QUARK (sw - payload - error - quark, sw_payload_error)
