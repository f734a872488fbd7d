/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "fuzz/fuzz-target.h"

#include "mailslot/netbios/netbios-datagram.h"
#include "mailslot/netbios/netbios-mailslot-write.h"
#include "payload/decoded-text.h"

/* Each protocol's decoder is fed with every message. */
static const char *const slots[] = { "BROWSE", "LANMAN", "NET\\NETLOGON", "MESSNGR" };

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      G_GNUC_UNUSED g_autoptr (SwDecoded) decoded = decoded_check (slots[i], data, size);
    }
  return 0;
}

const guint8 *
fuzz_target_pick (const PcapDatagram *packet, gsize *size)
{
  NetbiosDatagram datagram;
  NetbiosMailslotWrite message;

  if (!pcap_datagram_has_port (packet, NETBIOS_DATAGRAM_PORT)
      || !netbios_datagram_decode (&datagram, packet->data, packet->size, NULL)
      || !netbios_mailslot_write_decode (&message,
                                         datagram.user_data,
                                         datagram.user_size,
                                         NULL))
    return NULL;

  *size = message.size;
  return message.data;
}
