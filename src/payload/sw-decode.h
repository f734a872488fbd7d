/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** More fields than any honest message has; what a message claims beyond is not shown. */
#define SW_DECODE_MAX_FIELDS 300

/**
 * SwDecodedField:
 * @label: what it is, in the user's language
 * @value: what it says, valid UTF-8 in which everything can be seen; may have lines
 * @offset: its first byte
 * @size: how many bytes it takes
 */
typedef struct
{
  char *label;
  char *value;
  gsize offset;
  gsize size;
} SwDecodedField;

/**
 * SwDecoded:
 * @headline: the message in one line
 * @note: (nullable): where the message ends too early, as a sentence
 * @fields: (element-type SwDecodedField): in the order of their bytes, which never
 * overlap
 *
 * A message of a protocol that Windows and Samba speak over mailslots.
 */
typedef struct
{
  char *headline;
  char *note;
  GPtrArray *fields;
} SwDecoded;

/**
 * sw_decode:
 * @slot_name: what follows `\mailslot\`, in any case, such as "NET\NETLOGON"
 * @data: a message; trusted in nothing
 * @size: its size
 *
 * Reads the messages of the slots BROWSE, LANMAN, NET\NETLOGON, NET\NTLOGON and MESSNGR,
 * and the answers to NET\GETDC… and TEMP\NETLOGON. Of a message that is cut off it gives
 * what is there.
 *
 * Returns: (transfer full) (nullable): its fields, or %NULL if the slot or the kind of
 * message is not known
 */
SwDecoded *sw_decode (const char *slot_name, const guint8 *data, gsize size);

void sw_decoded_free (SwDecoded *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwDecoded, sw_decoded_free)

G_END_DECLS
