/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/netbios/netbios-datagram.h"

G_BEGIN_DECLS

/**
 * TestDatagram:
 * @type: 0 for %NETBIOS_DATAGRAM_DIRECT_UNIQUE
 * @id: its number
 * @source: who sends, without suffix
 * @destination: who is meant
 * @suffix: of @destination
 * @slot: after `\MAILSLOT\`
 * @text: the message, sent without its NUL
 *
 * A message as another computer would send it. %NULL stands for "PEER", "HOST", "test"
 * and "hello".
 */
typedef struct
{
  NetbiosDatagramType type;
  guint16 id;
  const char *source;
  const char *destination;
  guint8 suffix;
  const char *slot;
  const char *text;
} TestDatagram;

/** Returns: (transfer full): what stands in the UDP packet */
GByteArray *test_datagram_encode (const TestDatagram *self);

G_END_DECLS
