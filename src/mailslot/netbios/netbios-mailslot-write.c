/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"
#include "mailslot/netbios/netbios-mailslot-write.h"

#include "mailslot/mailslot-error.h"
#include "mailslot/netbios/netbios-append-private.h"
#include "mailslot/netbios/netbios-cursor.h"
#include "mailslot/netbios/netbios-refuse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PREFIX "\\MAILSLOT\\"
#define PREFIX_LENGTH 10

/* Offsets from the first byte of the SMB header. */
#define OFFSET_WORD_COUNT 32
#define OFFSET_DATA_COUNT 55
#define OFFSET_NAME 69

#define COMMAND_TRANSACTION 0x25
#define WORD_COUNT 17
#define SETUP_COUNT 3
#define OPCODE_WRITE 1

#define MAX_SMB_SIZE 512
#define MAX_NMBD_SMB_SIZE 494 /* 576 less a datagram header with two names */

static const guint8 magic[4] = { 0xff, 'S', 'M', 'B' };

/* Name with prefix and NUL, then padding. */
static gsize
get_data_offset (gsize name_length)
{
  gsize end = OFFSET_NAME + PREFIX_LENGTH + name_length + 1;

  return (end + 3) & ~(gsize) 3;
}

static gsize
get_room (gsize name_length, gsize smb_size)
{
  if (name_length > NETBIOS_MAILSLOT_WRITE_MAX_NAME_LENGTH)
    return 0;

  return smb_size - MIN (get_data_offset (name_length), smb_size);
}

gsize
netbios_mailslot_write_get_max_size (gsize name_length)
{
  return get_room (name_length, MAX_SMB_SIZE);
}

gsize
netbios_mailslot_write_get_max_size_for_nmbd (gsize name_length)
{
  return get_room (name_length, MAX_NMBD_SMB_SIZE);
}

static gboolean
check_sizes (const NetbiosMailslotWrite *self, GError **error)
{
  gsize name_length = strlen (self->name);
  gsize max_size = netbios_mailslot_write_get_max_size (name_length);

  if (name_length == 0)
    g_set_error_literal (error,
                         MAILSLOT_ERROR,
                         MAILSLOT_ERROR_INVALID_ADDRESS,
                         _ ("The slot's name is empty"));
  else if (name_length > NETBIOS_MAILSLOT_WRITE_MAX_NAME_LENGTH)
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_NAME_TOO_LONG,
                 _ ("The slot's name is too long for a datagram, which takes at most %u "
                    "characters"),
                 (guint) NETBIOS_MAILSLOT_WRITE_MAX_NAME_LENGTH);
  else if (self->size > max_size)
    g_set_error (error,
                 MAILSLOT_ERROR,
                 MAILSLOT_ERROR_MESSAGE_TOO_LARGE,
                 _ ("Cannot send %u bytes in a datagram: with the name of this slot it "
                    "takes at most %u"),
                 (guint) MIN (self->size, G_MAXUINT),
                 (guint) max_size);
  else
    return TRUE;

  return FALSE;
}

static void
append_header (GByteArray *packet)
{
  netbios_append_bytes (packet, magic, sizeof magic);
  netbios_append_u8 (packet, COMMAND_TRANSACTION);
  netbios_append_zeros (packet, 4);         /* status */
  netbios_append_u8 (packet, 0x18);         /* flags: as a Windows workstation */
  netbios_append_u16_le (packet, 0x0004);   /* flags2: likewise */
  netbios_append_zeros (packet, 2 + 8 + 2); /* high process id, signature, reserved */
  netbios_append_u16_le (packet, 0);        /* tree id */
  netbios_append_u16_le (packet, 0xfeff);   /* low process id */
  netbios_append_zeros (packet, 2 + 2);     /* user id, multiplex id */
}

static void
append_words (const NetbiosMailslotWrite *self, gsize data_offset, GByteArray *packet)
{
  netbios_append_u8 (packet, WORD_COUNT);
  netbios_append_u16_le (packet, 0);                    /* total parameter count */
  netbios_append_u16_le (packet, (guint16) self->size); /* total data count */
  netbios_append_u16_le (packet, 2);                    /* max parameter count */
  netbios_append_u16_le (packet, 0);                    /* max data count */
  netbios_append_zeros (packet, 1 + 1);                 /* max setup count, reserved */
  netbios_append_u16_le (packet, 0x0002);               /* flags: no response */
  netbios_append_zeros (packet, 4 + 2);                 /* timeout, reserved */
  netbios_append_u16_le (packet, 0);                    /* parameter count */
  netbios_append_u16_le (packet, (guint16) data_offset);
  netbios_append_u16_le (packet, (guint16) self->size);
  netbios_append_u16_le (packet, (guint16) data_offset);
  netbios_append_u8 (packet, SETUP_COUNT);
  netbios_append_u8 (packet, 0); /* reserved */
  netbios_append_u16_le (packet, OPCODE_WRITE);
  netbios_append_u16_le (packet, self->priority);
  netbios_append_u16_le (packet, self->delivery_class);
}

gboolean
netbios_mailslot_write_encode (const NetbiosMailslotWrite *self,
                               GByteArray *packet,
                               GError **error)
{
  gsize name_size;
  gsize data_offset;

  g_return_val_if_fail (self->name != NULL, FALSE);

  if (!check_sizes (self, error))
    return FALSE;

  name_size = PREFIX_LENGTH + strlen (self->name) + 1;
  data_offset = get_data_offset (strlen (self->name));
  append_header (packet);
  append_words (self, data_offset, packet);
  netbios_append_u16_le (packet, (guint16) (data_offset - OFFSET_NAME + self->size));
  netbios_append_bytes (packet, PREFIX, PREFIX_LENGTH);
  netbios_append_bytes (packet, self->name, strlen (self->name) + 1);
  netbios_append_zeros (packet, data_offset - OFFSET_NAME - name_size);
  netbios_append_bytes (packet, self->data, self->size);
  return TRUE;
}

static gboolean
check_header (NetbiosCursor *cursor, GError **error)
{
  const guint8 *start;
  guint8 word_count;

  if (!netbios_cursor_read_bytes (cursor, OFFSET_WORD_COUNT, &start, error)
      || !netbios_cursor_read_u8 (cursor, &word_count, error))
    return FALSE;

  if (memcmp (start, magic, sizeof magic) != 0)
    return netbios_refuse (error, N_ ("The datagram carries no SMB message"));
  if (start[sizeof magic] != COMMAND_TRANSACTION || word_count != WORD_COUNT)
    return netbios_refuse (error, N_ ("The SMB message is not a transaction"));
  return TRUE;
}

static gboolean
check_setup (NetbiosCursor *cursor, NetbiosMailslotWrite *self, GError **error)
{
  guint8 setup_count;
  guint16 opcode;

  if (!netbios_cursor_read_u8 (cursor, &setup_count, error)
      || !netbios_cursor_skip (cursor, 1, error)
      || !netbios_cursor_read_u16_le (cursor, &opcode, error)
      || !netbios_cursor_read_u16_le (cursor, &self->priority, error)
      || !netbios_cursor_read_u16_le (cursor, &self->delivery_class, error))
    return FALSE;

  if (setup_count != SETUP_COUNT || opcode != OPCODE_WRITE)
    return netbios_refuse (error, N_ ("The SMB message does not write to a mailslot"));
  return TRUE;
}

static gboolean
read_name (NetbiosCursor *cursor, NetbiosMailslotWrite *self, GError **error)
{
  const char *name;

  if (!netbios_cursor_seek (cursor, OFFSET_NAME, error)
      || !netbios_cursor_read_string (cursor, &name, error))
    return FALSE;

  if (g_ascii_strncasecmp (name, PREFIX, PREFIX_LENGTH) != 0)
    return netbios_refuse (error, N_ ("The SMB message does not name a mailslot"));
  if (name[PREFIX_LENGTH] == '\0')
    return netbios_refuse (error, N_ ("The SMB message names a mailslot without a name"));
  self->name = name + PREFIX_LENGTH;
  return TRUE;
}

/* The offset of a message without bytes may be anything, as on Windows. */
static gboolean
read_data (NetbiosCursor *cursor,
           NetbiosMailslotWrite *self,
           guint16 data_offset,
           GError **error)
{
  if (self->size == 0)
    return TRUE;
  if (data_offset < cursor->offset)
    return netbios_refuse (error, N_ ("The message lies inside the SMB header"));

  return netbios_cursor_seek (cursor, data_offset, error)
         && netbios_cursor_read_bytes (cursor, self->size, &self->data, error);
}

gboolean
netbios_mailslot_write_decode (NetbiosMailslotWrite *self,
                               const guint8 *smb,
                               gsize size,
                               GError **error)
{
  NetbiosCursor cursor;
  guint16 data_count;
  guint16 data_offset;

  memset (self, 0, sizeof *self);
  netbios_cursor_init (&cursor, smb, size);
  if (!check_header (&cursor, error)
      || !netbios_cursor_seek (&cursor, OFFSET_DATA_COUNT, error)
      || !netbios_cursor_read_u16_le (&cursor, &data_count, error)
      || !netbios_cursor_read_u16_le (&cursor, &data_offset, error)
      || !check_setup (&cursor, self, error) || !read_name (&cursor, self, error))
    return FALSE;

  self->size = data_count;
  return read_data (&cursor, self, data_offset, error);
}
