/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "fuzz/fuzz-target.h"

#include "mailslot/netbios/netbios-datagram.h"
#include "mailslot/netbios/netbios-inbound.h"

/* The packet comes twice: what is not refused or ignored is one message, and a copy. */
int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (NetbiosInbound) inbound = netbios_inbound_new ();
  g_autoptr (MailslotBatch) batch = mailslot_batch_new ();
  const NetbiosPacket packet = { .data = data, .size = size };
  const NetbiosPacket packets[] = { packet, packet };
  MailslotPortStatus status;
  MailslotBatchIter iter;
  MailslotRecord record;

  netbios_inbound_set_wanted (inbound, NULL, TRUE);
  netbios_inbound_take (inbound, packets, G_N_ELEMENTS (packets), batch);
  netbios_inbound_get_status (inbound, &status);
  g_assert_cmpuint (status.n_messages, ==, mailslot_batch_get_n_messages (batch));
  g_assert_cmpuint (status.n_messages, ==, status.n_duplicates);
  g_assert_true (status.n_refused == 0 || status.n_messages == 0);

  mailslot_batch_iter_init (&iter, batch);
  while (mailslot_batch_iter_next (&iter, &record))
    {
      g_assert_cmpuint (record.size, <=, size);
      g_assert_true (
          g_utf8_validate (mailslot_address_to_string (record.slot), -1, NULL));
      g_assert_true (
          g_utf8_validate (mailslot_sender_to_string (record.sender), -1, NULL));
    }
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
