/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-origin.h"

#include <string.h>

SwOrigin *
sw_origin_new (const MailslotRecord *record)
{
  SwOrigin *self = g_new0 (SwOrigin, 1);

  self->slot = mailslot_address_ref (record->slot);
  self->sender = mailslot_sender_ref (record->sender);
  self->transport = record->transport;
  self->flags = record->flags;
  return self;
}

void
sw_origin_free (SwOrigin *self)
{
  mailslot_address_unref (self->slot);
  mailslot_sender_unref (self->sender);
  g_free (self);
}

void
sw_origin_adopt (SwOrigin *self, const MailslotRecord *record)
{
  MailslotAddress *slot = mailslot_address_ref (record->slot);
  MailslotSender *sender = mailslot_sender_ref (record->sender);

  mailslot_address_unref (self->slot);
  mailslot_sender_unref (self->sender);
  self->slot = slot;
  self->sender = sender;
}

/* A computer and a domain are written in the same way. */
static gboolean
slot_equal (MailslotAddress *a, MailslotAddress *b)
{
  return mailslot_address_get_scope (a) == mailslot_address_get_scope (b)
         && strcmp (mailslot_address_to_string (a), mailslot_address_to_string (b)) == 0;
}

static gboolean
sender_equal (MailslotSender *a, MailslotSender *b)
{
  return mailslot_sender_get_pid (a) == mailslot_sender_get_pid (b)
         && mailslot_sender_get_uid (a) == mailslot_sender_get_uid (b)
         && mailslot_sender_get_port (a) == mailslot_sender_get_port (b)
         && g_strcmp0 (mailslot_sender_get_process (a), mailslot_sender_get_process (b))
                == 0
         && g_strcmp0 (mailslot_sender_get_name (a), mailslot_sender_get_name (b)) == 0
         && g_strcmp0 (mailslot_sender_get_address (a), mailslot_sender_get_address (b))
                == 0;
}

gboolean
sw_origin_equal (gconstpointer a, gconstpointer b)
{
  const SwOrigin *x = a;
  const SwOrigin *y = b;

  return x->transport == y->transport && x->flags == y->flags
         && slot_equal (x->slot, y->slot) && sender_equal (x->sender, y->sender);
}

guint
sw_origin_hash (gconstpointer self)
{
  const SwOrigin *origin = self;

  return g_str_hash (mailslot_address_to_string (origin->slot))
         ^ g_str_hash (mailslot_sender_to_string (origin->sender))
         ^ (guint) mailslot_sender_get_pid (origin->sender)
         ^ (guint) mailslot_sender_get_port (origin->sender) << 16
         ^ (guint) origin->transport << 8 ^ (guint) origin->flags;
}
