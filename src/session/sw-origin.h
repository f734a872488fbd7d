/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mailslot/mailslot.h"

G_BEGIN_DECLS

/**
 * SwOrigin:
 * @slot: (owned): where messages were sent to
 * @sender: (owned): who sent them
 * @transport: how they came
 * @flags: of #MailslotRecordFlags
 *
 * Where messages come from: the same for a row of them, so whoever keeps many messages
 * keeps each of these once.
 */
typedef struct
{
  MailslotAddress *slot;
  MailslotSender *sender;
  MailslotTransport transport;
  MailslotRecordFlags flags;
} SwOrigin;

/** Returns: (transfer full): where @record comes from */
SwOrigin *sw_origin_new (const MailslotRecord *record);

void sw_origin_free (SwOrigin *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwOrigin, sw_origin_free)

/** Lets @self refer to the objects of @record, which are equal. */
void sw_origin_adopt (SwOrigin *self, const MailslotRecord *record);

/** For a #GHashTable; compares what the objects say. */
gboolean sw_origin_equal (gconstpointer a, gconstpointer b);
guint sw_origin_hash (gconstpointer self);

/** Returns: whether @self refers to the very objects of @record */
static inline gboolean
sw_origin_is_of (const SwOrigin *self, const MailslotRecord *record)
{
  return self->slot == record->slot && self->sender == record->sender
         && self->transport == record->transport && self->flags == record->flags;
}

/** Returns: a number for @record, the same for the same objects: not for equal ones */
static inline gsize
sw_origin_hash_objects (const MailslotRecord *record)
{
  return (GPOINTER_TO_SIZE (record->sender) ^ GPOINTER_TO_SIZE (record->slot) >> 3) >> 4;
}

G_END_DECLS
