/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/sw-json-line-parse.h"

#include "session/sw-json-cursor.h"
#include "session/sw-saved-origin.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#define DAYS_TO_1970 719163 /* from the first of January of the year 1 */
#define US_PER_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* What a line says; what it does not say stays as it is unknown. */
typedef struct
{
  guint64 serial;
  gboolean has_time;
  gint64 time_us;
  char *slot; /* (owned) (nullable) */
  gboolean is_domain;
  char *transport; /* (owned) (nullable) */
  gboolean is_repeated;
  gboolean has_size;
  guint64 size;
  GByteArray *payload; /* (owned) (nullable) */

  guint64 pid;
  gint64 uid;
  char *process; /* (owned) (nullable) */
  char *name;    /* (owned) (nullable) */
  char *address; /* (owned) (nullable) */
  guint64 port;
} Line;

static void
line_clear (Line *line)
{
  g_free (line->slot);
  g_free (line->transport);
  g_clear_pointer (&line->payload, g_byte_array_unref);
  g_free (line->process);
  g_free (line->name);
  g_free (line->address);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Line, line_clear)

/* ---- Values ---- */

static gboolean
read_string (SwJsonCursor *cursor, char **place)
{
  g_clear_pointer (place, g_free);
  return sw_json_cursor_read_string (cursor, place);
}

static gboolean
read_digits (const char **text, guint n_digits, gint64 *number)
{
  for (*number = 0; n_digits > 0; n_digits--, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *number = *number * 10 + (**text - '0');
    }
  return TRUE;
}

/* Reads "2023-11-14T22:13:20.123456Z", and nothing else. */
static gboolean
parse_time (const char *text, gint64 *time_us)
{
  static const struct
  {
    guint n_digits;
    char end;
  } parts[] = { { 4, '-' }, { 2, '-' }, { 2, 'T' }, { 2, ':' },
                { 2, ':' }, { 2, '.' }, { 6, 'Z' } };
  gint64 numbers[G_N_ELEMENTS (parts)];
  GDate date;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!read_digits (&text, parts[i].n_digits, &numbers[i]) || *text++ != parts[i].end)
      return FALSE;
  if (*text != '\0' || numbers[3] > 23 || numbers[4] > 59 || numbers[5] > 59
      || !g_date_valid_dmy ((GDateDay) numbers[2],
                            (GDateMonth) numbers[1],
                            (GDateYear) numbers[0]))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date,
                  (GDateDay) numbers[2],
                  (GDateMonth) numbers[1],
                  (GDateYear) numbers[0]);
  *time_us = ((gint64) g_date_get_julian (&date) - DAYS_TO_1970) * US_PER_DAY
             + (numbers[3] * 3600 + numbers[4] * 60 + numbers[5]) * G_USEC_PER_SEC
             + numbers[6];
  return TRUE;
}

static gboolean
read_time (SwJsonCursor *cursor, Line *line)
{
  g_autofree char *text = NULL;

  line->has_time =
      sw_json_cursor_read_string (cursor, &text) && parse_time (text, &line->time_us);
  return line->has_time;
}

static gboolean
read_scope (SwJsonCursor *cursor, Line *line)
{
  g_autofree char *text = NULL;
  MailslotScope scope;

  if (!sw_json_cursor_read_string (cursor, &text)
      || !sw_saved_scope_from_string (text, &scope))
    return FALSE;
  line->is_domain = scope == MAILSLOT_SCOPE_DOMAIN;
  return TRUE;
}

static gboolean
read_uid (SwJsonCursor *cursor, Line *line)
{
  guint64 uid;

  if (!sw_json_cursor_read_number (cursor, &uid) || uid > G_MAXINT64)
    return FALSE;
  line->uid = (gint64) uid;
  return TRUE;
}

static gboolean
read_hex (SwJsonCursor *cursor, Line *line)
{
  g_clear_pointer (&line->payload, g_byte_array_unref);
  return sw_json_cursor_read_hex (cursor, &line->payload);
}

static gboolean
read_size (SwJsonCursor *cursor, Line *line)
{
  line->has_size = TRUE;
  return sw_json_cursor_read_number (cursor, &line->size);
}

/* ---- Objects ---- */

typedef gboolean (*ReadMember) (SwJsonCursor *cursor, const char *key, Line *line);

static gboolean
read_sender_member (SwJsonCursor *cursor, const char *key, Line *line)
{
  if (strcmp (key, "pid") == 0)
    return sw_json_cursor_read_number (cursor, &line->pid) && line->pid <= G_MAXINT64;
  if (strcmp (key, "uid") == 0)
    return read_uid (cursor, line);
  if (strcmp (key, "process") == 0)
    return read_string (cursor, &line->process);
  if (strcmp (key, "name") == 0)
    return read_string (cursor, &line->name);
  if (strcmp (key, "address") == 0)
    return read_string (cursor, &line->address);
  if (strcmp (key, "port") == 0)
    return sw_json_cursor_read_number (cursor, &line->port) && line->port <= G_MAXUINT16;
  return sw_json_cursor_skip (cursor);
}

static gboolean
set_wrong (GError **error, const char *key)
{
  g_autofree char *shown = g_utf8_make_valid (key, -1);

  /* Translators: of a line in a file; %s is a word of JSON, such as “slot”. */
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_INVALID_DATA,
               _ ("“%s” is missing or wrong"),
               shown);
  return FALSE;
}

static gboolean
set_no_object (GError **error)
{
  g_set_error_literal (error,
                       G_IO_ERROR,
                       G_IO_ERROR_INVALID_DATA,
                       _ ("It is not a whole JSON object"));
  return FALSE;
}

static gboolean
read_object (SwJsonCursor *cursor, ReadMember read_member, Line *line, GError **error)
{
  if (!sw_json_cursor_take (cursor, '{'))
    return set_no_object (error);
  if (sw_json_cursor_take (cursor, '}'))
    return TRUE;
  do
    {
      g_autofree char *key = NULL;

      if (!sw_json_cursor_read_string (cursor, &key)
          || !sw_json_cursor_take (cursor, ':'))
        return set_no_object (error);
      if (!read_member (cursor, key, line))
        return set_wrong (error, key);
    }
  while (sw_json_cursor_take (cursor, ','));
  return sw_json_cursor_take (cursor, '}') || set_no_object (error);
}

static gboolean
read_message_member (SwJsonCursor *cursor, const char *key, Line *line)
{
  if (strcmp (key, "serial") == 0)
    return sw_json_cursor_read_number (cursor, &line->serial);
  if (strcmp (key, "time") == 0)
    return read_time (cursor, line);
  if (strcmp (key, "slot") == 0)
    return read_string (cursor, &line->slot);
  if (strcmp (key, "scope") == 0)
    return read_scope (cursor, line);
  if (strcmp (key, "transport") == 0)
    return read_string (cursor, &line->transport);
  if (strcmp (key, "sender") == 0)
    return read_object (cursor, read_sender_member, line, NULL);
  if (strcmp (key, "repeated") == 0)
    return sw_json_cursor_read_boolean (cursor, &line->is_repeated);
  if (strcmp (key, "size") == 0)
    return read_size (cursor, line);
  if (strcmp (key, "hex") == 0)
    return read_hex (cursor, line);
  return sw_json_cursor_skip (cursor);
}

/* ---- Message ---- */

static MailslotSender *
sender_new (const Line *line)
{
  const SwSavedSender saved = { .pid = (gint64) line->pid,
                                .uid = line->uid,
                                .process = line->process,
                                .name = line->name,
                                .address = line->address,
                                .port = (guint16) line->port };

  return sw_saved_sender_new (&saved);
}

static MailslotMessage *
message_new (const Line *line, GError **error)
{
  g_autoptr (MailslotAddress) slot =
      line->slot != NULL ? sw_saved_slot_parse (line->slot, line->is_domain) : NULL;
  g_autoptr (MailslotSender) sender = sender_new (line);
  MailslotRecord record = {
    .arrival_time_us = line->time_us,
    .arrival_monotonic_us = line->time_us,
    .flags = line->is_repeated ? MAILSLOT_RECORD_REPEATED : (MailslotRecordFlags) 0,
    .slot = slot,
    .sender = sender,
  };

  if (!line->has_time || !sw_saved_time_is_valid (line->time_us))
    set_wrong (error, "time");
  else if (slot == NULL)
    set_wrong (error, "slot");
  else if (line->transport == NULL
           || !sw_saved_transport_from_string (line->transport, &record.transport))
    set_wrong (error, "transport");
  else if (sender == NULL)
    set_wrong (error, "sender");
  else if (line->payload == NULL)
    set_wrong (error, "hex");
  else if (line->has_size && line->size != line->payload->len)
    set_wrong (error, "size");
  else
    {
      record.payload = line->payload->data;
      record.size = line->payload->len;
      return mailslot_message_new (&record, line->serial);
    }
  return NULL;
}

MailslotMessage *
sw_json_line_parse (const char *line, gsize length, GError **error)
{
  SwJsonCursor cursor = { line, line + length };
  g_auto (Line) parsed = { .uid = MAILSLOT_UID_UNKNOWN };

  if (!read_object (&cursor, read_message_member, &parsed, error))
    return NULL;
  if (!sw_json_cursor_is_at_end (&cursor))
    {
      set_no_object (error);
      return NULL;
    }
  return message_new (&parsed, error);
}
