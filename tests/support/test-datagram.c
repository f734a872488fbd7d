/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support/test-datagram.h"

#include <string.h>

#include "mailslot/netbios/netbios-mailslot-write.h"

static void
init_name (NetbiosName *name, const char *text, guint8 suffix)
{
  g_autoptr (GError) error = NULL;
  gboolean is_good = netbios_name_init (name, text, suffix, &error);

  g_assert_no_error (error);
  g_assert_true (is_good);
}

GByteArray *
test_datagram_encode (const TestDatagram *self)
{
  const char *text = self->text != NULL ? self->text : "hello";
  g_autoptr (GByteArray) smb = g_byte_array_new ();
  GByteArray *packet = g_byte_array_new ();
  NetbiosDatagram datagram = {
    .type = self->type != 0 ? self->type : NETBIOS_DATAGRAM_DIRECT_UNIQUE,
    .id = self->id,
    .source_address = { 192, 0, 2, 99 }, /* only a claim */
    .source_port = NETBIOS_DATAGRAM_PORT,
  };
  NetbiosMailslotWrite message = {
    .name = self->slot != NULL ? self->slot : "test",
    .data = (const guint8 *) text,
    .size = strlen (text),
    .delivery_class = NETBIOS_MAILSLOT_WRITE_UNRELIABLE,
  };

  init_name (&datagram.source, self->source != NULL ? self->source : "PEER", 0);
  init_name (&datagram.destination,
             self->destination != NULL ? self->destination : "HOST",
             self->suffix);
  g_assert_true (netbios_mailslot_write_encode (&message, smb, NULL));
  datagram.user_data = smb->data;
  datagram.user_size = smb->len;
  g_assert_true (netbios_datagram_encode (&datagram, packet, NULL));
  return packet;
}
