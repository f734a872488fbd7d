/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "mailslot/mailslot-message.h"

#include <string.h>

struct _MailslotMessage
{
  guint64 serial;
  MailslotRecord record; /* owns its slot and sender; its payload is the next field */
  guint8 payload[];
};

G_DEFINE_BOXED_TYPE (MailslotMessage,
                     mailslot_message,
                     mailslot_message_ref,
                     mailslot_message_unref)

const char *
mailslot_transport_to_string (MailslotTransport transport)
{
  switch (transport)
    {
    case MAILSLOT_TRANSPORT_LOCAL:
      return "local";
    case MAILSLOT_TRANSPORT_NETBIOS:
      return "netbios";
    case MAILSLOT_TRANSPORT_CAPTURE:
      return "capture";
    default:
      g_return_val_if_reached (NULL);
    }
}

MailslotMessage *
mailslot_message_new (const MailslotRecord *record, guint64 serial)
{
  MailslotMessage *self;

  g_return_val_if_fail (record != NULL, NULL);
  g_return_val_if_fail (record->payload != NULL || record->size == 0, NULL);

  self = g_atomic_rc_box_alloc (sizeof (MailslotMessage) + record->size);
  self->serial = serial;
  self->record = *record;
  self->record.slot = mailslot_address_ref (record->slot);
  self->record.sender = mailslot_sender_ref (record->sender);
  self->record.payload = self->payload;
  if (record->size > 0)
    memcpy (self->payload, record->payload, record->size);
  return self;
}

MailslotMessage *
mailslot_message_ref (MailslotMessage *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
message_clear (gpointer data)
{
  MailslotMessage *self = data;

  mailslot_address_unref (self->record.slot);
  mailslot_sender_unref (self->record.sender);
}

void
mailslot_message_unref (MailslotMessage *self)
{
  g_atomic_rc_box_release_full (self, message_clear);
}

guint64
mailslot_message_get_serial (MailslotMessage *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->serial;
}

const MailslotRecord *
mailslot_message_get_record (MailslotMessage *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return &self->record;
}
