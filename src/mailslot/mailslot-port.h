/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "mailslot/mailslot-network.h"
#include "mailslot/mailslot-reader.h"

G_BEGIN_DECLS

/**
 * MailslotSource:
 * @MAILSLOT_SOURCE_NONE: nothing from other computers (on Windows: only what Windows
 * itself puts into the slots)
 * @MAILSLOT_SOURCE_AUTO: the first of those below that there is
 * @MAILSLOT_SOURCE_SAMBA: Samba's nmbd hands on what it does not need itself
 * @MAILSLOT_SOURCE_RELAY: slotwatch-relay hands on everything
 * @MAILSLOT_SOURCE_DIRECT: our own socket on UDP port 138
 *
 * From where the datagrams of other computers come.
 */
typedef enum
{
  MAILSLOT_SOURCE_NONE,
  MAILSLOT_SOURCE_AUTO,
  MAILSLOT_SOURCE_SAMBA,
  MAILSLOT_SOURCE_RELAY,
  MAILSLOT_SOURCE_DIRECT,
} MailslotSource;

/** Returns: what to use unless told otherwise: none on Windows, else auto */
MailslotSource mailslot_source_get_default (void);

/** Returns: its name on the command line: "none", "auto", "samba", "relay", "direct" */
const char *mailslot_source_to_string (MailslotSource source);

/**
 * mailslot_source_get_limits:
 * @source: samba, relay or direct
 *
 * Returns: what a person has to know of it, in the user's language, one or two sentences
 */
const char *mailslot_source_get_limits (MailslotSource source);

/**
 * MailslotPortStatus:
 * @source: where datagrams come from: never none or auto
 * @is_connected: %FALSE while the source is gone and we wait for it to come back
 * @n_messages: mailslot messages that arrived, wanted or not
 * @n_refused: datagrams that are damaged, fragments, or no messages to mailslots
 * @n_duplicates: the same datagram again: same sender, name, number and message within
 * 2 s; dropped
 * @n_repeats: the same message from the same name by another way, such as over a second
 * network adapter, within 2 s
 * @n_lost: datagrams that the kernel or the source says it had to drop, and those of more
 * than 2048 bytes; Samba and Windows do not say
 */
typedef struct
{
  MailslotSource source;
  gboolean is_connected;
  guint64 n_messages;
  guint64 n_refused;
  guint64 n_duplicates;
  guint64 n_repeats;
  guint64 n_lost;
} MailslotPortStatus;

/**
 * MailslotPort:
 *
 * Where the mailslot messages of other computers arrive. It is a reader, to be given to a
 * #MailslotWatcher: mailslot_reader_receive() gives what is wanted of all slots. The slot
 * of a record is the address as it was sent to, such as `\\WORKGROUP\mailslot\x`; its
 * transport is %MAILSLOT_TRANSPORT_NETBIOS. Damaged datagrams are counted here and never
 * fail a read. mailslot_reader_read() takes one message like any reader.
 */
#define MAILSLOT_TYPE_PORT (mailslot_port_get_type ())
G_DECLARE_FINAL_TYPE (MailslotPort, mailslot_port, MAILSLOT, PORT, MailslotReader)

/**
 * mailslot_port_open:
 * @network: (transfer none): whose ports; see #MailslotNetworkOptions
 * @source: any but none
 * @error: return location
 *
 * Connects to the source. Nothing is wanted until mailslot_port_set_wanted(). Its address
 * is mailslot_address_get_all().
 *
 * Fails with %MAILSLOT_ERROR_NO_DATAGRAM_PORT if there is no way to the datagrams (the
 * message names each source and why not), %MAILSLOT_ERROR_ACCESS_DENIED if the relay
 * refuses us, %MAILSLOT_ERROR_UNSUPPORTED for a source that this system does not have, or
 * a %G_IO_ERROR of the system.
 *
 * Returns: (transfer full): the port, or %NULL with @error set
 */
MailslotPort *mailslot_port_open (MailslotNetwork *network,
                                  MailslotSource source,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * mailslot_port_set_wanted:
 * @slots: (nullable) (element-type MailslotAddress): slots of this computer; what comes
 * for their names, in any case of letters and whomever it was sent to, is wanted
 * @wants_all: whether every message is wanted, whatever its slot
 *
 * Any thread may call this at any time.
 */
void mailslot_port_set_wanted (MailslotPort *self, GPtrArray *slots, gboolean wants_all);

/**
 * mailslot_port_set_leaves_out_repeats:
 * @leaves_out_repeats: whether repeats are only counted; otherwise their records have
 * %MAILSLOT_RECORD_REPEATED
 *
 * Any thread may call this at any time.
 */
void mailslot_port_set_leaves_out_repeats (MailslotPort *self,
                                           gboolean leaves_out_repeats);

/** What is going on; any thread may ask. */
void mailslot_port_get_status (MailslotPort *self, MailslotPortStatus *status);

G_END_DECLS
