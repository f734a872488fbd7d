/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "fuzz/fuzz-target.h"

#include "mailslot/netbios/netbios-datagram.h"
#include "netbios/netbios-invariants.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  check_name (data, size);
  return 0;
}

const guint8 *
fuzz_target_pick (const PcapDatagram *packet, gsize *size)
{
  gsize header_size = pcap_datagram_has_port (packet, NETBIOS_DATAGRAM_PORT) ? 14 : 12;

  *size = packet->size - header_size;
  return packet->data + header_size;
}
