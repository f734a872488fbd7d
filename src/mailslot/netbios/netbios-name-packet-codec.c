/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-name-packet.h"

#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-append-private.h"
#include "mailslot/netbios/netbios-name-private.h"
#include "mailslot/netbios/netbios-owner.h"
#include "mailslot/netbios/netbios-refuse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The header has twelve bytes: id, flags, and the numbers of questions, answers, name
 * server records and additional records. In the flags the opcode lies between the
 * response bit and the others; the lowest four bits are the result.
 */
#define HEADER_SIZE 12
#define OPCODE_SHIFT 11
#define OPCODE_MASK 0x0f
#define RESULT_MASK 0x0f
#define FLAGS_MASK 0x87f0

#define CLASS_INTERNET 1

typedef struct
{
  guint16 n_questions;
  guint16 n_answers;
  guint16 n_servers;
  guint16 n_additional;
} Counts;

/* The record of a negative query response is not counted (RFC 1002 section 4.2.14). */
static void
encode_header (const NetbiosNamePacket *self, GByteArray *packet)
{
  gboolean is_response = netbios_name_packet_is_response (self);
  gboolean is_negative = self->opcode == NETBIOS_NAME_QUERY && self->result != 0;
  guint flags = (guint) (self->flags & FLAGS_MASK)
                | (guint) (self->opcode & OPCODE_MASK) << OPCODE_SHIFT
                | (guint) (self->result & RESULT_MASK);

  netbios_append_u16_be (packet, self->id);
  netbios_append_u16_be (packet, (guint16) flags);
  netbios_append_u16_be (packet, is_response ? 0 : 1);
  netbios_append_u16_be (packet, is_response && !is_negative ? 1 : 0);
  netbios_append_u16_be (packet, 0);
  netbios_append_u16_be (packet, !is_response && self->has_record ? 1 : 0);
}

static void
encode_record (const NetbiosNamePacket *self, GByteArray *packet)
{
  netbios_append_u16_be (packet, self->type);
  netbios_append_u16_be (packet, CLASS_INTERNET);
  netbios_append_u32_be (packet, self->time_to_live_s);
  netbios_append_u16_be (packet, (guint16) self->record_size);
  netbios_append_bytes (packet, self->record, self->record_size);
}

gboolean
netbios_name_packet_encode (const NetbiosNamePacket *self,
                            GByteArray *packet,
                            GError **error)
{
  g_return_val_if_fail (packet->len == 0, FALSE);

  if (self->record_size > G_MAXUINT16)
    {
      g_set_error_literal (error,
                           MAILSLOT_ERROR,
                           MAILSLOT_ERROR_MESSAGE_TOO_LARGE,
                           _ ("A name service record has at most 65535 bytes"));
      return FALSE;
    }

  encode_header (self, packet);
  netbios_name_encode (&self->name, packet);
  if (netbios_name_packet_is_response (self))
    {
      encode_record (self, packet);
      return TRUE;
    }

  netbios_append_u16_be (packet, self->type);
  netbios_append_u16_be (packet, CLASS_INTERNET);
  if (self->has_record)
    {
      /* The RFC demands a pointer to the name of the question here. */
      netbios_append_u16_be (packet, NETBIOS_LABEL_POINTER << 8 | HEADER_SIZE);
      encode_record (self, packet);
    }
  return TRUE;
}

static gboolean
decode_header (NetbiosNamePacket *self,
               NetbiosCursor *cursor,
               Counts *counts,
               GError **error)
{
  guint16 flags;

  if (!netbios_cursor_read_u16_be (cursor, &self->id, error)
      || !netbios_cursor_read_u16_be (cursor, &flags, error)
      || !netbios_cursor_read_u16_be (cursor, &counts->n_questions, error)
      || !netbios_cursor_read_u16_be (cursor, &counts->n_answers, error)
      || !netbios_cursor_read_u16_be (cursor, &counts->n_servers, error)
      || !netbios_cursor_read_u16_be (cursor, &counts->n_additional, error))
    return FALSE;

  self->flags = flags & FLAGS_MASK;
  self->opcode = flags >> OPCODE_SHIFT & OPCODE_MASK;
  self->result = flags & RESULT_MASK;
  return TRUE;
}

/* Some responders repeat the question, which does no harm. */
static gboolean
check_counts (const NetbiosNamePacket *self, const Counts *counts, GError **error)
{
  gboolean is_response = netbios_name_packet_is_response (self);

  if (is_response && counts->n_questions <= 1 && counts->n_servers == 0)
    return TRUE;
  if (!is_response && counts->n_questions == 1 && counts->n_answers == 0
      && counts->n_servers == 0)
    return TRUE;

  return netbios_refuse (
      error,
      N_ ("The name service packet has an impossible number of parts"));
}

static gboolean
decode_type (NetbiosCursor *cursor, guint16 *type, GError **error)
{
  guint16 record_class;

  if (!netbios_cursor_read_u16_be (cursor, type, error)
      || !netbios_cursor_read_u16_be (cursor, &record_class, error))
    return FALSE;
  if (record_class != CLASS_INTERNET)
    return netbios_refuse (error,
                           N_ ("The name service packet is not of the Internet class"));
  return TRUE;
}

static gboolean
decode_question (NetbiosNamePacket *self, NetbiosCursor *cursor, GError **error)
{
  return netbios_name_decode (&self->name, cursor, error)
         && decode_type (cursor, &self->type, error);
}

static gboolean
decode_record (NetbiosNamePacket *self, NetbiosCursor *cursor, GError **error)
{
  guint16 size;

  if (!netbios_name_decode (&self->name, cursor, error)
      || !decode_type (cursor, &self->type, error)
      || !netbios_cursor_read_u32_be (cursor, &self->time_to_live_s, error)
      || !netbios_cursor_read_u16_be (cursor, &size, error)
      || !netbios_cursor_read_bytes (cursor, size, &self->record, error))
    return FALSE;

  self->has_record = TRUE;
  self->record_size = size;
  if (self->type == NETBIOS_RECORD_OWNERS && size % NETBIOS_OWNER_SIZE != 0)
    return netbios_refuse (error, N_ ("The name service packet has half an address"));
  return TRUE;
}

/* In a response that repeats the question, the record may be of another type: none at
 * all. */
static gboolean
check_record_fits (const NetbiosNamePacket *question,
                   const NetbiosNamePacket *answer,
                   GError **error)
{
  gboolean fits =
      netbios_name_equal (&question->name, &answer->name)
      && (netbios_name_packet_is_response (question) || question->type == answer->type);

  return fits
         || netbios_refuse (
             error,
             N_ ("The name service packet asks for one thing and tells another"));
}

gboolean
netbios_name_packet_decode (NetbiosNamePacket *self,
                            const guint8 *data,
                            gsize size,
                            GError **error)
{
  NetbiosNamePacket question;
  NetbiosCursor cursor;
  Counts counts;

  memset (self, 0, sizeof *self);
  netbios_cursor_init (&cursor, data, size);
  if (!decode_header (self, &cursor, &counts, error)
      || !check_counts (self, &counts, error))
    return FALSE;

  if (counts.n_questions == 1 && !decode_question (self, &cursor, error))
    return FALSE;
  if (!netbios_name_packet_is_response (self) && counts.n_additional == 0)
    return TRUE;

  question = *self;
  return decode_record (self, &cursor, error)
         && (counts.n_questions == 0 || check_record_fits (&question, self, error));
}
