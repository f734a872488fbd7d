/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "support/pcap-file.h"

G_BEGIN_DECLS

/*
 * What one fuzz target is made of. libFuzzer calls the first function with what it makes
 * up; the driver calls it with what the captures hold, in every test run.
 */

/**
 * LLVMFuzzerTestOneInput:
 *
 * Feeds one decoder. Ends the program if it misbehaves.
 *
 * Returns: 0
 */
int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

/**
 * fuzz_target_pick:
 * @packet: a captured packet
 * @size: (out): bytes of the part
 *
 * Returns: (nullable): the part of @packet this decoder is for, %NULL if there is none
 */
const guint8 *fuzz_target_pick (const PcapDatagram *packet, gsize *size);

G_END_DECLS
