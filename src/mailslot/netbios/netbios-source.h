/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "mailslot/mailslot-port.h"

G_BEGIN_DECLS

/** The most bytes of a datagram that a source hands on. Nobody sends more than 600: SMB
 * messages to mailslots end at 512. A longer one counts as lost. */
#define NETBIOS_SOURCE_MAX_DATAGRAM 2048

/** The most packets that one call gives. */
#define NETBIOS_SOURCE_MAX_PACKETS 64

/**
 * NetbiosPacket:
 * @data: (not owned): the datagram, valid until the source is asked again
 * @size: bytes of @data
 * @source_address: IPv4 address it came from
 * @source_port: UDP port it came from
 * @interface_index: of the adapter it came in by, 0 if the source does not tell
 * @arrival_time_us: microseconds since 1970-01-01 UTC
 * @arrival_monotonic_us: the same moment by g_get_monotonic_time()
 *
 * One UDP packet as it came to port 138.
 */
typedef struct
{
  const guint8 *data;
  gsize size;
  guint8 source_address[4];
  guint16 source_port;
  guint32 interface_index;
  gint64 arrival_time_us;
  gint64 arrival_monotonic_us;
} NetbiosPacket;

typedef struct _NetbiosSource NetbiosSource;

/**
 * NetbiosSourceClass:
 * @kind: samba, relay or direct
 * @receive: implements netbios_source_receive()
 * @close: lets go of what the system gave; called once
 */
typedef struct
{
  MailslotSource kind;
  gssize (*receive) (NetbiosSource *self,
                     NetbiosPacket *packets,
                     gint64 deadline_us,
                     GCancellable *cancellable,
                     GError **error);
  void (*close) (NetbiosSource *self);
} NetbiosSourceClass;

/**
 * NetbiosSource:
 *
 * From where datagrams come. One thread at a time may receive; any thread may ask for the
 * status. The first member of what a platform makes.
 */
struct _NetbiosSource
{
  const NetbiosSourceClass *klass;
  GMutex lock;
  gboolean is_connected; /* guarded by lock */
  guint64 n_lost;        /* guarded by lock */
};

/**
 * netbios_source_open:
 * @source: any but none
 * @network: whose ports
 * @error: return location
 *
 * Fails like mailslot_port_open().
 *
 * Returns: (transfer full): the source, or %NULL with @error set
 */
NetbiosSource *netbios_source_open (MailslotSource source,
                                    MailslotNetwork *network,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Closes the source. Its status can still be asked for. */
void netbios_source_close (NetbiosSource *self);

/** Frees a source that is closed. */
void netbios_source_free (NetbiosSource *self);

/**
 * netbios_source_receive:
 * @packets: (out): room for %NETBIOS_SOURCE_MAX_PACKETS
 * @deadline_us: when the wait ends, by the monotonic clock; -1 for never
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Waits for packets. A source that is gone and may come back is waited for.
 *
 * Fails with %G_IO_ERROR_CANCELLED, %MAILSLOT_ERROR_UNSUPPORTED if the relay speaks
 * another language, or a %G_IO_ERROR of the system.
 *
 * Returns: how many packets came, 0 if none did in time, -1 with @error set
 */
gssize netbios_source_receive (NetbiosSource *self,
                               NetbiosPacket *packets,
                               gint64 deadline_us,
                               GCancellable *cancellable,
                               GError **error);

/** Fills in what a source knows of @status. */
void netbios_source_get_status (NetbiosSource *self, MailslotPortStatus *status);

/* For those who make sources. */
void netbios_source_init (NetbiosSource *self, const NetbiosSourceClass *klass);
void netbios_source_set_connected (NetbiosSource *self, gboolean is_connected);
void netbios_source_add_lost (NetbiosSource *self, guint64 n_lost);

/* What a platform defines. */

/* What to use unless told otherwise. */
MailslotSource netbios_source_platform_get_default (void);

/* What to try for MAILSLOT_SOURCE_AUTO, in this order, ended by MAILSLOT_SOURCE_NONE. */
const MailslotSource *netbios_source_platform_get_candidates (void);

/* What a person has to know of @source. */
const char *netbios_source_platform_get_limits (MailslotSource source);

/* Opens @source: samba, relay or direct. The error says in a few words why not: of
 * MAILSLOT_ERROR_NO_DATAGRAM_PORT if another source may do, of another code if not. */
NetbiosSource *netbios_source_platform_open (MailslotSource source,
                                             MailslotNetwork *network,
                                             GError **error);

G_END_DECLS
