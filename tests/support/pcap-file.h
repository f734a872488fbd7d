/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** One UDP datagram of a capture; the bytes belong to the file. */
typedef struct
{
  guint number; /* of the packet, from 1, as Wireshark counts */
  guint8 source_address[4];
  guint16 source_port;
  guint16 destination_port;
  const guint8 *data;
  gsize size;
} PcapDatagram;

/**
 * PcapFile:
 *
 * A capture of nothing but UDP over IPv4 over Ethernet, in the classic little-endian
 * format with microseconds, such as those in tests/vectors.
 */
typedef struct _PcapFile PcapFile;

/**
 * pcap_file_open:
 *
 * Reads a whole capture. Anything it does not understand ends the test: the captures are
 * ours.
 */
PcapFile *pcap_file_open (const char *path);
void pcap_file_free (PcapFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PcapFile, pcap_file_free)

guint pcap_file_get_n_datagrams (PcapFile *self);
const PcapDatagram *pcap_file_get_datagram (PcapFile *self, guint index);

/**
 * pcap_datagram_has_port:
 *
 * Returns: whether it came from or went to @port
 */
gboolean pcap_datagram_has_port (const PcapDatagram *self, guint16 port);

G_END_DECLS
