/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "fuzz/fuzz-target.h"

#include "mailslot/netbios/netbios-datagram.h"
#include "netbios/netbios-invariants.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  check_datagram (data, size);
  return 0;
}

const guint8 *
fuzz_target_pick (const PcapDatagram *packet, gsize *size)
{
  if (!pcap_datagram_has_port (packet, NETBIOS_DATAGRAM_PORT))
    return NULL;

  *size = packet->size;
  return packet->data;
}
