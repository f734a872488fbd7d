/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "support/pcap-file.h"

#include <string.h>

#define FILE_HEADER_SIZE 24
#define PACKET_HEADER_SIZE 16
#define ETHERNET_HEADER_SIZE 14
#define UDP_HEADER_SIZE 8

#define MAGIC_LITTLE_ENDIAN 0xa1b2c3d4
#define LINK_ETHERNET 1
#define ETHERNET_IPV4 0x0800
#define PROTOCOL_UDP 17

struct _PcapFile
{
  char *contents;
  gsize size;
  GArray *datagrams; /* of PcapDatagram */
};

static guint32
get_u32_le (const guint8 *bytes)
{
  return (guint32) bytes[3] << 24 | (guint32) bytes[2] << 16 | (guint32) bytes[1] << 8
         | bytes[0];
}

static guint16
get_u16_be (const guint8 *bytes)
{
  return (guint16) (bytes[0] << 8 | bytes[1]);
}

static void
append_frame (PcapFile *self, const guint8 *frame, gsize size)
{
  PcapDatagram datagram = { .number = self->datagrams->len + 1 };
  const guint8 *ip = frame + ETHERNET_HEADER_SIZE;
  const guint8 *udp;
  gsize udp_offset;

  g_assert_cmpuint (size, >, ETHERNET_HEADER_SIZE);
  g_assert_cmphex (get_u16_be (frame + 12), ==, ETHERNET_IPV4);
  g_assert_cmpuint (ip[9], ==, PROTOCOL_UDP);
  udp_offset = ETHERNET_HEADER_SIZE + (ip[0] & 0x0fu) * 4;
  g_assert_cmpuint (udp_offset + UDP_HEADER_SIZE, <=, size);

  udp = frame + udp_offset;
  memcpy (datagram.source_address, ip + 12, sizeof datagram.source_address);
  datagram.source_port = get_u16_be (udp);
  datagram.destination_port = get_u16_be (udp + 2);
  datagram.data = udp + UDP_HEADER_SIZE;
  datagram.size = get_u16_be (udp + 4) - (gsize) UDP_HEADER_SIZE;
  g_assert_cmpuint (datagram.size, <=, size - udp_offset - UDP_HEADER_SIZE);
  g_array_append_val (self->datagrams, datagram);
}

PcapFile *
pcap_file_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  PcapFile *self = g_new0 (PcapFile, 1);
  const guint8 *bytes;

  g_file_get_contents (path, &self->contents, &self->size, &error);
  g_assert_no_error (error);
  bytes = (const guint8 *) self->contents;
  g_assert_cmpuint (self->size, >=, FILE_HEADER_SIZE);
  g_assert_cmphex (get_u32_le (bytes), ==, MAGIC_LITTLE_ENDIAN);
  g_assert_cmpuint (get_u32_le (bytes + 20), ==, LINK_ETHERNET);

  self->datagrams = g_array_new (FALSE, FALSE, sizeof (PcapDatagram));
  for (gsize offset = FILE_HEADER_SIZE; offset < self->size;)
    {
      gsize size;

      g_assert_cmpuint (offset + PACKET_HEADER_SIZE, <=, self->size);
      size = get_u32_le (bytes + offset + 8);
      offset += PACKET_HEADER_SIZE;
      g_assert_cmpuint (size, <=, self->size - offset);
      append_frame (self, bytes + offset, size);
      offset += size;
    }
  return self;
}

void
pcap_file_free (PcapFile *self)
{
  g_array_unref (self->datagrams);
  g_free (self->contents);
  g_free (self);
}

guint
pcap_file_get_n_datagrams (PcapFile *self)
{
  return self->datagrams->len;
}

const PcapDatagram *
pcap_file_get_datagram (PcapFile *self, guint index)
{
  g_assert_cmpuint (index, <, self->datagrams->len);
  return &g_array_index (self->datagrams, PcapDatagram, index);
}

gboolean
pcap_datagram_has_port (const PcapDatagram *self, guint16 port)
{
  return self->source_port == port || self->destination_port == port;
}
