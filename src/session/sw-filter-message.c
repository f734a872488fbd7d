/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-filter-message.h"

#include <string.h>

#include "payload/sw-text.h"

#define LOW_BITS G_GUINT64_CONSTANT (0x0101010101010101)
#define HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)

void
sw_filter_message_clear (SwFilterMessage *self)
{
  g_clear_pointer (&self->decoded, g_free);
}

/* Whether all bytes are from 1 to 127: then they are their own text. */
static gboolean
is_ascii_text (const guint8 *data, gsize size)
{
  guint64 others = 0;
  gsize i = 0;

  for (; i + sizeof (guint64) <= size; i += sizeof (guint64))
    {
      guint64 word;

      memcpy (&word, data + i, sizeof word);
      others |= (word - LOW_BITS) | word;
    }
  for (; i < size; i++)
    if (data[i] == 0 || data[i] >= 0x80)
      return FALSE;
  return (others & HIGH_BITS) == 0;
}

static void
decode (SwFilterMessage *self)
{
  const MailslotRecord *record = self->record;

  self->encoding = sw_encoding_detect (record->payload, record->size);
  if (self->encoding != NULL)
    self->decoded = sw_text_decode_strict (record->payload, record->size, self->encoding);
  if (self->decoded == NULL)
    self->decoded =
        sw_text_decode (record->payload, record->size, sw_encoding_get_utf8 ());
  self->text = self->decoded;
  self->size = strlen (self->decoded);
}

static void
read_text (SwFilterMessage *self)
{
  const guint8 *data = self->record->payload;
  gsize size = self->record->size;

  if (self->is_read)
    return;
  self->is_read = TRUE;
  while (size > 0 && data[size - 1] == 0)
    size--;
  if (!is_ascii_text (data, size))
    {
      decode (self);
      return;
    }
  self->encoding = sw_encoding_get_utf8 ();
  self->text = size > 0 ? (const char *) data : "";
  self->size = size;
}

const char *
sw_filter_message_get_text (SwFilterMessage *self, gsize *size)
{
  read_text (self);
  *size = self->size;
  return self->text;
}

/* Whether it may begin with the byte order mark of UTF-16BE or UTF-32. */
static gboolean
may_be_marked (const MailslotRecord *record)
{
  const guint8 *data = record->payload;

  return record->size >= 4
         && ((data[0] == 0xFE && data[1] == 0xFF) || (data[0] == 0xFF && data[1] == 0xFE)
             || (data[0] == 0 && data[1] == 0));
}

const char *
sw_filter_message_get_foreign_text (SwFilterMessage *self, gboolean is_ascii, gsize *size)
{
  const MailslotRecord *record = self->record;

  /* Every other encoding writes ASCII as ASCII does. */
  if (is_ascii ? !may_be_marked (record) : is_ascii_text (record->payload, record->size))
    return NULL;
  read_text (self);
  if (self->encoding == NULL || strcmp (self->encoding->id, "utf-8") == 0
      || strcmp (self->encoding->id, "utf-16le") == 0)
    return NULL;
  *size = self->size;
  return self->text;
}
