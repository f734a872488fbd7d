/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib-object.h>

#include "mailslot/mailslot-address.h"
#include "mailslot/mailslot-sender.h"

G_BEGIN_DECLS

/**
 * MailslotTransport:
 * @MAILSLOT_TRANSPORT_LOCAL: from a program on this computer, or, on Windows, by the
 * redirector
 * @MAILSLOT_TRANSPORT_NETBIOS: as a NetBIOS datagram
 * @MAILSLOT_TRANSPORT_CAPTURE: read from a capture file
 */
typedef enum
{
  MAILSLOT_TRANSPORT_LOCAL,
  MAILSLOT_TRANSPORT_NETBIOS,
  MAILSLOT_TRANSPORT_CAPTURE,
} MailslotTransport;

/**
 * mailslot_transport_to_string:
 *
 * Returns: the name used in JSON: "local", "netbios" or "capture"
 */
const char *mailslot_transport_to_string (MailslotTransport transport);

/**
 * MailslotRecordFlags:
 * @MAILSLOT_RECORD_REPEATED: the same message came from the same name just before by
 * another way, such as over a second network adapter
 */
typedef enum
{
  MAILSLOT_RECORD_REPEATED = 1 << 0,
} MailslotRecordFlags;

/**
 * MailslotRecord:
 * @arrival_time_us: microseconds since 1970-01-01 UTC
 * @arrival_monotonic_us: the same moment by g_get_monotonic_time()
 * @transport: how it came
 * @flags: of #MailslotRecordFlags
 * @slot: where it was sent to: a local address, or the remote one that a datagram names
 * @sender: who sent it
 * @payload: (nullable): the bytes, %NULL only if @size is 0
 * @size: number of bytes; 0 is a message too
 *
 * A message as a view into memory that somebody else owns: a batch or a log. It allocates
 * nothing and is valid only as long as its owner says.
 */
typedef struct
{
  gint64 arrival_time_us;
  gint64 arrival_monotonic_us;
  MailslotTransport transport;
  MailslotRecordFlags flags;
  MailslotAddress *slot;
  MailslotSender *sender;
  const guint8 *payload;
  gsize size;
} MailslotRecord;

/**
 * MailslotMessage:
 *
 * A message that owns what it holds, made for the few rows a person looks at. Immutable
 * and reference counted; any thread may use it.
 */
typedef struct _MailslotMessage MailslotMessage;

#define MAILSLOT_TYPE_MESSAGE (mailslot_message_get_type ())
GType mailslot_message_get_type (void);

/**
 * mailslot_message_new:
 * @record: what to copy
 * @serial: its number in the log, from 1
 *
 * Returns: (transfer full): a copy of @record
 */
MailslotMessage *mailslot_message_new (const MailslotRecord *record, guint64 serial);

MailslotMessage *mailslot_message_ref (MailslotMessage *self);
void mailslot_message_unref (MailslotMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailslotMessage, mailslot_message_unref)

guint64 mailslot_message_get_serial (MailslotMessage *self);

/**
 * mailslot_message_get_record:
 *
 * Returns: (transfer none): the message's parts, valid as long as @self
 */
const MailslotRecord *mailslot_message_get_record (MailslotMessage *self);

G_END_DECLS
